"""Write a few words beside a rating, once both sides can be seen."""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.measures import catalogue
from alongside.care.measures import sight as sights
from alongside.care.measures.actions.occasion import open_item
from alongside.care.measures.models import Assessment, Occasion, RatingAudience
from alongside.care.measures.rules.occasions import plan
from alongside.care.measures.rules.sight import Side, Sight
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import AttentionItem
from alongside.care.partnership.rules.words import tidy
from alongside.care.understanding.attention import SIDE_NOTE
from alongside.care.understanding.both_events import NOTED
from alongside.care.understanding.models import SideNote

MOST_WORDS = 2_000


class NoWords(ValueError):
    """Nothing was written, or more than ``MOST_WORDS`` characters."""


class NotBothIn(Exception):
    """Notes stand beside both ratings; one of them is missing, or the question is not asked of both."""


@transaction.atomic
def write(*, occasion: Occasion, item: str, text: str, by: Account) -> SideNote:
    """``by``'s words beside the ratings of ``item``. The person's get an owner, if anybody may read them."""
    partnership = occasion.partnership
    relation = require_reader(occasion, by)
    words = tidy(text)
    if not words or len(words) > MOST_WORDS:
        raise NoWords(str(occasion))
    if catalogue.two_sided().find(occasion.key, item) is None:
        raise NotBothIn(str(occasion))
    note = SideNote.objects.create(
        service_id=occasion.service_id,
        partnership=partnership,
        occasion=occasion,
        item=item,
        side=Side.PERSON if relation is Relation.PERSON else Side.PROFESSIONAL,
        author=by,
        text=words,
        written_at=clock.now(),
    )
    if relation is Relation.PERSON:
        _ask_to_read(note, by)
    events.record(
        NOTED.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=note.pk,
    )
    return note


def require_reader(occasion: Occasion, by: Account) -> Relation:
    """Either side, once both are in; of the professionals only who may read what the person said.

    Raises ``NotBothIn`` and ``Refused``.
    """
    relation = authority.require(by, Verb.TALK_ABOUT_DIFFERENCE, occasion.partnership)
    person = Assessment.objects.filter(occasion=occasion, side=Side.PERSON).done().first()
    if person is None or not occasion.is_both_in:
        raise NotBothIn(str(occasion))
    viewer = sights.viewer_of(by, relation, occasion.partnership)
    if sights.sight_of(person, occasion, viewer) is not Sight.ALL:
        raise Refused(Verb.TALK_ABOUT_DIFFERENCE, occasion.partnership)
    return relation


def _ask_to_read(note: SideNote, by: Account) -> None:
    owner = None
    if note.occasion.key in plan().persons_choice:
        said = RatingAudience.objects.filter(partnership=note.partnership_id).first()
        if said is None or said.audience == RatingAudience.Audience.ONLY_COUNTED:
            return
        owner = said.chosen
    open_item(
        note.partnership,
        SIDE_NOTE,
        AttentionItem.Harm.UNDERSTANDING,
        by=by,
        about=note.pk,
        owner=owner,
    )

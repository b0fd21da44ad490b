"""Count that somebody had to tell their story again."""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.understanding import figures
from alongside.care.understanding.events import TOLD_AGAIN, TOLD_AGAIN_UNDONE
from alongside.care.understanding.models import Retold
from alongside.care.understanding.rules.sections import story


class UnknownPlace(ValueError):
    """The place is not one of the definition's."""


@transaction.atomic
def told_again(*, partnership: Partnership, by: Account) -> Retold:
    """The person had to tell their story again: one row, counted."""
    relation = authority.require(by, Verb.WRITE_STORY, partnership)
    retold = Retold.objects.create(service_id=partnership.service_id, partnership=partnership, at=clock.now())
    figures.keep_told_again(partnership)
    _record(retold, TOLD_AGAIN.name, by, relation)
    return retold


@transaction.atomic
def say_where(*, retold: Retold, place: str, by: Account) -> Retold:
    """Where it happened, if the person likes to say; empty takes it back. Raises ``UnknownPlace``."""
    authority.require(by, Verb.WRITE_STORY, retold.partnership)
    if place and place not in story().places:
        raise UnknownPlace(place)
    retold.place = place
    retold.save(update_fields=["place"])
    return retold


@transaction.atomic
def undo(*, retold: Retold, by: Account) -> Retold:
    """It was pressed by mistake: not counted any more. Undoing twice changes nothing."""
    relation = authority.require(by, Verb.WRITE_STORY, retold.partnership)
    undone = Retold.objects.filter(pk=retold.pk, undone_at=None).update(undone_at=clock.now())
    if undone:
        figures.keep_told_again(retold.partnership)
        _record(retold, TOLD_AGAIN_UNDONE.name, by, relation)
    retold.refresh_from_db()
    return retold


def _record(retold: Retold, kind: str, by: Account, relation: Relation) -> None:
    events.record(
        kind,
        service=retold.service,
        subject=retold.partnership_id,
        by=by,
        relation=relation,
        about=retold.pk,
    )

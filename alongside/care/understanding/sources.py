"""What was told and found here, for other rooms to grow something from: never retyped.

A section is named with the version it was shared in (``story:hopes.3``), so that what grew from it keeps
leading to the words it grew from. A difference is read under the rules of its page, or not at all.
"""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.base.accounts.models import Account
from alongside.care.measures import catalogue
from alongside.care.measures import sight as sights
from alongside.care.measures.models import Assessment
from alongside.care.measures.rules.sight import Sight
from alongside.care.measures.sight import Viewer
from alongside.care.partnership.definitions_said import in_words
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.sources import Source
from alongside.care.understanding.models import Difference, StoryVersion
from alongside.care.understanding.models.difference import DifferenceQuerySet
from alongside.care.understanding.presenters import told
from alongside.care.understanding.rules.settling import State

STORY, DIFFERENCE = "story", "difference"
_OVER = (State.PAST, State.WITHDRAWN)


def story_key(section_id: str, number: int) -> str:
    return f"{section_id}.{number}"


def story_section(
    *,
    partnership: Partnership,
    by: Account,  # noqa: ARG001 - every reader is asked alike; the story is everyone's who is in it
    relation: Relation,
    key: str,
) -> Source | None:
    """The section ``SECTION.NUMBER`` as it was shared in that version."""
    section_id, _dot, number = key.rpartition(".")
    if not (allows(relation, Verb.READ_STORY) and number.isascii() and number.isdigit() and len(number) < 9):
        return None
    version = StoryVersion.objects.filter(partnership=partnership, number=int(number)).first()
    found = _sections(version, partnership, relation) if version else []
    return next((one for one in found if one.key == story_key(section_id, int(number))), None)


def story_sections(
    *,
    partnership: Partnership,
    by: Account,  # noqa: ARG001 - as above
    relation: Relation,
) -> list[Source]:
    """The sections of the newest shared version."""
    newest = StoryVersion.objects.filter(partnership=partnership).order_by("-number").first()
    if newest is None or not allows(relation, Verb.READ_STORY):
        return []
    return _sections(newest, partnership, relation)


def _sections(version: StoryVersion, partnership: Partnership, relation: Relation) -> list[Source]:
    to_person = relation is Relation.PERSON
    return [
        Source(
            kind=STORY,
            key=story_key(one.id, version.number),
            heading=one.heading,
            words=one.text or ", ".join(filter(None, [one.choice, *one.places])),
            side=Side.PERSON,
            said_on=version.shared_at.date(),
            href=reverse("understanding:version", args=[partnership.pk, version.number]),
        )
        for one in told.told_sections(version, partnership, to_person=to_person)
    ]


def difference(*, partnership: Partnership, by: Account, relation: Relation, key: str) -> Source | None:
    """One difference that both still look at."""
    try:
        pk = UUID(key)
    except ValueError:
        return None
    rows = Difference.objects.filter(pk=pk).exclude(state=State.WITHDRAWN)
    return next(iter(_differences(rows, partnership, by, relation)), None)


def differences(*, partnership: Partnership, by: Account, relation: Relation) -> list[Source]:
    """What both see differently, or have settled: the newest first."""
    return _differences(Difference.objects.exclude(state__in=_OVER), partnership, by, relation)


def _differences(
    rows: DifferenceQuerySet, partnership: Partnership, by: Account, relation: Relation
) -> list[Source]:
    if not allows(relation, Verb.TALK_ABOUT_DIFFERENCE):
        return []
    found = rows.filter(partnership=partnership).select_related("occasion__instrument").order_by("-moved_at")
    viewer = sights.viewer_of(by, relation, partnership)
    persons = {
        one.occasion_id: one
        for one in Assessment.objects.filter(
            occasion__in=[row.occasion_id for row in found], side=Side.PERSON.value
        )
        .done()
        .select_related("author")
    }
    sources = (_of(row, persons.get(row.occasion_id), viewer) for row in found)
    return [source for source in sources if source is not None]


def _of(row: Difference, person: Assessment | None, viewer: Viewer) -> Source | None:
    if person is None or sights.sight_of(person, row.occasion, viewer) is not Sight.ALL:
        return None
    item = catalogue.two_sided().find(row.instrument, row.item)
    title = _(item.title) if item else ""
    question = in_words(catalogue.reading(row.occasion.instrument).questionnaire.index[row.item].text)
    side = Side.PERSON
    words = person.words.get(row.item, "")
    if row.state == State.SETTLED:
        side, words = Side(row.said_side), row.found
    return Source(
        DIFFERENCE,
        str(row.pk),
        title or question,
        words or title or question,
        side,
        row.made_at.date(),
        is_bare=not words,
    )

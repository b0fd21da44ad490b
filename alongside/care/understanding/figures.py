"""The figures of this room: how each follows from its rows, and the calls that keep them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Max, Min, QuerySet

from alongside.base.prepared import prepared
from alongside.care.partnership.figures import FromRows, keep
from alongside.care.partnership.models import Partnership
from alongside.care.understanding.models import Reflection, Retold, StoryReading, StoryVersion
from alongside.care.understanding.rules import reflection as rule
from alongside.care.understanding.rules.reflection import Understanding


def stands(partnership: Partnership, latest: int | None = None) -> Understanding:
    """Where both stand with what was shared and written back, from the rows.

    ``latest`` is the number of the newest version (0 for none), where the caller holds the story locked.
    """
    if latest is None:
        latest = _versions(partnership).aggregate(number=Max("number"))["number"] or 0
    last = _last_reflection(partnership=partnership.pk)
    return rule.stands(latest, written_back(last[0] if last else None))


@prepared
def _last_reflection(*, partnership: UUID) -> QuerySet[Reflection]:
    """With no more than where both stand follows from."""
    rows = Reflection.objects.filter(partnership=partnership).select_related("version").order_by("-number")
    return rows.only("round", "answer", "version__number")[:1]


def written_back(row: Reflection | None) -> rule.WrittenBack | None:
    """The facts of a reflection that its state follows from; its ``version`` should be loaded with it."""
    if row is None:
        return None
    return rule.WrittenBack(row.version.number, row.round, rule.Answer(row.answer))


def _versions(partnership: Partnership) -> Any:
    return StoryVersion.objects.filter(partnership=partnership)


def _read_at(partnership: Partnership) -> Any:
    newest = _versions(partnership).order_by("-number").values("pk")[:1]
    return StoryReading.objects.filter(version__in=newest).aggregate(at=Min("first_read_at"))["at"]


OWN: dict[str, FromRows] = {
    "story_versions": lambda p: _versions(p).count(),
    "story_shared_at": lambda p: _versions(p).order_by("-number").values_list("shared_at", flat=True).first(),
    "story_read_at": _read_at,
    "reflection_state": lambda p: stands(p).state.value,
    "told_again": lambda p: Retold.objects.filter(partnership=p, undone_at=None).count(),
}


def keep_told_again(partnership: Partnership) -> None:
    keep(partnership, told_again=OWN["told_again"](partnership))

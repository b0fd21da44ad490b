"""Older plans, as they stood, and what changed from one to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.partnership.names import short_name
from alongside.care.partnership.rules.side import Side
from alongside.care.plan import saying as say
from alongside.care.plan.models import PlanVersion
from alongside.care.plan.reader import Reader
from alongside.care.plan.rules.snapshot import (
    Change,
    Difference,
    FrozenPlan,
    FrozenStep,
    differences,
    thawed,
)
from alongside.care.plan.rules.step import Cost, Part
from alongside.care.plan.saying import Changed


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the list: when, and what made it."""

    number: int
    href: str
    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class OldStep:
    """A step as it stood."""

    title: str
    dose: str
    reason: str
    facts: tuple[str, ...]
    agreed: str


@dataclass(frozen=True, slots=True)
class OldPart:
    title: str
    steps: tuple[OldStep, ...]


@dataclass(frozen=True, slots=True)
class StepDifference:
    """What became of one step since the version before."""

    sentence: str
    changes: tuple[Changed, ...]


NOBODY = FrozenPlan(person="", professionals=(), steps=())


def versions_page(reader: Reader, limit: int = 50) -> dict[str, Any]:
    """The newest first; each says what made it, from the two plans themselves."""
    rows = list(_rows(reader).order_by("-number")[: limit + 1])
    before = {row.number: thawed(row.content) for row in rows}
    lines = [
        VersionLine(
            number=row.number,
            href=reverse("plan:version", args=[reader.partnership.pk, row.number]),
            at=row.made_at,
            what=made_by(row, before.get(row.number - 1, NOBODY), before[row.number], reader),
        )
        for row in rows[:limit]
    ]
    return {"reader": reader, "lines": lines}


def _rows(reader: Reader) -> Any:
    return PlanVersion.objects.filter(partnership=reader.partnership).select_related("by")


def made_by(row: PlanVersion, before: FrozenPlan, after: FrozenPlan, reader: Reader) -> str:
    """*Priya said yes: Walk is on the plan.* in words for the list."""
    known = {one.step: one.words.what for one in (*before.steps, *after.steps)}
    found = []
    for one in row.changes:
        facts = {"what": known.get(one["step"], _("a step"))}
        sentences = {
            Change.ADDED: _("New on the plan: %(what)s."),
            Change.CHANGED: _("Other words agreed: %(what)s."),
            Change.MOVED: _("More or less, inside what was agreed: %(what)s."),
            Change.LOOK_AGAIN: _("Looked at again and kept: %(what)s."),
            Change.STOPPED: _("Stopped: %(what)s."),
            Change.ENDED: _("Has done its work: %(what)s."),
            Change.ORDERED: _("In another order."),
        }
        found.append(sentences[Change(one["change"])] % facts)
    if row.by is not None:
        side = Side.PERSON if row.by_id == reader.partnership.person_id else Side.PROFESSIONAL
        who = reader.called(side, row.by.name, row.by_id)
        found.append(_("Last word: %(who)s.") % {"who": who})
    return " ".join(found)


def version_page(row: PlanVersion, reader: Reader) -> dict[str, Any]:
    """One version whole, with what changed since the one before."""
    plan = thawed(row.content)
    earlier = _rows(reader).filter(number=row.number - 1).first()
    before = thawed(earlier.content) if earlier else NOBODY
    newest = _rows(reader).order_by("-number").values_list("number", flat=True)[0]
    return {
        "reader": reader,
        "number": row.number,
        "at": row.made_at,
        "names": names(plan),
        "parts": parts(plan, reader),
        "changes": [in_words(one, reader) for one in differences(before, plan)] if earlier else [],
        "newest": newest,
    }


def names(plan: FrozenPlan) -> str:
    return ", ".join((plan.person, *plan.professionals))


def parts(plan: FrozenPlan, reader: Reader) -> list[OldPart]:
    return [
        OldPart(say.part_title(part, reader), tuple(old_step(one, reader) for one in found))
        for part in Part
        if (found := [one for one in plan.steps if one.part is part])
    ]


def old_step(one: FrozenStep, reader: Reader) -> OldStep:
    words = one.words
    asked = words.cost is not Cost.NOT_SAID or one.part is not Part.RING
    told = (say.cost(words) if asked else "", say.minutes(words), words.place, say.owner(words, reader).text)
    return OldStep(
        title=words.what,
        dose=say.dose(words, one.amount_now),
        reason=words.reason,
        facts=tuple(text for text in told if text),
        agreed=_("%(who)s proposed it; agreed with %(other)s on %(day)s.")
        % {
            "who": short_name(one.proposed_by),
            "other": short_name(one.agreed_with)
            if one.proposed_side is Side.PERSON
            else reader.partnership.known_as,
            "day": say.on(one.agreed_on),
        },
    )


def in_words(one: Difference, reader: Reader) -> StepDifference:
    if one.before is None and one.after is not None:
        return StepDifference(_("New: %(what)s") % {"what": one.after.words.what}, ())
    if one.before is not None and one.after is None:
        return StepDifference(_("No longer on the plan: %(what)s") % {"what": one.before.words.what}, ())
    if one.before is None or one.after is None:
        raise ValueError("a difference of nothing")
    changes = say.changed(_spoken(one.before, reader), _spoken(one.after, reader))
    return StepDifference(_("Changed: %(what)s") % {"what": one.after.words.what}, tuple(changes))


def _spoken(one: FrozenStep, reader: Reader) -> dict[str, str]:
    words = replace(one.words, look_again_on=one.look_again_on)
    return say.spoken(words, reader, amount_now=one.amount_now) | {"part": say.part_title(one.part, reader)}

"""The sheet for the fridge: what is in force, on one page, in plain lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.care.plan import saying as say
from alongside.care.plan.presenters.ring import numbers
from alongside.care.plan.reader import Reader
from alongside.care.plan.reading import StepNow, plan_of
from alongside.care.plan.rules.step import Cost, Part

# Above this many steps, or lines of text, the sheet prints smaller, so that a usual plan keeps to one page.
FEW = 5
FEW_LINES = 30
A_LINE = 80  # characters on paper


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One step on paper: what and how much, why, what to know."""

    what: str
    dose: str
    how: str
    why: str
    small: str
    stop_if: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    key: str
    title: str
    lines: tuple[SheetLine, ...]


def sheet(reader: Reader, *, large: bool) -> dict[str, Any]:
    """The context of the sheet. Paused steps say so; ideas and proposals are not on paper."""
    plan = plan_of(reader.partnership)
    shared = shared_stops(plan.steps)
    parts = [
        SheetPart(part.value, say.part_title(part, reader), tuple(sheet_line(one, shared) for one in found))
        for part in Part
        if (found := plan.part(part))
    ]
    few = len(plan.steps) <= FEW and _lines(parts, shared) <= FEW_LINES
    return {
        "reader": reader,
        "person": reader.partnership.known_as,
        "professionals": [face.name for face in reader.faces],
        "parts": [part for part in parts if part.key != Part.RING.value],
        "ring": [line for part in parts if part.key == Part.RING.value for line in part.lines],
        "stop_any": "\n".join(shared),
        "numbers": numbers(reader),
        "version": plan.version,
        "today": say.on(clock.today(reader.partnership.service.time_zone)),
        "again": _again(plan.steps),
        "size": "large" if large else ("roomy" if few else "close"),
        "large": large,
    }


def _lines(parts: Sequence[SheetPart], shared: Sequence[str]) -> int:
    """About how many lines of text there will be, without titles and numbers."""
    texts = list(shared)
    for part in parts:
        for line in part.lines:
            how = line.how.splitlines() if part.key == Part.FLARE_UP else []
            texts += [line.what, *how, line.why, line.small, *line.stop_if.splitlines()]
    return sum(-(-len(text) // A_LINE) for text in texts)


def shared_stops(steps: Sequence[StepNow]) -> tuple[str, ...]:
    """What to stop for that stands at more than one step: on paper it is said once, for all of them."""
    said = Counter(line for one in steps for line in set(_stops(one)))
    return tuple(dict.fromkeys(line for one in steps for line in _stops(one) if said[line] > 1))


def _stops(step: StepNow) -> list[str]:
    return step.agreed.words.stop_if.splitlines() if step.agreed is not None else []


def sheet_line(step: StepNow, shared: Collection[str] = ()) -> SheetLine:
    """``shared`` is said once for the whole sheet, and not again here."""
    if step.agreed is None:
        raise ValueError("only what is in force goes on paper")
    words = step.agreed.words
    small = [words.place]
    if words.cost is not Cost.NOT_SAID:
        small.append(say.cost(words))
    if step.paused is not None:
        small.append(_("Left for now"))
    stop_if = "\n".join(line for line in _stops(step) if line not in shared)
    asked = {"stop": stop_if, "whom": words.ask_whom.rstrip(".")}
    if stop_if and words.ask_whom:
        stop_if = _("%(stop)s Ask: %(whom)s.") % asked
    elif words.stop_if and words.ask_whom:
        small.append(_("If you stop, ask: %(whom)s.") % asked)
    return SheetLine(
        what=words.what,
        dose=say.dose(words, step.amount_now),
        how=words.how,
        why=words.reason,
        small=" · ".join(text for text in small if text),
        stop_if=stop_if,
    )


def _again(steps: tuple[StepNow, ...]) -> str:
    days = [one.look_again_on for one in steps if one.look_again_on is not None]
    return say.on(min(days)) if days else ""

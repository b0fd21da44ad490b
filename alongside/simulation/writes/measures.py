"""Steps of the measures room: both sides answer the checks, and three months come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.base import clock
from alongside.care.measures.actions import assessment, audience
from alongside.care.measures.actions import occasion as occasions
from alongside.care.measures.models import Occasion
from alongside.care.measures.rules.occasions import OccasionKind
from alongside.care.measures.rules.sight import Side
from alongside.simulation.steps import Do, Step
from alongside.simulation.writes.living import Living, Take

# What somebody writes beside an answer: the instrument and the item that it belongs to.
_BESIDE = {
    "involved": ("partnership-check", "involved"),
    "reach": ("partnership-check", "reach"),
    "medicines": ("medicines-check", "amount"),
}


def rate(living: Living, step: Step) -> None:
    """Every check of the occasion, one after the other, at one sitting."""
    side = Side(step.facts["side"])
    kind = OccasionKind(step.facts["occasion"])
    by = living.who(step)
    if kind is OccasionKind.BASELINE and side is Side.PERSON:
        occasions.open_baseline(partnership=living.partnership, by=by)
        living.rated_at = clock.now()
    asked = {
        occasion.key: occasion
        for occasion in Occasion.objects.filter(partnership=living.partnership, kind=kind)
        .select_related("partnership__service", "partnership__person", "partnership__team")
        .order_by("pk")
    }
    for key, answers in step.facts["answers"].items():
        assessment.complete(
            occasion=asked[key],
            side=side,
            by=by,
            sent=_sent(key, answers, step.said),
            words=_beside(key, step.said) if side is Side.PROFESSIONAL else None,
            how=step.facts.get("how", ""),
            read_back=bool(step.facts.get("how")),
        )


def choose_audience(living: Living, step: Step) -> None:
    audience.choose(partnership=living.partnership, audience=step.facts["audience"], by=living.who(step))


def call_up(_living: Living, _step: Step) -> None:
    """What a worker does every hour. No two lives are due at the same instant, so this calls up this one."""
    occasions.call_up()


def _sent(key: str, answers: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, list[str]]:
    sent = {item: list(texts) for item, texts in answers.items()}
    if key == "medicines-check" and "effects" in said:
        sent["effects"] = [said["effects"]]
    return sent


def _beside(key: str, said: Mapping[str, str]) -> dict[str, str]:
    return {
        item: said[name] for name, (instrument, item) in _BESIDE.items() if instrument == key and name in said
    }


STEPS: dict[Do, Take] = {
    Do.RATES: rate,
    Do.CHOOSES_AUDIENCE: choose_audience,
    Do.IS_CALLED_UP: call_up,
}

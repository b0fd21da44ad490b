"""Steps of calls and visits: somebody asks to be rung, a visit is written down, both say what it is for."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from alongside.care.communication.actions import agenda, call, visit
from alongside.care.communication.actions.call import Asked
from alongside.care.communication.actions.visit import When, Where
from alongside.simulation.steps import Do, Step
from alongside.simulation.writes.living import Living, Take

LASTS = timedelta(minutes=40)


def ask_for_call(living: Living, step: Step) -> None:
    """*Please ring me*, with when it suits and what it is about."""
    asked = Asked(
        what_about=step.said["about"],
        when_words=step.said.get("when", ""),
        days=tuple(step.facts.get("on", ())),
        parts=tuple(step.facts.get("parts", ())),
    )
    call.ask(partnership=living.partnership, asked=asked, by=living.who(step))


def plan_visit(living: Living, step: Step) -> None:
    """A visit ``within`` days after the day that the life is built for, never on a weekend."""
    by, zone = living.who(step), ZoneInfo(living.partnership.service.time_zone)
    day = living.until + timedelta(days=step.facts["within"])
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    begins = datetime.combine(day, time.fromisoformat(step.facts["begins"]), zone)
    visit.plan(
        partnership=living.partnership,
        when=When(begins, begins + LASTS),
        where=Where(place=step.said["place"], bring=step.said.get("bring", "")),
        professional=by,
        by=by,
    )


def note_for_visit(living: Living, step: Step) -> None:
    agenda.write(partnership=living.partnership, text=step.said["line"], by=living.who(step))


STEPS: dict[Do, Take] = {
    Do.ASKS_FOR_CALL: ask_for_call,
    Do.PLANS_VISIT: plan_visit,
    Do.NOTES_FOR_VISIT: note_for_visit,
}

"""The figures of *keep going*: how each follows from its rows, and the call that keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Max

from alongside.care.partnership.figures import FromRows, keep
from alongside.care.partnership.models import Partnership
from alongside.care.plan.models import BadDay, CheckIn, Step
from alongside.care.plan.rules import quiet as rule
from alongside.care.plan.rules.easing import easing_rules
from alongside.care.plan.rules.step import Part, State, Whose


def last_check_in_on(partnership: Partnership) -> date | None:
    on: date | None = CheckIn.objects.filter(partnership=partnership).aggregate(on=Max("on"))["on"]
    return on


def bad_day_until(partnership: Partnership) -> date | None:
    rows = BadDay.objects.filter(partnership=partnership).standing()
    on: date | None = rows.aggregate(on=Max("until_on"))["on"]
    return on


def is_asked(step: Step) -> bool:
    """Whether a check-in asks about ``step``: in force, not paused, the person's own, and something to do.

    Nobody is asked *did you?* about whom to ring, a plan for bad days, or what a professional does.
    """
    return (
        step.state == State.IN_FORCE
        and step.paused_at is None
        and step.part in (Part.EVERYDAY, Part.FEELINGS)
        and step.agreed is not None
        and step.agreed.whose in (Whose.PERSON, Whose.BOTH)
    )


def asked_about(partnership: Partnership) -> list[Step]:
    """The steps that a check-in asks about, in the plan's order."""
    rows = Step.objects.filter(partnership=partnership).in_force().select_related("agreed")
    return [step for step in rows.order_by("part", "order", "pk") if is_asked(step)]


def began_on(partnership: Partnership, asked: Iterable[Step]) -> date | None:
    """The day on which the oldest of the steps ``asked`` about was agreed; None for none."""
    at = [step.agreed.agreed_at for step in asked if step.agreed is not None and step.agreed.agreed_at]
    return min(at).astimezone(ZoneInfo(partnership.service.time_zone)).date() if at else None


def quiet_from(partnership: Partnership) -> date | None:
    """None where no step is asked about. Steps began on the day the oldest of them was agreed."""
    began = began_on(partnership, asked_about(partnership))
    if began is None:
        return None
    heard = max(began, last_check_in_on(partnership) or began)
    return rule.quiet_from(heard, bad_day_until(partnership), easing_rules().definition.quiet.after_days)


OWN: dict[str, FromRows] = {
    "last_check_in_on": last_check_in_on,
    "quiet_from": quiet_from,
    "bad_day_until": bad_day_until,
}


def keep_going(partnership: Partnership) -> None:
    """All three, from the rows; where an action knows them already it keeps them itself."""
    keep(partnership, **{name: from_rows(partnership) for name, from_rows in OWN.items()})

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


def last_check_in_on(partnership: Partnership) -> date | None:
    on: date | None = CheckIn.objects.filter(partnership=partnership).aggregate(on=Max("on"))["on"]
    return on


def bad_day_until(partnership: Partnership) -> date | None:
    rows = BadDay.objects.filter(partnership=partnership).standing()
    on: date | None = rows.aggregate(on=Max("until_on"))["on"]
    return on


def began_on(partnership: Partnership, asked: Iterable[Step]) -> date | None:
    """The day on which the oldest of ``asked`` (in force, not paused) was agreed; None for none."""
    at = [step.agreed.agreed_at for step in asked if step.agreed is not None and step.agreed.agreed_at]
    return min(at).astimezone(ZoneInfo(partnership.service.time_zone)).date() if at else None


def quiet_from(partnership: Partnership) -> date | None:
    """None where no step is asked about. Steps began on the day the oldest of them was agreed."""
    steps = Step.objects.filter(partnership=partnership, paused_at=None).in_force().select_related("agreed")
    began = began_on(partnership, steps)
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

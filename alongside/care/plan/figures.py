"""The figures of the plan: how each follows from its rows, and the call that keeps them."""

from __future__ import annotations

from django.db.models import Min

from alongside.care.partnership.figures import FromRows, keep
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.side import Side
from alongside.care.plan import going_figures
from alongside.care.plan.models import Step, StepWording
from alongside.care.plan.rules.step import State


def waiting_for(partnership: Partnership, side: Side) -> int:
    """How many steps have words that ``side`` has not said anything to."""
    unsaid = {"person_answer": ""} if side is Side.PERSON else {"professional_answer": ""}
    open_ones = StepWording.objects.filter(partnership=partnership, **unsaid).open()
    return open_ones.order_by().values("step").distinct().count()


OWN: dict[str, FromRows] = {
    "steps_agreed": lambda p: Step.objects.filter(partnership=p).in_force().count(),
    "steps_wait_for_person": lambda p: waiting_for(p, Side.PERSON),
    "steps_wait_for_team": lambda p: waiting_for(p, Side.PROFESSIONAL),
    "look_again_on": lambda p: Step.objects.filter(
        partnership=p, state=State.IN_FORCE, paused_at=None
    ).aggregate(on=Min("look_again_on"))["on"],
}


def keep_plan(partnership: Partnership) -> None:
    """All four, and from when not hearing is worth a call; called by every action of the plan."""
    columns = {name: from_rows(partnership) for name, from_rows in OWN.items()}
    keep(partnership, **columns, quiet_from=going_figures.quiet_from(partnership))

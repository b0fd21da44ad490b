"""Steps about what both see differently: talked about, found out, agreed, left open."""

from __future__ import annotations

from alongside.care.understanding.actions import difference
from alongside.care.understanding.models import Difference
from alongside.care.understanding.rules.settling import State
from alongside.simulation.steps import Do, Step
from alongside.simulation.writes.living import Living, Take


def talk(living: Living, step: Step) -> None:
    """One move on the first difference that it fits; nothing where they see nothing differently."""
    move = step.facts["move"]
    state = State.FOUND if move == "agree" else State.OPEN
    row = (
        Difference.objects.filter(partnership=living.partnership, state=state)
        .select_related("occasion", "partnership__service", "partnership__team", "partnership__person")
        .order_by("made_at", "instrument", "item")
        .first()
    )
    if row is None:
        return
    by = living.who(step)
    if move == "say-found":
        difference.say_found(difference=row, found=step.said["found"], by=by)
    elif move == "agree":
        difference.agree(difference=row, by=by)
    elif move == "leave-open":
        difference.leave_open(difference=row, by=by)
    else:
        difference.talk(difference=row, by=by)


STEPS: dict[Do, Take] = {Do.TALKS: talk}

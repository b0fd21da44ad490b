from __future__ import annotations

from django.db import models

from alongside.care.involvement.models.decision import Decision
from alongside.care.involvement.models.option import DecisionOption
from alongside.care.partnership.models import Wording


class DecisionChoice(Wording):
    """An option that somebody put forward to be decided on, why, and when to look again.

    Whether that decides it follows from the answers and from how much say the person wanted
    (``rules.deciding.decided_by``).
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="choices")
    option = models.ForeignKey(DecisionOption, on_delete=models.RESTRICT, related_name="+")
    why = models.TextField(blank=True)
    look_again_on = models.DateField(null=True)

    class Meta(Wording.Meta):
        constraints = [
            *Wording.Meta.constraints,
            models.UniqueConstraint(fields=["decision", "number"], name="decision_choice_number"),
        ]

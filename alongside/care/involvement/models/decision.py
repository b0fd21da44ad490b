from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.base.record.holding import hold
from alongside.care.involvement.rules.deciding import SAYS, State
from alongside.care.partnership.rules.preferences import Say
from alongside.care.partnership.rules.side import Side


class DecisionQuerySet(models.QuerySet["Decision"]):
    def open(self) -> DecisionQuerySet:
        return self.filter(state=State.OPEN)

    def with_words(self) -> DecisionQuerySet:
        """Joined with all that a list shows of it."""
        return self.select_related(
            "opened_by", "choice__option", "choice__author", "recommendation__option", "recommendation__by"
        )

    def locked(self, key: UUID) -> Decision:
        """The decision ``key``, held until the transaction ends."""
        rows = self.select_related("choice", "recommendation", "partnership__service", "partnership__team")
        return hold(rows, key)


class Decision(models.Model):
    """What both are deciding: the question, what matters to the person in it, and how much say they want.

    ``choice`` is the newest option that somebody put forward, ``recommendation`` the professional's newest.
    ``revision`` counts every change, so that nobody decides over something they have not seen.
    """

    STATES = [(state.value, state.value) for state in State]
    SIDES = [(side.value, side.value) for side in Side]
    SAY = [(say.value, say.value) for say in SAYS]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="decisions"
    )
    question = models.TextField()
    source = models.CharField(max_length=128, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_side = models.CharField(max_length=16, choices=SIDES)
    say = models.CharField(max_length=16, choices=SAY, blank=True)
    what_matters = models.TextField(blank=True)
    state = models.CharField(max_length=16, choices=STATES, default=State.OPEN.value)
    revision = models.PositiveIntegerField(default=0)
    choice = models.OneToOneField("DecisionChoice", null=True, on_delete=models.RESTRICT, related_name="+")
    recommendation = models.OneToOneField(
        "Recommendation", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    waits_for_person = models.BooleanField(default=False)
    waits_for_team = models.BooleanField(default=False)
    moved_at = models.DateTimeField(default=clock.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decided_for_an_option",
                condition=Q(state=State.OPEN.value, decided_at=None)
                | Q(state=State.DECIDED.value, decided_at__isnull=False, choice__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state"], name="decision_partnership")]

    def __str__(self) -> str:
        return f"decision {self.pk}"

    @property
    def how_much_say(self) -> Say | None:
        """What the person said about this one; None before they did."""
        return Say(self.say) if self.say else None

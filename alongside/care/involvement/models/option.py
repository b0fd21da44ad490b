from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.care.involvement.models.decision import Decision
from alongside.care.involvement.rules.deciding import Ready
from alongside.care.partnership.rules.side import Side


class OptionQuerySet(models.QuerySet["DecisionOption"]):
    def there(self) -> OptionQuerySet:
        """Not taken away, in order; *wait* and *none of these* come last."""
        return self.filter(gone_at=None).order_by("place", "added_at", "pk")


class DecisionOption(models.Model):
    """One thing that could be done: what it asks of the person, what it may bring, what it may cost.

    Never edited: a change is a new row in the same place. ``ready`` ones have no words of their own and are
    never taken away.
    """

    READY = [(ready.value, ready.value) for ready in Ready]
    SIDES = [(side.value, side.value) for side in Side]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="+"
    )
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="options")
    ready = models.CharField(max_length=8, choices=READY, blank=True)
    text = models.TextField(blank=True)
    asks = models.TextField(blank=True)
    may_bring = models.TextField(blank=True)
    may_cost = models.TextField(blank=True)
    place = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_side = models.CharField(max_length=16, choices=SIDES)
    gone_at = models.DateTimeField(null=True)
    gone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="option_has_words_or_is_ready_made", condition=~Q(text="") | ~Q(ready="")
            ),
            models.CheckConstraint(name="ready_made_options_stay", condition=Q(ready="") | Q(gone_at=None)),
            models.UniqueConstraint(
                fields=["decision", "ready"], condition=~Q(ready=""), name="one_option_of_each_ready_made"
            ),
        ]

    def __str__(self) -> str:
        return f"option {self.pk}"

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class AttentionQuerySet(models.QuerySet["AttentionItem"]):
    def open(self) -> AttentionQuerySet:
        return self.filter(closed_at=None)

    def due(self) -> AttentionQuerySet:
        """Open, and not snoozed beyond now."""
        return self.open().filter(wakes_at__lte=clock.now())

    def by_harm(self) -> AttentionQuerySet:
        """What could do most harm first; among equals the oldest."""
        return self.order_by("harm", "opened_at")


class AttentionItem(models.Model):
    """Something that needs a professional: it has an owner and an age until somebody closes it.

    ``kind`` names the rule that opened it, ``about`` the row it is about. It holds no text of the
    person's: the page reads that from the row, under the reader's own authority.
    """

    class Harm(models.IntegerChoices):
        """The rank of what could happen if nobody looks; lower is worse."""

        DANGER = 1
        WORSE = 2
        PROMISE = 3
        UNDERSTANDING = 4
        ROUTINE = 5

    class Outcome(models.TextChoices):
        DONE = "done"
        NOT_USEFUL = "not-useful"
        OVERTAKEN = "overtaken"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("Partnership", on_delete=models.CASCADE, related_name="attention")
    kind = models.CharField(max_length=64)
    about = models.UUIDField(null=True)
    harm = models.PositiveSmallIntegerField(choices=Harm)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attention")
    opened_at = models.DateTimeField(default=clock.now)
    wakes_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)

    objects = AttentionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["owner", "harm", "opened_at"],
                name="attention_open_by_owner",
                condition=models.Q(closed_at=None),
            ),
            models.Index(fields=["partnership", "kind"], name="attention_partnership"),
            # How many of one kind are open in the whole service: few among all that ever were.
            models.Index(
                fields=["service", "kind"], name="attention_open_by_kind", condition=models.Q(closed_at=None)
            ),
            # How often each rule was called not useful, for the lead: answered from the index alone.
            models.Index(
                fields=["service", "kind", "outcome", "closed_at"],
                name="attention_closed",
                condition=models.Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

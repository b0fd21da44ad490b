from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids


class CallTry(models.Model):
    """Somebody rang, or wrote because ringing reached nobody. Begun before the number is dialled.

    One without an outcome was begun and never written down: it stays to be seen until somebody says what came
    of it.
    """

    class Outcome(models.TextChoices):
        SPOKE = "spoke", _("We spoke")
        NO_ANSWER = "no-answer", _("No answer")
        MESSAGE_LEFT = "message-left", _("I left a message")
        SOMEBODY_ELSE = "somebody-else", _("Somebody else answered: I told them nothing")
        WRONG_NUMBER = "wrong-number", _("It is a wrong number")
        LEFT_ALONE = "left-alone", _("They asked to be left alone for now")
        WROTE = "wrote", _("wrote to them")
        NOT_RUNG = "not-rung", _("I did not ring after all")

    class Next(models.TextChoices):
        NOTHING = "nothing", _("Nothing more for now")
        ANOTHER_CALL = "another-call", _("Another call")
        VISIT = "visit", _("A visit")
        PROMISE = "promise", _("I promised something")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    call = models.ForeignKey("Call", on_delete=models.CASCADE, related_name="tries")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_profession = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(default=clock.now)
    why_now = models.TextField(blank=True)  # outside their hours or against their wish: they read it
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    said_at = models.DateTimeField(null=True)  # when the outcome was written down
    note = models.TextField(blank=True)  # what both said, which the person reads
    then = models.CharField(max_length=16, choices=Next, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(outcome=""), name="one_call_is_rung_by_one_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["call", "at"], name="call_try_call")]

    def __str__(self) -> str:
        return f"try {self.pk}"

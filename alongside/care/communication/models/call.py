from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids
from alongside.care.communication.rules.call_times import Suits
from alongside.care.partnership.rules.preferences import Purpose


class CallQuerySet(models.QuerySet["Call"]):
    def open(self) -> CallQuerySet:
        """Neither spoken, nor taken back, nor decided otherwise: somebody still has it to do."""
        return self.filter(ended_at=None)

    def soonest(self) -> CallQuerySet:
        """What is due first, and so what is overdue longest."""
        return self.order_by("next_at", "pk")


class Call(models.Model):
    """Somebody is to be rung: because they asked, or because a professional has a reason to.

    It has an owner and a time until it ends, and it ends in one of three ways only: both spoke, the person
    took it back, or a professional decided otherwise and wrote why. The tries are rows of their own.
    """

    class Origin(models.TextChoices):
        ASKED = "asked", _("the person asked")
        STARTED = "started", _("a professional rings first")

    class Voicemail(models.TextChoices):
        NOTHING = "nothing", _("Leave no message")
        NAME_ONLY = "name-only", _("Say only your first name, and that you will ring again")
        ANYTHING = "anything", _("You may say who you are and what it is about")

    class Interpreter(models.TextChoices):
        NOT_NEEDED = "", _("none")
        NEEDED = "needed", _("to be booked")
        BOOKED = "booked", _("booked")

    class Stage(models.TextChoices):
        RING = "ring", _("to be rung")
        WRITE = "write", _("not reached: write to them")
        WAIT = "wait", _("written to: waits for them")

    class Ended(models.TextChoices):
        SPOKE = "spoke", _("you spoke")
        TAKEN_BACK = "taken-back", _("taken back")
        LEFT_ALONE = "left-alone", _("asked to be left alone for now")
        DECIDED = "decided", _("ended with a reason")

    PURPOSES = [(each.value, each.value) for each in Purpose]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="calls"
    )
    origin = models.CharField(max_length=16, choices=Origin)
    purpose = models.CharField(max_length=16, choices=PURPOSES)
    # The attention item that it answers, by its kind and what that is about; empty where there is none.
    reason = models.CharField(max_length=64, blank=True)
    about = models.UUIDField(null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)

    # What the one who opened it said. ``said_at`` moves when the person changes it.
    what_about = models.TextField(blank=True)
    days = models.JSONField(default=list)  # weekdays, 0 = Monday; empty: any
    parts = models.JSONField(default=list)  # parts of day; empty: any
    when_words = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)  # where another than the one on record
    voicemail = models.CharField(max_length=16, choices=Voicemail, default=Voicemail.NOTHING)
    pick_up = models.TextField(blank=True)
    said_at = models.DateTimeField(default=clock.now)
    interpreter = models.CharField(max_length=8, choices=Interpreter, blank=True)

    # Whose it is, and when it is due.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)  # null: it waits for whoever owns it, and anybody may take it
    latest_at = models.DateTimeField(null=True)  # told to the person when they asked
    suits = models.BooleanField(default=True)  # whether that is inside the times they gave
    from_at = models.DateTimeField(null=True)  # the window that a professional promised
    until_at = models.DateTimeField(null=True)
    promised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    next_at = models.DateTimeField(null=True)  # overdue after it; null where the clinic never opens
    again_at = models.DateTimeField(null=True)  # after a try that reached nobody: not before this
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.RING)
    tried = models.PositiveSmallIntegerField(default=0)  # tries that reached nobody
    number_wrong_at = models.DateTimeField(null=True)

    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    how_ended = models.CharField(max_length=16, choices=Ended, blank=True)
    why = models.TextField(blank=True)  # a decision's reason, which the person reads

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(origin="asked", ended_at=None),
                name="one_asked_call_at_a_time",
            ),
            models.CheckConstraint(
                name="call_ends_with_how_and_a_decision_with_why",
                condition=Q(ended_at=None, how_ended="")
                | Q(ended_at__isnull=False, how_ended__in=["spoke", "taken-back", "left-alone"])
                | (Q(ended_at__isnull=False, how_ended="decided") & ~Q(why="")),
            ),
            models.CheckConstraint(
                name="call_window_has_both_ends_and_a_name",
                condition=Q(from_at=None, until_at=None, promised_by=None)
                | Q(from_at__isnull=False, until_at__isnull=False, promised_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-opened_at"], name="call_partnership"),
            models.Index(fields=["service", "next_at"], name="call_open", condition=Q(ended_at=None)),
            models.Index(fields=["owner", "next_at"], name="call_open_owner", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def asked(self) -> bool:
        """Whether the person asked for it: then it is an answer to them, whatever else they asked of us."""
        return self.origin == self.Origin.ASKED

    @property
    def given_times(self) -> Suits:
        """The times that were given for this call alone."""
        return Suits.of(self.days, self.parts)

    @property
    def may_be_taken_back(self) -> bool:
        """By the person: everything but what is for their safety."""
        return self.is_open and self.purpose != Purpose.URGENT

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids


class Meeting(models.Model):
    """A person and a professional spoke: a call that was answered, a visit that took place.

    Written once by the room in which it happened; ``about`` is its row there. Continuity is counted from
    these rows and nothing else.
    """

    class How(models.TextChoices):
        TELEPHONE = "telephone", _("by telephone")
        VIDEO = "video", _("by video")
        IN_PERSON = "in-person", _("face to face")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("Partnership", on_delete=models.CASCADE, related_name="meetings")
    professional = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=16, choices=How)
    about = models.UUIDField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "professional"], name="one_meeting_each_call_or_visit")
        ]
        indexes = [models.Index(fields=["partnership", "-at"], name="meeting_partnership")]

    def __str__(self) -> str:
        return f"meeting {self.pk}"

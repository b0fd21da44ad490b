from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids


class NewOrWorse(models.Model):
    """Somebody we know told us that something is new or worse: by the screen, in their own words, or both."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="new_or_worse"
    )
    run = models.ForeignKey("ScreenRun", null=True, on_delete=models.PROTECT, related_name="reports")
    words = models.TextField(_("in your own words"), max_length=4000, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["partnership", "-at"], name="new_or_worse_partnership")]

    def __str__(self) -> str:
        return f"new or worse {self.pk}"


class Found(models.Model):
    """What a professional found when they followed it up. A try that reached nobody is one too."""

    class What(models.TextChoices):
        SEEN = "seen", _("They were seen")
        ADVISED = "advised", _("Not seen yet: I told them where to go, and when")
        TALKED = "talked", _("We talked: nothing more is to be done now")
        NOT_REACHED = "not-reached", _("I could not reach them")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey("NewOrWorse", on_delete=models.CASCADE, related_name="found")
    what = models.CharField(max_length=16, choices=What)
    words = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"found {self.pk}"

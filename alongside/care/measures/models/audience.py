from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.base import clock


class RatingAudience(models.Model):
    """Who may read the person's rating of the partnership: theirs to say, and to change on any day.

    While nobody has said, it is only counted.
    """

    class Audience(models.TextChoices):
        CONTACT = "contact", _("My contact")
        SOMEONE_ELSE = "someone_else", _("Someone else here")
        ONLY_COUNTED = "only_counted", _("Nobody: only count it")

    partnership = models.OneToOneField(
        "care_partnership.Partnership",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="rating_audience",
    )
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=16, choices=Audience, default=Audience.ONLY_COUNTED)
    chosen = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="someone_else_is_somebody",
                condition=Q(audience="someone_else", chosen__isnull=False)
                | (~Q(audience="someone_else") & Q(chosen=None)),
            )
        ]

    def __str__(self) -> str:
        return f"audience {self.pk}"

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.base import clock, ids


class Membership(models.Model):
    """A professional in one partnership, from when until when: its history is these rows.

    At most one open membership is the *contact*, the person's own named professional.
    """

    class Role(models.TextChoices):
        CONTACT = "contact", _("your contact")
        MEMBER = "member", _("part of your team")

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("Partnership", on_delete=models.CASCADE, related_name="memberships")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    profession = models.CharField(max_length=32)
    role = models.CharField(max_length=16, choices=Role)
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=models.Q(role="contact", until_at=None),
                name="one_contact_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["partnership", "account"],
                condition=models.Q(until_at=None),
                name="one_open_membership_each",
            ),
        ]
        indexes = [models.Index(fields=["account", "until_at"], name="membership_account")]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"

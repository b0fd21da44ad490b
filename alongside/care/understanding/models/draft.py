from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class Draft(models.Model):
    """What an author has written in one section so far: theirs alone until it is shared.

    ``revision`` counts the writes; a form carries the one it was shown with, so that a second window
    cannot overwrite a first unseen. ``window`` is the form that wrote last, ``by_button`` says whether with
    its Save button or by itself. ``begun_from`` is the number
    of the version that the words started from; ``is_shared`` says that the newest version holds them.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="drafts"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=32)
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    window = models.UUIDField(null=True)
    by_button = models.BooleanField(default=False)
    begun_from = models.PositiveIntegerField(default=0)
    is_shared = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "author", "section"], name="one_draft_a_section")
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class SetAside(models.Model):
    """Words from a second window that met a newer draft: kept until their author has seen both.

    Kept afterwards too, with what came of it, because nothing that somebody wrote is lost.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="+"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=32)
    content = models.JSONField(default=dict)
    window = models.UUIDField()
    changed_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership", "author", "section"],
                name="set_aside_open",
                condition=models.Q(settled_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"set aside {self.pk}"

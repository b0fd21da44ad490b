from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models

from alongside.base import clock, ids
from alongside.base.prepared import prepared
from alongside.base.record.holding import hold_only
from alongside.care.partnership.models import Partnership
from alongside.care.understanding.rules.content import Told


class StoryQuerySet(models.QuerySet["Story"]):
    def with_what_it_shows(self) -> StoryQuerySet:
        """Joined with all that a page shows of it, in one query."""
        return self.select_related("current__typed_by", "offer__author", "agreed_normal__agreed_by")

    def locked(self, partnership: Partnership) -> Story:
        """The story of ``partnership``, made where there is none, and held until the transaction ends."""
        try:
            story = _held(partnership.pk)
        except self.model.DoesNotExist:
            self.get_or_create(partnership=partnership, defaults={"service_id": partnership.service_id})
            story = _held(partnership.pk)
        story.partnership = partnership
        return story


class Story(models.Model):
    """What stands now of one partnership's story: its newest version, and what belongs beside it.

    One row a partnership. Actions lock it, so that two who move at once move one after the other.
    """

    partnership = models.OneToOneField(
        "care_partnership.Partnership", primary_key=True, on_delete=models.CASCADE, related_name="story"
    )
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    current = models.ForeignKey(
        "StoryVersion", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="newest version"
    )
    offer = models.ForeignKey("Offer", null=True, on_delete=models.PROTECT, related_name="+")
    agreed_normal = models.ForeignKey(
        "care_partnership.MyNormal", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reflections_any_time = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Story]] = StoryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"story {self.pk}"

    def told(self) -> dict[str, Told]:
        """What the newest version holds, by section; empty before anything was shared."""
        return self.current.told() if self.current is not None else {}


@prepared
def _with_current(*, key: UUID) -> models.QuerySet[Story]:
    return Story.objects.select_related("current").filter(pk=key)


def _held(key: UUID) -> Story:
    hold_only(Story, key)
    return _with_current.one(key=key)


class StoryVersion(models.Model):
    """What was shared on one day, whole. Never changed: a correction is the next version.

    ``sections`` is a list of plain ``rules.content.Told``; ``changed`` names those that differ from the
    version before. The words are the person's own also where ``typed_by`` a professional, who read them
    back and was told that they are right.
    """

    class How(models.TextChoices):
        TELEPHONE = "telephone"
        PAPER = "paper"
        IN_PERSON = "in-person"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="story_versions"
    )
    number = models.PositiveIntegerField()
    sections = models.JSONField()
    changed = models.JSONField()
    shared_at = models.DateTimeField(default=clock.now)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    typed_by_profession = models.CharField(max_length=32, blank=True)
    how = models.CharField(max_length=16, choices=How, blank=True)
    read_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="story_version_number"),
            models.CheckConstraint(
                name="typed_means_read_back",
                condition=models.Q(typed_by=None, read_back_at=None, how="")
                | (models.Q(typed_by__isnull=False, read_back_at__isnull=False) & ~models.Q(how="")),
            ),
        ]

    def __str__(self) -> str:
        return f"story version {self.number} {self.pk}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Writes a new version; raises ``RuntimeError`` for one that exists already."""
        if not self._state.adding:
            raise RuntimeError("a shared version is never changed")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def told(self) -> dict[str, Told]:
        """What this version holds, by section."""
        return {one["section"]: Told.from_plain(one) for one in self.sections}

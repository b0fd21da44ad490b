from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.base import clock, ids


class IdeaAnswer(models.Model):
    """What somebody said to an idea of the library. The newest answer to an idea counts; none is edited.

    ``idea`` is a step's id in the library. It outlives the library's edition: what was refused stays refused
    when the file changes. ``why`` is a code, never words.
    """

    class Answer(models.TextChoices):
        NOT_FOR_ME = "not-for-me"
        TALK = "talk"
        TAKEN = "taken"  # it was put on the plan, for both to agree
        AGAIN = "again"  # it may be offered again

    class Why(models.TextChoices):
        NOT_SAID = ""
        TOO_HARD = "too-hard"
        TOO_EASY = "too-easy"
        COST = "cost"
        TIME = "time"
        CANNOT_HERE = "cannot-here"
        TRIED = "tried"
        AFRAID = "afraid"
        NOT_ME = "not-me"

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="idea_answers"
    )
    idea = models.CharField(max_length=80)
    answer = models.CharField(max_length=16, choices=Answer)
    why = models.CharField(max_length=16, choices=Why, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["partnership", "idea", "-at"], name="idea_answer_partnership")]

    def __str__(self) -> str:
        return f"idea answer {self.pk}"

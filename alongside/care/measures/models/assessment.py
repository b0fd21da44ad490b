from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.care.measures.rules.sight import Side


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def done(self) -> AssessmentQuerySet:
        return self.filter(state=Assessment.State.DONE)

    def done_or_of(self, author: Account | UUID) -> AssessmentQuerySet:
        """What was sent by anybody, and ``author``'s own drafts."""
        return self.filter(Q(state=Assessment.State.DONE) | Q(author=author))

    def drafts_of(self, author: Account) -> AssessmentQuerySet:
        return self.filter(state=Assessment.State.DRAFT, author=author)


class Assessment(models.Model):
    """One instrument answered by one side on one occasion; pins the fingerprints of questions and scoring.

    A draft is its author's alone and keeps what was typed as it was typed (``typed``, by linkId), faults and
    all. What is sent is kept as values (``answers``) and never changed. ``words`` are what somebody wrote
    beside an answer: the person's own words, the professional's reasons. The answers are the person's own
    also where a professional typed them (``author``), who read them back.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        DONE = "done"

    class How(models.TextChoices):
        TELEPHONE = "telephone"
        PAPER = "paper"
        IN_PERSON = "in-person"

    SIDES = [(side.value, side.value) for side in Side]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="assessments"
    )
    occasion = models.ForeignKey("Occasion", on_delete=models.PROTECT, related_name="assessments")
    instrument = models.ForeignKey("Instrument", on_delete=models.PROTECT, related_name="+")
    questionnaire_hash = models.CharField(max_length=64)
    scoring_hash = models.CharField(max_length=64)
    side = models.CharField(max_length=16, choices=SIDES)
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    profession = models.CharField(max_length=32, blank=True)  # the author's, where a professional
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    typed = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    window = models.UUIDField(null=True)
    started_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    completed_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=16, choices=How, blank=True)
    read_back_at = models.DateTimeField(null=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "side"],
                condition=Q(state="done"),
                name="each_side_answers_an_occasion_once",
            ),
            models.UniqueConstraint(
                fields=["occasion", "side", "author"],
                condition=Q(state="draft"),
                name="one_draft_an_author_of_an_occasion",
            ),
            models.CheckConstraint(
                name="typed_answers_are_read_back",
                condition=Q(state="draft")
                | Q(author=models.F("rater"), how="", read_back_at=None)
                | (~Q(author=models.F("rater")) & Q(read_back_at__isnull=False) & ~Q(how="")),
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state"], name="assessment_partnership")]

    def __str__(self) -> str:
        return f"assessment {self.pk}"

    @property
    def is_new(self) -> bool:
        """Whether it is not a row yet."""
        return self._state.adding

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def was_typed(self) -> bool:
        """Whether somebody typed it for the person."""
        return self.author_id != self.rater_id

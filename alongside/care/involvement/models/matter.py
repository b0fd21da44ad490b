from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.base import clock, ids
from alongside.base.record.holding import hold
from alongside.care.involvement.rules.matters import HIGHEST, Kind, State, Words
from alongside.care.partnership.rules.agreement import Standing
from alongside.care.partnership.rules.side import Side

if TYPE_CHECKING:
    from alongside.base.accounts.models import Account
    from alongside.care.involvement.models.matter_wording import MatterWording
    from alongside.care.partnership.models import Partnership


class MatterQuerySet(models.QuerySet["Matter"]):
    def open(self) -> MatterQuerySet:
        """Neither reached nor let go."""
        return self.filter(state=State.OPEN)

    def worked_on(self) -> MatterQuerySet:
        """Open, and not parked by *not now* before both ever agreed."""
        return self.open().exclude(stands=Standing.NOT_NOW, agreed=None)

    def agreed_by_both(self) -> MatterQuerySet:
        return self.open().filter(agreed__isnull=False)

    def to_talk(self) -> MatterQuerySet:
        """What one of them wants to talk about or sees differently, the oldest first: for the agenda."""
        apart = (Standing.TALK, Standing.DIFFERENT)
        return self.open().filter(stands__in=apart).order_by("moved_at")

    def with_words(self) -> MatterQuerySet:
        """Joined with all that a list shows of it."""
        return self.select_related(
            "newest__author", "newest__professional", "agreed__author", "made_by", "behind_by"
        )

    def said_already(
        self, partnership: Partnership, kind: Kind, words: Words, rating: int | None, by: Account
    ) -> Matter | None:
        """The very same, from the same hand, that still waits for an answer: *Back* and *Send* once more."""
        rows = self.open().filter(partnership=partnership, kind=kind, made_by=by, stands=Standing.WAITS)
        rows = rows.filter(rating=rating, newest__text=words.text).select_related("newest")
        return next((row for row in rows if row.wording.words() == words), None)

    def locked(self, key: UUID) -> Matter:
        """The matter ``key``, held until the transaction ends, so that two who answer do it in turn."""
        rows = self.select_related("newest", "agreed", "partnership__service", "partnership__team")
        return hold(rows, key)


class Matter(models.Model):
    """A problem or a goal: something that matters to the person and that both work on.

    Its words are wordings: ``newest`` the last that somebody wrote, ``agreed`` the last that both said yes
    to, which stands until both agree on others. ``stands`` and who it waits for follow from ``newest`` and
    are kept by the actions. ``source`` is what it grew from (``sources.Source.address``), an id.
    """

    KINDS = [(kind.value, kind.value) for kind in Kind]
    STATES = [(state.value, state.value) for state in State]
    STANDINGS = [(standing.value, standing.value) for standing in Standing]
    SIDES = [(side.value, side.value) for side in Side]

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey(
        "care_partnership.Partnership", on_delete=models.CASCADE, related_name="matters"
    )
    kind = models.CharField(max_length=16, choices=KINDS)
    state = models.CharField(max_length=16, choices=STATES, default=State.OPEN.value)
    source = models.CharField(max_length=128, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_side = models.CharField(max_length=16, choices=SIDES)
    newest = models.OneToOneField("MatterWording", null=True, on_delete=models.RESTRICT, related_name="+")
    agreed = models.OneToOneField("MatterWording", null=True, on_delete=models.RESTRICT, related_name="+")
    stands = models.CharField(max_length=16, choices=STANDINGS, default=Standing.WAITS.value)
    waits_for_person = models.BooleanField(default=False)
    waits_for_team = models.BooleanField(default=False)
    moved_at = models.DateTimeField(default=clock.now)
    rating = models.PositiveSmallIntegerField(null=True)  # the newest, the person's own
    rated_at = models.DateTimeField(null=True)
    behind_at = models.DateTimeField(null=True)
    behind_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="matter_rated_0_to_8", condition=Q(rating=None) | Q(rating__lte=HIGHEST)
            ),
            models.CheckConstraint(
                name="matter_behind_when_and_by_whom",
                condition=Q(state=State.OPEN.value, behind_at=None)
                | (~Q(state=State.OPEN.value) & Q(behind_at__isnull=False, behind_by__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state", "kind"], name="matter_partnership")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def wording(self) -> MatterWording:
        """The newest words. There are words from the first moment, in the transaction that makes the row."""
        if self.newest is None:
            raise RuntimeError(f"{self} was not made by its action")
        return self.newest

    @property
    def waits_for(self) -> frozenset[Side]:
        """Who has not answered the newest words."""
        asked = {Side.PERSON: self.waits_for_person, Side.PROFESSIONAL: self.waits_for_team}
        return frozenset(side for side, waits in asked.items() if waits)

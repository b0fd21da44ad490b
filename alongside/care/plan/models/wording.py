from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from alongside.care.partnership.models import Wording
from alongside.care.plan.models.step import Step, choices
from alongside.care.plan.rules.step import (
    MOST_SHORT,
    MOST_WHAT,
    Cost,
    Part,
    State,
    StepWords,
    Unit,
    Whose,
    written_by,
)

if TYPE_CHECKING:
    from alongside.base.accounts.models import Account
    from alongside.care.partnership.models import Partnership
    from alongside.care.partnership.rules.side import Side


class StepWordingQuerySet(models.QuerySet["StepWording"]):
    def open(self) -> StepWordingQuerySet:
        """Proposals that still stand: neither agreed by both nor set aside; the oldest first."""
        return self.filter(agreed_at=None, set_aside_at=None).order_by("number", "pk")

    def said_already(
        self, partnership: Partnership, part: Part, words: StepWords, side: Side, by: Account
    ) -> StepWording | None:
        """The very same, from the same hand, that nobody has answered: *Back* and *Send* once more.

        Raises ``NotWords`` for words that cannot stand.
        """
        words = written_by(words, side=side, agreed=None)
        rows = self.open().filter(step__partnership=partnership, step__part=part, step__state=State.PROPOSED)
        rows = rows.filter(Q(person_answer="") | Q(professional_answer=""))
        rows = rows.filter(author=by, number=1, what=words.what)
        return next((row for row in rows.select_related("step") if row.words() == words), None)


class StepWording(Wording):
    """One wording of a step: never edited, only followed.

    ``follows`` are the words its author had before them. Two who write at once both follow the same words,
    and their proposals stand beside each other until both agree on one. ``set_aside_at``: other words were
    agreed, or its own were changed in the open. ``held``: the person asked for no advice unless they ask,
    and has not said *show me* (``shown_at``) yet.
    """

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="wordings")
    follows = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="followed_by")
    set_aside_at = models.DateTimeField(null=True)
    what = models.CharField(max_length=MOST_WHAT)
    how = models.TextField(blank=True)
    amount = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=16, choices=choices(Unit), blank=True)
    amount_words = models.CharField(max_length=MOST_SHORT, blank=True)
    times_a_week = models.PositiveSmallIntegerField(null=True)
    least = models.PositiveIntegerField(null=True)
    most = models.PositiveIntegerField(null=True)
    reason = models.TextField(blank=True)
    whose = models.CharField(max_length=16, choices=choices(Whose), default=Whose.PERSON.value)
    who = models.CharField(max_length=MOST_SHORT, blank=True)
    cost = models.CharField(max_length=16, choices=choices(Cost), blank=True)
    cost_words = models.CharField(max_length=MOST_SHORT, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)  # needed each time, getting there included
    place = models.CharField(max_length=MOST_SHORT, blank=True)
    look_again_on = models.DateField(null=True)
    stop_if = models.TextField(blank=True)
    ask_whom = models.CharField(max_length=MOST_SHORT, blank=True)
    note = models.TextField(blank=True)
    grown_from = models.JSONField(default=list)  # addresses of sources: ``kind:key``
    library_id = models.CharField(max_length=80, blank=True)
    library_hash = models.CharField(max_length=64, blank=True)
    asked_for = models.BooleanField(default=False)  # the person asked for an idea, so this answers them
    held = models.BooleanField(default=False)
    shown_at = models.DateTimeField(null=True)

    objects = StepWordingQuerySet.as_manager()

    class Meta(Wording.Meta):
        constraints = [
            *Wording.Meta.constraints,
            models.UniqueConstraint(fields=["step", "number"], name="one_step_wording_a_number"),
            models.CheckConstraint(
                name="step_amount_within_its_range",
                condition=(Q(least=None) | Q(amount=None) | Q(least__lte=F("amount")))
                & (Q(most=None) | Q(amount=None) | Q(most__gte=F("amount"))),
            ),
        ]

    def words(self) -> StepWords:
        """The same as plain data, for the rules."""
        return StepWords(
            what=self.what,
            how=self.how,
            amount=self.amount,
            unit=Unit(self.unit) if self.unit else None,
            amount_words=self.amount_words,
            times_a_week=self.times_a_week,
            least=self.least,
            most=self.most,
            reason=self.reason,
            whose=Whose(self.whose),
            who=self.who,
            cost=Cost(self.cost),
            cost_words=self.cost_words,
            minutes=self.minutes,
            place=self.place,
            look_again_on=self.look_again_on,
            stop_if=self.stop_if,
            ask_whom=self.ask_whom,
            note=self.note,
            grown_from=tuple(self.grown_from),
            library_id=self.library_id,
            library_hash=self.library_hash,
        )

    @property
    def hidden(self) -> bool:
        """Whether the person has not asked to see these words yet."""
        return self.held and self.shown_at is None

"""What is typed on the plan: a step's words, an answer, why something stops."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from alongside.base import clock
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.words_field import WordsField
from alongside.care.plan import saying as say
from alongside.care.plan.reader import Reader
from alongside.care.plan.rules.step import (
    MOST_AMOUNT,
    MOST_MINUTES,
    MOST_SHORT,
    MOST_TEXT,
    MOST_WHAT,
    Cost,
    NotWords,
    Part,
    PauseReason,
    StepWords,
    StopReason,
    Whose,
)

OFTEN = (1, 2, 3, 4, 5, 6, 7, 14, 21, 28)
WEEKS = (2, 4, 8, 12)
KEEP = "keep"


def short_field(label: Any, *, most: int = MOST_SHORT, **options: Any) -> WordsField:
    """One line of words."""
    return WordsField(most=most, required=False, label=label, widget=forms.TextInput(), **options)


def often_choices() -> list[tuple[str, str]]:
    return [("", now("Not said")), *((str(n), say.how_often(n)) for n in OFTEN)]


def again_choices(stands: date | None) -> list[tuple[str, str]]:
    keep = [(KEEP, now("On %(day)s, as now") % {"day": say.on(stands)})] if stands else []
    weeks = [(str(n), now("In %(n)d weeks") % {"n": n}) for n in WEEKS]
    return [*keep, *weeks, ("", now("No day yet"))]


def day_of(choice: str, stands: date | None, zone: str) -> date | None:
    """The day that a choice of ``again_choices`` means."""
    if choice == KEEP:
        return stands
    return clock.today(zone) + timedelta(weeks=int(choice)) if choice else None


class StepForm(forms.Form):
    """The words of a step: what, how much, why, what it costs; everything else behind *more*."""

    SHORT = ("what", "how_much", "often", "reason", "cost", "cost_words")
    MORE = (
        "how",
        "place",
        "minutes",
        "least",
        "most",
        "whose",
        "who",
        "look_again",
        "stop_if",
        "ask_whom",
        "part",
    )

    what = WordsField(
        most=MOST_WHAT,
        widget=forms.TextInput(),
        label=_("What?"),
        error_messages={"required": _("Say what it is, in a few words.")},
    )
    how_much = short_field(
        _("How much, each time?"), help_text=_("For example: 10 minutes. Or: to the corner and back.")
    )
    often = forms.ChoiceField(label=_("How often?"), required=False, choices=often_choices)
    reason = WordsField(most=MOST_TEXT, rows=3, required=False, label=_("Why this?"))
    cost = forms.ChoiceField(
        label=_("What does it cost?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Cost.FREE.value, _("Nothing")),
            (Cost.COSTS.value, _("Something")),
            (Cost.NOT_SAID.value, _("We have not talked about it yet")),
        ],
    )
    cost_words = short_field(_("What it costs, if something"), help_text=_("For example: £2 for the bus."))
    note = WordsField(
        most=MOST_TEXT,
        rows=2,
        required=False,
        label=_("Why would you change it?"),
        help_text=_("Only if you like."),
    )
    how = WordsField(most=MOST_TEXT, rows=3, required=False, label=_("How do you do it?"))
    place = short_field(_("Where?"))
    minutes = forms.IntegerField(
        label=_("How many minutes does it take, all in all?"),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    least = forms.IntegerField(
        label=_("The least that is still fine"),
        required=False,
        min_value=0,
        max_value=MOST_AMOUNT,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    most = forms.IntegerField(
        label=_("The most that is still fine"),
        required=False,
        min_value=1,
        max_value=MOST_AMOUNT,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    whose = forms.ChoiceField(label=_("Whose is it to do?"), required=False, widget=forms.RadioSelect)
    who = short_field(_("Who, if somebody else"))
    look_again = forms.ChoiceField(
        label=_("When do we look at it again?"), required=False, widget=forms.RadioSelect
    )
    stop_if = WordsField(most=MOST_TEXT, rows=2, required=False, label=_("When to stop"))
    ask_whom = short_field(_("Whom to ask then"))
    part = forms.ChoiceField(label=_("Where on the plan?"), required=False, widget=forms.RadioSelect)
    asked_for = forms.BooleanField(required=False)

    def __init__(
        self, data: Any = None, *, reader: Reader, words: StepWords | None, part: Part | None
    ) -> None:
        self.reader, self.words = reader, words
        self.zone = reader.partnership.service.time_zone
        super().__init__(data, initial=_initial(words, part))
        self.fields["whose"].choices = _whose(reader)  # type: ignore[attr-defined]
        self.fields["look_again"].choices = again_choices(words.look_again_on if words else None)  # type: ignore[attr-defined]
        self.fields["part"].choices = [(one.value, say.part_title(one, reader)) for one in Part]  # type: ignore[attr-defined]
        if words is None:
            del self.fields["note"]
        else:
            del self.fields["part"]
        if reader.is_person:
            del self.fields["asked_for"]
            del self.fields["most"]
        else:
            who = {"who": reader.partnership.known_as}
            self.fields["asked_for"].label = now("%(who)s asked me for this") % who

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        amount = say.typed_amount(given.get("how_much") or "")
        if amount.amount is None and (given.get("least") or given.get("most")):
            self.add_error("how_much", now("A least and a most need a number here, like: 10 minutes."))
        if given.get("whose") == Whose.SOMEONE_ELSE and not given.get("who"):
            self.add_error("who", now("Say who helps with it."))
        return given

    def step_words(self) -> StepWords:
        """The words as typed; what is carried along from the words before is not asked again."""
        given = self.cleaned_data
        amount = say.typed_amount(given["how_much"])
        before = self.words
        return StepWords(
            what=given["what"],
            how=given["how"],
            amount=amount.amount,
            unit=amount.unit,
            amount_words=amount.words,
            times_a_week=int(given["often"]) if given["often"] else None,
            least=given["least"],
            most=given.get("most"),
            reason=given["reason"],
            whose=Whose(given["whose"] or Whose.PERSON),
            who=given["who"],
            cost=Cost(given["cost"]),
            cost_words=given["cost_words"] if given["cost"] == Cost.COSTS else "",
            minutes=given["minutes"],
            place=given["place"],
            look_again_on=day_of(given["look_again"], before.look_again_on if before else None, self.zone),
            stop_if=given["stop_if"],
            ask_whom=given["ask_whom"],
            note=given.get("note", ""),
            grown_from=before.grown_from if before else (),
            library_id=before.library_id if before else "",
            library_hash=before.library_hash if before else "",
        )

    def refuse(self, refused: NotWords) -> None:
        """Put what a rule found beside the field it is about."""
        fields = {"amount": "how_much", "unit": "how_much", "times_a_week": "often"}
        texts = {
            "not-under-amount": now("The least cannot be more than how much."),
            "not-over-amount": now("The most cannot be less than how much."),
            "too-long": now("This is too long. Please make it shorter."),
        }
        for name, code in refused.fields.items():
            field = fields.get(name, name)
            text = texts.get(code, now("Please look at this again."))
            self.add_error(field if field in self.fields else None, text)

    @property
    def more_is_open(self) -> bool:
        return any(name in self.errors for name in self.MORE)

    @property
    def more(self) -> list[Any]:
        """The bound fields behind *more*, in order."""
        return [self[name] for name in self.MORE if name in self.fields]


def _whose(reader: Reader) -> list[tuple[str, str]]:
    mine = reader.is_person
    them = now("Mine") if mine else reader.partnership.known_as
    us = reader.contact.name if reader.contact and mine else (now("My team’s") if mine else now("Ours"))
    return [
        (Whose.PERSON.value, them),
        (Whose.PROFESSIONAL.value, us),
        (Whose.BOTH.value, now("For both of us")),
        (Whose.SOMEONE_ELSE.value, now("Somebody else helps")),
    ]


def _initial(words: StepWords | None, part: Part | None) -> dict[str, Any]:
    if words is None:
        return {
            "whose": Whose.PERSON.value,
            "cost": "",
            "part": (part or Part.EVERYDAY).value,
            "look_again": "4",
        }
    return {
        "what": words.what,
        "how_much": say.how_much(words),
        "often": str(words.times_a_week or ""),
        "reason": words.reason,
        "cost": words.cost.value,
        "cost_words": words.cost_words,
        "how": words.how,
        "place": words.place,
        "minutes": words.minutes,
        "least": words.least,
        "most": words.most,
        "whose": words.whose.value,
        "who": words.who,
        "look_again": KEEP if words.look_again_on else "",
        "stop_if": words.stop_if,
        "ask_whom": words.ask_whom,
    }


class AnswerForm(forms.Form):
    """What one side says to a proposal; none of the four needs a reason."""

    says = forms.ChoiceField(
        label=_("What do you say?"),
        widget=forms.RadioSelect,
        choices=[
            (Answer.YES.value, _("Yes, let us do this")),
            (Answer.TALK.value, _("I’d like to talk about this")),
            (Answer.DIFFERENT.value, _("I see it differently")),
            (Answer.NOT_NOW.value, _("Not now")),
        ],
        error_messages={"required": _("Choose one.")},
    )
    why = WordsField(
        most=MOST_TEXT, rows=3, required=False, label=_("Why?"), help_text=_("Only if you like.")
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    widens = forms.BooleanField(required=False)


class TypedAnswerForm(AnswerForm):
    """What the person said when the words were read to them."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["says"].label = _("What did they say?")
        self.fields["why"].label = _("How do they see it?")
        self.fields["why"].help_text = _("Only if they said so. In their words.")


class StopForm(forms.Form):
    """Stop it, leave it for now, or it has done its work."""

    PAUSE, STOP, DONE = "pause", "stop", "done"

    what = forms.ChoiceField(
        label=_("What would you like?"),
        widget=forms.RadioSelect,
        choices=[
            (PAUSE, _("Leave it for now")),
            (STOP, _("Stop it")),
            (DONE, _("It has done its work")),
        ],
        error_messages={"required": _("Choose one.")},
    )
    reason = forms.ChoiceField(
        label=_("Why?"),
        required=False,
        choices=[(key.value, text) for key, text in say.STOP_REASONS.items() if key is not StopReason.DONE],
    )
    why = WordsField(
        most=MOST_TEXT, rows=3, required=False, label=_("In your own words"), help_text=_("Only if you like.")
    )

    @property
    def pause_reason(self) -> PauseReason:
        return PauseReason.WORSE if self.cleaned_data["reason"] == StopReason.WORSE else PauseReason.OTHER

    @property
    def stop_reason(self) -> StopReason:
        if self.cleaned_data["what"] == self.DONE:
            return StopReason.DONE
        return StopReason(self.cleaned_data["reason"])


class MoveForm(forms.Form):
    amount = forms.IntegerField(
        min_value=1,
        max_value=MOST_AMOUNT,
        label=_("How much for now?"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class LookAgainForm(forms.Form):
    again = forms.ChoiceField(
        label=_("When do we look at it again?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"again": "4"})
        self.fields["again"].choices = again_choices(None)  # type: ignore[attr-defined]

"""What is typed in this room; what was typed comes back where it was refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from alongside.care.involvement.actions.decision import OptionWords
from alongside.care.involvement.rules.deciding import MOST_QUESTION, MOST_WORDS, Response
from alongside.care.involvement.rules.matters import HIGHEST, MOST_PART, MOST_TEXT, Kind, Words
from alongside.care.partnership.agreeing import MOST_WHY
from alongside.care.partnership.reasons import Text
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.preferences import Say
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.words_field import WordsField

POINTS = [(str(value), str(value)) for value in range(HIGHEST + 1)]
SCALE = {"data-look": "scale"}
LONGEST_ADDRESS = 128


def _day(label: Any, help_text: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.SelectDateWidget(years=[]),
        error_messages={"invalid": _("That is not a day. Write it like 27 3 2027.")},
    )


def _say_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How much say do you want in this one?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Say.I_DECIDE.value, _("I decide. You tell me what you know.")),
            (Say.WE_DECIDE.value, _("We decide together.")),
            (Say.YOU_DECIDE.value, _("You decide, and tell me why.")),
        ],
    )


def _what_matters_field() -> WordsField:
    return WordsField(
        most=MOST_WORDS,
        rows=4,
        required=False,
        label=_("What matters to you in this?"),
        help_text=_("What you want to keep, what you fear, what it must not cost you."),
    )


class MatterForm(forms.Form):
    """A problem or a goal in somebody's words. A professional says why, and not what is the person's."""

    text = WordsField(most=MOST_TEXT, rows=5, error_messages={"required": _("Write what it is about.")})
    number = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    source = forms.CharField(required=False, max_length=LONGEST_ADDRESS, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        kind: Kind,
        side: Side,
        is_new: bool,
        initial: dict[str, Any] | None = None,
        to_finish: str = "",
    ) -> None:
        super().__init__(data, initial=initial)
        self.to_finish = to_finish
        if side is Side.PERSON:
            self._for_person(kind, is_new=is_new)
        else:
            self._for_professional(kind)
        self.order_fields(["text", "impact", "feeling", "looks_like", "why_it_matters", "by_when"])

    def _for_person(self, kind: Kind, *, is_new: bool) -> None:
        self._name_text(
            _("What is the problem?") if kind is Kind.PROBLEM else _("What would you like to do or have?"),
            _("In your own words. Cut out what does not belong here."),
        )
        if kind is Kind.PROBLEM:
            self._box("impact", _("What does it stop you doing, or make harder?"))
            self._box("feeling", _("How does it make you feel?"))
        else:
            self._box("looks_like", _("How would you know that you are there?"))
            self._box("why_it_matters", _("Why does it matter to you?"))
            self.fields["by_when"] = _day(_("By when?"), _("Only if there is a day. No day is fine."))
        if is_new:
            self.fields["rating"] = _rating_field(kind)

    def _for_professional(self, kind: Kind) -> None:
        if kind is Kind.PROBLEM:
            self._name_text(_("The problem, as you heard it"), _("In words they would use."))
            self._box("impact", _("What it makes harder"))
        else:
            self._name_text(_("The goal"), _("In words they would use."))
            self._box("looks_like", _("What it would look like"))
            self.fields["by_when"] = _day(_("By when?"), _("Only if there is a day."))
        self.fields["reason"] = WordsField(
            most=MOST_PART,
            rows=3,
            label=_("Why you write this"),
            help_text=_("They read it beside your words."),
            error_messages={"required": _("Say why: your reason stands beside it.")},
        )

    def _name_text(self, label: Text, hint: Text) -> None:
        self.fields["text"].label, self.fields["text"].help_text = str(label), str(hint)

    def _box(self, name: str, label: Text) -> None:
        self.fields[name] = WordsField(most=MOST_PART, rows=3, required=False, label=label)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if self.to_finish and text.strip() == self.to_finish:
            raise forms.ValidationError(_("Finish the sentence in your own words."))
        return text

    def words(self) -> Words:
        said = self.cleaned_data
        return Words(
            text=said["text"],
            impact=said.get("impact", ""),
            feeling=said.get("feeling", ""),
            looks_like=said.get("looks_like", ""),
            why_it_matters=said.get("why_it_matters", ""),
            by_when=said.get("by_when"),
            reason=said.get("reason", ""),
        )

    def rating(self) -> int | None:
        value = self.cleaned_data.get("rating", "")
        return int(value) if value else None


def _rating_field(kind: Kind, *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How much of a problem is it now?")
        if kind is Kind.PROBLEM
        else _("How near are you to it now?"),
        required=required,
        choices=POINTS,
        widget=forms.RadioSelect(attrs=SCALE),
        error_messages={"required": _("Choose a number from 0 to 8.")},
    )


class TypedMatterForm(MatterForm):
    """The same, typed by a professional as the person says it."""

    def __init__(self, data: Any = None, *, kind: Kind, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, kind=kind, side=Side.PERSON, is_new=True, initial=initial)
        labels = {
            "impact": now("What does it stop them doing, or make harder?"),
            "feeling": now("How does it make them feel?"),
            "looks_like": now("How would they know that they are there?"),
            "why_it_matters": now("Why does it matter to them?"),
        }
        for name in labels.keys() & self.fields.keys():
            self.fields[name].label = labels[name]
        problem = kind is Kind.PROBLEM
        text = now("What is the problem?") if problem else now("What would they like to do or have?")
        self._name_text(text, now("In their words, not yours."))
        self.order_fields(["text", "rating"])


class RateForm(forms.Form):
    """How it is today, 0 to 8: the person's own."""

    def __init__(self, data: Any = None, *, kind: Kind) -> None:
        super().__init__(data)
        self.fields["rating"] = _rating_field(kind, required=True)


class AnswerForm(forms.Form):
    """What somebody says to a wording or to an option put forward, with a few words if they like."""

    says = forms.ChoiceField(
        choices=[(answer.value, answer.value) for answer in Answer], widget=forms.HiddenInput
    )
    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    why = WordsField(
        most=MOST_WHY,
        rows=4,
        required=False,
        label=_("How do you see it?"),
        help_text=_("Only if you like. A few words are enough."),
    )


class TypedAnswerForm(forms.Form):
    """What the person said when the words were read to them."""

    says = forms.ChoiceField(
        label=_("What did they say?"),
        widget=forms.RadioSelect,
        choices=[
            (Answer.YES.value, _("Yes, I agree")),
            (Answer.NOT_NOW.value, _("Not now")),
            (Answer.TALK.value, _("I would like to talk about this")),
            (Answer.DIFFERENT.value, _("I see it differently")),
        ],
        error_messages={"required": _("Choose what they said.")},
    )
    why = WordsField(
        most=MOST_WHY,
        rows=3,
        required=False,
        label=_("How do they see it?"),
        help_text=_("Only if they said so. In their words."),
    )
    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class RespondForm(forms.Form):
    """What the person says to a recommendation."""

    says = forms.ChoiceField(
        choices=[(each.value, each.value) for each in Response], widget=forms.HiddenInput
    )
    recommendation = forms.UUIDField(widget=forms.HiddenInput)
    why = WordsField(
        most=MOST_WORDS,
        rows=4,
        required=False,
        label=_("How do you see it?"),
        help_text=_("Only if you like. A few words are enough."),
    )


class DecisionForm(forms.Form):
    """What is to be decided. The person also says what matters and how much say they want."""

    question = WordsField(
        most=MOST_QUESTION,
        rows=4,
        label=_("What is there to decide?"),
        help_text=_("One thing, as a question."),
        error_messages={"required": _("Write what there is to decide.")},
    )
    source = forms.CharField(required=False, max_length=LONGEST_ADDRESS, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, side: Side, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        if side is Side.PERSON:
            self.fields["what_matters"] = _what_matters_field()
            self.fields["say"] = _say_field()

    def say(self) -> Say | None:
        return say_of(self.cleaned_data.get("say", ""))


class PrepareForm(forms.Form):
    """What matters to the person in a decision, and how much say they want in it."""

    what_matters = _what_matters_field()
    say = _say_field()

    def how_much(self) -> Say | None:
        return say_of(self.cleaned_data["say"])


def say_of(value: str) -> Say | None:
    return Say(value) if value else None


class OptionForm(forms.Form):
    """One thing that could be done."""

    text = WordsField(
        most=MOST_WORDS,
        rows=2,
        label=_("What could we do?"),
        error_messages={"required": _("Write what it is.")},
    )
    asks = WordsField(most=MOST_WORDS, rows=2, required=False, label=_("What does it ask of me?"))
    may_bring = WordsField(most=MOST_WORDS, rows=2, required=False, label=_("What may it bring?"))
    may_cost = WordsField(
        most=MOST_WORDS,
        rows=2,
        required=False,
        label=_("What may it cost?"),
        help_text=_("Money, time, pain, worry."),
    )

    def __init__(self, data: Any = None, *, side: Side, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        if side is Side.PROFESSIONAL:
            self.fields["asks"].label = now("What does it ask of the person?")

    def words(self) -> OptionWords:
        said = self.cleaned_data
        return OptionWords(said["text"], said["asks"], said["may_bring"], said["may_cost"])


class RecommendForm(forms.Form):
    """Which option a professional would recommend, and why."""

    reason = WordsField(
        most=MOST_WORDS,
        rows=4,
        label=_("Why"),
        help_text=_("What you know about it, and what speaks for it here. They read it beside the option."),
        error_messages={"required": _("Say why: a recommendation has its reason beside it.")},
    )

    def __init__(self, data: Any = None, *, options: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["option"] = forms.ChoiceField(
            label=_("Which would you recommend?"),
            widget=forms.RadioSelect,
            choices=list(options),
            error_messages={"required": _("Choose one.")},
        )
        self.order_fields(["option", "reason"])


class ChooseForm(forms.Form):
    """Which option to decide on, why, and when to look again."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        options: Iterable[tuple[str, str]],
        side: Side,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["option"] = forms.ChoiceField(
            label=_("Which one?"),
            widget=forms.RadioSelect,
            choices=list(options),
            error_messages={"required": _("Choose one.")},
        )
        self.fields["why"] = WordsField(
            most=MOST_WORDS,
            rows=3,
            required=side is Side.PROFESSIONAL,
            label=_("Why this one?"),
            error_messages={"required": _("Say why.")},
        )
        self.fields["look_again_on"] = _day(
            _("When do we look at it again?"), _("Only if you like. You can open it again at any time.")
        )

    def day(self) -> dt.date | None:
        found: dt.date | None = self.cleaned_data["look_again_on"]
        return found

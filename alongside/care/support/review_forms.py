"""What is typed when both look back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.agreeing import MOST_WHY
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.words_field import WordsField
from alongside.care.support.actions.review import MOST_WORDS
from alongside.care.support.rules.reviewing import How, MadeDifference, Says

SAYS = [
    (Says.KEEP.value, _("Keep it")),
    (Says.CHANGE.value, _("Change it")),
    (Says.STOP.value, _("Stop it")),
]

HOWS = [
    (How.ROUND_AGAIN.value, _("Go on, and look back again in three months")),
    (How.WHEN_NEEDED.value, _("Stop here for now, with the door open")),
    (How.END_WELL.value, _("End here")),
]
ANSWERS = [
    (Answer.YES.value, _("Yes, let us do that")),
    (Answer.TALK.value, _("I’d like to talk about this")),
    (Answer.DIFFERENT.value, _("I see it differently")),
    (Answer.NOT_NOW.value, _("Not now")),
]


class TellForm(forms.Form):
    """The first question, before any number."""

    made_difference = forms.ChoiceField(
        label=_("Has this made a difference to you?"),
        choices=[
            (MadeDifference.A_LOT.value, _("Yes, a lot")),
            (MadeDifference.SOME.value, _("Yes, some")),
            (MadeDifference.LITTLE.value, _("A little")),
            (MadeDifference.NONE.value, _("No")),
            (MadeDifference.WORSE.value, _("It is worse than before")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the answer that is closest. There is no wrong one.")},
    )
    words = WordsField(
        most=MOST_WORDS,
        rows=5,
        required=False,
        label=_("What is different now, good or bad?"),
        help_text=_("Only if you like. It can be a small thing."),
    )


class TypedTellForm(TellForm):
    """What the person said to the first question, when it was read to them."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["made_difference"].label = _("“Has this made a difference to you?”")
        self.fields["words"].label = _("What is different now, good or bad?")
        self.fields["words"].help_text = _("Only if they said so. In their words.")


class SayForm(forms.Form):
    words = WordsField(
        most=MOST_WORDS,
        rows=4,
        label=_("What you see, in plain words"),
        help_text=_("They read it beside what they said. Name what they did, not only what the numbers did."),
        error_messages={"required": _("Write a few words.")},
    )


class StepForm(forms.Form):
    says = forms.ChoiceField(choices=SAYS)


class HowForm(forms.Form):
    how = forms.ChoiceField(
        label=_("What do you suggest?"),
        choices=HOWS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. Both of you are asked.")},
    )
    note = WordsField(
        most=MOST_WORDS,
        rows=3,
        required=False,
        label=_("Anything to say with it?"),
        help_text=_("Only if you like."),
    )


class AnswerForm(forms.Form):
    says = forms.ChoiceField(choices=[(one.value, one.value) for one in Answer])
    why = WordsField(most=MOST_WHY, rows=2, required=False, label=_("Why, if you like"))


class TypedRestForm(forms.Form):
    """What the person said of each step and of going on. Whatever they did not speak of stays empty.

    ``steps``: the steps on the plan. ``proposed``: the professional's proposal that waits for them.
    """

    def __init__(self, data: Any = None, *, steps: Sequence[UUID], proposed: UUID | None) -> None:
        super().__init__(data)
        self.steps = list(steps)
        for step in self.steps:
            self.fields[f"says-{step}"] = forms.ChoiceField(
                label=_("What do they say?"), choices=SAYS, widget=forms.RadioSelect, required=False
            )
        if proposed is None:
            self.fields["go_on"] = forms.ChoiceField(
                label=_("How would they go on?"), choices=HOWS, widget=forms.RadioSelect, required=False
            )
        else:
            self.fields["proposal"] = forms.UUIDField(widget=forms.HiddenInput, initial=proposed)
            self.fields["says"] = forms.ChoiceField(
                label=_("What do they say to it?"), choices=ANSWERS, widget=forms.RadioSelect, required=False
            )
        self.fields["words"] = WordsField(
            most=MOST_WHY,
            rows=3,
            required=False,
            label=_("Anything they say with it?"),
            help_text=_("Only if they said so. In their words."),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(value for name, value in given.items() if name not in ("proposal", "words")):
            raise forms.ValidationError(_("Choose what they said. Leave empty what they did not speak of."))
        return given

    def of_steps(self) -> dict[UUID, Says]:
        """What was said of each step that they spoke of."""
        given = self.cleaned_data
        return {step: Says(given[f"says-{step}"]) for step in self.steps if given.get(f"says-{step}")}

    def how(self) -> How | None:
        return How(self.cleaned_data["go_on"]) if self.cleaned_data.get("go_on") else None

    def answer(self) -> Answer | None:
        return Answer(self.cleaned_data["says"]) if self.cleaned_data.get("says") else None

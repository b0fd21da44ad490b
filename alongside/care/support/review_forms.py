"""What is typed when both look back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.agreeing import MOST_WHY
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.words_field import WordsField
from alongside.care.support.actions.review import MOST_WORDS
from alongside.care.support.rules.reviewing import How, MadeDifference, Says


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


class SayForm(forms.Form):
    words = WordsField(
        most=MOST_WORDS,
        rows=4,
        label=_("What you see, in plain words"),
        help_text=_("They read it beside what they said. Name what they did, not only what the numbers did."),
        error_messages={"required": _("Write a few words.")},
    )


class StepForm(forms.Form):
    says = forms.ChoiceField(
        choices=[
            (Says.KEEP.value, _("Keep it")),
            (Says.CHANGE.value, _("Change it")),
            (Says.STOP.value, _("Stop it")),
        ]
    )


class HowForm(forms.Form):
    how = forms.ChoiceField(
        label=_("What do you suggest?"),
        choices=[
            (How.ROUND_AGAIN.value, _("Go on, and look back again in three months")),
            (How.WHEN_NEEDED.value, _("Stop here for now, with the door open")),
            (How.END_WELL.value, _("End here")),
        ],
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

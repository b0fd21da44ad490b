"""What is ticked on *what fits my life*, and on an idea."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.care.plan.models import IdeaAnswer
from alongside.care.plan.presenters import life as words
from alongside.care.plan.presenters.ideas import WHYS
from alongside.care.plan.rules.circumstances import ONE_OF, Health

# Ticking nothing says *none*; of the others it says nothing at all.
NONE_IS_AN_ANSWER = ("fears", "equipment", "never")


class LifeForm(forms.Form):
    """One question of *what fits my life*. ``answer()``: what the action takes; None takes it back."""

    def __init__(self, question: str, said: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        asked = words.QUESTIONS[question]
        if question == words.TRIED:
            choices = [
                ("", _("Not tried, or not said")),
                *((how.value, text) for how, text in words.TRIED_HOW.items()),
            ]
            for area, text in words.triable():
                self.fields[area] = forms.ChoiceField(
                    label=str(text), choices=choices, required=False, initial=(said or {}).get(area, "")
                )
            return
        one = question in ONE_OF
        make = forms.ChoiceField if one else forms.MultipleChoiceField
        self.fields[question] = make(
            label=str(asked.text),
            help_text=str(asked.help),
            choices=words.options(question),
            widget=forms.RadioSelect if one else forms.CheckboxSelectMultiple,
            required=False,
            initial=said,
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        ticked = data.get("health") or []
        if Health.NOTHING in ticked and len(ticked) > 1:
            self.add_error(
                "health", ValidationError(_("Tick either what is true for you, or “None of these”."))
            )
        return data

    def answer(self) -> Any:
        data = self.cleaned_data
        if self.question == words.TRIED:
            return {area: how for area, how in data.items() if how} or None
        ticked = data[self.question]
        return ticked if ticked or self.question in NONE_IS_AN_ANSWER else None


class NotForMeForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Why is it not for you?"),
        help_text=_("Only if you like."),
        choices=[(why.value, text) for why, text in WHYS.items()],
        widget=forms.RadioSelect,
        required=False,
    )

    def why_not(self) -> IdeaAnswer.Why:
        return IdeaAnswer.Why(self.cleaned_data["why"])

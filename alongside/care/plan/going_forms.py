"""A check-in and the answer to an offer, as they are typed and tapped. Nothing in them is required."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.base import ids
from alongside.care.partnership.words_field import WordsField
from alongside.care.plan.models import EaseAnswer
from alongside.care.plan.rules.checking_in import (
    MOST_STEPS,
    MOST_WORDS,
    TOP,
    About,
    Did,
    Hard,
    Sending,
    StepSaid,
)
from alongside.care.plan.rules.step import MOST_SHORT

DID = [
    (Did.YES.value, _("Yes")),
    (Did.A_BIT.value, _("A bit")),
    (Did.NO.value, _("No")),
    (Did.CHOSE_NOT.value, _("I chose not to")),
]
HARD = [
    (Hard.TOO_EASY.value, _("Too easy")),
    (Hard.ABOUT_RIGHT.value, _("About right")),
    (Hard.TOO_HARD.value, _("Too hard")),
    (Hard.COULD_NOT_HERE.value, _("Couldn’t do it here")),
]
RULER = [(str(number), str(number)) for number in range(TOP + 1)]


def _ruler(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=RULER,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"data-look": "scale"}),
    )


class CheckInForm(forms.Form):
    """One day. ``shown`` names the steps that were on the form; ``everything`` is one tap for all of them.

    Its key is made where the form is shown, so that the same form counts once and keys sort by time.
    """

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, max_length=40 * MOST_STEPS, widget=forms.HiddenInput)
    about = forms.ChoiceField(
        required=False, choices=[(each.value, each.value) for each in About], widget=forms.HiddenInput
    )
    everything = forms.ChoiceField(required=False, choices=DID, widget=forms.HiddenInput)
    pain = _ruler(_("How strong was the pain, mostly?"))
    confidence = _ruler(_("How sure do you feel that you can keep going?"))
    no_difference = forms.BooleanField(required=False, label=_("It makes no difference"))
    had_no_difference = forms.BooleanField(required=False, widget=forms.HiddenInput)
    words = WordsField(most=MOST_WORDS, rows=3, required=False, label=_("A word, if you like"))

    def __init__(
        self, data: Any = None, *, steps: Sequence[str], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.steps = steps
        for step in steps:
            self.fields[f"did-{step}"] = forms.ChoiceField(
                required=False, choices=DID, label=_("Did you do it?"), widget=forms.RadioSelect
            )
            self.fields[f"hard-{step}"] = forms.ChoiceField(
                required=False, choices=HARD, label=_("How hard was it?"), widget=forms.RadioSelect
            )
            self.fields[f"worse-{step}"] = forms.BooleanField(
                required=False, label=_("It got worse after this")
            )

    @property
    def about_day(self) -> About:
        return About(self.cleaned_data["about"] or About.TODAY)

    def sending(self) -> Sending:
        """What was said, for the action."""
        said = self.cleaned_data
        no_difference = True if said["no_difference"] else (False if said["had_no_difference"] else None)
        return Sending(
            key=said["key"] or ids.uuid7(),
            pain=said["pain"],
            confidence=said["confidence"],
            no_difference=no_difference,
            steps={step: about for step in self.steps if (about := self._about(step)) != StepSaid()},
            words=said["words"],
        )

    def _about(self, step: str) -> StepSaid:
        said = self.cleaned_data
        did = said[f"did-{step}"] or said["everything"]
        hard = said[f"hard-{step}"]
        return StepSaid(
            did=Did(did) if did else None,
            hard=Hard(hard) if hard else None,
            worse=True if said[f"worse-{step}"] else None,
        )


def shown_steps(text: str) -> list[str]:
    """The steps that a form says it showed; whatever is no id is passed over."""
    found = []
    for word in text.split()[:MOST_STEPS]:
        try:
            found.append(str(UUID(word)))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


class EaseForm(forms.Form):
    """The answer to an offer; ``place`` only where another place is offered."""

    says = forms.ChoiceField(choices=[(each.value, each.value) for each in EaseAnswer])
    place = forms.CharField(
        required=False, max_length=MOST_SHORT, label=_("Where would work for you?"), strip=True
    )


class TypedCheckInForm(CheckInForm):
    """The same, typed by a professional as the person says it; every step has its own answer."""

    about = forms.ChoiceField(
        label=_("Which day is it about?"),
        widget=forms.RadioSelect,
        choices=[(About.TODAY.value, _("Today")), (About.YESTERDAY.value, _("Yesterday"))],
        error_messages={"required": _("Choose the day.")},
    )

    def __init__(
        self, data: Any = None, *, steps: Sequence[str], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, steps=steps, initial=initial)
        self.fields["confidence"].label = _("How sure do they feel that they can keep going?")
        self.fields["words"].label = _("In their words, if they like")
        self.fields["no_difference"].label = _("“It makes no difference”")
        for step in steps:
            self.fields[f"did-{step}"].label = _("Did they do it?")
            self.fields[f"worse-{step}"].label = _("“It got worse after this”")

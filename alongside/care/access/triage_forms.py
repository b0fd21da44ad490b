"""What a professional decides about a referral."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.access.actions.triage import MOST_WORDS, Decision
from alongside.care.access.rules.referral import Outcome, ReferralRules
from alongside.care.partnership.words_field import WordsField


class TriageForm(forms.Form):
    """The outcome, and the reasons that the person reads."""

    outcome = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[
            (Outcome.SOON.value, _("Seen soon")),
            (Outcome.ROUTINE.value, _("Seen in turn")),
            (Outcome.TALK_FIRST.value, _("We talk first")),
            (Outcome.NOT_HERE.value, _("Not the right place")),
        ],
        widget=forms.RadioSelect,
    )
    reasons = forms.MultipleChoiceField(
        label=_("Why? They read this."), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = WordsField(
        most=MOST_WORDS,
        rows=3,
        required=False,
        label=_("In words of your own"),
        help_text=_("They read it as you write it: short, kind, without jargon."),
    )
    turn_to = WordsField(
        most=MOST_WORDS,
        rows=2,
        required=False,
        label=_("Not the right place: where can they turn?"),
        help_text=_("A place or a person, with a number to ring."),
    )

    def __init__(self, *args: Any, rules: ReferralRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        reasons: Any = self.fields["reasons"]
        reasons.choices = [(each.id, each.text) for each in rules.reasons]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "outcome" not in given:
            return given
        fitting = {each.id for each in self.rules.reasons_for(Outcome(given["outcome"]))}
        if not (fitting & set(given.get("reasons", [])) or given.get("words")):
            self.add_error(
                "reasons", _("Tick a reason that goes with this, or write one. They read why, always.")
            )
        if given["outcome"] == Outcome.NOT_HERE and not given.get("turn_to"):
            self.add_error("turn_to", _("Write where they can turn. Nobody is sent away with nothing."))
        return given

    def decision(self) -> Decision:
        """For the action."""
        given = self.cleaned_data
        return Decision(Outcome(given["outcome"]), given["reasons"], given["words"], given["turn_to"])

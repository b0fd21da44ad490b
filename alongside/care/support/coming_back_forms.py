"""What somebody who comes back says, and what the professional who answers writes down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.access.actions.coming_back import MOST_WORDS, Said
from alongside.care.access.models import ComingBack
from alongside.care.access.rules.follow_up import FollowUpRules
from alongside.care.partnership.words_field import WordsField


class SayForm(forms.Form):
    """What changed and what they want: ticks and a few words, all of it theirs to leave empty."""

    changed = forms.MultipleChoiceField(
        label=_("What has changed?"),
        help_text=_("Tick what fits, or nothing."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = WordsField(
        most=MOST_WORDS,
        rows=4,
        required=False,
        label=_("In your own words"),
        help_text=_("A few are enough. You need not tell your story again."),
    )
    wants = forms.MultipleChoiceField(
        label=_("What would help you now?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, rules: FollowUpRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("changed", rules.changed), ("wants", rules.wants)):
            field: Any = self.fields[name]
            field.choices = [(each.id, each.text) for each in choices]

    def said(self) -> Said:
        """For the action."""
        given = self.cleaned_data
        return Said(changed=given["changed"], words=given["words"], wants=given["wants"])


class HeardForm(forms.Form):
    how = forms.ChoiceField(
        label=_("What did you do?"), choices=ComingBack.Heard.choices, widget=forms.RadioSelect
    )
    words = WordsField(
        most=MOST_WORDS,
        rows=3,
        required=False,
        label=_("What you say to them"),
        help_text=_("They read it on their pages."),
    )

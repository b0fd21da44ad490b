"""Drafting a letter to the GP, and deciding about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.care.access.models import Letter
from alongside.care.access.rules.letter import Line


class DraftForm(forms.Form):
    """Why now, and which lines to put to the person."""

    point = forms.ChoiceField(label=_("Why now?"), widget=forms.RadioSelect)
    lines = forms.MultipleChoiceField(
        label=_("What to tell"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one line.")},
    )

    def __init__(self, *args: Any, offered: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        point: Any = self.fields["point"]
        point.choices = [(each.value, capfirst(str(each.label))) for each in Letter.Point]
        lines: Any = self.fields["lines"]
        lines.choices = [(line.key, line.words) for line in offered]
        lines.initial = [line.key for line in offered]

    def chosen(self) -> list[Line]:
        keys = set(self.cleaned_data["lines"])
        return [line for line in self.offered if line.key in keys]


class DecideForm(forms.Form):
    """The person takes lines out, and says yes, not this time, or never."""

    keep = forms.MultipleChoiceField(
        label=_("What may go to your GP?"),
        help_text=_("Take the tick away from what you want to leave out."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    says = forms.ChoiceField(
        choices=[*((each.value, each.value) for each in Letter.Said), ("take-back", ""), ("handed-over", "")]
    )

    def __init__(self, *args: Any, lines: Sequence[Line], left_out: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [line.key for line in lines]
        keep: Any = self.fields["keep"]
        keep.choices = [(line.key, line.words) for line in lines]
        keep.initial = [key for key in self.keys if key not in left_out]

    def left_out(self) -> list[str]:
        return [key for key in self.keys if key not in self.cleaned_data["keep"]]

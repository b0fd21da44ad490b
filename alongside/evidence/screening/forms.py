from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from alongside.evidence.records.models import Record
from alongside.evidence.screening.models import Verdict
from alongside.evidence.synthesis.models import Protocol


class DecisionForm(forms.Form):
    """Include, exclude or undecided, and why not. Which reasons there are stands in the protocol."""

    verdict = forms.ChoiceField(choices=Verdict.choices, error_messages={"required": _("Choose one.")})
    reasons = forms.MultipleChoiceField(
        label=_("Why not? You can choose several."), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, protocol: Protocol, chosen: list[str] | None = None) -> None:
        super().__init__(data, initial={"reasons": chosen or []})
        field = self.fields["reasons"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows the type
        out = [(each.code, each.text) for each in protocol.criteria_of("out")]
        not_in = [(each.code, _("Not so: %s") % each.text) for each in protocol.criteria_of("in")]
        field.choices = [*out, *not_in]


class SampleForm(forms.Form):
    """How many to draw at random, of those that are left."""

    size = forms.IntegerField(
        label=_("How many to draw"), min_value=1, error_messages={"required": _("Say how many.")}
    )

    def __init__(self, data: Any = None, *, most: int, needed: int) -> None:
        super().__init__(data, initial={"size": needed})
        field = self.fields["size"]
        assert isinstance(field, forms.IntegerField)  # noqa: S101 - narrows the type
        field.max_value = most
        field.validators.append(MaxValueValidator(most, _("At most %(most)d can be drawn.") % {"most": most}))


class FullTextForm(forms.Form):
    got = forms.ChoiceField(
        choices=[
            (Record.Got.SOUGHT, _("sought")),
            (Record.Got.GOT, _("got")),
            (Record.Got.NOT_GOT, _("cannot be got")),
        ],
        error_messages={"required": _("Choose one.")},
    )
    why = forms.CharField(label=_("Why not, or where it is"), max_length=300, required=False)

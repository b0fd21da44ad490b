"""What a lead types or chooses. What a plan means, and what stands against it, is said by the action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.evaluation.room.models import KeptPlan

LONGEST = 100_000  # letters; the seeds' plan has four thousand
OURS = "alongside"


class WhichForm(forms.Form):
    """By which plan the clinic is evaluated."""

    plan = forms.ChoiceField(
        label=_("By which plan?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a plan."), "invalid_choice": _("Choose a plan.")},
    )

    def __init__(self, data: Any = None, *, plans: Iterable[KeptPlan]) -> None:
        super().__init__(data, initial={"plan": OURS})
        self._plans = {str(plan.pk): plan for plan in plans}
        self.fields["plan"].widget.choices = self.fields["plan"].choices = [  # type: ignore[attr-defined]
            (OURS, _("The plan that comes with Alongside: does working together go with managing?")),
            *((key, plan.title) for key, plan in self._plans.items()),
        ]

    def chosen(self) -> KeptPlan | None:
        """None is the one that comes with Alongside."""
        return self._plans.get(self.cleaned_data["plan"])


class PlanForm(forms.Form):
    """A plan, pasted or as a file. Of both, the file counts."""

    file = forms.FileField(
        label=_("The plan as a file"), help_text=_("It ends in .toml."), required=False, allow_empty_file=True
    )
    text = forms.CharField(
        label=_("Or paste it here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """``text`` holds what was sent, whichever way. Bytes that are no UTF-8 are left for the reader."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            cleaned["text"] = file.read(4 * LONGEST + 1).decode("utf-8-sig", errors="replace")
        cleaned["text"] = (cleaned.get("text") or "").replace("\r\n", "\n")
        if not cleaned["text"].strip():
            raise forms.ValidationError(_("Choose the file of the plan, or paste the plan."))
        if len(cleaned["text"]) > LONGEST:
            raise forms.ValidationError(_("That is too long for a plan. Is it the right file?"))
        return cleaned

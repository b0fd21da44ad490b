from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.evidence.appraisal.models import Theme
from alongside.evidence.appraisal.rules.rating import Checklist

ANSWERS = [("yes", _("Yes")), ("cannot-tell", _("I cannot tell")), ("no", _("No"))]


class AppraisalForm(forms.Form):
    """One question an item of the checklist, three answers each."""

    def __init__(
        self, data: Any = None, *, checklist: Checklist, initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        for item in checklist.item:
            self.fields[item.id] = forms.ChoiceField(
                label=item.text,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the three.")},
            )


class ThemeForm(forms.Form):
    name = forms.CharField(
        label=_("A new theme"), max_length=200, error_messages={"required": _("Give it a name.")}
    )
    about = forms.CharField(label=_("What belongs to it"), max_length=1000, required=False)


class CellsForm(forms.Form):
    """Of which themes a study speaks, and where it says so: a tick and a place for each theme."""

    def __init__(
        self, data: Any = None, *, themes: list[Theme], marked: dict[Any, str] | None = None
    ) -> None:
        super().__init__(data)
        marked = marked or {}
        for theme in themes:
            key = theme.pk.hex
            self.fields[f"on-{key}"] = forms.BooleanField(
                label=theme.name, help_text=theme.about, required=False, initial=theme.pk in marked
            )
            self.fields[f"place-{key}"] = forms.CharField(
                label=_("Where it says so: %s") % theme.name,
                max_length=1000,
                required=False,
                initial=marked.get(theme.pk, ""),
            )

    def chosen(self, themes: list[Theme]) -> dict[Theme, str]:
        return {
            theme: str(self.cleaned_data[f"place-{theme.pk.hex}"])
            for theme in themes
            if self.cleaned_data[f"on-{theme.pk.hex}"]
        }

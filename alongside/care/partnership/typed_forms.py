"""What stands below every page on which a professional types for a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.rules.typed import How, Said


class ReadBackForm(forms.Form):
    """How the person said it, and that it was read back to them."""

    how = forms.ChoiceField(
        label=_("How did they say it?"),
        widget=forms.RadioSelect,
        choices=[
            (How.TELEPHONE.value, _("On the telephone")),
            (How.PAPER.value, _("On paper")),
            (How.IN_PERSON.value, _("Face to face")),
        ],
        error_messages={"required": _("Choose how they said it.")},
    )
    read_back = forms.BooleanField(
        label=_("I read it back and they said it is right"),
        error_messages={"required": _("Read it back to them first, then tick this.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(How(given["how"]), read_back=given["read_back"])

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.actions import promise


class PromiseForm(forms.Form):
    """What a professional will do, and by when."""

    text = forms.CharField(
        label=_("What will you do?"),
        max_length=promise.MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = forms.DateField(
        label=_("By which day?"),
        widget=forms.SelectDateWidget,
        error_messages={"invalid": _("That is not a day. Type it like 27 3 2026.")},
    )


class SettleForm(forms.Form):
    """What became of it: done, or why it could not be."""

    what = forms.ChoiceField(choices=[("kept", _("Done")), ("could-not", _("I cannot keep it"))])
    why = forms.CharField(
        label=_("Why not, and what happens instead?"),
        max_length=promise.MOST_WHY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("what") == "could-not" and not given.get("why") and "why" not in self.errors:
            self.add_error("why", _("Say why. The person reads it."))
        return given

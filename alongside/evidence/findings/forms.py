from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SignForm(forms.Form):
    """A clinician stands for the findings as they read them."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=64)
    role = forms.CharField(
        label=_("Your profession"),
        help_text=_("For example: physiotherapist"),
        max_length=80,
        error_messages={"required": _("Say what your profession is.")},
    )
    registration = forms.CharField(
        label=_("Your registration"),
        help_text=_("The register and your number in it"),
        max_length=80,
        error_messages={"required": _("Say where you are registered.")},
    )
    sure = forms.BooleanField(
        label=_("I have read all findings, and advice may rest on them here."),
        error_messages={"required": _("Tick this when you have read them.")},
    )

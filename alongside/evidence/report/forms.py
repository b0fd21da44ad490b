from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ArchiveForm(forms.Form):
    file = forms.FileField(
        label=_("The archive"),
        help_text=_("A file that a synthesis made under Report."),
        error_messages={"required": _("Choose the file."), "empty": _("There is nothing in this file.")},
    )

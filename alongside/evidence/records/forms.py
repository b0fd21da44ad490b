from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_("RIS, PubMed, EndNote, BibTeX, CSV, TSV or Excel, as the database wrote it."),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("There is nothing in this file."),
        },
        allow_empty_file=False,
    )
    source = forms.CharField(
        label=_("Where is it from?"),
        help_text=_("For example: Embase, 14 November 2026"),
        max_length=200,
        error_messages={"required": _("Say where it is from.")},
    )
    other_way = forms.BooleanField(
        label=_("Found otherwise than in a database: reference lists, websites, colleagues"), required=False
    )


class SearchForm(forms.Form):
    words = forms.CharField(label=_("Words in title, abstract or authors"), required=False, max_length=200)

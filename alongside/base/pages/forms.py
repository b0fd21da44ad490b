from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.base.pages.display import Display, display_of


class DisplayForm(forms.Form):
    theme = forms.ChoiceField(
        label=_("Colours"),
        widget=forms.RadioSelect,
        choices=[("auto", _("As my device has it")), ("light", _("Light")), ("dark", _("Dark"))],
    )
    contrast = forms.ChoiceField(
        label=_("Contrast"),
        widget=forms.RadioSelect,
        choices=[("auto", _("As my device has it")), ("more", _("Stronger"))],
    )
    text = forms.ChoiceField(
        label=_("Size of the words"),
        widget=forms.RadioSelect,
        choices=[("normal", _("Normal")), ("large", _("Large")), ("largest", _("Very large"))],
    )

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        now = display_of(request)
        super().__init__(data, initial={"theme": now.theme, "contrast": now.contrast, "text": now.text})

    def display(self) -> Display:
        return Display(**self.cleaned_data)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=lambda: settings.LANGUAGES)

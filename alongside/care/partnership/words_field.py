"""A box for words: what people type, made safe to keep; what does not fit comes back whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now

from alongside.care.partnership.rules.words import tidy


def _short_enough(most: int) -> Callable[[str], None]:
    def check(text: str) -> None:
        if len(text) > most:
            raise ValidationError(
                now(
                    "This is too long to keep: it has %(has)d characters, and %(most)d fit. "
                    "Nothing you typed is lost. Please make it shorter, or put a part of it somewhere else."
                ),
                code="max_length",
                params={"has": len(text), "most": most},
            )

    return check


class WordsField(forms.CharField):
    """Free text: line ends of one kind, no invisible control characters, a limit said in plain words."""

    def __init__(self, *, most: int, rows: int = 8, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=True, **options)
        # The limit is ours rather than Django's, so that its message can say what to do.
        self.max_length = most
        self.validators = [_short_enough(most)]

    def to_python(self, value: Any) -> Any:
        return tidy(super().to_python(value) or "")

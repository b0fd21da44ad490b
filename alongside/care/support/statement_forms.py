"""What is typed for *What we have understood*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.words_field import WordsField
from alongside.care.support.actions.statement import MOST_WHY
from alongside.care.support.models import Statement
from alongside.care.support.rules.statements import Line

AUDIENCES = [
    (Statement.Audience.EMPLOYER.value, _("Someone at work")),
    (Statement.Audience.BENEFITS.value, _("An office that decides about money")),
    (Statement.Audience.EMERGENCY.value, _("An emergency department")),
    (Statement.Audience.DOCTOR.value, _("My GP or another doctor")),
    (Statement.Audience.FAMILY.value, _("Family or a friend")),
    (Statement.Audience.OTHER.value, _("Somebody else")),
]


class ChooseForm(forms.Form):
    """For whom, which lines, and whether the team is asked to confirm them. Nothing is ticked before."""

    audience = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=AUDIENCES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who you want to show it to.")},
    )
    lines = forms.MultipleChoiceField(
        label=_("Which lines may they see?"),
        help_text=_("Only what you tick is on the paper."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one line.")},
    )
    confirm = forms.BooleanField(
        label=_("Ask my team to put their name to it as well"), required=False, initial=True
    )

    def __init__(self, data: Any = None, *, offered: Sequence[Line]) -> None:
        super().__init__(data)
        self.hints = {line.key: line.words for line in offered}
        self.fields["lines"].choices = [(line.key, line.heading) for line in offered]  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """The professional's answer, or the person's taking it back."""

    what = forms.ChoiceField(choices=[(what, what) for what in ("confirm", "not-quite", "withdraw")])
    why = WordsField(most=MOST_WHY, rows=3, required=False, label=_("What would you put differently?"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("what") == "not-quite" and not given.get("why") and "why" not in self.errors:
            self.add_error("why", _("Say in a few words what you would put differently."))
        return given

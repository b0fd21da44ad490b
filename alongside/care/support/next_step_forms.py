from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.access.actions.explained import MOST_WORDS
from alongside.care.partnership.words_field import WordsField


class ExplainForm(forms.Form):
    """Why nothing is planned, in a line, and the day to look again."""

    words = WordsField(
        most=MOST_WORDS,
        rows=2,
        label=_("Why is nothing planned?"),
        help_text=_("In a line. They can ask for a copy of what you write."),
        error_messages={"required": _("Write why, in a few words.")},
    )
    look_again_on = forms.DateField(
        label=_("When shall somebody look again?"),
        widget=forms.SelectDateWidget(years=[]),
        error_messages={
            "required": _("Write the day, the month and the year."),
            "invalid": _("That is not a date. Write it as 27 3 2027."),
        },
    )

"""What is typed on *How we each see it*: what was found, why not, a few words beside a rating."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.words_field import WordsField

MOST_FOUND = 5_000
MOST_NOTE = 2_000


class FoundForm(forms.Form):
    found = WordsField(
        most=MOST_FOUND,
        rows=5,
        label=_("What did we find when we talked?"),
        help_text=_("A few plain words. They are asked if that is how they see it too."),
        error_messages={"required": _("Write what you found.")},
    )


class NotHowForm(forms.Form):
    why = WordsField(
        most=MOST_FOUND,
        rows=4,
        required=False,
        label=_("How do you see it?"),
        help_text=_("Only if you like."),
    )


class NoteForm(forms.Form):
    text = WordsField(
        most=MOST_NOTE,
        rows=4,
        label=_("In your own words"),
        error_messages={"required": _("Write a few words, or go back.")},
    )

"""What is tapped and written when somebody was asked whether they were seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from alongside.care.communication.actions.call_try import MOST_NOTE, MOST_WHY
from alongside.care.partnership.words_field import WordsField
from alongside.care.support.actions.seen import Seen

SEEN = [
    (Seen.HOME.value, _("Seen, and sent home")),
    (Seen.ADMITTED.value, _("Seen, and kept in hospital")),
    (Seen.DID_NOT_GO.value, _("Did not go")),
    (Seen.NOT_REACHED.value, _("I could not reach them")),
]


class SeenForm(forms.Form):
    seen = forms.ChoiceField(label=_("Were they seen?"), choices=SEEN, widget=forms.RadioSelect)
    words = WordsField(
        label=_("What they said"),
        help_text=_("Who did not go: why, and what happens now. They read it."),
        most=MOST_NOTE,
        rows=3,
        required=False,
    )
    why_now = forms.CharField(
        label=_("Why do you ring now?"), help_text=_("They read it."), max_length=MOST_WHY, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("seen") == Seen.DID_NOT_GO and not given.get("words") and "words" not in self.errors:
            self.add_error("words", now("Say why they did not go, and what happens now."))
        return given

"""A professional's diary: a file, a feed, and whose an entry is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.communication.rules.feed_address import LONGEST_ADDRESS
from alongside.care.partnership.models import Partnership


class FileForm(forms.Form):
    """A calendar file. What is wrong with it is said by the action."""

    file = forms.FileField(
        label=_("The calendar file"),
        help_text=_("A file from your diary that ends in .ics."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
    )


class FeedForm(forms.Form):
    """Where a diary can be read."""

    url = forms.CharField(
        label=_("The private address of the calendar"),
        help_text=_("Your diary shows it where you share a calendar. Keep it as you keep a password."),
        max_length=LONGEST_ADDRESS,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Paste the address.")},
    )
    whole = forms.ChoiceField(
        label=_("Whose diary is it?"),
        widget=forms.RadioSelect,
        choices=[("own", _("Mine")), ("service", _("The whole service’s"))],
        initial="own",
    )

    def __init__(self, data: Any = None, *, seated: bool, leads: bool) -> None:
        super().__init__(data)
        if not (seated and leads):
            del self.fields["whole"]
        self._only = "service" if leads else "own"

    def whole_service(self) -> bool:
        return bool(self.cleaned_data.get("whole", self._only) == "service")


class WhoseForm(forms.Form):
    """Whose an entry of the diary is."""

    person = forms.ChoiceField(
        label=_("Whose visit is it?"), error_messages={"required": _("Choose a person.")}
    )

    def __init__(self, data: Any = None, *, people: Sequence[tuple[Partnership, str]]) -> None:
        super().__init__(data)
        self._people = {str(row.pk): row for row, _name in people}
        choices = [("", _("Choose")), *((str(row.pk), name) for row, name in people)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def whose(self) -> Partnership:
        return self._people[self.cleaned_data["person"]]

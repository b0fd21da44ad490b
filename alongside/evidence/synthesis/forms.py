from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.evidence.synthesis.models import Member, Protocol
from alongside.evidence.synthesis.rules.protocol import MOST_CRITERIA, lines_of


class BeginForm(forms.Form):
    title = forms.CharField(
        label=_("What is it called?"),
        max_length=300,
        error_messages={"required": _("Give it a title.")},
    )
    question = forms.CharField(
        label=_("What do you want to find out?"),
        help_text=_("One question, in a sentence or two. You can change it later; each version is kept."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the question.")},
    )


class ProtocolForm(forms.Form):
    question = forms.CharField(
        label=_("The question"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the question.")},
    )
    let_in = forms.CharField(
        label=_("What must be so"),
        help_text=_(
            "One criterion a line. A line that you leave as it is keeps its meaning in earlier decisions."
        ),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    left_out = forms.CharField(
        label=_("What must not be so"),
        help_text=_("One criterion a line. These are the reasons for leaving a record out."),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    sources = forms.CharField(
        label=_("Where you look"),
        help_text=_("One database or other source a line, with the day and the words of the search."),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    terms_for = forms.CharField(
        label=_("Words to mark as wanted"),
        help_text=_("One a line. They are marked in title and abstract."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    terms_against = forms.CharField(
        label=_("Words to mark as unwanted"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reviewers_needed = forms.IntegerField(
        label=_("How many look at each record"),
        min_value=1,
        max_value=5,
        initial=2,
        error_messages={"required": _("Say how many: 2 is usual.")},
    )
    why = forms.CharField(
        label=_("Why you change it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def _lines(self, name: str) -> str:
        text = str(self.cleaned_data[name])
        if len(lines_of(text)) > MOST_CRITERIA:
            raise forms.ValidationError(_("That is more than anybody can keep in view: 40 lines at most."))
        return text

    def clean_let_in(self) -> str:
        return self._lines("let_in")

    def clean_left_out(self) -> str:
        return self._lines("left_out")


def protocol_form(data: Any, protocol: Protocol) -> ProtocolForm:
    """The form as the version in force has it."""
    return ProtocolForm(
        data,
        initial={
            "question": protocol.question,
            "let_in": "\n".join(each.text for each in protocol.criteria_of("in")),
            "left_out": "\n".join(each.text for each in protocol.criteria_of("out")),
            "sources": protocol.sources,
            "terms_for": protocol.terms_for,
            "terms_against": protocol.terms_against,
            "reviewers_needed": protocol.reviewers_needed,
        },
    )


class MemberForm(forms.Form):
    email = forms.EmailField(
        label=_("Their e-mail address"), error_messages={"required": _("Write their e-mail address.")}
    )
    name = forms.CharField(
        label=_("Their name"), max_length=200, error_messages={"required": _("Write their name.")}
    )
    role = forms.ChoiceField(
        label=_("What they do"),
        choices=Member.Roles.choices,
        initial=Member.Roles.REVIEWER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they do.")},
    )

"""What is typed in a conversation; what was refused comes back whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from alongside.base.accounts.models import Account
from alongside.care.communication.actions.waiting import MOST_WHY as MOST_HAND_OVER
from alongside.care.communication.models import Wait
from alongside.care.communication.rules import conversation as rule
from alongside.care.communication.rules.words import Written
from alongside.care.partnership.forms import ColleagueField
from alongside.care.partnership.words_field import WordsField


class WriteForm(forms.Form):
    """A message. Only sending asks for words: an empty box may be kept."""

    text = WordsField(most=rule.MOST_MESSAGE, rows=7, required=False)
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    window = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        begins: bool,
        person: str = "",
        initial: dict[str, Any] | None = None,
    ) -> None:
        """``begins``: it begins a conversation; ``person``: whom a professional writes to."""
        super().__init__(data, initial=initial)
        self.fields["text"].label = (
            now("What you want to say to %(person)s") % {"person": person}
            if person
            else now("What you want to say")
        )
        if begins:
            self.fields = {**self._about(), **self.fields}
        if person and not begins:
            self.fields["understood"] = forms.BooleanField(
                required=False,
                label=now("This says what I understood: ask %(person)s if it is right") % {"person": person},
            )

    @staticmethod
    def _about() -> dict[str, forms.Field]:
        topics = [(one.id, now(one.label)) for one in rule.conversation().topics]
        return {
            "topic": forms.ChoiceField(
                label=_("What is it about?"),
                choices=topics,
                required=False,
            ),
            "words": forms.CharField(
                label=_("Or in a few words of your own"),
                max_length=rule.MOST_TOPIC,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            ),
        }

    def written(self) -> Written:
        given = self.cleaned_data
        return Written(
            given["text"],
            given.get("topic", ""),
            given.get("words", ""),
            understood=bool(given.get("understood")),
        )

    def may_send(self) -> bool:
        """Whether there are words to send; says so at the box where there are none."""
        if self.is_valid() and not self.cleaned_data["text"]:
            self.add_error("text", now("Write what you want to say."))
        return not self.errors


class NotQuiteForm(forms.Form):
    why = WordsField(
        most=rule.MOST_WHY,
        rows=4,
        required=False,
        label=_("What is not quite right?"),
        help_text=_("Only if you like. A few words are enough."),
    )


class TakeForm(forms.Form):
    """``owner`` is who had it when the page was shown."""

    owner = forms.UUIDField(widget=forms.HiddenInput)


class HandOverForm(TakeForm):
    to = ColleagueField(
        Account.objects.none(),
        label=_("Who sees to it from now on?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a colleague.")},
    )
    why = forms.CharField(
        label=_("Why? One line, for your colleague"),
        help_text=_("The team reads it. The person finds it in the copy of everything we hold."),
        max_length=MOST_HAND_OVER,
        error_messages={"required": _("Say in one line why.")},
    )

    def __init__(
        self, data: Any = None, *, colleagues: list[Account], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        keys = [one.pk for one in colleagues]
        self.fields["to"].queryset = Account.objects.filter(pk__in=keys)  # type: ignore[attr-defined]


REASONS = {
    Wait.How.THANKS: _("It was a thank-you. Nothing was asked"),
    Wait.How.RUNG: _("We talked about it on the telephone"),
    Wait.How.MET: _("We talked about it when we met"),
    Wait.How.ELSEWHERE: _("It is answered in another conversation"),
}


class NoAnswerForm(forms.Form):
    """Why nobody writes an answer; ``messages`` is how many the page showed."""

    how = forms.ChoiceField(
        label=_("Why does it need no answer here?"),
        widget=forms.RadioSelect,
        choices=list(REASONS.items()),
        error_messages={"required": _("Choose why. The person reads it.")},
    )
    messages = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AbsenceForm(forms.Form):
    """From when until when, and who stands in."""

    account = ColleagueField(
        Account.objects.none(), label=_("Who is away?"), empty_label=None, widget=forms.RadioSelect
    )
    from_on = forms.DateField(
        label=_("Away from"),
        widget=forms.SelectDateWidget,
        error_messages={"required": _("Give the first day."), "invalid": _("That is not a day.")},
    )
    until_on = forms.DateField(
        label=_("Until, this day included"),
        widget=forms.SelectDateWidget,
        error_messages={"required": _("Give the last day."), "invalid": _("That is not a day.")},
    )
    stand_in = ColleagueField(
        Account.objects.none(),
        label=_("Who stands in?"),
        help_text=_("What comes in, and what waits already, goes to them. People are told."),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who stands in.")},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        colleagues: list[Account],
        away: Account | None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """``away`` says it for themselves; None: whoever leads the clinic says it for anybody."""
        super().__init__(data, initial=initial)
        found = Account.objects.filter(pk__in=[one.pk for one in colleagues]).order_by("name")
        if away is None:
            self.fields["account"].queryset = found  # type: ignore[attr-defined]
        else:
            del self.fields["account"]
            found = found.exclude(pk=away.pk)
        self.fields["stand_in"].queryset = found  # type: ignore[attr-defined]


class PromiseForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("Within how many working days do you promise to answer?"),
        coerce=int,
        widget=forms.RadioSelect(attrs={"data-look": "two"}),
        choices=[(n, str(n)) for n in range(rule.FEWEST_DAYS, rule.MOST_DAYS + 1)],
    )

"""The forms of follow-up: the open door, reviews instead, the end, an answer, and that somebody talked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.care.access.actions.follow_up import MOST_WORDS, Terms
from alongside.care.access.follow_up_presenters import at_end_words
from alongside.care.access.rules.follow_up import AtEnd, FollowUpRules, months_after
from alongside.care.partnership.agreeing import MOST_WHY
from alongside.care.partnership.models import Meeting
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.words_field import WordsField


class OpenDoorForm(forms.Form):
    """Until when, for what, what to watch for, and the conversation at the end."""

    months = forms.TypedChoiceField(
        label=_("Until when shall the door stand open?"), coerce=int, widget=forms.RadioSelect
    )
    conditions = forms.MultipleChoiceField(
        label=_("When is it right to come back?"),
        help_text=_("Tick all that fit."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one.")},
    )
    watch_for = WordsField(
        most=MOST_WORDS,
        rows=3,
        required=False,
        label=_("What else to watch for?"),
        help_text=_("In words of your own, only if you like."),
    )
    at_end = forms.ChoiceField(label=_("What happens at the end?"), widget=forms.RadioSelect)
    note = WordsField(most=MOST_WORDS, rows=2, required=False, label=_("Anything to say with it?"))

    def __init__(self, *args: Any, rules: FollowUpRules, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        months: Any = self.fields["months"]
        months.choices = [(each, _for_months(each, today)) for each in rules.windows_months]
        months.initial = rules.usual_months
        conditions: Any = self.fields["conditions"]
        conditions.choices = [(each.id, each.text) for each in rules.conditions]
        at_end: Any = self.fields["at_end"]
        at_end.choices = [(each.value, at_end_words(each)) for each in rules.at_end]

    def terms(self) -> Terms:
        """What was filled in, for the action."""
        given = self.cleaned_data
        return Terms(
            until_on=months_after(self.today, given["months"]),
            conditions=given["conditions"],
            at_end=AtEnd(given["at_end"]),
            watch_for=given["watch_for"],
            note=given["note"],
        )


class ReviewsForm(forms.Form):
    """Fixed days to look back together, in the place of the open door."""

    months = forms.TypedChoiceField(
        label=_("When shall we look back together?"), coerce=int, widget=forms.RadioSelect, initial=3
    )
    note = WordsField(most=MOST_WORDS, rows=2, required=False, label=_("Anything to say with it?"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        months: Any = self.fields["months"]
        months.choices = [(each, _in_months(each, today)) for each in (1, 3, 6)]

    def review_on(self) -> date:
        return months_after(self.today, self.cleaned_data["months"])


class EndForm(forms.Form):
    note = WordsField(most=MOST_WORDS, rows=3, required=False, label=_("Anything to say with it?"))


class AnswerForm(forms.Form):
    says = forms.ChoiceField(choices=[(one.value, one.value) for one in Answer])
    why = WordsField(most=MOST_WHY, rows=2, required=False, label=_("Why, if you like"))


class TypedAnswerForm(AnswerForm):
    """What the person said when the words were read to them."""

    says = forms.ChoiceField(
        label=_("What did they say?"),
        widget=forms.RadioSelect,
        choices=[
            (Answer.YES.value, _("Yes, let us do that")),
            (Answer.TALK.value, _("I’d like to talk about this")),
            (Answer.DIFFERENT.value, _("I see it differently")),
        ],
        error_messages={"required": _("Choose what they said.")},
    )


class TalkedForm(forms.Form):
    """A professional talked with the person about what comes next."""

    how = forms.ChoiceField(
        label=_("How did you talk?"),
        choices=[*Meeting.How.choices, ("written", _("in writing"))],
        widget=forms.RadioSelect,
    )

    def meeting(self) -> Meeting.How | None:
        how = self.cleaned_data["how"]
        return Meeting.How(how) if how in Meeting.How.values else None


def _for_months(months: int, today: date) -> str:
    until = formats.date_format(months_after(today, months), "j F Y")
    return ngettext("For %(n)d month, until %(day)s", "For %(n)d months, until %(day)s", months) % {
        "n": months,
        "day": until,
    }


def _in_months(months: int, today: date) -> str:
    day = formats.date_format(months_after(today, months), "j F Y")
    if months == 1:
        return now("In a month, on %(day)s") % {"day": day}
    return now("In %(n)d months, on %(day)s") % {"n": months, "day": day}

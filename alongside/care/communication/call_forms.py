"""What is typed and tapped about calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.models import Service
from alongside.care.communication.actions.call import MOST_ABOUT, MOST_WORDS, Asked
from alongside.care.communication.actions.call_try import MOST_NOTE, MOST_WHY, Then
from alongside.care.communication.call_keeping import clinic_of
from alongside.care.communication.models import Call, CallTry
from alongside.care.communication.rules.call_definition import call_rules
from alongside.care.communication.rules.call_times import Clinic, PartOfDay, Suits, stretches
from alongside.care.partnership.actions.promise import MOST_TEXT
from alongside.care.partnership.words_field import WordsField

PARTS = {
    PartOfDay.MORNING.value: _("In the morning"),
    PartOfDay.AFTERNOON.value: _("In the afternoon"),
    PartOfDay.EVENING.value: _("In the evening"),
}
DAYS_OFFERED = 10  # working days ahead, for a promised window
STEP = timedelta(minutes=30)


def parts_offered(clinic: Clinic) -> list[PartOfDay]:
    """The parts of day in which the clinic is ever there."""
    spans = [span for day in clinic.hours.days for span in day]
    found = []
    for part, (start, end) in call_rules().bands.items():
        if any(span.opens < end and (span.closes > start or span.closes == time(0)) for span in spans):
            found.append(part)
    return found


class AskForm(forms.Form):
    """*Please ring me.* Nothing has to be filled in but how to leave a message."""

    what_about = forms.CharField(
        label=_("What is it about?"),
        help_text=_("A few words are enough, or none."),
        max_length=MOST_ABOUT,
        required=False,
    )
    days = forms.TypedMultipleChoiceField(
        label=_("Which days suit you?"),
        help_text=_("Choose none if any day suits you."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    parts = forms.MultipleChoiceField(
        label=_("Which part of the day?"),
        help_text=_("Choose none if any time suits you."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    when_words = WordsField(
        label=_("Anything else about the time?"),
        help_text=_("For example: not while I fetch the children from school."),
        most=MOST_WORDS,
        rows=2,
        required=False,
    )
    phone = forms.CharField(
        label=_("Another number for this call"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    voicemail = forms.ChoiceField(
        label=_("If you do not answer"),
        choices=Call.Voicemail.choices,
        widget=forms.RadioSelect,
    )
    pick_up = WordsField(
        label=_("Who else may pick up, and what must we not say to them?"),
        most=MOST_WORDS,
        rows=2,
        required=False,
    )

    def __init__(self, data: Any = None, *, service: Service, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        clinic = clinic_of(service)
        open_days = [number for number, spans in enumerate(clinic.hours.days) if spans]
        self.fields["days"].choices = [(number, WEEKDAYS[number]) for number in open_days]  # type: ignore[attr-defined]
        self.fields["parts"].choices = [(part.value, PARTS[part.value]) for part in parts_offered(clinic)]  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        """Something that can be dialled, or nothing."""
        text = str(self.cleaned_data["phone"]).strip()
        if text and sum(sign.isdigit() for sign in text) < 5:
            raise forms.ValidationError(now("That does not look like a telephone number."))
        return text

    def asked(self) -> Asked:
        """What was said, for the action."""
        said = self.cleaned_data
        return Asked(
            what_about=" ".join(said["what_about"].split()),
            days=tuple(said["days"]),
            parts=tuple(said["parts"]),
            when_words=said["when_words"],
            phone=said["phone"],
            voicemail=Call.Voicemail(said["voicemail"]),
            pick_up=said["pick_up"],
        )


class WindowForm(forms.Form):
    """When a professional promises to ring: a day, and from when until when."""

    day = forms.ChoiceField(label=_("Which day?"))
    start = forms.ChoiceField(label=_("From"))
    end = forms.ChoiceField(label=_("Until"))

    def __init__(self, data: Any = None, *, service: Service) -> None:
        super().__init__(data, auto_id="window_%s")  # several forms stand on one page
        clinic = clinic_of(service)
        self.zone: ZoneInfo = clinic.zone
        self.fields["day"].choices = day_choices(clinic)  # type: ignore[attr-defined]
        hours = half_hours(clinic)
        for name in ("start", "end"):
            self.fields[name].choices = [(text, text) for text in hours]  # type: ignore[attr-defined]
        if len(hours) > 2:
            self.initial = {"start": hours[0], "end": hours[min(4, len(hours) - 1)]}

    def window(self) -> tuple[datetime, datetime]:
        said = self.cleaned_data
        day = date.fromisoformat(said["day"])
        return _instant(day, said["start"], self.zone), _instant(day, said["end"], self.zone)


def _instant(day: date, text: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(text), zone)


def day_choices(clinic: Clinic) -> list[tuple[str, str]]:
    """The next days on which the clinic is there, today among them."""
    today = clinic.day_of(clock.now())
    ahead = [today + timedelta(days=more) for more in range(call_rules().window.furthest_days)]
    there = [day for day in ahead if stretches(Suits(), call_rules().bands, clinic, day)]
    return [(day.isoformat(), formats.date_format(day, "l j F")) for day in there[:DAYS_OFFERED]]


def half_hours(clinic: Clinic) -> list[str]:
    """Every half hour at which the clinic is there on some day, as ``09:30``."""
    found = set()
    for spans in clinic.hours.days:
        for span in spans:
            at = datetime.combine(date.min, span.opens)
            closes = span.closes if span.closes != time(0) else time(23, 30)
            while at.time() <= closes and at.date() == date.min:
                found.add(f"{at:%H:%M}")
                at += STEP
    return sorted(found)


class BeginForm(forms.Form):
    """*I ring now.* Why, where something speaks against it."""

    why_now = forms.CharField(
        label=_("Why now?"),
        help_text=_("It is kept with the call, and they read it."),
        max_length=MOST_WHY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OutcomeForm(forms.Form):
    """What came of it, and what happens next."""

    outcome = forms.ChoiceField(label=_("What came of it?"), widget=forms.RadioSelect)
    note = WordsField(
        label=_("What you both said, in a line or two"),
        help_text=_("They read it, too."),
        most=MOST_NOTE,
        rows=3,
        required=False,
    )
    then = forms.ChoiceField(
        label=_("If you spoke: what happens next?"),
        choices=CallTry.Next.choices,
        initial=CallTry.Next.NOTHING,
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What did you promise, or what is the other call about?"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    day = forms.ChoiceField(label=_("By which day, or on which?"), required=False)
    part = forms.ChoiceField(label=_("Another call: which part of that day?"), required=False)

    def __init__(self, data: Any = None, *, call: Call, message: bool) -> None:
        super().__init__(data, auto_id="came_%s")
        self.call = call
        clinic = clinic_of(call.service)
        self.fields["outcome"].choices = outcomes(call, message)  # type: ignore[attr-defined]
        self.fields["day"].choices = [("", now("Choose a day")), *day_choices(clinic)]  # type: ignore[attr-defined]
        parts = [(part.value, PARTS[part.value]) for part in parts_offered(clinic)]
        self.fields["part"].choices = parts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") != CallTry.Outcome.SPOKE:
            return given
        needs_day = given.get("then") in (CallTry.Next.PROMISE, CallTry.Next.ANOTHER_CALL)
        if needs_day and not given.get("day"):
            self.add_error("day", now("Choose the day."))
        if given.get("then") == CallTry.Next.PROMISE and not (given.get("words") or "").strip():
            self.add_error("words", now("Say what you promised. They read it."))
        if given.get("then") == CallTry.Next.ANOTHER_CALL and given.get("day") and not self._window():
            self.add_error("part", now("The clinic is not open then. Choose another time."))
        return given

    def _window(self) -> tuple[datetime, datetime] | None:
        said = self.cleaned_data
        day, part = date.fromisoformat(said["day"]), said.get("part") or PartOfDay.MORNING.value
        suits = Suits.of([day.weekday()], [part])
        found = stretches(suits, call_rules().bands, clinic_of(self.call.service), day)
        return (found[0][0], found[-1][1]) if found and found[-1][1] > clock.now() else None

    def then_(self) -> Then:
        """What happens next, for the action."""
        said = self.cleaned_data
        what = CallTry.Next(said["then"] or CallTry.Next.NOTHING)
        day = date.fromisoformat(said["day"]) if said["day"] else None
        window = self._window() if what == CallTry.Next.ANOTHER_CALL else None
        return Then(what, said["words"].strip(), day, window)


def outcomes(call: Call, message: bool) -> list[tuple[str, Any]]:
    """What can have come of it: a message only where one may be left."""
    offered = [
        CallTry.Outcome.SPOKE,
        CallTry.Outcome.NO_ANSWER,
        *([CallTry.Outcome.MESSAGE_LEFT] if message else []),
        CallTry.Outcome.SOMEBODY_ELSE,
        CallTry.Outcome.WRONG_NUMBER,
        *([CallTry.Outcome.LEFT_ALONE] if call.may_be_taken_back else []),
        CallTry.Outcome.NOT_RUNG,
    ]
    return [(each.value, each.label) for each in offered]


class HandOverForm(forms.Form):
    to = forms.ChoiceField(label=_("Who makes this call?"))

    def __init__(self, data: Any = None, *, colleagues: Sequence[Account]) -> None:
        super().__init__(data)
        self.colleagues = {str(each.pk): each for each in colleagues}
        self.fields["to"].choices = [(key, each.name) for key, each in self.colleagues.items()]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    why = forms.CharField(
        label=_("Why is this call not made?"),
        help_text=_("They read it."),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why. They read it.")},
    )


class WroteForm(forms.Form):
    note = WordsField(
        label=_("What you write to them"),
        help_text=_("It stands on their pages. An e-mail says only that there is something new."),
        most=MOST_NOTE,
        rows=3,
        required=False,
    )


class StartForm(forms.Form):
    """A professional means to ring somebody."""

    what_about = forms.CharField(
        label=_("What do you want to ring about?"),
        help_text=_("They read it once you have tried, or when you promise them a time."),
        max_length=MOST_ABOUT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what it is about.")},
    )

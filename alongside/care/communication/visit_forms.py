"""What is typed about visits; what was typed comes back where it was refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from alongside.base.accounts.models import Account
from alongside.care.communication.actions import agenda, visit, visit_summary
from alongside.care.communication.actions.visit import When, Where
from alongside.care.communication.actions.visit_summary import Said
from alongside.care.communication.models import Visit, VisitSummary
from alongside.care.communication.rules.visiting import NoSuchTime, instant
from alongside.care.partnership.actions import promise
from alongside.care.partnership.models import Meeting
from alongside.care.partnership.words_field import WordsField

MINUTES = (15, 20, 30, 40, 45, 60, 75, 90, 120, 180)
PROMISES = ("1", "2", "3")


class VisitForm(forms.Form):
    """When, where and with whom; the clock is that of the service."""

    visit_on = forms.DateField(
        label=_("Which day?"),
        widget=forms.SelectDateWidget(years=[]),
        error_messages={
            "required": _("Type the day."),
            "invalid": _("That is not a day. Type it like 27 3 2027."),
        },
    )
    at = forms.TimeField(
        label=_("At what time?"),
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"required": _("Type the time."), "invalid": _("That is not a time, like 10:15.")},
    )
    minutes = forms.TypedChoiceField(label=_("How long?"), coerce=int)
    professional = forms.ChoiceField(label=_("Whom do they see?"))
    how = forms.ChoiceField(
        label=_("How do you meet?"),
        widget=forms.RadioSelect,
        choices=[
            (Meeting.How.IN_PERSON, _("Face to face")),
            (Meeting.How.TELEPHONE, _("By telephone")),
            (Meeting.How.VIDEO, _("By video")),
        ],
    )
    place = forms.CharField(
        label=_("Where?"),
        help_text=_("The room and how to get there. Or who rings whom. They read it."),
        max_length=visit.MOST_PLACE,
        required=False,
    )
    bring = WordsField(
        most=visit.MOST_BRING,
        rows=3,
        required=False,
        label=_("What to bring"),
        help_text=_("They read it."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        zone: ZoneInfo,
        colleagues: Sequence[tuple[Account, str]],
        row: Visit | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(row, zone) if row else {"minutes": 30, "how": "in-person"})
        self.zone = zone
        self._colleagues = {str(account.pk): account for account, _label in colleagues}
        self.fields["professional"].choices = [(str(a.pk), label) for a, label in colleagues]  # type: ignore[attr-defined]
        lengths = sorted({*MINUTES, *([_minutes(row)] if row else [])})
        self.fields["minutes"].choices = [(m, now("%(n)d minutes") % {"n": m}) for m in lengths]  # type: ignore[attr-defined]
        if row is None and colleagues:
            self.initial["professional"] = str(colleagues[0][0].pk)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "visit_on" in given and "at" in given:
            try:
                given["starts_at"] = instant(given["visit_on"], given["at"], self.zone)
            except NoSuchTime:
                self.add_error(
                    "at", now("The clocks go forward in that hour: it does not exist on that day.")
                )
        return given

    def when(self) -> When:
        starts = self.cleaned_data["starts_at"]
        return When(starts, starts + dt.timedelta(minutes=self.cleaned_data["minutes"]))

    def where(self) -> Where:
        said = self.cleaned_data
        return Where(Meeting.How(said["how"]), said["place"], said["bring"])

    def whom(self) -> Account:
        return self._colleagues[self.cleaned_data["professional"]]


def _minutes(row: Visit) -> int:
    return max(1, round((row.ends_at - row.starts_at).total_seconds() / 60))


def _initial(row: Visit, zone: ZoneInfo) -> dict[str, Any]:
    local = row.starts_at.astimezone(zone)
    return {
        "visit_on": local.date(),
        "at": local.time() if row.time_known else None,
        "minutes": _minutes(row) if row.time_known else 30,
        "professional": str(row.professional_id),
        "how": row.how,
        "place": row.place,
        "bring": row.bring,
    }


class LineForm(forms.Form):
    """One thing to talk about."""

    text = WordsField(
        most=agenda.MOST_TEXT, rows=2, error_messages={"required": _("Write what you want to talk about.")}
    )
    source = forms.CharField(required=False, max_length=128, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, for_person: bool, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["text"].label = (
            now("What do you want to talk about?") if for_person else now("What you want to talk about")
        )
        self.fields["text"].help_text = now("One thing. A few words are enough.")


ME = "me"


class SaidForm(forms.Form):
    """What was said at a visit: ticked lines, a few words, promises with their days."""

    talked_about = forms.MultipleChoiceField(
        label=_("What did you talk about?"),
        help_text=_("What you do not tick is carried over to the next visit."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    talked = WordsField(
        most=visit_summary.MOST_TEXT,
        rows=3,
        required=False,
        label=_("What else you talked about"),
        help_text=_("In words they would use at home."),
    )
    decided = WordsField(most=visit_summary.MOST_TEXT, rows=3, required=False, label=_("What you decided"))
    what_next = WordsField(most=visit_summary.MOST_TEXT, rows=2, required=False, label=_("What happens next"))
    number = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        lines: Sequence[tuple[UUID, str]],
        initial: dict[str, Any] | None = None,
        planned: str = "",
    ) -> None:
        """``planned`` names who the visit was planned with, where somebody else writes down that it was."""
        super().__init__(data, initial=initial)
        self.fields["talked_about"].choices = [(str(key), text) for key, text in lines]  # type: ignore[attr-defined]
        if planned:
            self.fields["who"] = forms.ChoiceField(
                label=now("Who saw them?"),
                help_text=now("How often somebody meets the same person is counted by this."),
                widget=forms.RadioSelect,
                choices=[("planned", planned), (ME, now("I did"))],
                error_messages={"required": now("Say who saw them.")},
            )
        for number in PROMISES:
            self.fields[f"promise_{number}"] = WordsField(
                most=promise.MOST_TEXT,
                rows=2,
                required=False,
                label=now("What you will do") if number == "1" else now("What else you will do"),
                help_text=now("It becomes a promise that you both see.") if number == "1" else "",
            )
            self.fields[f"due_on_{number}"] = forms.DateField(
                label=now("By which day?"),
                required=False,
                widget=forms.SelectDateWidget(years=[]),
                error_messages={"invalid": now("That is not a day. Type it like 27 3 2027.")},
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in PROMISES:
            if given.get(f"promise_{number}") and not given.get(f"due_on_{number}"):
                self.add_error(f"due_on_{number}", now("Say by which day you will do it."))
        said = ("talked_about", "talked", "decided", "what_next")
        if not self.errors and not any(given.get(name) for name in said):
            raise forms.ValidationError(now("Tick or write at least one thing that was said."))
        return given

    def said(self) -> Said:
        given = self.cleaned_data
        made = [
            (given[f"promise_{number}"], given[f"due_on_{number}"])
            for number in PROMISES
            if given.get(f"promise_{number}")
        ]
        return Said(given["talked"], given["decided"], given["what_next"], made)

    def saw_them_myself(self) -> bool:
        return self.cleaned_data.get("who") == ME

    def ticked(self) -> list[UUID]:
        return [UUID(key) for key in self.cleaned_data["talked_about"]]

    @property
    def promises(self) -> list[tuple[Any, Any]]:
        return [(self[f"promise_{number}"], self[f"due_on_{number}"]) for number in PROMISES]


class SummaryAnswerForm(forms.Form):
    """What the person says to a summary."""

    said = forms.ChoiceField(
        choices=[(each.value, each.value) for each in VisitSummary.Answer], widget=forms.HiddenInput
    )
    summary = forms.UUIDField(widget=forms.HiddenInput)
    why = WordsField(
        most=visit_summary.MOST_TEXT,
        rows=4,
        required=False,
        label=_("What is not quite right?"),
        help_text=_("Only if you like. A few words are enough."),
    )


class AtHomeForm(forms.Form):
    """Did I explain it well, and how would you tell it at home? Either is enough."""

    explained = forms.ChoiceField(
        label=_("Was it explained well?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (VisitSummary.Explained.WELL, _("Yes")),
            (VisitSummary.Explained.PARTLY, _("Partly")),
            (VisitSummary.Explained.NOT_WELL, _("No, please try other words")),
        ],
    )
    at_home = WordsField(
        most=visit_summary.MOST_TEXT,
        rows=4,
        required=False,
        label=_("How would you tell someone at home?"),
        help_text=_("This is no test of you. It shows us whether we put it well."),
    )
    summary = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not (given.get("explained") or given.get("at_home")):
            raise forms.ValidationError(now("Choose an answer, or write a few words."))
        return given


class ReplyForm(forms.Form):
    """What the professional answers to how the person would tell it at home."""

    text = WordsField(
        most=visit_summary.MOST_TEXT,
        rows=3,
        label=_("Your answer"),
        help_text=_(
            "Say what you would keep, and put right what did not come across: it was your task to explain it."
        ),
        error_messages={"required": _("Write your answer.")},
    )
    summary = forms.UUIDField(widget=forms.HiddenInput)

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.base import clock
from alongside.care.partnership import anchors
from alongside.care.partnership.reminder_presenters import zone_name
from alongside.care.partnership.rules.schedules import Every, Rhythm

TIMES = [f"{hour:02d}:{minute:02d}" for hour in range(6, 23) for minute in (0, 30)]
AFTER_WEEKS = (1, 2, 3, 4, 6, 8, 12, 16, 26)
TODAY = "today"
FOR_WEEKS = {"4": 4, "12": 12, "26": 26}


class RhythmForm(forms.Form):
    """On which days, at what time, for how long."""

    weekdays = forms.MultipleChoiceField(
        label=_("On which days?"),
        choices=[(str(number), name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day.")},
    )
    at = forms.ChoiceField(
        label=_("At what time?"),
        choices=[(each, each.removeprefix("0")) for each in TIMES],
        initial="09:00",
    )
    every = forms.ChoiceField(
        label=_("How often?"),
        choices=[(Every.WEEK.value, _("Every week")), (Every.FORTNIGHT.value, _("Every other week"))],
        initial=Every.WEEK.value,
        widget=forms.RadioSelect,
    )
    lasts = forms.ChoiceField(
        label=_("For how long?"),
        choices=[
            ("4", _("Four weeks")),
            ("12", _("Three months")),
            ("26", _("Half a year")),
            ("", _("Until I stop it")),
        ],
        required=False,
        initial="12",
        widget=forms.RadioSelect,
    )

    def rhythm(self, zone: str) -> Rhythm:
        """What was chosen, from today where the clock of ``zone`` counts."""
        today, given = clock.today(zone), self.cleaned_data
        weeks = FOR_WEEKS.get(given["lasts"])
        return Rhythm(
            every=Every(given["every"]),
            first_on=today,
            at=dt.time.fromisoformat(given["at"]),
            weekdays=frozenset(int(each) for each in given["weekdays"]),
            until_on=today + dt.timedelta(weeks=weeks) if weeks else None,
        )


class WeeksForm(forms.Form):
    """How many weeks after what, and at what time."""

    weeks_after = forms.ChoiceField(label=_("How many weeks?"), initial="6")
    after_what = forms.ChoiceField(label=_("After what?"), widget=forms.RadioSelect, initial=anchors.MET)
    at_time = forms.ChoiceField(
        label=_("At what time?"),
        choices=[(each, each.removeprefix("0")) for each in TIMES],
        initial="09:00",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["weeks_after"].choices = [  # type: ignore[attr-defined]
            (str(each), ngettext("%(n)d week", "%(n)d weeks", each) % {"n": each}) for each in AFTER_WEEKS
        ]
        self.fields["after_what"].choices = [  # type: ignore[attr-defined]
            *((each.name, capfirst(str(each.label))) for each in anchors.all_anchors()),
            (TODAY, _("Today")),
        ]

    def weeks(self) -> int:
        return int(self.cleaned_data["weeks_after"])

    def after(self) -> str:
        """What the weeks count from; empty for today."""
        chosen: str = self.cleaned_data["after_what"]
        return "" if chosen == TODAY else chosen

    def at(self) -> dt.time:
        return dt.time.fromisoformat(self.cleaned_data["at_time"])


class SilenceForm(forms.Form):
    """Not at all, again, or no more of what was set; of one cue or, empty, of all."""

    what = forms.ChoiceField(choices=[(each, each) for each in ("stop", "never", "again")])
    cue = forms.SlugField(required=False, max_length=32)


def _zones() -> list[tuple[str, list[tuple[str, str]]]]:
    areas: dict[str, list[tuple[str, str]]] = {}
    skipped = {"Etc", "SystemV", "US", "Brazil", "Canada", "Chile", "Mexico"}
    for key in sorted(available_timezones()):
        area, slash, _place = key.partition("/")
        if slash and area not in skipped:
            areas.setdefault(area, []).append((key, zone_name(key)))
    return list(areas.items())


class ZoneForm(forms.Form):
    """Whose clock counts: the clinic's, or another place's."""

    zone = forms.ChoiceField(label=_("Where are you?"), required=False)

    def __init__(self, *args: Any, clinics: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here: Any = ("", _("Where the clinic is: %(place)s") % {"place": zone_name(clinics)})
        self.fields["zone"].choices = [here, *_zones()]  # type: ignore[attr-defined]

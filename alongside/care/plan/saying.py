"""The words of a step as people read them: how much, how often, what it costs, whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.care.plan.reader import Reader
from alongside.care.plan.rules.amount import Amount, read_amount
from alongside.care.plan.rules.step import Cost, Part, PauseReason, StepWords, StopReason, Unit, Whose

PARTS: Mapping[Part, str | Promise] = {
    Part.EVERYDAY: gettext_lazy("Day by day"),
    Part.FEELINGS: gettext_lazy("How you feel, and what steadies you"),
    Part.FLARE_UP: gettext_lazy("In a flare-up"),
    Part.RING: gettext_lazy("Whom to ring"),
}
PARTS_OF_PERSON: Mapping[Part, str | Promise] = {
    Part.EVERYDAY: gettext_lazy("Day by day"),
    Part.FEELINGS: gettext_lazy("How I feel, and what steadies me"),
    Part.FLARE_UP: gettext_lazy("What I do in a flare-up"),
    Part.RING: gettext_lazy("Whom I ring"),
}
PARTS_OF_TEAM: Mapping[Part, str | Promise] = {
    Part.EVERYDAY: gettext_lazy("Day by day"),
    Part.FEELINGS: gettext_lazy("Emotional support"),
    Part.FLARE_UP: gettext_lazy("In a flare-up"),
    Part.RING: gettext_lazy("Whom to ring"),
}
STOP_REASONS: Mapping[StopReason, str | Promise] = {
    StopReason.NOT_SAID: gettext_lazy("I would rather not say"),
    StopReason.TOO_HARD: gettext_lazy("It is too hard"),
    StopReason.WORSE: gettext_lazy("It makes things worse"),
    StopReason.NO_DIFFERENCE: gettext_lazy("It makes no difference"),
    StopReason.COST: gettext_lazy("It costs too much"),
    StopReason.TIME: gettext_lazy("There is no time for it"),
    StopReason.NOT_FOR_ME: gettext_lazy("It is not for me"),
    StopReason.OTHER: gettext_lazy("Something else"),
    StopReason.DONE: gettext_lazy("It has done its work"),
}
PAUSE_REASONS: Mapping[PauseReason, str | Promise] = {
    PauseReason.FLARE_UP: gettext_lazy("a flare-up"),
    PauseReason.BAD_DAY: gettext_lazy("a bad day"),
    PauseReason.AWAY: gettext_lazy("being away"),
    PauseReason.WORSE: gettext_lazy("it got worse"),
    PauseReason.OTHER: gettext_lazy("another reason"),
}
UNIT_WORDS: Mapping[Unit, str | Promise] = {
    # What people may type for each unit, in lower case, with commas between.
    Unit.MINUTES: gettext_lazy("minutes, minute, mins, min"),
    Unit.SECONDS: gettext_lazy("seconds, second, secs, sec"),
    Unit.TIMES: gettext_lazy("times, time"),
    Unit.STEPS: gettext_lazy("steps, step"),
    Unit.METRES: gettext_lazy("metres, metre, meters, m"),
}


def typed_amount(text: str) -> Amount:
    """What somebody typed for *how much*, in the language of the page."""
    units = {word.strip(): unit for unit, words in UNIT_WORDS.items() for word in str(words).split(",")}
    return read_amount(text, units)


def part_title(part: Part, reader: Reader) -> str:
    return str((PARTS_OF_PERSON if reader.is_person else PARTS_OF_TEAM)[part])


def counted(amount: int, unit: Unit) -> str:
    """*20 minutes*."""
    said = {
        Unit.MINUTES: ngettext("%(n)d minute", "%(n)d minutes", amount),
        Unit.SECONDS: ngettext("%(n)d second", "%(n)d seconds", amount),
        Unit.TIMES: ngettext("%(n)d time", "%(n)d times", amount),
        Unit.STEPS: ngettext("%(n)d step", "%(n)d steps", amount),
        Unit.METRES: ngettext("%(n)d metre", "%(n)d metres", amount),
    }
    return said[unit] % {"n": amount}


def how_much(words: StepWords, amount_now: int | None = None) -> str:
    """*20 minutes*, or the words that stand instead; empty where nothing was said."""
    amount = words.amount if amount_now is None else amount_now
    if amount is None or words.unit is None:
        return words.amount_words
    return counted(amount, words.unit)


def how_often(times_a_week: int | None) -> str:
    if times_a_week is None:
        return ""
    if times_a_week == 7:
        return _("every day")
    if times_a_week % 7 == 0:
        return ngettext("%(n)d time a day", "%(n)d times a day", times_a_week // 7) % {"n": times_a_week // 7}
    if times_a_week == 1:
        return _("once a week")
    return ngettext("%(n)d time a week", "%(n)d times a week", times_a_week) % {"n": times_a_week}


def dose(words: StepWords, amount_now: int | None = None) -> str:
    """*20 minutes, every day*; a single time is *once*, to read (a box to type in keeps its number)."""
    much, often = how_much(words, amount_now), how_often(words.times_a_week)
    if words.unit is Unit.TIMES and (words.amount if amount_now is None else amount_now) == 1:
        much = _("once")
    if much and often:
        return _("%(much)s, %(often)s") % {"much": much, "often": often}
    return much or often


def range_line(words: StepWords, reader: Reader) -> str:
    """What both agreed one may move in; empty where there is no room."""
    if words.amount is None or words.unit is None:
        return ""
    least = words.amount if words.least is None else words.least
    most = words.amount if words.most is None else words.most
    if least == most:
        return ""
    numbers = {"least": least, "most": counted(most, words.unit), "who": reader.partnership.known_as}
    if reader.is_person:
        return _("Anything from %(least)d to %(most)s is fine. You choose on the day.") % numbers
    return _("Agreed range: %(least)d to %(most)s. Inside it %(who)s chooses on the day.") % numbers


def cost(words: StepWords) -> str:
    """What it costs. Where nobody asked, that is what it says: free is never guessed."""
    if words.cost is Cost.FREE:
        return _("Free")
    if words.cost is Cost.COSTS:
        if words.cost_words:
            return _("Costs: %(words)s") % {"words": words.cost_words}
        return _("It costs something")
    return _("Cost: not asked yet")


def minutes(words: StepWords) -> str:
    if words.minutes is None:
        return ""
    return _("Takes %(time)s, all in all") % {"time": counted(words.minutes, Unit.MINUTES)}


def on(day: date) -> str:
    return formats.date_format(day, "j F Y")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a step is, with the side its mark has."""

    text: str
    side: str  # person | professional | shared; empty for somebody else


def owner(words: StepWords, reader: Reader) -> Owner:
    them, us = reader.person, reader.professional
    if words.whose is Whose.PERSON:
        text = _("Yours to do") if reader.is_person else _("%(who)s’s to do") % {"who": them}
        return Owner(text, "person")
    if words.whose is Whose.PROFESSIONAL:
        who = words.who or us
        yours = not reader.is_person and who == _("you")
        return Owner(_("Yours to do") if yours else _("%(who)s’s to do") % {"who": who}, "professional")
    if words.whose is Whose.BOTH:
        return Owner(_("For both of us"), "shared")
    return Owner(_("%(who)s helps with this") % {"who": words.who}, "")


FIELDS: Mapping[str, str | Promise] = {
    "what": gettext_lazy("What"),
    "dose": gettext_lazy("How much"),
    "range": gettext_lazy("The agreed range"),
    "how": gettext_lazy("How"),
    "reason": gettext_lazy("Why"),
    "whose": gettext_lazy("Whose it is"),
    "cost": gettext_lazy("What it costs"),
    "minutes": gettext_lazy("Time it takes"),
    "place": gettext_lazy("Where"),
    "look_again_on": gettext_lazy("When we look again"),
    "stop_if": gettext_lazy("When to stop"),
    "ask_whom": gettext_lazy("Whom to ask then"),
    "part": gettext_lazy("Where on the plan"),
}


def spoken(
    words: StepWords, reader: Reader, *, amount_now: int | None = None, look_again_on: date | None = None
) -> dict[str, str]:
    """Every part of the words as a reader reads it, by the names of ``FIELDS``; empty where not said."""
    again = look_again_on or words.look_again_on
    return {
        "what": words.what,
        "dose": dose(words, amount_now),
        "range": range_line(words, reader),
        "how": words.how,
        "reason": words.reason,
        "whose": owner(words, reader).text,
        "cost": cost(words),
        "minutes": minutes(words),
        "place": words.place,
        "look_again_on": on(again) if again else "",
        "stop_if": words.stop_if,
        "ask_whom": words.ask_whom,
    }


@dataclass(frozen=True, slots=True)
class Changed:
    """One part that reads otherwise: what it was, what it would be."""

    label: str
    before: str
    after: str


def changed(before: dict[str, str], after: dict[str, str]) -> list[Changed]:
    return [
        Changed(str(FIELDS[name]), before.get(name, ""), after.get(name, ""))
        for name in FIELDS
        if before.get(name, "") != after.get(name, "")
    ]

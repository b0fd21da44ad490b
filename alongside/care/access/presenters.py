"""The sentences of this room: help numbers, how to reach somebody, what was said, when it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.base.services.models import Service
from alongside.care.access.models import NewOrWorse, ScreenRun
from alongside.care.access.rules.help_numbers import Country, Line, help_everywhere, help_numbers
from alongside.care.access.rules.preferences import Kind, PreferenceQuestion, preference_questions
from alongside.care.access.rules.screen import Speed
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.partnership.definitions_said import said
from alongside.care.partnership.models import Way
from alongside.care.partnership.reminder_presenters import zone_name
from alongside.care.partnership.rules.preferences import (
    Channel,
    Hours,
    MayContact,
    Need,
    Preferences,
    Support,
    protection,
)


def country_of(service: Service | None) -> Country:
    return said(help_numbers()).country(service.country if service else "")


def number(line: Line) -> dict[str, str]:
    """A line to ring, for a template: ``href`` is empty where no number is known."""
    return {
        "label": line.name,
        "number": line.number,
        "href": f"tel:{line.dial}" if line.dial else "",
        "how": ". ".join(part for part in (line.hours.capitalize(), line.how) if part),
    }


def standing_help(service: Service | None) -> dict[str, Any]:
    """What stands by every box in which a person writes: ``title``, ``text`` and ``numbers``."""
    words = said(help_everywhere()).standing(country_of(service))
    numbers = [number(line) for line in words.lines]
    for each in numbers:
        each["number"] = each["number"] or each["how"]
    return {"title": words.title, "text": words.text, "numbers": numbers}


def crisis(service: Service | None) -> Any:
    """The standing help, worked out only on a page that shows it."""
    return SimpleLazyObject(lambda: standing_help(service))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of *my way*: the question, the answer in words, whether anything was said."""

    id: str
    label: str
    value: str
    said: bool


def _questions() -> tuple[PreferenceQuestion, ...]:
    return said(preference_questions()).questions


def way_rows(values: Mapping[str, Any], said: Iterable[str]) -> list[Row]:
    """Every question about how somebody wants it, with what stands."""
    answered = set(said)
    rows = []
    for question in _questions():
        stands = values.get(question.id)
        chosen: list[str] = ([stands] if stands else []) if question.kind is Kind.ONE else list(stands or [])
        words = ", ".join(question.options[each] for each in chosen if each in question.options)
        value = words or (_("Any time of the day") if question.id == "hours" else _("None chosen"))
        if question.id == "needs":
            value = ". ".join(
                part for part in (value, values.get("language"), values.get("needs_note")) if part
            )
        is_said = question.id in answered and values.get(question.id) != "not_said"
        rows.append(Row(question.id, question.text, value if is_said else _("Not said yet"), is_said))
    return rows


def rows_of(way: Way | None) -> list[Row]:
    if way is None:
        return way_rows({}, [])
    names = [question.id for question in _questions()]
    values = {name: getattr(way, name) for name in [*names, "language", "needs_note"]}
    return way_rows(values, way.said)


def reaching(way: Way | None) -> list[str]:
    """What a professional must know at the moment of contacting, in short lines; the sharpest first."""
    preferences = way.preferences() if way else Preferences()
    lines = _contact_lines(preferences)
    if has_said_how(way):
        lines += _channel_lines(preferences)
    else:
        lines.append(_("They have not said yet how they want to be reached. Ask them."))
    if way is not None and way.time_zone:
        there = clock.now().astimezone(ZoneInfo(way.time_zone))
        facts = {"place": zone_name(way.time_zone), "time": f"{there.hour}:{there.minute:02d}"}
        lines.append(_("They are in %(place)s. It is %(time)s there now.") % facts)
    if protection(preferences).leave_no_voicemail:
        lines.append(_("Do not leave voicemail. Do not say who you are to anyone else."))
    if preferences.support is Support.NONE_UNLESS_I_ASK:
        lines.append(_("No advice unless they ask."))
    needs = _need_words(preferences)
    if needs:
        lines.append(_("Needs: %(needs)s.") % {"needs": needs})
    if preferences.language:
        lines.append(_("Language: %(language)s.") % {"language": preferences.language})
    if way is not None and way.needs_note:
        lines.append(_("They wrote: “%(note)s”") % {"note": way.needs_note})
    return lines


def reached(way: Way | None) -> list[str]:
    """The same as ``reaching`` in the words of the person: what whoever gets in touch knows of them."""
    preferences = way.preferences() if way else Preferences()
    lines = {
        MayContact.DO_NOT_CONTACT: [_("We do not get in touch first.")],
        MayContact.ONLY_REPLIES: [_("We only answer you.")],
    }.get(preferences.contact, [])
    ways = _ways(preferences, mine=True)
    if has_said_how(way):
        here = _("We write to you here.")
        lines = [*lines, _("You would like us to: %(ways)s.") % {"ways": ways} if ways else here]
    hours = _hours(preferences)
    if hours:
        lines = [*lines, _("We ring you only: %(hours)s.") % {"hours": hours}]
    if way is not None and way.time_zone:
        place = {"place": zone_name(way.time_zone)}
        lines = [*lines, _("You are in %(place)s. We ring when it is day there.") % place]
    if protection(preferences).leave_no_voicemail:
        lines = [*lines, _("We leave no voicemail, and say to nobody else who we are.")]
    if preferences.support is Support.NONE_UNLESS_I_ASK:
        lines = [*lines, _("No advice unless you ask.")]
    needs = _need_words(preferences)
    if needs:
        lines = [*lines, _("You need: %(needs)s.") % {"needs": needs}]
    if preferences.language:
        lines = [*lines, _("Language: %(language)s.") % {"language": preferences.language}]
    if way is not None and way.needs_note:
        lines = [*lines, _("You wrote: “%(note)s”") % {"note": way.needs_note}]
    return lines


def has_said_how(way: Way | None) -> bool:
    """Whether they chose how to be reached, or whether we may get in touch first."""
    return way is not None and bool({"channels", "contact"} & set(way.said))


def _contact_lines(preferences: Preferences) -> list[str]:
    if preferences.contact is MayContact.DO_NOT_CONTACT:
        return [_("Do not contact them first. For their safety only: you decide each time.")]
    if preferences.contact is MayContact.ONLY_REPLIES:
        return [_("Only to answer them.")]
    return []


def _channel_lines(preferences: Preferences) -> list[str]:
    ways, hours = _ways(preferences, mine=False), _hours(preferences)
    lines = [
        _("They would like you to: %(ways)s.") % {"ways": ways}
        if ways
        else _("They have chosen no way to be reached: write to them here.")
    ]
    return [*lines, _("Ring only: %(hours)s.") % {"hours": hours}] if hours else lines


def _ways(preferences: Preferences, *, mine: bool) -> str:
    """*ring them, send an e-mail*, in their order; the person reads *ring you*. Empty where there is none."""
    words = {
        Channel.PHONE: _("ring you") if mine else _("ring them"),
        Channel.TEXT: _("send a text message"),
        Channel.EMAIL: _("send an e-mail"),
        Channel.LETTER: _("send a letter"),
    }
    return ", ".join(words[each] for each in preferences.channels if each in words)


def _hours(preferences: Preferences) -> str:
    if not ({Channel.PHONE, Channel.TEXT} & set(preferences.channels) and preferences.hours):
        return ""
    bands = said(preference_questions()).question("hours").options
    return "; ".join(bands[each.value] for each in Hours if each in preferences.hours)


def _need_words(preferences: Preferences) -> str:
    options = said(preference_questions()).question("needs").options
    return ", ".join(options[each.value].lower() for each in Need if each in preferences.needs)


def speed_words(speed: str, *, mine: bool = False) -> str:
    """What the screen came to, in words for the person (``mine``) or for the professional."""
    if mine:
        return {
            Speed.NOW.value: _("We told you to get help now."),
            Speed.TODAY.value: _("We told you to be seen today."),
            Speed.THIS_WEEK.value: _("We told you to see a doctor this week."),
        }.get(speed, "")
    words = {
        Speed.NOW.value: _("Was told to get help now"),
        Speed.TODAY.value: _("Was told to be seen today"),
        Speed.THIS_WEEK.value: _("Was told to see a doctor this week"),
    }
    return words.get(
        speed, _("Named none of the warning signs we ask about. That does not rule anything out.")
    )


def topic(question_id: str, text: str) -> str:
    """What *my normal* is about, in a few words; the question's own text where none were written."""
    return {
        "bladder_bowel": _("Bladder and bowel"),
        "saddle": _("Feeling between the legs"),
        "legs_very_weak": _("Strength in both legs"),
        "both_legs": _("Feeling and pain in the legs"),
        "sexual": _("Sex"),
        "night": _("Pain at night"),
        "changed": _("Anything else"),
    }.get(question_id, text)


def flags_said(run: ScreenRun | None) -> list[str]:
    """What was flagged, in the person's voice."""
    if run is None:
        return []
    by_flag = {question.flag: question.say for question in said(safety_screen()).questions}
    return [by_flag.get(flag, flag) for flag in run.flags]


def report(row: NewOrWorse, *, mine: bool = False) -> dict[str, Any]:
    """One report, for either side."""
    return {
        "id": row.pk,
        "at": row.at,
        "words": row.words,
        "speed": speed_words(row.run.speed, mine=mine) if row.run else "",
        "flags": flags_said(row.run),
        "found": [
            {"what": each.get_what_display(), "words": each.words, "by": each.by.name, "at": each.at}
            for each in row.found.all()
        ],
    }


def door_run(run: ScreenRun) -> dict[str, Any]:
    """A screen answered at the door, for the professional who reads it."""
    return {
        "at": run.at,
        "speed": speed_words(run.speed),
        "flags": flags_said(run),
        "came_back_at": run.came_back_at if run.speed else None,
    }

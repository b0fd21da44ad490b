"""What is open, what comes, what was answered: for the list of checks and for today."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base import clock
from alongside.base.pages.jinja import day
from alongside.care.measures import catalogue
from alongside.care.measures.models import Assessment, Instrument, Occasion
from alongside.care.measures.rules.occasions import OccasionKind, plan
from alongside.care.measures.rules.sight import Side
from alongside.care.measures.sight import Viewer
from alongside.care.partnership.definitions_said import in_words
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.authority import Relation, Verb, allows


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list of checks."""

    label: str
    href: str
    state: str
    state_kind: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class DueCard:
    """One thing for the person's today."""

    title: str
    text: str
    action: str
    href: str
    side: str = "person"


@dataclass(slots=True)
class CheckList:
    """The page of checks: what is open now, what comes, what is done."""

    now: list[Task] = field(default_factory=list)
    typing: list[Task] = field(default_factory=list)
    later: list[Task] = field(default_factory=list)
    done: list[Task] = field(default_factory=list)


def due_cards(partnership: Partnership) -> list[DueCard]:
    """What the person's today says about checks: nothing, or one card. Two queries at most."""
    planned = plan().planned
    occasions = list(Occasion.objects.filter(partnership=partnership).with_instrument())
    there = {(one.key, one.kind) for one in occasions}
    begun = any(one.person_done_at for one in occasions)
    missing = [key for key in planned if (key, OccasionKind.BASELINE) not in there]
    now = clock.now()
    due = [one for one in occasions if one.person_done_at is None and one.opens_at <= now]
    if missing and not due:
        due_count = Instrument.objects.in_use().filter(key__in=missing).values("key").distinct().count()
    else:
        due_count = len(due) + len(missing)
    if not due_count:
        return []
    three_months = any(one.kind == OccasionKind.THREE_MONTHS for one in due)
    return [_due_card(partnership, due_count, begun=begun, three_months=three_months)]


def _due_card(partnership: Partnership, count: int, *, begun: bool, three_months: bool) -> DueCard:
    title = _("How are things with you?")
    if three_months:
        title = _("Three months on: how are things now?")
    elif begun:
        title = _("A few questions are still open")
    text = ngettext(
        "%(n)d short check is waiting for you. Answer it when you like.",
        "%(n)d short checks are waiting for you. Answer one, or all, when you like.",
        count,
    ) % {"n": count}
    return DueCard(title, text, _("See the checks"), reverse("measures:checks", args=[partnership.pk]))


def check_list(partnership: Partnership, viewer: Viewer, relation: Relation) -> CheckList:
    """Every occasion in its place, as the viewer's side reads it."""
    occasions = list(
        Occasion.objects.filter(partnership=partnership).with_instrument().order_by("due_at", "pk")
    )
    drafts = set(
        Assessment.objects.filter(partnership=partnership)
        .drafts_of(viewer.account)
        .values_list("occasion_id", "side")
    )
    rows = CheckList()
    for instrument in _missing(occasions).values():
        _place_missing(rows, instrument, partnership, relation)
    for one in occasions:
        if viewer.side is Side.PERSON:
            _place_for_person(rows, one, drafts)
        else:
            _place_for_professional(rows, one, drafts, relation, partnership.known_as)
    rows.done.reverse()
    return rows


def _missing(occasions: Iterable[Occasion]) -> dict[str, Instrument]:
    """The planned checks that nobody has begun: in the order of the plan."""
    there = {one.key for one in occasions if one.kind == OccasionKind.BASELINE}
    keys = [key for key in plan().planned if key not in there]
    versions = catalogue.current_all(keys) if keys else {}
    return {key: versions[key] for key in keys if key in versions}


def _place_missing(
    rows: CheckList, instrument: Instrument, partnership: Partnership, relation: Relation
) -> None:
    key = instrument.key
    href = reverse("measures:new", args=[partnership.pk, key])
    if relation is Relation.PERSON:
        rows.now.append(Task(in_words(instrument.title), href, _("Not started")))
        return
    if catalogue.two_sided().of(key) and allows(relation, Verb.RATE_AS_PROFESSIONAL):
        rows.now.append(
            Task(
                in_words(instrument.title),
                href,
                _("Nobody has answered yet"),
                hint=_("You can answer your side first."),
            )
        )
    typed = reverse("measures:new-typed", args=[partnership.pk, key])
    rows.typing.append(Task(in_words(instrument.title), typed, _("Not started")))


def _place_for_person(rows: CheckList, one: Occasion, drafts: set[tuple[UUID, str]]) -> None:
    title = title_of(one)
    if one.person_done_at is not None:
        state = _("Answered on %(day)s") % {"day": day(one.person_done_at)}
        rows.done.append(Task(title, href_of("check", one), state, "done", _waits_for_team(one)))
    elif one.opens_at > clock.now():
        rows.later.append(Task(title, "", _("From %(day)s") % {"day": day(one.opens_at)}))
    else:
        started = (one.pk, Side.PERSON.value) in drafts
        state = _("Started") if started else _("Not started")
        rows.now.append(Task(title, href_of("answer", one), state, "started" if started else "", _late(one)))


def _waits_for_team(one: Occasion) -> str:
    if one.two_sided and one.professional_done_at is None:
        return _("Your team has not answered their side yet.")
    return ""


def _late(one: Occasion) -> str:
    if one.closes_at is not None and one.closes_at < clock.now():
        return _("The best time for this has passed. Your answer still helps.")
    return ""


def _place_for_professional(
    rows: CheckList, one: Occasion, drafts: set[tuple[UUID, str]], relation: Relation, name: str
) -> None:
    title = title_of(one)
    if one.person_done_at is None and one.opens_at <= clock.now():
        started = (one.pk, Side.PERSON.value) in drafts
        rows.typing.append(
            Task(title, href_of("type", one), _("Started") if started else _("Not started"),
                 "started" if started else "")
        )  # fmt: skip
    if one.opens_at > clock.now() and one.person_done_at is None:
        rows.later.append(Task(title, "", _("From %(day)s") % {"day": day(one.opens_at)}))
    elif one.two_sided and one.professional_done_at is None and allows(relation, Verb.RATE_AS_PROFESSIONAL):
        started = (one.pk, Side.PROFESSIONAL.value) in drafts
        state = _("Started") if started else _("%(name)s has answered") % {"name": name}
        if not started and one.person_done_at is None:
            state = _("Nobody has answered yet")
        rows.now.append(Task(title, href_of("answer", one), state, "started" if started else ""))
    if one.person_done_at is not None or one.professional_done_at is not None:
        rows.done.append(Task(title, href_of("check", one), _who_answered(one, name), "done"))


def _who_answered(one: Occasion, name: str) -> str:
    if one.person_done_at is None:
        return _("Our side is in; %(name)s has not answered") % {"name": name}
    answered = _("%(name)s answered on %(day)s") % {"name": name, "day": day(one.person_done_at)}
    if not one.two_sided:
        return answered
    if one.professional_done_at is None:
        return _("%(name)s answered on %(day)s; our side is missing") % {
            "name": name,
            "day": day(one.person_done_at),
        }
    return _("Both sides are in")


def titles_of(occasions: Collection[UUID]) -> dict[UUID, str]:
    """The title of each occasion, in one query."""
    rows = Occasion.objects.filter(pk__in=occasions).select_related("instrument")
    return {row.pk: title_of(row) for row in rows}


def title_of(one: Occasion) -> str:
    """*How are you getting on? At three months*."""
    if one.kind == OccasionKind.THREE_MONTHS:
        return _("%(title)s (three months on)") % {"title": in_words(one.instrument.title)}
    if one.kind == OccasionKind.OTHER:
        when = one.label or formats.date_format(one.made_at, "j F")
        return _("%(title)s (%(when)s)") % {"title": in_words(one.instrument.title), "when": when}
    return in_words(one.instrument.title)


def href_of(page: str, one: Occasion) -> str:
    return reverse(f"measures:{page}", args=[one.partnership_id, one.pk])

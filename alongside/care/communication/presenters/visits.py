"""All visits of a partnership: their page, and what they bring to other pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.communication.models import AgendaLine, Visit, VisitCode, VisitSummary
from alongside.care.communication.presenters import visit_words as say
from alongside.care.communication.presenters.visit import agenda_page, ready_list
from alongside.care.communication.rules.visiting import State
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.cards import Card
from alongside.care.partnership.models import Membership, Partnership, TeamMembership
from alongside.care.partnership.names import named, short_name
from alongside.care.partnership.rules.authority import allows
from alongside.care.partnership.rules.side import Side

MOST_BEHIND = 30
ASKED_FOR = timedelta(days=14)  # so long before a visit the person is asked what to talk about
REMEMBERED = timedelta(days=14)  # so long a visit that did not happen stands on today


@dataclass(frozen=True, slots=True)
class Row:
    """One visit on a list; ``chip`` says what is open about it."""

    title: str
    when: str
    note: str
    chip: str
    href: str


@dataclass(frozen=True, slots=True)
class Section:
    """What the front page of the room shows of visits."""

    title: str
    rows: list[Row]
    empty: str
    href: str
    action: str


def visits_page(partnership: Partnership, relation: Relation) -> dict[str, Any]:
    """The context of the list."""
    for_person = relation is Relation.PERSON
    rows = Visit.objects.filter(partnership=partnership).select_related(
        "partnership__service", "professional"
    )
    to_come = [_row(each, for_person=for_person) for each in rows.to_come()]
    behind = list(rows.behind()[:MOST_BEHIND])
    waits = _waiting(partnership)
    return {
        "to_come": to_come,
        "behind": [_row(each, for_person=for_person, waits=each.pk in waits) for each in behind],
        "may_keep": allows(relation, Verb.KEEP_VISITS),
        "code": "" if for_person else _code(partnership),
        **agenda_page(partnership, relation),
    }


def _code(partnership: Partnership) -> str:
    return VisitCode.objects.filter(partnership=partnership).values_list("code", flat=True).first() or ""


def _waiting(partnership: Partnership) -> set[Any]:
    """Visits whose summary waits for the person."""
    if not partnership.figures.summaries_wait_for_person:
        return set()
    found = VisitSummary.objects.filter(partnership=partnership).wait_for_person()
    return set(found.values_list("visit_id", flat=True))


def _row(visit: Visit, *, for_person: bool, waits: bool = False) -> Row:
    title = (
        _("You see %(who)s") % {"who": say.who_words(visit)}
        if for_person and visit.state == State.PLANNED
        else say.who_words(visit)
    )
    return Row(
        title,
        say.when_words(visit),
        " · ".join(part for part in (say.how_words(visit), visit.place) if part),
        _chip(visit, for_person=for_person, waits=waits),
        reverse("communication:visit", args=[visit.partnership_id, visit.pk]),
    )


def _chip(visit: Visit, *, for_person: bool, waits: bool) -> str:
    if visit.state == State.PLANNED and visit.cannot_come_at is not None:
        return _("You said you cannot come") if for_person else _("Cannot come")
    if waits:
        return _("Is this what we said?") if for_person else _("They have not answered yet")
    return {
        State.PLANNED: "",
        State.OVER: "" if for_person else _("Did you meet?"),
        State.TOOK_PLACE: "",
        State.DID_NOT_COME: _("Did not happen"),
        State.CANCELLED: _("Called off"),
    }[State(visit.state)]


def section(partnership: Partnership, relation: Relation) -> Section:
    """Visits on the room's front page: the next ones, and what waits for an answer."""
    for_person = relation is Relation.PERSON
    rows = Visit.objects.filter(partnership=partnership).select_related(
        "partnership__service", "professional"
    )
    waits = _waiting(partnership)
    found = [_row(each, for_person=for_person) for each in rows.to_come()[:2]]
    found += [_row(each, for_person=for_person, waits=True) for each in rows.filter(pk__in=waits)[:2]]
    return Section(
        _("Visits"),
        found,
        _("No visit is planned. When your team plans one, you see it here.")
        if for_person
        else _("No visit is planned."),
        reverse("communication:visits", args=[partnership.pk]),
        _("All visits, and what to talk about"),
    )


def cards(partnership: Partnership, *, quiet: bool = False) -> list[Card]:
    """For the person's today: a summary to read, the next visit, one that did not happen. On a ``quiet`` day
    nothing is asked, and a visit is still to be known of.

    No query where the figures say that there is nothing.
    """
    figures = partnership.figures
    found = _to_read(partnership) if figures.summaries_wait_for_person and not quiet else []
    if figures.next_visit_at is not None and figures.next_visit_at < clock.now() + ASKED_FOR:
        found += _next(partnership, quiet=quiet)
    elif figures.next_visit_at is None and not quiet:
        found += _missed(partnership)
    return found


def _to_read(partnership: Partnership) -> list[Card]:
    row = (
        VisitSummary.objects.filter(partnership=partnership)
        .wait_for_person()
        .select_related("author", "visit__partnership__service")
        .order_by("written_at")
        .first()
    )
    if row is None:
        return []
    facts = {"who": short_name(row.author.name), "day": say.day_words(row.visit)}
    return [
        Card(
            _("Is this what we said?"),
            _("%(who)s wrote down what you both said on %(day)s. Read it, and say if it is right.") % facts,
            _("Read it"),
            reverse("communication:visit", args=[partnership.pk, row.visit_id]),
            side="professional",
        )
    ]


def _next(partnership: Partnership, *, quiet: bool) -> list[Card]:
    rows = Visit.objects.filter(partnership=partnership, ends_at__gte=clock.now())
    visit = rows.to_come().select_related("partnership__service", "professional").first()
    if visit is None or visit.starts_at > clock.now() + ASKED_FOR:
        return []
    title = _("You see %(who)s %(when)s") % {"who": say.who_short(visit), "when": say.short_when(visit)}
    own = AgendaLine.objects.filter(partnership=partnership, side=Side.PERSON.value).open().count()
    moved = say.moved_words(visit)
    if own or quiet:
        listed = ngettext("%(n)d thing is on your list.", "%(n)d things are on your list.", own)
        text = listed % {"n": own} if own else ""
        href = reverse("communication:visit", args=[partnership.pk, visit.pk])
        return [Card(title, text, _("See the visit"), href, side="shared", more=moved, asks=False)]
    return [
        Card(
            title,
            _("What do you want to talk about? Write it down, and you need not keep it in mind."),
            _("Write my list"),
            reverse("communication:agenda", args=[partnership.pk]),
            side="shared",
            more=moved,
        )
    ]


def _missed(partnership: Partnership) -> list[Card]:
    """A visit did not happen and no other is planned: kind words, and somebody to turn to."""
    met = partnership.figures.last_met_at
    rows = Visit.objects.filter(
        partnership=partnership, state=State.DID_NOT_COME, starts_at__gt=clock.now() - REMEMBERED
    )
    visit = rows.select_related("partnership__service", "professional").order_by("-starts_at").first()
    if visit is None or (met is not None and met > visit.starts_at):
        return []
    facts = {"who": say.who_short(visit), "day": say.day_words(visit)}
    return [
        Card(
            _("You and %(who)s did not meet on %(day)s") % facts,
            _("That happens. Shall we find another day, or ring you?"),
            _("See what you can do"),
            reverse("communication:visit", args=[partnership.pk, visit.pk]),
            side="shared",
            asks=False,
        )
    ]


def team_line(partnership: Partnership) -> str:
    """For a professional's overview: the next visit, and what is not ready for it. No query without one."""
    figures = partnership.figures
    if figures.next_visit_at is None:
        return _("No visit planned")
    rows = Visit.objects.filter(partnership=partnership).to_come()
    visit = rows.select_related("partnership__service", "professional").first()
    if visit is None:
        return _("No visit planned")
    facts = {"when": say.when_words(visit), "who": say.who_short(visit)}
    if any(each.urgent and not each.done for each in ready_list(visit)):
        return _("%(when)s with %(who)s. No interpreter is booked yet.") % facts
    return _("%(when)s with %(who)s") % facts


def colleagues(partnership: Partnership, *, first: Account) -> list[tuple[Account, str]]:
    """Whom the person can see: whoever is in the partnership or its team, ``first`` before the others."""
    members = Membership.objects.filter(partnership=partnership, until_at=None).select_related("account")
    seats = TeamMembership.objects.filter(team=partnership.team_id, until_at=None).select_related("account")
    seen_by = [(row.account, row.profession) for row in members.order_by("from_at")]
    seen_by += [(row.account, row.profession) for row in seats.order_by("from_at")]
    found: dict[UUID, tuple[Account, str]] = {}
    for account, profession in seen_by:
        found.setdefault(account.pk, (account, named(account.name, profession)))
    rows = list(found.values())
    return sorted(rows, key=lambda row: row[0].pk != first.pk)

"""What a professional reads about their diary: what came of it, why it was refused, what is nobody's yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.models import Service
from alongside.care.communication.actions.diary import Taken
from alongside.care.communication.models import CalendarEntry, CalendarSource
from alongside.care.communication.rules.calendar_refusal import CalendarRefused, Refusal
from alongside.care.partnership import authority
from alongside.care.partnership.models import Membership, Partnership, ServiceRole, TeamMembership

MOST_PEOPLE = 1_000
# What passes by itself is said only when it has lasted; anything else waits for somebody to see to it.
PASSING = {Refusal.SLOW, Refusal.UNREACHABLE, Refusal.ANSWERED_BADLY}
LASTED = timedelta(days=1)

REFUSALS: dict[Refusal, str | Promise] = {
    Refusal.TOO_BIG: gettext_lazy("It is larger than two megabytes. Export fewer months."),
    Refusal.TOO_MANY: gettext_lazy("It holds more than 5,000 entries. Export fewer months."),
    Refusal.NOT_A_CALENDAR: gettext_lazy("It is no calendar file. Its name usually ends in .ics."),
    Refusal.A_PAGE: gettext_lazy(
        "It is a web page and no calendar: often one that asks to sign in. "
        "Look for an address that ends in .ics."
    ),
    Refusal.CHARSET: gettext_lazy("Its letters are not in UTF-8. Export it again, and choose UTF-8."),
    Refusal.CUT_OFF: gettext_lazy("It is not complete: its end is missing. Export it again."),
    Refusal.NESTED: gettext_lazy("Its parts lie inside each other in a way no diary makes."),
    Refusal.ZONES: gettext_lazy("Its time zones have rules without end."),
    Refusal.TOO_MUCH: gettext_lazy("Something in it repeats every minute, or without end from long ago."),
    Refusal.EMPTIED: gettext_lazy(
        "Most of the visits that were in it are gone at once. Nothing was changed: "
        "look whether it is the right diary."
    ),
    Refusal.ADDRESS: gettext_lazy(
        "That is no address of a calendar. It begins with https:// and holds no password."
    ),
    Refusal.PRIVATE: gettext_lazy("That address leads into a private network. We do not ask there."),
    Refusal.NOT_FOUND: gettext_lazy("There is nothing at that address any more."),
    Refusal.FORBIDDEN: gettext_lazy("The diary refuses to show it. Ask for a new address there."),
    Refusal.ANSWERED_BADLY: gettext_lazy("The diary answered with something that we cannot read."),
    Refusal.LED_ASTRAY: gettext_lazy(
        "That address leads from one place to the next, or to one that is not safe."
    ),
    Refusal.SLOW: gettext_lazy("The diary did not answer in time. We try again."),
    Refusal.UNREACHABLE: gettext_lazy("The diary cannot be reached. We try again."),
    Refusal.INSECURE: gettext_lazy("The connection is not safe: the certificate there is not good."),
    Refusal.NOBODY_LEADS: gettext_lazy("Nobody leads the service. It is read again when somebody does."),
}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A diary that is read, and how that goes."""

    id: Any
    title: str
    host: str
    line: str
    problem: str
    left_out: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A series, or one entry, of which nobody has said whose it is."""

    id: Any
    when: str
    more: str


def refused_words(refused: CalendarRefused) -> str:
    return str(REFUSALS[refused.reason])


def taken_words(taken: Taken) -> str:
    """What came of a file, in one line."""
    parts = [
        ngettext("%(n)d new visit", "%(n)d new visits", taken.new) % {"n": taken.new},
        ngettext("%(n)d moved", "%(n)d moved", taken.moved) % {"n": taken.moved},
        ngettext("%(n)d called off", "%(n)d called off", taken.off) % {"n": taken.off},
    ]
    line = ", ".join(parts)
    if taken.left_out:
        line += ". " + _left_out(taken.left_out)
    return _("Read: %(line)s.") % {"line": line}


def _left_out(number: int) -> str:
    return ngettext(
        "%(n)d entry could not be read and was left out",
        "%(n)d entries could not be read and were left out",
        number,
    ) % {"n": number}


def diary_page(by: Account, service: Service) -> dict[str, Any]:
    """The context of the page: diaries, and what waits to be matched."""
    leads = authority.is_lead(by, service.pk)
    mine = Q(owner=by) | Q(whole_service=True) if leads else Q(owner=by)
    sources = CalendarSource.objects.filter(mine, service=service, stopped_at=None).order_by(
        "kind", "made_at"
    )
    return {
        "service_name": service.name,
        "sources": [_source(each, service) for each in sources],
        "waiting": waiting_of(by, service),
        "seated": TeamMembership.objects.filter(account=by, service=service, until_at=None).exists(),
        "leads": leads,
    }


def refused_lines(by: Account) -> list[str]:
    """What a professional must know where they look every day: a diary of theirs is not read. One query.

    The diary of a whole service is every lead's of it, and everybody's where nobody leads it.
    """
    led = ServiceRole.objects.filter(account=by, role=ServiceRole.Role.LEAD, until_at=None).values("service")
    works = TeamMembership.objects.filter(account=by, until_at=None).values("service")
    ownerless = Q(problem=Refusal.NOBODY_LEADS.value, service__in=works)
    theirs = Q(owner=by) | Q(whole_service=True, service__in=led) | ownerless
    rows = CalendarSource.objects.filter(theirs, stopped_at=None, problem_since__isnull=False)
    return [_refused(row) for row in rows.select_related("service").order_by("made_at") if _is_said(row)]


def _is_said(row: CalendarSource) -> bool:
    lasted = row.problem_since is not None and row.problem_since <= clock.now() - LASTED
    return lasted or Refusal(row.problem) not in PASSING


def _refused(row: CalendarSource) -> str:
    assert row.problem_since is not None  # noqa: S101 - asked for what is refused only
    since = row.problem_since.astimezone(ZoneInfo(row.service.time_zone))
    facts = {"day": formats.date_format(since.date(), "l j F"), "why": REFUSALS[Refusal(row.problem)]}
    if row.whole_service:
        return _("The diary of the whole service was not read since %(day)s. %(why)s") % facts
    return _("Your diary was not read since %(day)s. %(why)s") % facts


def waiting_of(by: Account, service: Service) -> list[Waiting]:
    """Entries without a code, one line a series, the nearest first."""
    rows = CalendarEntry.objects.filter(
        service=service, source__owner=by, source__stopped_at=None, standing=CalendarEntry.Standing.WAITING
    ).filter(ends_at__gte=clock.now())
    series: dict[str, list[CalendarEntry]] = {}
    for row in rows.order_by("starts_at", "pk"):
        series.setdefault(row.series, []).append(row)
    return [
        Waiting(found[0].pk, entry_when(found[0], service), _more(len(found) - 1))
        for found in series.values()
    ]


def _more(number: int) -> str:
    if not number:
        return ""
    return ngettext("and %(n)d more like it", "and %(n)d more like it", number) % {"n": number}


def entry_when(row: CalendarEntry, service: Service) -> str:
    zone = ZoneInfo(service.time_zone)
    start, end = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    facts = {
        "day": formats.date_format(start.date(), "l j F"),
        "from": f"{start.hour}:{start.minute:02d}",
        "to": f"{end.hour}:{end.minute:02d}",
    }
    return _("%(day)s, %(from)s to %(to)s") % facts


def _source(row: CalendarSource, service: Service) -> SourceRow:
    zone = ZoneInfo(service.time_zone)
    if row.whole_service:
        title = _("The diary of the whole service")
    else:
        title = (
            _("Your diary, as a feed") if row.kind == CalendarSource.Kind.FEED else _("Your diary, as files")
        )
    line = _("Not read yet.")
    if row.looked_at is not None:
        at = row.looked_at.astimezone(zone)
        facts = {"day": formats.date_format(at.date(), "l j F"), "time": f"{at.hour}:{at.minute:02d}"}
        line = _("Last read %(day)s at %(time)s.") % facts
    problem = str(REFUSALS[Refusal(row.problem)]) if row.problem else ""
    return SourceRow(
        row.pk,
        title,
        urlsplit(row.url).hostname or "",
        line,
        problem,
        _left_out(row.left_out) if row.left_out else "",
    )


def people_of(by: Account) -> list[tuple[Partnership, str]]:
    """Everybody whose visits ``by`` may keep, by name."""
    teams = TeamMembership.objects.filter(account=by, until_at=None).values("team")
    named = Membership.objects.filter(account=by, until_at=None).values("partnership")
    rows = Partnership.objects.filter(Q(team__in=teams) | Q(pk__in=named)).distinct()
    return [(row, row.full_name) for row in rows.order_by("full_name", "pk")[:MOST_PEOPLE]]

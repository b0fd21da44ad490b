"""Build a demo: a clinic with its team and its invented people, in a database marked simulated.

    demo.build(people=147, seed=2018, progress=print)

Who one can sign in as stands in ``Installation.cast`` afterwards.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.base.services.installation import is_simulated
from alongside.base.services.models import Installation, Service
from alongside.base.services.models.installation import CastMember
from alongside.evidence.findings.actions import bundle as findings
from alongside.evidence.findings.rules import bundle as bundles
from alongside.simulation import clinic, in_bulk, review, through_actions
from alongside.simulation.cast import cast
from alongside.simulation.clinic import Clinic
from alongside.simulation.people import OWN, invent
from alongside.simulation.words import bank

Progress = Callable[[int, int], None]

# Up to here everybody lives through the rooms' own actions; beyond, most are told from the rows of others.
ALL_LIVED = OWN
ZONE = ZoneInfo("Europe/London")
# The clinic was there before the first of its people.
_FOUNDED = timedelta(days=400)
ASSOCIATION = (
    "Put in: a point of partnership goes with 0.47 points of managing, a point of pain with -1.3; "
    "see docs/reference/simulated-people.md."
)


class NotEmpty(Exception):
    """There is a clinic in this database already: nobody is invented beside it."""


def build(*, people: int, seed: int, progress: Progress | None = None, until: datetime | None = None) -> None:
    """Invent ``people`` people and live their lives up to the day of ``until`` (now), from ``seed``.

    The same seed gives the same people, words, numbers and intervals on any day; the same day too gives the
    same rows. Raises ``NotEmpty`` where a clinic is there already. Marks the database simulated first, so
    that it says so also where this is interrupted.
    """
    if Service.objects.exists():
        raise NotEmpty
    _mark(seed)
    day = (until or clock.now()).astimezone(ZONE).date()
    there = founded(day, seed)
    _live(there, people=people, seed=seed, day=day, progress=progress)
    Installation.objects.filter(pk=1).update(people=people, seed=seed, cast=who_can_sign_in(there))
    _sign_findings(there)
    with ids.seeded(random.Random(f"{seed}:review")):
        review.in_progress(there, datetime(day.year, day.month, day.day, 9, tzinfo=ZONE))


def _sign_findings(there: Clinic) -> None:
    """An invented clinician stands for the findings; their signature counts in a simulation only."""
    is_simulated.cache_clear()
    signs = min(there.professionals.values(), key=lambda each: each.joined_at)
    read = bundles.fingerprint(findings.current())
    findings.sign(read=read, role="an invented clinician", registration="none", by=signs)


def founded(day: date, seed: int) -> Clinic:
    """The clinic as it stood before anybody came."""
    at = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE) - _FOUNDED
    with transaction.atomic(), clock.frozen(at), ids.seeded(random.Random(f"{seed}:clinic")):
        return clinic.found()


def who_can_sign_in(there: Clinic) -> list[CastMember]:
    """The professionals, the lead, and everybody of the cast who has an address, with what is notable."""
    written = bank("clinic")
    lines = [
        CastMember(account_id=str(there.professionals[each["key"]].pk), line=each["line"])
        for each in written["professional"]
    ]
    lines.append(CastMember(account_id=str(there.lead.pk), line=written["lead"]["line"]))
    by_email = dict(
        Account.objects.filter(email__in=[life.email for life in cast()]).values_list("email", "pk")
    )
    return lines + [
        CastMember(account_id=str(by_email[life.email]), line=life.line)
        for life in cast()
        if life.email in by_email
    ]


def _mark(seed: int) -> None:
    """First of all; the command line may have done it before us."""
    Installation.objects.update_or_create(pk=1, defaults={"simulated": True, "seed": seed})
    is_simulated.cache_clear()


def _live(there: Clinic, *, people: int, seed: int, day: date, progress: Progress | None) -> None:
    way = through_actions.live if people <= ALL_LIVED else in_bulk.tell
    way(
        invent(seed, people),
        clinic=there,
        until=day,
        seed=seed,
        progress=(lambda done: progress(done, people)) if progress else None,
    )

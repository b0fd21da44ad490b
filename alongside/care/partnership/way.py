"""The one gate in front of advice and contact: what this person asked of us, obeyed.

    if way.may_offer_advice(partnership, asked=False): …show a suggestion…

Emergency advice passes with ``urgent=True`` and is never held back.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from alongside.base import clock
from alongside.base.services.rules.calendar import instant_of
from alongside.care.partnership.models import Partnership, Way
from alongside.care.partnership.rules import outgoing
from alongside.care.partnership.rules import preferences as rules
from alongside.care.partnership.rules.outgoing import Outgoing
from alongside.care.partnership.rules.preferences import Channel, Contact, Preferences, Protection, Purpose

MORNING = dt.time(8)


def current(partnership: Partnership) -> Way | None:
    """The newest version of the person's way; None where nothing was asked yet."""
    return Way.objects.filter(partnership=partnership).order_by("-version").first()


def way_of(partnership: Partnership) -> Preferences:
    """What the person asked of us, with careful defaults for what they have not said."""
    row = current(partnership)
    return row.preferences() if row else Preferences()


def zone_of(partnership: Partnership, row: Way | None) -> ZoneInfo:
    """Where the person is, by what they said (``row``, their newest way); else where the service is."""
    return ZoneInfo(row.time_zone if row is not None and row.time_zone else partnership.service.time_zone)


def may_offer_advice(partnership: Partnership, *, asked: bool, urgent: bool = False) -> bool:
    """Whether advice may be shown or sent. *No advice unless I ask* is obeyed; emergency advice passes."""
    return urgent or rules.may_offer_advice(way_of(partnership), asked=asked, urgent=urgent)


def may_contact(
    partnership: Partnership, *, channel: Channel, purpose: Purpose, at: dt.datetime | None = None
) -> Contact:
    """Whether ``channel`` may be used for ``purpose`` at ``at`` (now), by the clock where the person is."""
    row = current(partnership)
    local = (at or clock.now()).astimezone(zone_of(partnership, row))
    return rules.may_contact(row.preferences() if row else Preferences(), channel, purpose, local)


def may_leave(
    partnership: Partnership,
    row: Way | None,
    purpose: Purpose,
    at: dt.datetime | None = None,
    *,
    reminds: bool = False,
) -> Outgoing:
    """Whether an e-mail may leave for the person at ``at`` (now); ``row`` is their newest way.

    Reads ``partnership.service`` and ``partnership.figures``, and asks the database nothing more.
    """
    at = at or clock.now()
    rest = rests_until(partnership)
    return outgoing.may_leave(
        row.preferences() if row else Preferences(),
        purpose,
        at.astimezone(zone_of(partnership, row)),
        ended=partnership.state == Partnership.State.ENDED,
        resting=rest is not None and at < rest,
        reminds=reminds,
    )


def rests_until(partnership: Partnership) -> dt.datetime | None:
    """The morning on which questions come again after a bad day; None where none was said."""
    until = partnership.figures.bad_day_until
    if until is None:
        return None
    zone = ZoneInfo(partnership.service.time_zone)  # as the pages count the days of a bad day
    return instant_of(until + dt.timedelta(days=1), MORNING, zone)


def protection_of(partnership: Partnership) -> Protection:
    return rules.protection(way_of(partnership))

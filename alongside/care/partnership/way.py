"""The one gate in front of advice and contact: what this person asked of us, obeyed.

    if way.may_offer_advice(partnership, asked=False): …show a suggestion…

Emergency advice passes with ``urgent=True`` and is never held back.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from alongside.base import clock
from alongside.care.partnership.models import Partnership, Way
from alongside.care.partnership.rules import preferences as rules
from alongside.care.partnership.rules.preferences import Channel, Contact, Preferences, Protection, Purpose


def current(partnership: Partnership) -> Way | None:
    """The newest version of the person's way; None where nothing was asked yet."""
    return Way.objects.filter(partnership=partnership).order_by("-version").first()


def way_of(partnership: Partnership) -> Preferences:
    """What the person asked of us, with careful defaults for what they have not said."""
    row = current(partnership)
    return row.preferences() if row else Preferences()


def may_offer_advice(partnership: Partnership, *, asked: bool, urgent: bool = False) -> bool:
    """Whether advice may be shown or sent. *No advice unless I ask* is obeyed; emergency advice passes."""
    return urgent or rules.may_offer_advice(way_of(partnership), asked=asked, urgent=urgent)


def may_contact(
    partnership: Partnership, *, channel: Channel, purpose: Purpose, at: dt.datetime | None = None
) -> Contact:
    """Whether ``channel`` may be used for ``purpose`` at ``at`` (now), by the service's own clock."""
    local = (at or clock.now()).astimezone(ZoneInfo(partnership.service.time_zone))
    return rules.may_contact(way_of(partnership), channel, purpose, local)


def protection_of(partnership: Partnership) -> Protection:
    return rules.protection(way_of(partnership))

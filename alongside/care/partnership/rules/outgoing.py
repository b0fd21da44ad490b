"""Whether an e-mail may leave for a person at a moment: what they asked of us, at that moment. Pure.

Asked twice: when it is promised, and again when its sending would begin. What was changed in between counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.care.partnership.rules.preferences import (
    Channel,
    ContactReason,
    Preferences,
    Purpose,
    may_contact,
)

ENDED = "ended"
BAD_DAY = "bad_day"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Whether it may leave. ``waits``: not now, but after the person's rest. ``reason`` is a code."""

    allowed: bool
    waits: bool
    reason: str
    neutral: bool


def may_leave(
    preferences: Preferences,
    purpose: Purpose,
    local_time: dt.datetime,
    *,
    ended: bool,
    resting: bool,
    reminds: bool = False,
) -> Outgoing:
    """An e-mail for ``purpose`` at ``local_time``, the wall clock where the person is.

    ``ended``: both agreed to end, and nothing is sent unasked any more. ``resting``: after a bad day nothing
    is asked; what answers the person passes, and so does what is for their safety; a reminder (``reminds``)
    rests, also one that they asked for. Against a wish nothing
    is sent by itself, whatever it is for: a professional decides, and gets in touch themselves.
    """
    contact = may_contact(preferences, Channel.EMAIL, purpose, local_time)
    if not contact.allowed or contact.reason is ContactReason.URGENT_AGAINST_WISH:
        return Outgoing(False, False, contact.reason.value, contact.neutral)
    unasked = purpose is Purpose.ROUTINE or reminds
    if unasked and ended:
        return Outgoing(False, False, ENDED, contact.neutral)
    if unasked and resting:
        return Outgoing(False, True, BAD_DAY, contact.neutral)
    return Outgoing(True, False, contact.reason.value, contact.neutral)

"""Why a calendar is refused as a whole, and why an entry of one is left out."""

from __future__ import annotations

from enum import StrEnum

MOST_BYTES = 2 * 1024 * 1024
MOST_EVENTS = 5_000
MOST_LINES = 200_000  # folded ones, as they stand in the file
MOST_ZONES = 60
MOST_ZONE_LINES = 1_500  # of one
DEEPEST = 4  # a calendar, an event, an alarm: real ones need three
MOST_OCCURRENCES = 20_000  # inside the window, of all series together
MOST_STEPS = 300_000  # from where each series begins


class Refusal(StrEnum):
    """What is wrong with the whole of it: nothing was changed, whatever else may be in it."""

    TOO_BIG = "too-big"
    TOO_MANY = "too-many"  # events, or lines
    NOT_A_CALENDAR = "not-a-calendar"
    A_PAGE = "a-page"  # HTML: a sign-in page, most often
    CHARSET = "charset"
    CUT_OFF = "cut-off"
    NESTED = "nested"
    ZONES = "zones"  # too many time zones, or one that repeats without end
    TOO_MUCH = "too-much"  # repeats so often that nobody could have made it
    EMPTIED = "emptied"  # most of what was in it before is gone at once
    # Of a feed only:
    ADDRESS = "address"
    PRIVATE = "private"
    NOT_FOUND = "not-found"
    FORBIDDEN = "forbidden"
    ANSWERED_BADLY = "answered-badly"
    LED_ASTRAY = "led-astray"  # one redirect after another
    SLOW = "slow"
    UNREACHABLE = "unreachable"
    INSECURE = "insecure"  # its certificate is not good
    NOBODY_LEADS = "nobody-leads"  # the diary of a service that nobody leads any more


class LeftOut(StrEnum):
    """Why one entry is not read; the others are."""

    NO_UID = "no-uid"
    NO_TIME = "no-time"
    ZONE = "zone"
    REPEATS = "repeats"
    TOO_LONG = "too-long"
    BROKEN = "broken"


class CalendarRefused(Exception):
    """A calendar was refused as a whole, for ``reason``. A presenter says it in words."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason

"""From which day not hearing from somebody is worth a call, and whether questions rest: pure."""

from __future__ import annotations

from datetime import date, timedelta

from alongside.care.partnership.rules.preferences import MayContact, Preferences, Support

LEFT_ALONE = (MayContact.DO_NOT_CONTACT.value, MayContact.ONLY_REPLIES.value)


def quiet_from(heard: date | None, bad_day_until: date | None, after_days: int) -> date | None:
    """The first day on which nothing was heard for ``after_days`` whole days.

    ``heard`` is the last day the person said anything, or steps began; None where nothing was agreed, and
    so nothing asked. Days on which we promised to ask nothing do not count.
    """
    if heard is None:
        return None
    last = max(heard, bad_day_until) if bad_day_until is not None else heard
    return last + timedelta(days=after_days + 1)


def bad_day_until(began: date, quiet_days: int) -> date:
    """The last day on which nothing is asked; the first is ``began`` itself."""
    return began + timedelta(days=quiet_days - 1)


def is_quiet(until: date | None, today: date) -> bool:
    """Whether questions rest on ``today``."""
    return until is not None and today <= until


def may_ask_after(preferences: Preferences) -> bool:
    """Whether a professional may be asked to get in touch with somebody who went quiet.

    Never for who asked not to be contacted, wants answers only, or no support unless they ask.
    """
    return preferences.contact is MayContact.WELCOME and preferences.support is not Support.NONE_UNLESS_I_ASK


def is_back(last: date | None, today: date, after_days: int) -> bool:
    """Whether somebody comes back after a gap: they are welcomed, and nobody counts the days."""
    return last is not None and (today - last).days > after_days

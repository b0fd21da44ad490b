"""How many wrong tries there are before somebody has to wait: pure data, the settings are made from it.

Counted in the shared cache, so that all worker processes and all sessions see the same count. Each is
*per address*: one window tells the page how long to wait. A code has eight digits, so that ten wrong
ones an hour, all year, find the right one with a chance of less than one in a thousand.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``tries`` in ``minutes`` for one key."""

    tries: int
    minutes: int

    def per(self, what: str) -> str:
        """The rate in allauth's notation, for ``key`` (an address), ``ip`` or ``user``."""
        return f"{self.tries}/{self.minutes}m/{what}"


WRONG_CODES = Limit(tries=10, minutes=60)
WRONG_PASSWORDS = Limit(tries=5, minutes=15)
CODES_SENT = Limit(tries=6, minutes=15)

# Wrong codes in one session before a new code is needed, and how long a code is good for.
TRIES_WITH_ONE_CODE = 5
CODE_LIVES_MINUTES = 15
CODE_DIGITS = 8

# From one place (a clinic has one address for everybody): generous, it only slows machines down.
PER_PLACE = {"login": 60, "login_failed": 30, "request_login_code": 40, "reset_password": 40, "calendar": 120}


def rates() -> dict[str, str]:
    """allauth's ``ACCOUNT_RATE_LIMITS``. ``wrong_code`` and ``calendar`` are our own, spent by our views."""
    place = {action: f"{amount}/m/ip" for action, amount in PER_PLACE.items()}
    return {
        "login": place["login"],
        "login_failed": f"{place['login_failed']},{WRONG_PASSWORDS.per('key')}",
        "request_login_code": f"{place['request_login_code']},{CODES_SENT.per('key')}",
        "reset_password": f"{place['reset_password']},{CODES_SENT.per('key')}",
        "reset_password_from_key": f"{place['reset_password']}",
        "wrong_code": WRONG_CODES.per("key"),
        "calendar": place["calendar"],
    }

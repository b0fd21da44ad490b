"""Prove that somebody reads an e-mail address before anything is sent under it: a code by e-mail.

The answer is the same whether or not we know the address. The limits are those of signing in, counted in
the shared cache under the same keys, so that the door is no way round them.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from alongside.base import clock
from alongside.base.accounts import mail
from alongside.base.accounts.rules.limits import CODE_DIGITS, CODE_LIVES_MINUTES, TRIES_WITH_ONE_CODE
from alongside.care.access.session import Visit


class Proof(StrEnum):
    """What came of a try."""

    PROVEN = "proven"
    WRONG = "wrong"
    OVER = "over"  # too old, or tried too often: a new code is needed
    WAIT = "wait"  # too many for this address


def send_code(request: HttpRequest, visit: Visit) -> bool:
    """Send a new code to the visit's address. False where too many were sent to it; ask them to wait.

    Raises ``mail.CouldNotSend`` where the mail server is away.
    """
    if not ratelimit.consume(request, action="request_login_code", key=visit.email.lower()):
        return False
    digits = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    half = CODE_DIGITS // 2
    mail.send("account/email/email_confirmation", visit.email, {"code": f"{digits[:half]}-{digits[half:]}"})
    visit.code = {
        "digest": _digest(visit.email, digits),
        "for": visit.email,
        "until": (clock.now() + timedelta(minutes=CODE_LIVES_MINUTES)).isoformat(),
        "tries": 0,
    }
    return True


def try_code(request: HttpRequest, visit: Visit, code: str) -> Proof:
    """Compare a code; a try is counted before it is compared."""
    if not ratelimit.consume(request, action="wrong_code", key=visit.email.lower()):
        return Proof.WAIT
    kept = visit.code
    if not kept or kept["for"] != visit.email or datetime.fromisoformat(kept["until"]) <= clock.now():
        return Proof.OVER
    kept["tries"] += 1
    if kept["tries"] > TRIES_WITH_ONE_CODE:
        return Proof.OVER
    digits = "".join(character for character in code if character.isdigit())
    if not constant_time_compare(_digest(visit.email, digits), kept["digest"]):
        return Proof.WRONG
    ratelimit.clear(request, action="wrong_code", key=visit.email.lower())
    visit.code = {}
    visit.proven = visit.email
    return Proof.PROVEN


def _digest(email: str, digits: str) -> str:
    return salted_hmac("alongside.door.code", f"{email}:{digits}").hexdigest()

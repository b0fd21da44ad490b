"""The clinic's own rules of follow-up and referral, as this installation uses them: read once a process.

A clinic lays its own files into the folder ``rules`` of ``ALONGSIDE_HOME``. A file that is wrong is not used,
with every reason in the log and in ``alongside check``: the shipped rules go on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from alongside.care.access.rules import follow_up, referral
from alongside.care.access.rules.follow_up import FollowUpRules
from alongside.care.access.rules.referral import ReferralRules
from alongside.care.access.rules.signed import DefinitionInvalid, Problem
from alongside.care.partnership.definitions_said import said

log = logging.getLogger(__name__)
Rules = TypeVar("Rules")


def own_folder() -> Path:
    """Where a clinic lays its own rules."""
    return Path(settings.ENVIRONMENT.home) / "rules"


def follow_up_rules() -> FollowUpRules:
    """What every page of follow-up uses, in the language of the page."""
    return said(_follow_up())


def referral_rules() -> ReferralRules:
    """What the door and triage use, in the language of the page."""
    return said(_referral())


def forget() -> None:
    """Read the rules again when they are next asked for."""
    _follow_up.cache_clear()
    _referral.cache_clear()


@cache
def _follow_up() -> FollowUpRules:
    return _own_or("follow-up", follow_up.read_follow_up, follow_up.shipped)


@cache
def _referral() -> ReferralRules:
    return _own_or("referral", referral.read_referral, referral.shipped)


def faults() -> dict[str, str]:
    """What is wrong with the clinic's own files, by name; empty where they are right or there are none."""
    found = {}
    for name, read in (("follow-up", follow_up.read_follow_up), ("referral", referral.read_referral)):
        try:
            _read_own(name, read)
        except DefinitionInvalid as wrong:
            found[name] = str(wrong)
    return found


def _own_or(name: str, read: Callable[[str], Rules], shipped: Callable[[], Rules]) -> Rules:
    try:
        own = _read_own(name, read)
    except DefinitionInvalid as wrong:
        log.error("The clinic's own rules are not used: %s", wrong)
        own = None
    return own if own is not None else shipped()


def _read_own(name: str, read: Callable[[str], Rules]) -> Rules | None:
    path = own_folder() / f"{name}.toml"
    if not path.is_file():
        return None
    try:
        return read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as refused:
        raise DefinitionInvalid(name, [Problem(name, f"cannot be read: {refused}")]) from refused

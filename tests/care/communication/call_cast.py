"""What tests of calls do in a line."""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside.base import clock
from alongside.care.access.actions import way as ways
from alongside.care.communication.actions import call as asking
from alongside.care.communication.actions import call_try
from alongside.care.communication.models import Call, CallTry
from alongside.care.partnership import figures
from alongside.care.partnership.models import AttentionItem
from tests.conftest import THURSDAY, Clinic

ANY = asking.Asked(voicemail=Call.Voicemail.NAME_ONLY)
REACHABLE = {"channels": ["phone"], "seen_by_others": "nobody"}


def at(days: float = 0, hours: float = 0):
    """The clock stands so long after half past ten on that Thursday."""
    return clock.frozen(THURSDAY + timedelta(days=days, hours=hours))


def ask(clinic: Clinic, asked: asking.Asked = ANY) -> Call:
    return asking.ask(partnership=clinic.partnership, asked=asked, by=clinic.joan)


def set_way(clinic: Clinic, **answers: object) -> None:
    ways.set_way(partnership=clinic.partnership, answers=answers, by=clinic.joan)


def ring(call: Call, by, outcome: CallTry.Outcome, **more) -> Call:
    tried = call_try.begin(call=call, by=by, why_now=more.pop("why_now", ""))
    return call_try.say(tried=tried, outcome=outcome, by=by, **more)


def open_items(clinic: Clinic) -> dict[str, AttentionItem]:
    items = AttentionItem.objects.filter(partnership=clinic.partnership, closed_at=None)
    return {item.kind: item for item in items}


def same_figures(clinic: Clinic) -> bool:
    return figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)


def clock_of(moment: datetime | None) -> str:
    """*Fri 13 17:00* in winter time, as the clinic's clock shows it."""
    return f"{moment:%a %d %H:%M}" if moment else ""

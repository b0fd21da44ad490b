"""The calls and visits of the small world, what is to be agreed about coming back, and a letter to the GP."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from alongside.base import clock
from alongside.care.access.actions import follow_up, letter
from alongside.care.access.actions.follow_up import Terms
from alongside.care.access.models import Letter
from alongside.care.access.rules.follow_up import AtEnd, months_after
from alongside.care.access.rules.letter import Line
from alongside.care.communication.actions import agenda, call_try, call_work, visit_code, visit_summary
from alongside.care.communication.actions import call as calls
from alongside.care.communication.actions import visit as visits
from alongside.care.communication.models import Call, CallTry, Visit
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.preferences import Purpose
from tests.conftest import Clinic

STAIRS = "The stairs at the station."
SAID = "We went through the stairs. One a day is enough."
SLEEP = "My sleep, and the tablets at night."
TALKED = "We talked about sleep. You decide about the tablets."
WATCH = "My left foot."
WORDS = (STAIRS, SAID, SLEEP, TALKED, WATCH, "Fetch my grandson.", "Room 4")


def lived(clinic: Clinic) -> None:
    """Joan asked to be rung and was; a call is promised; a visit was summed up, and one is to come."""
    asked = calls.ask(partnership=clinic.partnership, asked=calls.Asked(what_about=STAIRS), by=clinic.joan)
    tried = call_try.begin(call=asked, by=clinic.priya, why_now=STAIRS)
    call_try.say(tried=tried, outcome=CallTry.Outcome.SPOKE, by=clinic.priya, note=SAID)
    tomorrow = clock.now() + timedelta(days=1)
    call_work.start(
        partnership=clinic.partnership,
        by=clinic.priya,
        purpose=Purpose.REPLY,
        what_about=STAIRS,
        window=(tomorrow, tomorrow + timedelta(hours=1)),
    )
    agenda.write(partnership=clinic.partnership, text=SLEEP, by=clinic.joan)
    was, _comes = (_visit(clinic, days) for days in (-2, 7))
    visit_code.ensure(partnership=clinic.partnership, by=clinic.priya)
    visit_summary.write(
        visit=was, said=visit_summary.Said(TALKED), talked_about=[], number=0, by=clinic.priya
    )
    _proposed(clinic)
    line = Line("goal:1", "What they want to get to", "Fetch my grandson.")
    letter.draft(partnership=clinic.partnership, point=Letter.Point.PLAN, lines=[line], by=clinic.priya)
    door = _proposed(clinic, sam=True)
    follow_up.answer(wording=door, says=Answer.YES, by=clinic.sam)


def _visit(clinic: Clinic, days: int) -> Visit:
    at = clock.now() + timedelta(days=days)
    return visits.plan(
        partnership=clinic.partnership,
        when=visits.When(at, at + timedelta(minutes=30)),
        where=visits.Where(place="Room 4"),
        professional=clinic.priya,
        by=clinic.priya,
    )


def _proposed(clinic: Clinic, *, sam: bool = False):
    until = months_after(clock.today(clinic.service.time_zone), 6)
    terms = Terms(until, ["worse", "plan"], AtEnd.RING, watch_for=WATCH)
    by = clinic.noor if sam else clinic.priya
    return follow_up.propose(partnership=clinic.sams if sam else clinic.partnership, terms=terms, by=by)


def persons_pages(clinic: Clinic) -> dict[str, str]:
    def at(name: str, *more: object) -> str:
        return reverse(name, args=[clinic.partnership.pk, *more])

    was, comes = Visit.objects.filter(partnership=clinic.partnership).order_by("starts_at")
    over, promised = Call.objects.filter(partnership=clinic.partnership).order_by("opened_at")
    return {
        "ring me": at("communication:call-ask"),
        "calls": at("communication:calls-of-one"),
        "a call that was": at("communication:call", over.pk),
        "a call to come": at("communication:call", promised.pk),
        "visits": at("communication:visits"),
        "a visit to come": at("communication:visit", comes.pk),
        "a visit that was": at("communication:visit", was.pk),
        "told at home": at("communication:visit-at-home", was.pk),
        "agenda": at("communication:agenda"),
        "my calendar": at("communication:my-calendar"),
        "how I come back": at("access:follow-up"),
        "an open door": at("access:follow-up-propose", "open"),
        "where my referral stands": at("access:referral"),
        "letters": at("support:letters"),
        "a letter": at("support:letter", Letter.objects.get(partnership=clinic.partnership).pk),
    }


def professionals_pages(clinic: Clinic) -> dict[str, str]:
    def at(name: str, *more: object) -> str:
        return reverse(name, args=[clinic.partnership.pk, *more])

    was, comes = Visit.objects.filter(partnership=clinic.partnership).order_by("starts_at")
    promised = Call.objects.filter(partnership=clinic.partnership).order_by("opened_at").last()
    return {
        "people to ring": reverse("support:ring"),
        "all calls": reverse("communication:calls"),
        "a call to make": at("communication:call", promised.pk if promised else None),
        "diary": reverse("communication:diary"),
        "a visit that was": at("communication:visit", was.pk),
        "what was said": at("communication:visit-said", was.pk),
        "a visit to come": at("communication:visit", comes.pk),
        "how they come back": at("access:follow-up"),
        "no next step": reverse("support:no-next-step"),
        "what was sent": at("partnership:deliveries"),
    }

"""*People to ring*: everybody whom a call would help, from all rooms, each with its reason.

Composed from attention items and open calls, never by scanning histories; a constant number of queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.access import attention as access_kinds
from alongside.care.communication import call_keeping
from alongside.care.communication import call_ringing as ringing
from alongside.care.communication.call_reasons import WhyRing
from alongside.care.communication.models import Call
from alongside.care.partnership.models import AttentionItem, Partnership, Way
from alongside.care.partnership.rules.preferences import MayContact, Purpose
from alongside.care.plan import attention as plan_kinds
from alongside.care.plan import going_attention as going_kinds
from alongside.care.support.rules import ringing as rule

MOST_PEOPLE = 40
MOST_READ = 400  # rows of either kind

WERE_YOU_SEEN_PAGE = "support:were-you-seen"

# What on the list is best answered by ringing; and whether that answers the person, or is for their safety.
REASONS: dict[str, tuple[WhyRing, Purpose]] = {
    access_kinds.WERE_YOU_SEEN: (
        WhyRing(_("Was told to get urgent help: were they seen?"), WERE_YOU_SEEN_PAGE),
        Purpose.URGENT,
    ),
    plan_kinds.STEP_WORSE: (WhyRing(_("It got worse after a step of the plan")), Purpose.URGENT),
    going_kinds.PLEASE_RING: (WhyRing(_("Has a bad day and asks you to ring")), Purpose.REPLY),
    access_kinds.CAME_BACK: (WhyRing(_("Came back, and hopes to hear from you")), Purpose.REPLY),
    going_kinds.CHECK_INS_WORSE: (WhyRing(_("Check-ins have been worse for weeks")), Purpose.ROUTINE),
    going_kinds.WENT_QUIET: (WhyRing(_("Went quiet: nothing heard for a while")), Purpose.ROUTINE),
}


@dataclass(frozen=True, slots=True)
class ToRing:
    """One reason to ring one person: an open call, or an item that nobody has made a call of yet."""

    partnership: Partnership
    kind: str  # of the item; empty for a call that answers none
    purpose: Purpose
    harm: int
    since: datetime
    due_at: datetime | None
    owner: Account
    way: Way | None
    call: Call | None = None
    item: AttentionItem | None = None

    @property
    def left_alone(self) -> bool:
        """They asked not to be contacted, and this is no answer to them."""
        contact = self.way.preferences().contact if self.way else MayContact.WELCOME
        return contact is MayContact.DO_NOT_CONTACT and self.purpose is not Purpose.REPLY

    @property
    def rests(self) -> bool:
        """A routine call, and a bad day."""
        until = self.partnership.figures.bad_day_until
        today = clock.today(self.partnership.service.time_zone)
        return self.purpose is Purpose.ROUTINE and until is not None and today <= until


@dataclass(frozen=True, slots=True)
class Found:
    """One list a person, in the order of ringing; ``resting`` are held back by a bad day."""

    people: list[list[ToRing]]
    resting: list[ToRing]
    more: int


def people_to_ring(account: Account, *, whose: str) -> Found:
    """Whom ``account`` should ring (``whose`` is *mine*), or whom anybody of their teams should (*team*)."""
    seen = Partnership.objects.rung_by(account)
    calls, items = _calls(account, seen, whose), _items(account, seen, whose)
    ways = ringing.ways_of_people(
        {call.partnership_id for call in calls} | {item.partnership_id for item in items}
    )
    answered = {(call.partnership_id, call.reason, call.about) for call in calls if call.reason}
    harms = _harms(calls)
    found = [
        *(_of_call(call, ways, harms) for call in calls if _is_now(call)),
        *(
            _of_item(item, ways)
            for item in items
            if (item.partnership_id, item.kind, item.about) not in answered
        ),
    ]
    return _ordered(found)


def _ordered(found: list[ToRing]) -> Found:
    awake = [one for one in found if not one.rests]
    listed = rule.by_person([_reason(place, one) for place, one in enumerate(awake)], clock.now())
    people = [[awake[reason.place] for reason in reasons] for reasons in listed]
    resting = [one for one in found if one.rests]
    return Found(people[:MOST_PEOPLE], resting, max(0, len(people) - MOST_PEOPLE))


def _reason(place: int, one: ToRing) -> rule.Reason:
    return rule.Reason(place, one.partnership.pk, one.harm, one.since, one.due_at, one.left_alone)


def _calls(account: Account, seen: QuerySet[Partnership], whose: str) -> list[Call]:
    rows = Call.objects.filter(partnership__in=seen).open().soonest()
    if whose == "mine":
        rows = rows.filter(owner=account)
    related = ("partnership__figures", "partnership__service", "service", "owner", "promised_by")
    return list(rows.select_related(*related)[:MOST_READ])


def _items(account: Account, seen: QuerySet[Partnership], whose: str) -> list[AttentionItem]:
    rows = AttentionItem.objects.filter(partnership__in=seen, kind__in=list(REASONS)).due().by_harm()
    if whose == "mine":
        rows = rows.filter(owner=account)
    related = ("partnership__figures", "partnership__service", "owner")
    return list(rows.select_related(*related)[:MOST_READ])


def _is_now(call: Call) -> bool:
    """Not one whose time is another day, or that waits for the person's answer."""
    if call.next_at is None or call.next_at < clock.now():
        return True
    if call.stage == Call.Stage.WAIT:
        return False
    if call.from_at is None and not call.tried:
        return True
    zone = ZoneInfo(call.service.time_zone)
    return (call.from_at or call.again_at or call.next_at).astimezone(zone).date() <= clock.today(
        call.service.time_zone
    )


def _harms(calls: list[Call]) -> dict[UUID | None, int]:
    """How bad what a call answers could be, by what both are about: a call never ranks below it."""
    about = [call.about for call in calls if call.about]
    rows = AttentionItem.objects.filter(about__in=about, kind__in=list(REASONS)).open()
    return dict(rows.order_by("-harm").values_list("about", "harm"))


def _of_call(call: Call, ways: dict[UUID, Way], harms: dict[UUID | None, int]) -> ToRing:
    return ToRing(
        partnership=call.partnership,
        kind=call.reason,
        purpose=Purpose(call.purpose),
        harm=min(call_keeping.HARMS[call.purpose], harms.get(call.about, AttentionItem.Harm.ROUTINE)),
        since=call.opened_at,
        due_at=call.next_at,
        owner=call.owner,
        way=ways.get(call.partnership_id),
        call=call,
    )


def _of_item(item: AttentionItem, ways: dict[UUID, Way]) -> ToRing:
    return ToRing(
        partnership=item.partnership,
        kind=item.kind,
        purpose=REASONS[item.kind][1],
        harm=item.harm,
        since=item.opened_at,
        due_at=item.due_at,
        owner=item.owner,
        way=ways.get(item.partnership_id),
        item=item,
    )


def declared() -> dict[str, WhyRing]:
    """What the room of calls needs to know of these reasons."""
    return {kind: why for kind, (why, _purpose) in REASONS.items()}

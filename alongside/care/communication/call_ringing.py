"""What must be known in the moment of ringing one call: read from its rows, judged by the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, OuterRef, Q, Subquery

from alongside.base import clock
from alongside.care.communication import call_keeping as keeping
from alongside.care.communication.models import Call
from alongside.care.communication.rules.call_ringing import Objection, may_leave_message, objections
from alongside.care.partnership.models import Way
from alongside.care.partnership.rules.preferences import Preferences, Purpose, protection

HOW = {"channels", "contact"}


@dataclass(frozen=True, slots=True)
class Moment:
    """``against``: what speaks against ringing now; ``message``: whether one may be left."""

    way: Way | None
    against: tuple[Objection, ...]
    message: bool

    @property
    def preferences(self) -> Preferences:
        return self.way.preferences() if self.way else Preferences()


def ways_of(calls: Iterable[Call]) -> dict[UUID, Way]:
    """The newest way of everybody among ``calls``, in one query."""
    return ways_of_people({call.partnership_id for call in calls})


def ways_of_people(people: set[UUID]) -> dict[UUID, Way]:
    """The newest way of each of these partnerships that said any, in one query."""
    newest = (
        Way.objects.filter(partnership=OuterRef("partnership"))
        .order_by()
        .values("partnership")
        .annotate(newest=Max("version"))
        .values("newest")
    )
    rows = Way.objects.filter(partnership__in=people).filter(Q(version=Subquery(newest)))
    return {row.partnership_id: row for row in rows}


def moment(call: Call, way: Way | None) -> Moment:
    """How it stands now. Reads the figures of the partnership, so select them with the call."""
    preferences = way.preferences() if way else Preferences()
    until = call.partnership.figures.bad_day_until
    against = objections(
        preferences,
        purpose=Purpose(call.purpose),
        said_how=way is not None and bool(HOW & set(way.said)),
        in_hours=keeping.in_their_hours(call, way, clock.now()),
        quiet=until is not None and clock.today(call.service.time_zone) <= until,
    )
    message = may_leave_message(
        said_nothing=call.voicemail == Call.Voicemail.NOTHING,
        protected=protection(preferences).leave_no_voicemail,
        way_is_newer=not call.asked or (way is not None and way.at > call.said_at),
    )
    return Moment(way, against, message)

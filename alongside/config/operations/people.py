"""How records stand, by id: for whoever runs the installation. No name and no word of anybody's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from alongside.base.record.models import Delivery, Event
from alongside.care.partnership.models import Figures, Membership, Partnership
from alongside.config.operations.schema import require_current
from alongside.config.problems import USAGE, Problem

_NOT_SHOWN = {"partnership", "service"}


def listed(*, email: str) -> list[dict[str, Any]]:
    """One row a record, the oldest first; only that of ``email`` where one is given."""
    require_current()
    partnerships = Partnership.objects.order_by("started_at", "pk")
    if email:
        partnerships = partnerships.filter(person__email=email.strip().lower())
    columns = ("id", "service_id", "team_id", "state", "came_by", "started_at", "ended_at")
    return [dict(row) for row in partnerships.values(*columns).iterator()]


def shown(person: str) -> dict[str, Any]:
    """Counts and dates of one record; raises ``Problem`` where there is none of that id."""
    require_current()
    partnership = _partnership(person)
    kept: dict[str, Any] = dict(Figures.objects.filter(partnership=partnership).values().first() or {})
    return {
        "id": partnership.pk,
        "account": partnership.person_id,
        "clinic": partnership.service_id,
        "team": partnership.team_id,
        "state": partnership.state,
        "came_by": partnership.came_by,
        "started_at": partnership.started_at,
        "ended_at": partnership.ended_at,
        "members": Membership.objects.filter(partnership=partnership, until_at=None).count(),
        "events": Event.objects.filter(subject=partnership.pk).count(),
        "deliveries": Delivery.objects.filter(subject=partnership.pk).count(),
        "deliveries_not_sent": Delivery.objects.filter(subject=partnership.pk, state__in=TROUBLED).count(),
        **{name: value for name, value in kept.items() if name.removesuffix("_id") not in _NOT_SHOWN},
    }


TROUBLED = (Delivery.State.FAILED, Delivery.State.UNCONFIRMED, Delivery.State.EXPIRED)


def _partnership(text: str) -> Partnership:
    try:
        key = UUID(text)
    except ValueError as wrong:
        raise Problem(f"{text!r} is not an id.", "See: alongside person list", code=USAGE) from wrong
    partnership = Partnership.objects.filter(pk=key).first()
    if partnership is None:
        raise Problem(f"There is no record {text}.", "See: alongside person list")
    return partnership

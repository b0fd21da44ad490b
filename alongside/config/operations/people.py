"""How records stand, by id: for whoever runs the installation. No name and no word of anybody's."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from alongside.base.accounts.models import Account
from alongside.base.record.models import Delivery, Event
from alongside.care.partnership.actions import erasure, own_copy
from alongside.care.partnership.actions import invitation as invitations
from alongside.care.partnership.actions.invitation import Invitee
from alongside.care.partnership.actions.partnership import AlreadyTaken
from alongside.care.partnership.models import Erased, Figures, Membership, Partnership, TeamMembership
from alongside.care.partnership.rules.erasing import Ground
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


def export(person: str, file: Path, *, replace: bool) -> dict[str, Any]:
    """Write the own copy of the record ``person`` to ``file``, readable by whoever runs this alone.

    Raises ``Problem`` where there is no such record, or a file of this name that is not to be replaced.
    """
    require_current()
    partnership = _partnership(person)
    if file.exists() and not replace:
        raise Problem(f"{file} is there already.", "Choose another name, or say --replace.")
    made = own_copy.make_for(partnership=partnership)
    partly = file.with_name(f"{file.name}.part")
    try:
        partly.touch(mode=0o600)
        partly.write_bytes(made)
        partly.replace(file)
    except OSError as wrong:
        raise Problem(f"{file} cannot be written: {wrong.strerror}.") from wrong
    return {"id": partnership.pk, "file": str(file), "bytes": len(made)}


def erase(person: str, *, ground: str) -> dict[str, Any]:
    """Erase the record ``person`` on ``ground``; what went, and until when a backup may hold a copy.

    Raises ``Problem`` where there is none, the ground does not hold, or something urgent waits.
    """
    require_current()
    if ground not in list(Ground):
        raise Problem(f"{ground!r} is no ground.", f"One of: {', '.join(Ground)}.", code=USAGE)
    partnership = _partnership(person)
    try:
        done = erasure.erase(partnership=partnership, ground=Ground(ground), by=None)
    except erasure.NotAsked as wrong:
        raise Problem("Nobody asks for this record to be erased.", "Another ground: --ground") from wrong
    except erasure.TooSoon as wrong:
        raise Problem("Something happened in this record inside the time for which it is kept.") from wrong
    except erasure.StillInDanger as wrong:
        raise Problem(
            "Something urgent about this person waits for their team.", "Settle it first."
        ) from wrong
    return _erased(done)


def erased() -> list[dict[str, Any]]:
    """Which records were erased, the newest first."""
    require_current()
    return [_erased(one) for one in Erased.objects.order_by("-at")]


def _erased(one: Erased) -> dict[str, Any]:
    facts = {"record": one.record, "clinic": one.service_id, "at": one.at, "ground": one.ground}
    return {**facts, "rows": one.rows, "copies_until": one.copies_until}


def invite(*, email: str, name: str, by: str) -> dict[str, Any]:
    """Invite a person in the name of the professional ``by``, who becomes their contact.

    Raises ``Problem`` where nobody of that address has a seat in a team, or the person cannot be invited.
    """
    require_current()
    inviter = Account.objects.filter(email=by.strip().lower(), is_active=True).first()
    seat = TeamMembership.objects.filter(account=inviter, until_at=None).select_related("team").first()
    if inviter is None or seat is None:
        raise Problem(f"{by} has no seat in a team.", "See: alongside clinic professional")
    if not name.strip() or not name.isprintable():
        raise Problem("--name needs words.", code=USAGE)
    try:
        validate_email(email)
        invitation = invitations.invite_person(team=seat.team, invitee=Invitee(email, name), by=inviter)
    except ValidationError as wrong:
        raise Problem(f"{email!r} is not an e-mail address.", code=USAGE) from wrong
    except (invitations.CannotInvite, AlreadyTaken) as taken:
        raise Problem(f"{email} cannot be invited: the address is in use here.") from taken
    return {"id": invitation.partnership_id, "invitation": invitation.pk, "expires_at": invitation.expires_at}


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

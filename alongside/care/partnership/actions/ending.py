"""Leave the door open, end well, and come back: agreed by both in a review, and never forgotten.

Nothing is taken away: the story, the plan and who the contact is stay as they are, so that whoever comes back
does not start again.
"""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.events import CAME_BACK, DOOR_LEFT_OPEN, ENDED_WELL
from alongside.care.partnership.models import Partnership


@transaction.atomic
def leave_open(*, partnership: Partnership, by: Account) -> None:
    """Nothing is planned any more; the person comes back when they need to."""
    _to(partnership, Partnership.State.OPEN_DOOR, by, DOOR_LEFT_OPEN.name)


@transaction.atomic
def end(*, partnership: Partnership, by: Account) -> None:
    """Both agreed that it is done."""
    _to(partnership, Partnership.State.ENDED, by, ENDED_WELL.name)


@transaction.atomic
def resume(*, partnership: Partnership, by: Account) -> None:
    """Under way again, with everything that was there."""
    _to(partnership, Partnership.State.ACTIVE, by, CAME_BACK.name)


def _to(partnership: Partnership, state: Partnership.State, by: Account, event: str) -> None:
    relation = authority.require(by, Verb.REVIEW, partnership)
    ended_at = clock.now() if state == Partnership.State.ENDED else None
    changed = Partnership.objects.filter(pk=partnership.pk).exclude(state=state)
    if not changed.update(state=state, ended_at=ended_at):
        return
    partnership.state, partnership.ended_at = state, ended_at
    events.record(
        event,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=partnership.pk,
    )

"""That a person and a professional spoke, written down by the room in which it happened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from alongside.base.accounts.models import Account
from alongside.care.partnership import anchors, figures
from alongside.care.partnership.models import Meeting, Partnership


@transaction.atomic
def took_place(
    partnership: Partnership, *, with_: Account, how: Meeting.How, at: datetime, about: UUID
) -> Meeting:
    """``with_`` spoke with the person at ``at``; ``about`` is the call's or the visit's id. Said twice, it
    counts once. Call it in the action's own transaction.
    """
    meeting, _new = Meeting.objects.get_or_create(
        about=about,
        professional=with_,
        defaults={"service": partnership.service, "partnership": partnership, "how": how, "at": at},
    )
    _keep(partnership)
    return meeting


@transaction.atomic
def did_not(partnership: Partnership, *, about: UUID) -> None:
    """What was written down was a mistake: nobody spoke."""
    Meeting.objects.filter(partnership=partnership, about=about).delete()
    _keep(partnership)


def _keep(partnership: Partnership) -> None:
    figures.keep(partnership, last_met_at=figures.last_met_at(partnership))
    anchors.happened(partnership, anchors.MET)

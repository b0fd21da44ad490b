"""What calls put on the person's today: who rings when, or what we need to know to reach them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.communication.models import Call
from alongside.care.communication.presenters import calls as pages
from alongside.care.partnership.cards import Card
from alongside.care.partnership.models import Partnership


def cards(partnership: Partnership) -> list[Card]:
    """A card for each call that is open and theirs to see, the next first. No query where none is open."""
    if not partnership.figures.calls_open:
        return []
    rows = pages.rows_of(partnership).open().soonest()[: pages.MOST_SHOWN]
    return [_card(row) for row in rows if pages.is_shown(row)]


def _card(call: Call) -> Card:
    wanted = call.stage != Call.Stage.RING or call.number_wrong_at is not None
    return Card(
        title=pages.heading(call),
        text=pages.what_now(call) or call.what_about,
        action=_("Say when suits you") if wanted else _("See or change it"),
        href=reverse("communication:call", args=[call.partnership_id, call.pk]),
        side="professional",
        asks=False,
    )

"""What the person's today says about both sides."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.care.measures.rules.sight import Side
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import short_name
from alongside.care.understanding.models import Difference
from alongside.care.understanding.rules.settling import State


@dataclass(frozen=True, slots=True)
class BothCard:
    """One thing for the person's today."""

    title: str
    text: str
    action: str
    href: str
    side: str = "shared"


def both_cards(partnership: Partnership) -> list[BothCard]:
    """What the person's today says about both sides: nothing, or one card. One query."""
    waiting = list(
        Difference.objects.filter(partnership=partnership)
        .waiting()
        .select_related("said_by")
        .order_by("moved_at")
    )
    href = reverse("understanding:both", args=[partnership.pk])
    for row in waiting:
        if row.state == State.FOUND and row.said_side == Side.PROFESSIONAL and row.said_by is not None:
            return [
                BothCard(
                    _("%(who)s wrote what you found") % {"who": short_name(row.said_by.name)},
                    _("You talked about something you see differently. Is that how you see it?"),
                    _("Read it"),
                    href,
                )
            ]
    open_ones = [row for row in waiting if row.state == State.OPEN]
    if not open_ones:
        return []
    text = ngettext(
        "Both of you have answered. You see %(n)d thing differently. Neither of you has to be wrong.",
        "Both of you have answered. You see %(n)d things differently. Neither of you has to be wrong.",
        len(open_ones),
    ) % {"n": len(open_ones)}
    return [BothCard(_("How we each see it"), text, _("See both sides"), href)]

"""What this room puts on the person's today."""

from __future__ import annotations

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from alongside.care.access import follow_up_presenters, triage_presenters
from alongside.care.access.clocks import day_of
from alongside.care.access.models import ComingBack, FollowUp, Letter
from alongside.care.access.rules.follow_up import Phase
from alongside.care.partnership.cards import Card
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import short_name
from alongside.care.partnership.presenters import contact_of
from alongside.care.partnership.rules.side import Side

State = Partnership.State


def cards(partnership: Partnership) -> list[Card]:
    """What stands about the door and the letter, the most pressing first; none of it is advice."""
    if partnership.state == State.WAITING:
        return [*_came_back(partnership), _referral(partnership)]
    return [*_came_back(partnership), *_door(partnership), *_letter(partnership)]


def _referral(partnership: Partnership) -> Card:
    return Card(
        _("Where your referral stands"),
        triage_presenters.standing_line(partnership),
        action=_("See where it stands"),
        href=reverse("access:referral", args=[partnership.pk]),
        side="shared",
        asks=False,
    )


def _came_back(partnership: Partnership) -> list[Card]:
    row = ComingBack.objects.filter(partnership=partnership).waiting().first()
    if row is None:
        return []
    return [
        Card(
            _("You came back"),
            answer_line(row, partnership),
            action=_("See where it stands"),
            href=reverse("support:come-back", args=[partnership.pk]),
            side="shared",
            asks=False,
        )
    ]


def answer_line(row: ComingBack, partnership: Partnership, *, mine: bool = True) -> str:
    """*Priya has it, and answers you by Monday 16 November.*, or the same for the team."""
    contact = contact_of(partnership)
    name = short_name(contact.name) if contact else _("Your team")
    if not mine:
        return _team_line(row, partnership, name)
    if row.answer_by is None:
        return _("%(name)s has it. If it cannot wait, please ring us.") % {"name": name}
    day = formats.date_format(day_of(row.answer_by, partnership.service), "l j F")
    return _("%(name)s has it, and answers you by %(day)s.") % {"name": name, "day": day}


def _team_line(row: ComingBack, partnership: Partnership, name: str) -> str:
    if row.answer_by is None:
        return _("Waits for %(name)s.") % {"name": name}
    day = formats.date_format(day_of(row.answer_by, partnership.service), "l j F")
    return _("Waits for %(name)s. They were told: an answer by %(day)s.") % {"name": name, "day": day}


def _door(partnership: Partnership) -> list[Card]:
    """How to come back stands first; then what waits for an answer of theirs."""
    rows = FollowUp.objects.filter(partnership=partnership).open()
    row = rows.select_related("partnership__service", "agreed").first()
    return [*_open_door(partnership, row), *_put_forward(partnership, row)]


def _open_door(partnership: Partnership, row: FollowUp | None) -> list[Card]:
    if partnership.state not in (State.OPEN_DOOR, State.ENDED):
        return []
    text = _(
        "Come back any day. Your story and your plan are still here, and nobody asks you to start again."
    )
    line = follow_up_presenters.phase_line(row, partnership, mine=True)
    if row is not None and row.until_on and follow_up_presenters.phase_of(row) is Phase.OPEN:
        line = _("You both agreed: it stands open until %(day)s.") % {
            "day": formats.date_format(row.until_on, "j F Y")
        }
    return [
        Card(
            _("The door is open"),
            text,
            action=_("I need to come back"),
            href=reverse("support:come-back", args=[partnership.pk]),
            side="shared",
            more=line,
            asks=False,
        )
    ]


def _put_forward(partnership: Partnership, row: FollowUp | None) -> list[Card]:
    newest = row.wordings.select_related("author").order_by("-number").first() if row else None
    if newest is None or newest.author_side == Side.PERSON or newest.person_answer:
        return []
    return [
        Card(
            _("How shall you come back?"),
            _("%(name)s said how it could go on. What do you say?") % {"name": newest.author.name},
            action=_("Read it and answer"),
            href=reverse("access:follow-up", args=[partnership.pk]),
            side="professional",
        )
    ]


def _letter(partnership: Partnership) -> list[Card]:
    rows = Letter.objects.filter(partnership=partnership, said="", taken_back_at=None)
    row = rows.select_related("drafted_by").first()
    if row is None:
        return []
    return [
        Card(
            _("A letter to your GP?"),
            _("%(name)s wrote one. You read it first, and you decide.") % {"name": row.drafted_by.name},
            action=_("Read the letter"),
            href=reverse("support:letter", args=[partnership.pk, row.pk]),
            side="professional",
        )
    ]

"""Where a referral stands, from sending to the first contact, in sentences for each side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from alongside.care.access.actions import triage
from alongside.care.access.catalogue import referral_rules
from alongside.care.access.clocks import day_of
from alongside.care.access.models import Referral, Triage
from alongside.care.access.rules.referral import Outcome
from alongside.care.partnership.attention import WAITING
from alongside.care.partnership.models import AttentionItem, Meeting, Membership, Partnership
from alongside.care.partnership.names import named
from alongside.care.partnership.rules.authority import Relation, Verb, allows


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the way: what it is, what is known of it, and whether it is behind them."""

    title: str
    text: str
    done: bool


def referral_page(partnership: Partnership, relation: Relation) -> dict[str, Any]:
    """Where it stands now; shown to the person at any time."""
    mine = relation is Relation.PERSON
    decided = triage.newest(partnership)
    return {
        "for_person": mine,
        "stages": [
            _sent(partnership, mine=mine),
            _decided(partnership, decided, mine=mine),
            *(_after(partnership, decided, mine=mine) if not _elsewhere(decided, partnership) else []),
        ],
        "decision": decision(decided, partnership) if decided else None,
        "elsewhere": _elsewhere(decided, partnership),
        "may_decide": allows(relation, Verb.TRIAGE) and triage.waits(partnership),
    }


def decision(row: Triage, partnership: Partnership) -> dict[str, Any]:
    """What was decided, with every reason the person reads."""
    rules = referral_rules()
    known = {each.id: each.text for each in rules.reasons}
    return {
        "text": rules.rule(Outcome(row.outcome)).text,
        "reasons": [known[each] for each in row.reasons if each in known],
        "words": row.words,
        "turn_to": row.turn_to,
        "by": named(row.by.name, row.by_profession),
        "on": _day(_local(row.at, partnership)),
    }


def standing_line(partnership: Partnership) -> str:
    """One sentence for the first page of somebody who waits."""
    decided = triage.newest(partnership)
    stage = _decided(partnership, decided, mine=True)
    if not stage.done:
        return stage.text
    if decided is not None and decided.first_contact_by:
        day = _day(day_of(decided.first_contact_by, partnership.service))
        return _("Your team has looked at it. Somebody gets in touch by %(day)s.") % {"day": day}
    return _("Your team has looked at it.")


def _elsewhere(decided: Triage | None, partnership: Partnership) -> bool:
    ended = partnership.state == Partnership.State.ENDED
    return ended and decided is not None and decided.outcome == Outcome.NOT_HERE


def _sent(partnership: Partnership, *, mine: bool) -> Stage:
    row = Referral.objects.filter(partnership=partnership).order_by("sent_at").first()
    at = _local(row.sent_at if row else partnership.started_at, partnership)
    if partnership.came_by == Partnership.CameBy.INVITED:
        text = _("You were invited on %(day)s.") if mine else _("Invited on %(day)s.")
    elif partnership.came_by == Partnership.CameBy.TYPED:
        text = (
            _("You told us on %(day)s, and one of us typed it.")
            if mine
            else _("Typed by a professional on %(day)s.")
        )
    else:
        text = _("You sent it on %(day)s.") if mine else _("Referred themselves on %(day)s.")
    return Stage(_("Sent"), text % {"day": _day(at)}, done=True)


def _decided(partnership: Partnership, decided: Triage | None, *, mine: bool) -> Stage:
    title = _("Looked at")
    if decided is not None:
        words = {"who": decided.by.name, "day": _day(_local(decided.at, partnership))}
        return Stage(title, _("%(who)s looked at it on %(day)s.") % words, done=True)
    if partnership.state != Partnership.State.WAITING:
        return Stage(title, _("Somebody took you on at once.") if mine else _("Taken on at once."), done=True)
    items = AttentionItem.objects.filter(partnership=partnership, kind=WAITING, closed_at=None)
    due = items.values_list("due_at", flat=True).first()
    if due is None:
        return Stage(title, _("Someone in the team looks at it."), done=False)
    day = _day(day_of(due, partnership.service))
    return Stage(title, _("Someone in the team looks at it by %(day)s.") % {"day": day}, done=False)


def _after(partnership: Partnership, decided: Triage | None, *, mine: bool) -> list[Stage]:
    """The contact by name, and the first contact."""
    contact = (
        Membership.objects.filter(partnership=partnership, role=Membership.Role.CONTACT, until_at=None)
        .select_related("account")
        .first()
    )
    if contact is None:
        named_ = Stage(
            _("A contact of your own") if mine else _("A named contact"),
            _("Nobody yet. You see the name here.") if mine else _("Nobody yet."),
            done=False,
        )
    else:
        named_ = Stage(
            _("A contact of your own") if mine else _("A named contact"),
            named(contact.account.name, contact.profession),
            done=True,
        )
    return [named_, _first_contact(partnership, decided)]


def _first_contact(partnership: Partnership, decided: Triage | None) -> Stage:
    title = _("The first contact")
    met = (
        Meeting.objects.filter(partnership=partnership).order_by("at").select_related("professional").first()
    )
    if met is not None:
        words = {"name": met.professional.name, "day": _day(_local(met.at, partnership))}
        return Stage(title, _("With %(name)s, on %(day)s.") % words, done=True)
    if decided is not None and decided.first_contact_by is not None:
        day = _day(day_of(decided.first_contact_by, partnership.service))
        return Stage(title, _("By %(day)s.") % {"day": day}, done=False)
    return Stage(title, _("Not yet."), done=False)


def _local(at: datetime, partnership: Partnership) -> date:
    return at.astimezone(ZoneInfo(partnership.service.time_zone)).date()


def _day(day: date) -> str:
    return formats.date_format(day, "j F Y")

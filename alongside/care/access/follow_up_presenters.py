"""The sentences of follow-up: until when the door stands open, for what, and what both said to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.care.access.catalogue import follow_up_rules
from alongside.care.access.models import FollowUp, FollowUpWording
from alongside.care.access.rules.follow_up import AtEnd, Becomes, Phase, phase, texts
from alongside.care.partnership import typed
from alongside.care.partnership.agreeing import side_of
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import short_name
from alongside.care.partnership.presenters import contact_of
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.partnership.rules.side import Side


@dataclass(frozen=True, slots=True)
class Door:
    """One wording of the open door, in lines for both sides."""

    id: UUID
    what: str
    conditions: list[str]
    watch_for: str
    at_end: str
    note: str
    side: str
    by: str
    said: str
    why: str
    waits_for_me: bool
    typed: str = ""  # where somebody typed the person's answer


def follow_up_page(partnership: Partnership, relation: Relation) -> dict[str, Any]:
    """The page as whoever is ``relation`` sees it."""
    mine = relation is Relation.PERSON
    row = _open(partnership)
    agreed, waiting = _wordings(row)
    rules = follow_up_rules()
    away = partnership.state in (Partnership.State.OPEN_DOOR, Partnership.State.ENDED)
    context: dict[str, Any] = {
        "for_person": mine,
        "lead": lead_line(mine=mine, away=away, agreed=agreed is not None),
        "may_agree": allows(relation, Verb.AGREE_FOLLOW_UP)
        and partnership.state in (Partnership.State.ACTIVE, Partnership.State.OPEN_DOOR),
        "watch_for": rules.watch_for,
        "how": how_to_come_back(partnership) if mine else [],
        "stands": None,
        "phase": "",
        "talked": "",
        "may_say_talked": False,
        "proposal": None,
        "away": away,
    }
    if agreed is not None:
        context["stands"] = door(agreed, partnership, relation)
        context["phase"] = phase_line(row, partnership, mine=mine)
        context["may_say_talked"] = allows(relation, Verb.WORK_ATTENTION) and not _is_early(row)
        context["talked"] = _talked_line(row, mine=mine)
    if waiting is not None:
        context["proposal"] = door(waiting, partnership, relation)
    return context


def lead_line(*, mine: bool, away: bool, agreed: bool) -> str:
    """What is so now, and no more: who is under way is not told that nothing is planned."""
    if not mine:
        return (
            _("What both agreed for the time when nothing is planned.")
            if agreed
            else _("Nothing is agreed yet for the time when nothing is planned.")
        )
    if away:
        return (
            _("Nothing is planned, and you are not gone. This is what you both agreed.")
            if agreed
            else _("Nothing is planned, and you are not gone. You can come back when you need to.")
        )
    return (
        _("This is what you both agreed for the time when nothing is planned.")
        if agreed
        else _("Later there may be a time when nothing is planned. Here you agree how you come back then.")
    )


def _open(partnership: Partnership) -> FollowUp | None:
    rows = FollowUp.objects.filter(partnership=partnership).open()
    return rows.select_related("partnership__service", "talked_by", "agreed").first()


def _wordings(row: FollowUp | None) -> tuple[FollowUpWording | None, FollowUpWording | None]:
    """The one in force, and the newest where it is not agreed."""
    if row is None:
        return None, None
    newest = (
        FollowUpWording.objects.filter(follow_up=row).select_related("author").order_by("-number").first()
    )
    agreed = row.agreed
    if agreed is not None and newest is not None and newest.pk == agreed.pk:
        agreed, newest = newest, None
    return agreed, newest


def waiting_wording(partnership: Partnership) -> FollowUpWording | None:
    """The newest words that not both have said yes to."""
    return _wordings(_open(partnership))[1]


def door(row: FollowUpWording, partnership: Partnership, relation: Relation) -> Door:
    """One wording in words."""
    side = side_of(relation)
    rules = follow_up_rules()
    by_person = row.author_side == Side.PERSON
    other = row.answer_of(Side(row.author_side).other)
    return Door(
        id=row.pk,
        what=what_words(row),
        conditions=texts(rules.conditions, row.conditions),
        watch_for=row.watch_for,
        at_end=at_end_words(AtEnd(row.at_end)) if row.at_end else "",
        note=row.note,
        side=row.author_side,
        by=partnership.known_as if by_person else row.author.name,
        said=answer_words(other),
        why=row.professional_why if by_person else row.person_why,
        waits_for_me=row.answer_of(side) is not Answer.YES,
        typed=typed.sentence(
            typed.marks([row.pk]).get(row.pk), partnership, to_person=relation is Relation.PERSON
        ),
    )


def what_words(row: FollowUpWording) -> str:
    """What both would agree to."""
    if row.becomes == Becomes.OPEN and row.until_on:
        return _("The door stands open until %(day)s.") % {"day": _day(row.until_on)}
    if row.becomes == Becomes.REVIEWS and row.review_on:
        return _("We look back together on %(day)s, and agree on the next day then.") % {
            "day": _day(row.review_on)
        }
    return _("We end here. Coming back stays possible at any time.")


def at_end_words(at_end: AtEnd) -> str:
    """The conversation at the end. There is no other kind of end."""
    return {
        AtEnd.RING: _("Before it ends we ring, and talk about what comes next."),
        AtEnd.MEET: _("Before it ends we meet, and talk about what comes next."),
        AtEnd.WRITE: _("Before it ends we write to each other about what comes next."),
    }[at_end]


def answer_words(said: Answer | None) -> str:
    return {
        None: _("Waits for an answer."),
        Answer.YES: _("Yes."),
        Answer.NOT_NOW: _("Not now."),
        Answer.DIFFERENT: _("I see it differently."),
        Answer.TALK: _("I’d like to talk about this."),
    }[said]


def phase_of(row: FollowUp) -> Phase:
    today = clock.today(row.partnership.service.time_zone)
    return phase(row.until_on, today, follow_up_rules()) if row.until_on else Phase.OPEN


def phase_line(row: FollowUp | None, partnership: Partnership, *, mine: bool) -> str:
    """Where the door stands by the calendar, in one sentence."""
    if row is None or row.until_on is None:
        return ""
    words = {"day": _day(row.until_on), "name": _contact(partnership)}
    now = phase_of(row)
    if now is Phase.OPEN:
        return ""
    if now is Phase.ENDING:
        return (
            _("It stands open until %(day)s. Before that, %(name)s talks with you about what comes next.")
            % words
            if mine
            else _("It stands open until %(day)s. Somebody talks with them before that.") % words
        )
    return (
        _("The day has passed, and the door is still open. %(name)s talks with you about what comes next.")
        % words
        if mine
        else _("The day has passed. The door stays open until somebody has talked with them.")
    )


def how_to_come_back(partnership: Partnership) -> list[str]:
    """How to get in touch, in lines for the person."""
    lines = [_("Press “I need to come back” on your pages. It is there every day.")]
    phone = partnership.service.phone
    if phone:
        lines.append(
            _("Or ring %(phone)s and ask for %(name)s.") % {"phone": phone, "name": _contact(partnership)}
        )
    return lines


def _is_early(row: FollowUp | None) -> bool:
    return row is None or phase_of(row) is Phase.OPEN


def _talked_line(row: FollowUp | None, *, mine: bool) -> str:
    if row is None or row.talked_at is None or row.talked_by is None:
        return ""
    words = {"name": row.talked_by.name, "day": _day(row.talked_at.date())}
    return (
        _("%(name)s talked with you on %(day)s. Now agree together how to go on.") % words
        if mine
        else _("%(name)s talked with them on %(day)s. What comes next is not agreed yet.") % words
    )


def _contact(partnership: Partnership) -> str:
    contact = contact_of(partnership)
    return short_name(contact.name) if contact else _("your team")


def _day(day: Any) -> str:
    return formats.date_format(day, "j F Y")

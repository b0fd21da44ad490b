"""One visit as its page shows it to each side: before, and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.care.communication.models import AgendaLine, Visit, VisitSummary
from alongside.care.communication.presenters import visit_words as say
from alongside.care.communication.rules import visiting as rule
from alongside.care.communication.rules.visiting import State
from alongside.care.partnership import reaching, way
from alongside.care.partnership.agreeing import side_of
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership, Promise
from alongside.care.partnership.names import initials, named, short_name
from alongside.care.partnership.rules.authority import allows
from alongside.care.partnership.rules.preferences import Need
from alongside.care.partnership.rules.side import Side


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to talk about. ``note`` says that it was carried over."""

    id: UUID
    text: str
    note: str
    who: str


@dataclass(frozen=True, slots=True)
class Ready:
    """Something that the person needs there, and whether it was seen to."""

    need: str
    words: str
    done: bool
    urgent: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What was said, as it stands now."""

    id: UUID
    who: str
    who_short: str
    initials: str
    lines: list[Line]
    talked: str
    decided: str
    what_next: str
    promises: list[tuple[str, date, str]]
    waits: bool
    right: bool
    not_quite: bool
    talk: bool
    why: str
    earlier: int
    explained: str
    at_home: str
    may_tell_home: bool
    may_reply: bool
    reply: str
    replied_by: str


def visit_page(visit: Visit, relation: Relation) -> dict[str, Any]:
    """The context of one visit's pages."""
    partnership = visit.partnership
    for_person = relation is Relation.PERSON
    state = State(visit.state)
    may_keep = allows(relation, Verb.KEEP_VISITS)
    may_write = may_keep and visit.has_begun and state not in (State.CANCELLED, State.DID_NOT_COME)
    return {
        "visit": visit,
        "for_person": for_person,
        "heading": _heading(visit, for_person=for_person),
        "facts": _facts(visit),
        "moved": say.moved_words(visit) if state is State.PLANNED else "",
        "state_line": _state_line(visit, for_person=for_person),
        "is_planned": state is State.PLANNED,
        "is_open": state in rule.OPEN,
        "is_off": state is State.CANCELLED,
        "has_begun": visit.has_begun,
        "cannot_come": visit.cannot_come_at is not None and state is State.PLANNED,
        "gone": state in rule.OPEN and visit.entries.exclude(gone_at=None).exists(),
        "ready": ready_list(visit) if state is State.PLANNED else [],
        "spoken": way.way_of(partnership).language,
        "reaching": reaching.lines(partnership) if may_keep else [],
        "may_keep": may_keep,
        "may_write": may_write,
        "may_say_became": may_keep and visit.has_begun and state in rule.OPEN,
        "told": told_of(visit, for_person=for_person),
        "ring_href": _call_href(partnership, for_person=for_person),
        **agenda_page(partnership, relation),
    }


def agenda_page(partnership: Partnership, relation: Relation) -> dict[str, Any]:
    """Both lists as they stand: the reader's own first."""
    for_person = relation is Relation.PERSON
    lines = AgendaLine.objects.filter(partnership=partnership).open().select_related("author")
    side = side_of(relation)
    mine = [_line(each) for each in lines if each.side == side.value]
    theirs = [_line(each) for each in lines if each.side != side.value]
    return {
        "mine": mine,
        "theirs": theirs,
        "my_side": side.value,
        "their_side": (Side.PROFESSIONAL if for_person else Side.PERSON).value,
        "their_title": _("What your team wants to talk about")
        if for_person
        else _("What %(name)s wants to talk about") % {"name": partnership.known_as},
        "my_title": _("What I want to talk about") if for_person else _("What you want to talk about"),
        "for_person": for_person,
    }


def open_lines(partnership: Partnership) -> list[tuple[UUID, str]]:
    """Both agendas as choices: the person's first, each with whose it is."""
    found = AgendaLine.objects.filter(partnership=partnership).open().select_related("author")
    rows = sorted(found, key=lambda row: row.side != Side.PERSON)
    return [(row.pk, _("%(who)s: %(text)s") % {"who": _who(row), "text": row.text}) for row in rows]


def ready_list(visit: Visit) -> list[Ready]:
    """What the person's way asks for at a visit, with whether it was seen to."""
    needs = rule.to_make_ready(way.way_of(visit.partnership).needs)
    return [
        Ready(need.value, str(say.NEED_WORDS[need]), need.value in visit.arranged, _is_booked(need))
        for need in needs
    ]


def _is_booked(need: Need) -> bool:
    return need in rule.BOOKED


def summary_now(visit: Visit) -> VisitSummary | None:
    """The words about a visit that stand now."""
    return visit.summaries.select_related("author", "replied_by").order_by("-number").first()


def told_of(visit: Visit, *, for_person: bool) -> Told | None:
    row = summary_now(visit)
    if row is None:
        return None
    lines = visit.talked_lines.select_related("author").order_by("side", "position")
    not_quite = row.answer == VisitSummary.Answer.NOT_QUITE
    times = visit.summaries.filter(answer=VisitSummary.Answer.NOT_QUITE).count()
    right = row.answer == VisitSummary.Answer.RIGHT
    return Told(
        id=row.pk,
        who=named(row.author.name, row.author_profession),
        who_short=short_name(row.author.name),
        initials=initials(row.author.name),
        lines=[_line(each) for each in lines],
        talked=row.talked,
        decided=row.decided,
        what_next=row.what_next,
        promises=_promises(row),
        waits=not row.answer,
        right=right,
        not_quite=not_quite,
        talk=not_quite and times > 1,
        why=row.why,
        earlier=row.number - 1,
        explained=_explained(row, for_person=for_person),
        at_home=row.at_home,
        may_tell_home=for_person and right and row.at_home_at is None,
        may_reply=not for_person and row.at_home_at is not None and row.replied_at is None,
        reply=row.reply,
        replied_by=short_name(row.replied_by.name) if row.replied_by else "",
    )


def _explained(row: VisitSummary, *, for_person: bool) -> str:
    if not row.explained:
        return ""
    mine = {
        "well": _("You said it was explained well."),
        "partly": _("You said it was partly explained well."),
        "not-well": _("You asked for other words."),
    }
    theirs = {
        "well": _("They say it was explained well."),
        "partly": _("They say it was partly explained well."),
        "not-well": _("They ask for other words. It was yours to explain: try again."),
    }
    return (mine if for_person else theirs)[row.explained]


def _promises(row: VisitSummary) -> list[tuple[str, date, str]]:
    found = Promise.objects.filter(partnership=row.partnership_id, pk__in=row.promised)
    return [
        (each.text, each.due_on, short_name(each.promised_by.name))
        for each in found.select_related("promised_by").order_by("due_on")
    ]


def _line(row: AgendaLine) -> Line:
    note = (
        ngettext("Carried over from a visit", "Carried over %(n)d times", row.carried) % {"n": row.carried}
        if row.carried
        else ""
    )
    return Line(row.pk, row.text, note, _who(row))


def _who(row: AgendaLine) -> str:
    if row.side == Side.PERSON:
        return row.partnership.known_as
    return short_name(row.author.name)


def _heading(visit: Visit, *, for_person: bool) -> str:
    if for_person:
        if visit.state == State.PLANNED:
            return _("You see %(who)s") % {"who": say.who_short(visit)}
        return _("Your visit with %(who)s") % {"who": say.who_short(visit)}
    return _("Visit: %(name)s") % {"name": visit.partnership.known_as}


def _facts(visit: Visit) -> list[dict[str, str]]:
    rows = [
        (_("When"), say.when_words(visit)),
        (_("Who"), say.who_words(visit)),
        (_("How"), say.how_words(visit)),
        (_("Where"), visit.place),
        (_("Bring"), visit.bring),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _state_line(visit: Visit, *, for_person: bool) -> str:
    state = State(visit.state)
    mine = {
        State.PLANNED: "",
        State.OVER: "",
        State.TOOK_PLACE: "",
        State.DID_NOT_COME: _(
            "You did not meet that day. That happens, and it changes nothing between us. "
            "Shall we find another day, or ring you?"
        ),
        State.CANCELLED: _("This visit was called off. You need not come. Ring us if you want another day."),
    }
    theirs = {
        State.PLANNED: "",
        State.OVER: _("Its time has gone by. Did you meet?"),
        State.TOOK_PLACE: "",
        State.DID_NOT_COME: _("You did not meet. Ask how they are, and offer another day or a call."),
        State.CANCELLED: _("Called off. They were told."),
    }
    return (mine if for_person else theirs)[state]


def _call_href(partnership: Partnership, *, for_person: bool) -> str:
    """Where a call is asked for or begun: a visit can always become one. Empty where there are no calls."""
    try:
        return reverse(
            "communication:call-ask" if for_person else "communication:call-start", args=[partnership.pk]
        )
    except NoReverseMatch:
        return ""

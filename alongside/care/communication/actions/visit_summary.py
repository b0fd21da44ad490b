"""What was said at a visit, written down, confirmed or corrected, and told at home."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events, mail
from alongside.base.record.kinds import Kind
from alongside.care.communication import visit_attention as kinds
from alongside.care.communication import visit_events as room
from alongside.care.communication import visit_figures as figures
from alongside.care.communication.actions import visit as visits
from alongside.care.communication.models import AgendaLine, Visit, VisitSummary
from alongside.care.communication.rules.visiting import State
from alongside.care.partnership import authority, contacting
from alongside.care.partnership.actions import attention, promise
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.professions import profession_of
from alongside.care.partnership.rules.preferences import Purpose

MOST_TEXT = 4_000  # characters of each part
TWICE = 2  # *not quite* so often, and both talk


class NothingSaid(ValueError):
    """A summary says what was talked about or decided, each part within ``MOST_TEXT`` characters."""


class NotNow(Exception):
    """It has been answered already, was overtaken by newer words, or there is no such visit to sum up."""


@dataclass(frozen=True, slots=True)
class Said:
    """The parts of a summary; ``promises`` are made as promises, each with its day."""

    talked: str = ""
    decided: str = ""
    what_next: str = ""
    promises: Sequence[tuple[str, date]] = ()

    def parts(self) -> tuple[str, str, str]:
        return (self.talked, self.decided, self.what_next)


@transaction.atomic
def write(
    *,
    visit: Visit,
    said: Said,
    talked_about: Collection[UUID],
    number: int,
    by: Account,
    saw_them_myself: bool = False,
) -> VisitSummary:
    """A professional sums a visit up, or puts the summary right; ``number`` is the newest they have read.

    ``talked_about`` are the lines of both agendas that were talked about: all others that stood there are
    carried over to the next visit. It says that the visit took place: with whom it was planned with, unless
    ``saw_them_myself``, because who writes it up may have heard of it only.

    Raises ``NothingSaid``, ``NotNow`` where newer words exist or the visit has not begun, and the promises'
    own ``NotADay`` and ``NoWords``.
    """
    row = visits.held(visit.pk)
    partnership = row.partnership
    relation = authority.require(by, Verb.KEEP_VISITS, partnership)
    newest = row.summaries.order_by("-number").first()
    if number != (newest.number if newest else 0) or not row.has_begun:
        raise NotNow(str(row))
    if any(len(part) > MOST_TEXT for part in said.parts()) or not (any(said.parts()) or talked_about):
        raise NothingSaid(str(row))
    if State(row.state) in (State.CANCELLED, State.DID_NOT_COME):
        raise NotNow(str(row))
    row = visits.took_place(visit=row, by=by, met=by if saw_them_myself else None)
    _tick(row, talked_about, first=newest is None)
    attention.overtake(partnership=row.partnership, kind=kinds.AGENDA_WRITTEN, by=by)
    made = [
        promise.make(partnership=partnership, text=text, due_on=due_on, by=by)
        for text, due_on in said.promises
    ]
    summary = VisitSummary.objects.create(
        service_id=row.service_id,
        partnership=partnership,
        visit=row,
        number=number + 1,
        author=by,
        author_profession=profession_of(by, row.service_id),
        talked=said.talked,
        decided=said.decided,
        what_next=said.what_next,
        promised=[*(newest.promised if newest else []), *(str(each.pk) for each in made)],
    )
    for kind in (kinds.VISIT_WITHOUT_SUMMARY, kinds.SUMMARY_CORRECTED, kinds.SUMMARY_TALK):
        attention.overtake(partnership=partnership, kind=kind, by=by, about=row.pk)
    figures.keep_visits(partnership)
    _record(summary, room.SUMMED_UP, by, relation)
    contacting.notify(
        partnership, mail.SOMETHING_NEW, Purpose.REPLY if newest else Purpose.ROUTINE, page="visits"
    )
    return summary


@transaction.atomic
def confirm(*, summary: VisitSummary, by: Account) -> VisitSummary:
    """The person: that is right. Raises ``NotNow``."""
    row, partnership = _to_answer(summary, by)
    row.answer, row.answered_at = VisitSummary.Answer.RIGHT.value, clock.now()
    row.save(update_fields=["answer", "answered_at"])
    figures.keep_visits(partnership)
    _record(row, room.SUMMARY_RIGHT, by, "person")
    return row


@transaction.atomic
def correct(*, summary: VisitSummary, why: str, by: Account) -> VisitSummary:
    """The person: not quite; ``why`` only if they like. The second time, both are asked to talk.

    Raises ``NotNow``, and ``NothingSaid`` for more than ``MOST_TEXT`` characters.
    """
    row, partnership = _to_answer(summary, by)
    if len(why) > MOST_TEXT:
        raise NothingSaid(str(row))
    row.answer, row.why = VisitSummary.Answer.NOT_QUITE.value, why
    row.answered_at = clock.now()
    row.save(update_fields=["answer", "why", "answered_at"])
    again = not_quites(row.visit) >= TWICE
    _ask_author(
        row,
        kinds.SUMMARY_TALK if again else kinds.SUMMARY_CORRECTED,
        AttentionItem.Harm.UNDERSTANDING,
        by,
    )
    figures.keep_visits(partnership)
    _record(row, room.SUMMARY_TALK if again else room.SUMMARY_NOT_QUITE, by, "person")
    return row


@transaction.atomic
def tell_at_home(
    *, summary: VisitSummary, explained: VisitSummary.Explained | None, at_home: str, by: Account
) -> VisitSummary:
    """The person says whether it was explained well, and how they would tell it at home. Either is enough.

    Raises ``NotNow`` before they have confirmed the summary or after they said it, ``NothingSaid`` without
    either.
    """
    row = _newest_held(summary)
    partnership = row.partnership
    relation = authority.require(by, Verb.CONFIRM_SUMMARY, partnership)
    if row.answer != VisitSummary.Answer.RIGHT or row.at_home_at is not None:
        raise NotNow(str(row))
    if not (explained or at_home) or len(at_home) > MOST_TEXT:
        raise NothingSaid(str(row))
    row.explained, row.at_home = (explained.value if explained else ""), at_home
    row.at_home_at = clock.now()
    row.save(update_fields=["explained", "at_home", "at_home_at"])
    if explained is VisitSummary.Explained.NOT_WELL:
        _ask_author(row, kinds.NOT_EXPLAINED_WELL, AttentionItem.Harm.UNDERSTANDING, by)
    elif at_home or explained is VisitSummary.Explained.PARTLY:
        _ask_author(row, kinds.TOLD_AT_HOME, AttentionItem.Harm.ROUTINE, by)
    _record(row, room.AT_HOME, by, relation)
    return row


@transaction.atomic
def reply(*, summary: VisitSummary, text: str, by: Account) -> VisitSummary:
    """A professional answers what the person would say at home. Raises ``NotNow`` and ``NothingSaid``."""
    row = _newest_held(summary)
    partnership = row.partnership
    relation = authority.require(by, Verb.KEEP_VISITS, partnership)
    if row.at_home_at is None or row.replied_at is not None:
        raise NotNow(str(row))
    if not text.strip() or len(text) > MOST_TEXT:
        raise NothingSaid(str(row))
    row.reply, row.replied_by, row.replied_at = text, by, clock.now()
    row.save(update_fields=["reply", "replied_by", "replied_at"])
    for kind in (kinds.NOT_EXPLAINED_WELL, kinds.TOLD_AT_HOME):
        attention.overtake(partnership=partnership, kind=kind, by=by, about=row.visit_id)
    _record(row, room.AT_HOME_ANSWERED, by, relation)
    contacting.notify(partnership, mail.SOMETHING_NEW, Purpose.REPLY, page="visits")
    return row


def not_quites(visit: Visit) -> int:
    """How often the person said *not quite* about this visit."""
    return visit.summaries.filter(answer=VisitSummary.Answer.NOT_QUITE).count()


def _tick(visit: Visit, talked_about: Collection[UUID], *, first: bool) -> None:
    """Lines that were talked about belong to the visit; the others wait for the next."""
    open_ = AgendaLine.objects.filter(partnership=visit.partnership).open().order_by()
    open_.filter(pk__in=talked_about).update(visit=visit, talked_at=clock.now())
    if first:
        there = open_.exclude(pk__in=talked_about).filter(written_at__lte=visit.ends_at)
        there.update(carried=F("carried") + 1)


def _newest_held(summary: VisitSummary) -> VisitSummary:
    """The summary, with its visit held, so that no newer words come between. Raises ``NotNow`` for older."""
    visit = visits.held(summary.visit_id)
    row = VisitSummary.objects.select_related("author").get(pk=summary.pk)
    row.visit, row.partnership = visit, visit.partnership
    if visit.summaries.filter(number__gt=row.number).exists():
        raise NotNow(str(row))
    return row


def _to_answer(summary: VisitSummary, by: Account) -> tuple[VisitSummary, Partnership]:
    row = _newest_held(summary)
    authority.require(by, Verb.CONFIRM_SUMMARY, row.partnership)
    if row.answer:
        raise NotNow(str(row))
    return row, row.partnership


def _ask_author(row: VisitSummary, kind: str, harm: AttentionItem.Harm, by: Account) -> None:
    """Whoever wrote it reads it; where they have left, whoever owns what comes in."""
    may = authority.may(row.author, Verb.KEEP_VISITS, row.partnership)
    attention.open_item(
        partnership=row.partnership,
        kind=kind,
        harm=harm,
        by=by,
        about=row.visit_id,
        owner=row.author if may else None,
    )


def _record(row: VisitSummary, kind: Kind, by: Account, relation: str) -> None:
    events.record(
        kind.name,
        service=row.partnership.service,
        subject=row.partnership_id,
        by=by,
        relation=relation,
        about=row.visit_id,
    )

"""The sentences of the conversation: who wrote what to whom, who read it, who answers, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.models import Service
from alongside.base.services.reading import reading_sentence
from alongside.care.communication import answering, owners
from alongside.care.communication.models import HandOver, Message, Thread, Wait
from alongside.care.communication.rules import conversation as rule
from alongside.care.partnership import reaching, sources, way
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import initials, named
from alongside.care.partnership.rules.authority import Relation
from alongside.care.partnership.rules.preferences import Channel, Purpose
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.sources import Link

THREADS_A_PAGE, MESSAGES_A_PAGE = 10, 30
SHOWN = 80  # characters of how a conversation begins, in a list
TALK_AFTER = 2  # times *not quite* in one conversation: then it is better to talk


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One conversation in a list."""

    href: str
    topic: str
    begins: str  # its first words, where the topic is one of the list and the same for many
    last: str
    at: datetime
    new: str
    waits: str
    side: str


@dataclass(frozen=True, slots=True)
class Said:
    """One message as a page shows it."""

    id: UUID
    text: str
    side: str
    who: str
    initials: str
    at: datetime
    mine: bool
    read_line: str
    understood: bool
    asks: bool  # whether what was understood is right: the person's to say
    answer_words: str
    why: str
    growths: list[Link]


def topic_of(thread: Thread) -> str:
    """What it is about: the writer's own words, else those of the list."""
    if thread.topic == rule.OWN:
        return thread.words
    label = rule.conversation().label(thread.topic)
    return _(label) if label else _("A message")


def day(date_: date) -> str:
    """*Monday 16 November*."""
    return formats.date_format(date_, "l j F")


def on_day(at: datetime) -> str:
    """*Monday 16 November*, by the clock of the page."""
    return day(timezone.localtime(at).date())


def threads(partnership: Partnership, relation: Relation, page: int = 1) -> tuple[list[ThreadLine], bool]:
    """The conversations of one page, the newest first, and whether there are earlier ones."""
    first = (max(page, 1) - 1) * THREADS_A_PAGE
    first_words = Message.objects.filter(thread=OuterRef("pk"), number=1).values(words=Left("text", SHOWN))
    rows = Thread.objects.filter(partnership=partnership).select_related("last_by").order_by("-last_at")
    rows = rows.annotate(begins=Subquery(first_words))
    found = list(rows[first : first + THREADS_A_PAGE + 1])
    waits = Wait.objects.filter(partnership=partnership, ended_at=None).select_related("item__owner")
    by_thread = {wait.thread_id: wait for wait in waits}
    lines = [_line(row, by_thread.get(row.pk), partnership, relation) for row in found[:THREADS_A_PAGE]]
    return lines, len(found) > THREADS_A_PAGE


def _line(thread: Thread, wait: Wait | None, partnership: Partnership, relation: Relation) -> ThreadLine:
    to_person = relation is Relation.PERSON
    new = ngettext("%(n)d new", "%(n)d new", thread.new_to_person) % {"n": thread.new_to_person}
    return ThreadLine(
        href=reverse("communication:thread", args=[partnership.pk, thread.pk]),
        topic=topic_of(thread),
        begins="" if thread.words else shortened(thread.begins or ""),  # type: ignore[attr-defined]
        last=_last(thread, partnership, to_person=to_person),
        at=thread.last_at,
        new=new if to_person and thread.new_to_person else "",
        waits=waits_line(wait, to_person=to_person) if wait else "",
        side=thread.last_side,
    )


def shortened(text: str) -> str:
    """The first line, cut at a word, so that one conversation is told from another."""
    line = text.strip().split("\n")[0].strip()
    return line if len(line) < SHOWN else Truncator(line).chars(SHOWN - 1, truncate="…")


def _last(thread: Thread, partnership: Partnership, *, to_person: bool) -> str:
    if thread.last_side == Side.PERSON:
        return _("You wrote last") if to_person else _("%(who)s wrote last") % {"who": partnership.known_as}
    return _("%(who)s wrote last") % {"who": thread.last_by.name}


def waits_line(wait: Wait, *, to_person: bool) -> str:
    """Who answers, and by when; a promise that was not kept is said as that."""
    facts = {"who": wait.item.owner.name, "day": on_day(wait.due_at) if wait.due_at else ""}
    if wait.due_at is None:
        return _("%(who)s will answer.") % facts if to_person else _("%(who)s has it.") % facts
    if wait.due_at < clock.now():
        if to_person:
            return _("We said %(day)s, and have not kept it. %(who)s has it. Please ring us.") % facts
        return _("Past the promise, which was %(day)s. %(who)s has it.") % facts
    if to_person:
        return _("%(who)s answers by %(day)s.") % facts
    return _("%(who)s has it: answer by %(day)s.") % facts


def promise_line(service: Service) -> str:
    """*We answer within 2 working days: by Monday 16 November.*"""
    days = answering.working_days(service)
    by = answering.promised_by(service)
    if by is None:
        return _("We cannot say when we will answer. Please ring us.")
    words = ngettext(
        "We answer within %(days)d working day: by %(by)s.",
        "We answer within %(days)d working days: by %(by)s.",
        days,
    )
    return words % {"days": days, "by": on_day(by)}


def sending_lines(partnership: Partnership, thread: Thread | None = None) -> list[str]:
    """What a person is told beside the box: when it is read first, by whom, and by when it is answered."""
    lines = [reading_sentence(partnership.service)]
    owner = owners.owner_for(partnership, thread)
    if owner is None:
        return [_("Nobody here can read this for now. Please ring us.")]
    facts = {"who": owner.account.name}
    if owner.instead_of is None:
        lines.append(_("%(who)s reads it.") % facts)
    elif owner.until is not None:
        facts |= {"away": owner.instead_of.name, "day": day(owner.until)}
        lines.append(_("%(away)s is away until %(day)s. %(who)s reads it instead.") % facts)
    return [*lines, promise_line(partnership.service)]


def reaching_lines(partnership: Partnership, *, reply: bool) -> list[str]:
    """What a professional must know at the moment of writing, and whether an e-mail goes out."""
    purpose = Purpose.REPLY if reply else Purpose.ROUTINE
    contact = way.may_contact(partnership, channel=Channel.EMAIL, purpose=purpose)
    if contact.allowed and partnership.person.email:
        mail = _("An e-mail tells them that there is something new, and nothing else.")
    else:
        mail = _("No e-mail goes out. They see it here, when they sign in.")
    return [*reaching.lines(partnership), mail]


def said(
    thread: Thread, by: Account, relation: Relation, before: int | None = None
) -> tuple[list[Said], int | None]:
    """The newest messages of a thread, the oldest of them first, and the number before which there are more.

    ``before`` shows those that were written before that number.
    """
    rows = Message.objects.filter(thread=thread).select_related("author", "read_by").order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows[:MESSAGES_A_PAGE])
    partnership = thread.partnership
    shown = [_said(row, partnership, by, relation) for row in reversed(found)]
    return shown, found[-1].number if found and found[-1].number > 1 else None


def _said(row: Message, partnership: Partnership, by: Account, relation: Relation) -> Said:
    to_person = relation is Relation.PERSON
    mine = row.by_person == to_person
    name = partnership.known_as if row.by_person else row.author.name
    return Said(
        id=row.pk,
        text=row.text,
        side=row.author_side,
        who=_("You") if row.author_id == by.pk else named(name, row.author_profession),
        initials=initials(name),
        at=row.sent_at,
        mine=mine,
        read_line=_read_line(row, partnership) if mine else "",
        understood=row.understood,
        asks=row.understood and not row.answer and to_person,
        answer_words=_answer_words(row, partnership, to_person=to_person),
        why=row.why,
        growths=sources.growths("message", str(row.pk), partnership=partnership, relation=relation),
    )


def _read_line(row: Message, partnership: Partnership) -> str:
    if row.read_at is None:
        return _("Not read yet")
    reader = row.read_by
    name = reader.name if reader is not None and row.by_person else partnership.known_as
    when = formats.date_format(timezone.localtime(row.read_at), "l j F, H:i")
    return _("Read by %(who)s, %(when)s") % {"who": name, "when": when}


def _answer_words(row: Message, partnership: Partnership, *, to_person: bool) -> str:
    if not row.understood:
        return ""
    facts = {"person": partnership.known_as}
    if row.answer == Message.Answer.RIGHT:
        return _("You said: that is right.") if to_person else _("%(person)s said: that is right.") % facts
    if row.answer == Message.Answer.NOT_QUITE:
        return _("You said: not quite.") if to_person else _("%(person)s said: not quite.") % facts
    return "" if to_person else _("%(person)s has not said yet whether it is right.") % facts


def better_to_talk(thread: Thread) -> bool:
    """Twice *not quite* in one conversation: writing more helps less than talking."""
    return (
        Message.objects.filter(thread=thread, answer=Message.Answer.NOT_QUITE)[:TALK_AFTER].count()
        >= TALK_AFTER
    )


def ended_line(wait: Wait | None, *, to_person: bool) -> str:
    """How the last wait of a thread ended, where nobody wrote an answer."""
    if wait is None or wait.ended_by is None or wait.how in ("", Wait.How.ANSWERED):
        return ""
    facts = {"who": wait.ended_by.name}
    if wait.how == Wait.How.RUNG:
        return _("%(who)s read it. It was talked about on the telephone.") % facts
    if wait.how == Wait.How.MET:
        return _("%(who)s read it. It was talked about at a visit.") % facts
    if wait.how == Wait.How.ELSEWHERE:
        return _("%(who)s read it. It was answered in another conversation.") % facts
    if to_person:
        return _("%(who)s read it. Thank you. If you still want an answer, write again.") % facts
    return _("%(who)s read it: a thank-you, nothing was asked.") % facts


def handed(wait: Wait | None) -> list[str]:
    """Why colleagues handed it on; the team's to read."""
    if wait is None:
        return []
    rows = HandOver.objects.filter(wait=wait).select_related("by", "to").order_by("at")
    return [
        _("%(by)s to %(to)s: %(why)s") % {"by": row.by.name, "to": row.to.name, "why": row.why}
        for row in rows
    ]

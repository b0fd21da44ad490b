"""Write to the other side, read what it wrote, and say whether one was understood."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.communication import message_events as room
from alongside.care.communication.actions import message_draft as drafts
from alongside.care.communication.actions import waiting
from alongside.care.communication.actions.waiting import NobodyReads, held
from alongside.care.communication.message_figures import keep_new_to_person
from alongside.care.communication.models import Message, Thread, Wait
from alongside.care.communication.rules import conversation as rule
from alongside.care.communication.rules.words import Written
from alongside.care.partnership import authority, contacting
from alongside.care.partnership.agreeing import side_of
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Figures, Partnership
from alongside.care.partnership.professions import profession_of
from alongside.care.partnership.rules.preferences import Purpose
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.words import tidy

TWICE_WITHIN = timedelta(minutes=30)
NEW_MESSAGE = "new-message"  # the e-mail: that there is something new, and nothing else

__all__ = ["Newer", "NoWords", "NobodyReads", "NotNow", "answer", "begin", "read", "reply"]


class NoWords(ValueError):
    """A message has words, ``MOST_MESSAGE`` characters at most; what is too long is refused and never cut."""


class Newer(Exception):
    """Something was written since the page was shown: read it before answering. Nothing was sent."""


class NotNow(ValueError):
    """It was answered already, or nobody asked whether it is right."""


@transaction.atomic
def begin(
    *,
    partnership: Partnership,
    written: Written,
    by: Account,
    window: UUID | None = None,
    revision: int = -1,
) -> Message:
    """Begin a conversation. ``window`` is the key of the form: the same form twice is one message, and so are
    the same words a moment later in another form: the browser's *Back* brings them in a new one.

    Raises ``NoWords``, and ``NobodyReads`` where the clinic has nobody who could read it.
    """
    relation = drafts.require_writer(by, partnership)
    text = _words(written)
    partnership = held(partnership)
    before = _sent_by(window, text, by) or _sent_just_now(window, partnership, text, by)
    if before is not None:
        return before
    topic, own = _topic(written)
    thread = Thread.objects.create(
        service=partnership.service,
        partnership=partnership,
        topic=topic,
        words=own,
        begun_by=by,
        last_by=by,
        last_side=side_of(relation),
    )
    message = _send(thread, partnership, text, relation, by, window=window)
    drafts.sent(partnership, None, written, window=window, revision=revision, by=by)
    return message


@transaction.atomic
def reply(
    *,
    thread: Thread,
    written: Written,
    by: Account,
    window: UUID | None = None,
    revision: int = -1,
    seen: int | None = None,
) -> Message:
    """Write in a conversation; a professional's reply ends the person's wait.

    ``seen`` is how many messages the page showed. Raises ``Newer`` where a professional would answer without
    having read what was written since, ``NoWords`` and ``NobodyReads``.
    """
    partnership = thread.partnership
    relation = drafts.require_writer(by, partnership)
    text = _words(written)
    partnership = held(partnership)
    before = _sent_by(window, text, by)
    if before is not None:
        return before
    thread = Thread.objects.get(pk=thread.pk)
    if relation is not Relation.PERSON and seen is not None and seen != thread.messages:
        raise Newer(str(thread))
    message = _send(thread, partnership, text, relation, by, window=window, understood=written.understood)
    drafts.sent(partnership, thread, written, window=window, revision=revision, by=by)
    return message


@transaction.atomic
def read(*, thread: Thread, by: Account) -> int:
    """``by`` has the thread open: what the other side wrote is read from now on. How many that was."""
    partnership = thread.partnership
    relation = authority.require(by, Verb.READ_MESSAGES, partnership)
    other = side_of(relation).other
    unread = Message.objects.filter(thread=thread, author_side=other, read_at=None)
    if not unread.exists():  # whoever reads on takes no write lock
        return 0
    held(partnership)
    many = unread.update(read_at=clock.now(), read_by=by)
    if many and relation is Relation.PERSON:
        Thread.objects.filter(pk=thread.pk).update(new_to_person=0)
        keep_new_to_person(partnership)
    return many


@transaction.atomic
def answer(*, message: Message, said: Message.Answer, why: str = "", by: Account) -> Message:
    """The person says to what was understood: that is right, or not quite. *Not quite* waits for an answer.

    Raises ``NotNow``, ``NoWords`` for a ``why`` that does not fit, and ``NobodyReads``.
    """
    partnership = message.partnership
    relation = authority.require(by, Verb.WRITE_TO_TEAM, partnership)
    words = tidy(why)
    if len(words) > rule.MOST_WHY:
        raise NoWords(str(message))
    partnership = held(partnership)
    message = Message.objects.select_related("thread").get(pk=message.pk)
    if not message.understood or message.answer:
        raise NotNow(str(message))
    message.answer, message.answered_at = said, clock.now()
    message.why = words if said is Message.Answer.NOT_QUITE else ""
    message.save(update_fields=["answer", "answered_at", "why"])
    if said is Message.Answer.NOT_QUITE:
        waiting.begin(message.thread, partnership, by)
    event = room.NOT_QUITE if said is Message.Answer.NOT_QUITE else room.RIGHT
    _recorded(event.name, partnership, message, relation, by)
    return message


def _send(
    thread: Thread,
    partnership: Partnership,
    text: str,
    relation: Relation,
    by: Account,
    *,
    window: UUID | None,
    understood: bool = False,
) -> Message:
    side = side_of(relation)
    mine = side is Side.PROFESSIONAL
    taken = window is not None and Message.objects.filter(author=by, window=window).exists()
    message = Message.objects.create(
        service=partnership.service,
        partnership=partnership,
        thread=thread,
        number=thread.messages + 1,
        author=by,
        author_side=side,
        author_profession=profession_of(by, partnership.service_id) if mine else "",
        text=text,
        window=None if taken else window,
        understood=understood and mine,
    )
    thread.messages = message.number
    thread.last_at, thread.last_by, thread.last_side = message.sent_at, by, side
    thread.new_to_person += mine
    thread.save(update_fields=["messages", "last_at", "last_by", "last_side", "new_to_person"])
    if mine:
        _to_person(thread, partnership, by)
    else:
        waiting.begin(thread, partnership, by)
    event = room.ANSWERED if mine else room.WROTE
    _recorded(event.name, partnership, message, relation, by)
    return message


def _to_person(thread: Thread, partnership: Partnership, by: Account) -> None:
    """The wait is over. One e-mail says that there is something new, until the person has looked."""
    answered = waiting.end(thread, partnership, Wait.How.ANSWERED, by) is not None
    told_already = Figures.objects.filter(pk=partnership.pk, messages_new_to_person__gt=0).exists()
    keep_new_to_person(partnership)
    if not told_already:
        purpose = Purpose.REPLY if answered else Purpose.ROUTINE
        contacting.notify(partnership, NEW_MESSAGE, purpose, page="talk")


def _words(written: Written) -> str:
    text = tidy(written.text)
    if not text or len(text) > rule.MOST_MESSAGE:
        raise NoWords(f"{len(text)} characters")
    return text


def _topic(written: Written) -> tuple[str, str]:
    """The topic and the writer's own words for it, which win over one of the list."""
    own = " ".join(tidy(written.words).split())
    if len(own) > rule.MOST_TOPIC:
        raise NoWords(f"{len(own)} characters")
    if own:
        return rule.OWN, own
    listed = rule.conversation()
    return (written.topic if listed.label(written.topic) else listed.topics[0].id), ""


def _sent_by(window: UUID | None, text: str, by: Account) -> Message | None:
    """The same form, sent already with the same words: sent once."""
    if window is None:
        return None
    return Message.objects.filter(author=by, window=window, text=text).select_related("thread").first()


def _sent_just_now(window: UUID | None, partnership: Partnership, text: str, by: Account) -> Message | None:
    """What began a conversation with the very same words in another form, and was not answered yet."""
    if window is None:
        return None
    since = clock.now() - TWICE_WITHIN
    rows = Message.objects.filter(thread__partnership=partnership, thread__messages=1, number=1, author=by)
    return rows.filter(text=text, sent_at__gte=since).select_related("thread").first()


def _recorded(
    event: str, partnership: Partnership, message: Message, relation: Relation, by: Account
) -> None:
    events.record(
        event,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=message.thread_id,
    )

"""What was written in a conversation, for other rooms to grow something from: never retyped."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from alongside.base.accounts.models import Account
from alongside.care.communication.models import Message
from alongside.care.communication.presenters.conversation import topic_of
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.sources import Source

MESSAGE = "message"
MOST_LISTED = 10


def message(
    *,
    partnership: Partnership,
    by: Account,  # noqa: ARG001 - every reader is asked alike; messages are everyone's who is in it
    relation: Relation,
    key: str,
) -> Source | None:
    """One message, by its id."""
    try:
        pk = UUID(key)
    except ValueError:
        return None
    if not allows(relation, Verb.READ_MESSAGES):
        return None
    rows = Message.objects.filter(partnership=partnership, pk=pk).select_related("thread")
    return next((_source(row) for row in rows), None)


def messages(
    *,
    partnership: Partnership,
    by: Account,  # noqa: ARG001 - as above
    relation: Relation,
) -> list[Source]:
    """What the person wrote last."""
    if not allows(relation, Verb.READ_MESSAGES):
        return []
    rows = Message.objects.filter(partnership=partnership, author_side=Side.PERSON).select_related("thread")
    return [_source(row) for row in rows.order_by("-pk")[:MOST_LISTED]]


def _source(row: Message) -> Source:
    return Source(
        kind=MESSAGE,
        key=str(row.pk),
        heading=topic_of(row.thread),
        words=row.text,
        side=Side(row.author_side),
        said_on=row.sent_at.date(),
        href=reverse("communication:thread", args=[row.partnership_id, row.thread_id]),
    )

"""What somebody was writing and has not sent, as the pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.base.accounts.models import Account
from alongside.care.communication.models import MessageDraft, MessageSetAside, Thread
from alongside.care.communication.rules.words import Written
from alongside.care.partnership.models import Partnership


@dataclass(frozen=True, slots=True)
class Aside:
    """Two windows wrote: what is kept now, and what the other one held."""

    row: MessageSetAside
    other: Written
    this: Written


def draft_of(partnership: Partnership, thread: Thread | None, author: Account) -> MessageDraft | None:
    """The author's draft in ``thread``, or of a new one."""
    rows = MessageDraft.objects.filter(partnership=partnership, thread=thread, author=author)
    return rows.first()


def aside_of(partnership: Partnership, thread: Thread | None, author: Account) -> Aside | None:
    """The oldest words that another window left and that nobody has looked at."""
    rows = MessageSetAside.objects.filter(
        draft__partnership=partnership, draft__thread=thread, draft__author=author, settled_at=None
    )
    row = rows.select_related("draft").order_by("changed_at").first()
    if row is None:
        return None
    return Aside(row, Written.from_plain(row.draft.content), Written.from_plain(row.content))

"""Keep what somebody is writing before it is sent; two windows never overwrite each other unseen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.communication.actions.waiting import held
from alongside.care.communication.models import Message, MessageDraft, MessageSetAside, Thread
from alongside.care.communication.rules.words import Written, together
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.windows import Held, Verdict, decide


class Keep(StrEnum):
    """What stays when two windows wrote: the words set aside, the draft, or one after the other."""

    THIS = "this"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Saved:
    """Where the words are now: in ``draft``, or in ``aside`` where another window was first."""

    draft: MessageDraft
    aside: MessageSetAside | None = None


def require_writer(by: Account, partnership: Partnership) -> Relation:
    """The person writes to the team, and the team to the person. Others are refused."""
    return authority.require_either(
        by, partnership, person=Verb.WRITE_TO_TEAM, professional=Verb.WRITE_TO_PERSON
    )


@transaction.atomic
def save(
    *,
    partnership: Partnership,
    thread: Thread | None,
    written: Written,
    revision: int,
    window: UUID,
    by: Account,
    by_itself: bool = False,
) -> Saved:
    """Keep ``written`` as ``by``'s draft in ``thread``, or of a new one.

    ``revision`` is the one the form was shown with, ``window`` the form's own key, ``by_itself`` says that no
    button was pressed. What a form saves by itself after it was sent changes nothing. No event: a draft is
    its author's alone.
    """
    require_writer(by, partnership)
    held(partnership)
    draft = _draft(partnership, thread, by)
    if Written.from_plain(draft.content) == written:
        return Saved(draft)
    if by_itself and Message.objects.filter(author=by, window=window).exists():
        return Saved(draft)
    as_held = Held(draft.revision, draft.window, draft.by_button)
    if decide(as_held, revision=revision, window=window, by_itself=by_itself) is Verdict.SET_ASIDE:
        return Saved(draft, _set_aside(draft, written, window))
    _write(draft, written, window=window, by_button=not by_itself)
    draft.asides.filter(window=window, settled_at=None).update(settled_at=clock.now())
    return Saved(draft)


@transaction.atomic
def settle(*, aside: MessageSetAside, keep: Keep, by: Account) -> MessageDraft:
    """The author has seen both: keep ``this`` (the words set aside), the ``other`` (the draft) or ``both``.

    What is not kept stays in the rows. Settling what is settled changes nothing.
    """
    draft = aside.draft
    require_writer(by, draft.partnership)
    if draft.author_id != by.pk:
        raise authority.Refused(Verb.WRITE_TO_TEAM, draft.partnership)
    held(draft.partnership)
    draft.refresh_from_db()
    settled = MessageSetAside.objects.filter(pk=aside.pk, settled_at=None).update(settled_at=clock.now())
    if not settled or keep is Keep.OTHER:
        return draft
    first, second = Written.from_plain(draft.content), Written.from_plain(aside.content)
    replaced = _set_aside(draft, first, window=aside.pk)
    MessageSetAside.objects.filter(pk=replaced.pk).update(settled_at=clock.now())
    _write(draft, second if keep is Keep.THIS else together(first, second), window=None, by_button=True)
    return draft


def sent(
    partnership: Partnership,
    thread: Thread | None,
    written: Written,
    *,
    window: UUID | None,
    revision: int,
    by: Account,
) -> None:
    """What was sent is no draft any more; what another window wrote meanwhile stays one.

    Called by the action that sends, while the partnership is held.
    """
    draft = MessageDraft.objects.filter(partnership=partnership, author=by, thread=thread).first()
    if draft is None:
        return
    mine = revision == draft.revision or (window is not None and window == draft.window)
    if mine or Written.from_plain(draft.content).text == written.text:
        _write(draft, Written(), window=window, by_button=True)
    if window is not None:
        draft.asides.filter(window=window, settled_at=None).update(settled_at=clock.now())


def _draft(partnership: Partnership, thread: Thread | None, by: Account) -> MessageDraft:
    draft, _made = MessageDraft.objects.get_or_create(
        partnership=partnership, author=by, thread=thread, defaults={"service": partnership.service}
    )
    return draft


def _write(draft: MessageDraft, written: Written, *, window: UUID | None, by_button: bool) -> None:
    draft.content = written.as_plain()
    draft.revision += 1
    draft.window, draft.by_button = window, by_button
    draft.changed_at = clock.now()
    draft.save(update_fields=["content", "revision", "window", "by_button", "changed_at"])


def _set_aside(draft: MessageDraft, written: Written, window: UUID) -> MessageSetAside:
    aside, _made = MessageSetAside.objects.update_or_create(
        draft=draft,
        window=window,
        settled_at=None,
        defaults={
            "service_id": draft.service_id,
            "content": written.as_plain(),
            "changed_at": clock.now(),
        },
    )
    return aside

"""Keep what somebody writes in a section, before it is shared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.prepared import prepared
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.windows import Held, Verdict, decide
from alongside.care.understanding.models import Draft, SetAside, Story
from alongside.care.understanding.rules.content import Content

WRITTEN = ("content", "revision", "window", "by_button", "begun_from", "is_shared", "changed_at")


class Keep(StrEnum):
    """What stays when two windows wrote: the words set aside, the draft, or one after the other."""

    THIS = "this"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Saved:
    """Where the words are now: in ``draft``, or in ``aside`` where another window was first."""

    draft: Draft
    aside: SetAside | None = None


def require_writer(by: Account, partnership: Partnership) -> Relation:
    """The person writes their own story; a professional types what the person says. Others are refused."""
    return authority.require_either(
        by, partnership, person=Verb.WRITE_STORY, professional=Verb.TYPE_FOR_PERSON
    )


@transaction.atomic
def save(
    *,
    partnership: Partnership,
    section: str,
    content: Content,
    revision: int,
    window: UUID,
    by: Account,
    by_itself: bool = False,
) -> Saved:
    """Keep ``content`` as ``by``'s draft of ``section``.

    ``revision`` is the one the form was shown with, ``window`` the form's own key, ``by_itself`` says that
    no button was pressed. Where another window has written since, the words are set aside beside the draft.
    No event: a draft is its author's alone, and is written every few seconds.
    """
    require_writer(by, partnership)
    story = Story.objects.locked(partnership)
    draft = _draft(partnership, section, by)
    if content == held_content(draft, story):
        return Saved(draft)
    held = Held(draft.revision, draft.window, draft.by_button)
    if decide(held, revision=revision, window=window, by_itself=by_itself) is Verdict.SET_ASIDE:
        return Saved(draft, _set_aside(draft, content, window))
    _write(draft, content, story, window=window, by_button=not by_itself)
    _open_asides(draft).filter(window=window).update(settled_at=clock.now())
    return Saved(draft)


def _draft(partnership: Partnership, section: str, by: Account) -> Draft:
    """``by``'s draft of ``section``, made where there is none; the story is held."""
    for draft in _mine(partnership=partnership.pk, author=by.pk, section=section):
        return draft
    return Draft.objects.create(
        service_id=partnership.service_id, partnership=partnership, author=by, section=section, is_shared=True
    )


@prepared
def _mine(*, partnership: UUID, author: UUID, section: str) -> QuerySet[Draft]:
    return Draft.objects.filter(partnership=partnership, author=author, section=section)


@transaction.atomic
def settle(*, aside: SetAside, keep: Keep, by: Account) -> Draft:
    """The author has seen both: keep ``this`` (the words set aside), the ``other`` (the draft) or ``both``.

    What is not kept stays in the rows. Settling what is settled changes nothing.
    """
    require_writer(by, aside.partnership)
    if aside.author_id != by.pk:
        raise authority.Refused(Verb.WRITE_STORY, aside.partnership)
    story = Story.objects.locked(aside.partnership)
    draft = Draft.objects.get(partnership=aside.partnership, author=by, section=aside.section)
    settled = SetAside.objects.filter(pk=aside.pk, settled_at=None).update(settled_at=clock.now())
    if not settled or keep is Keep.OTHER:
        return draft
    first, second = held_content(draft, story), Content.from_plain(aside.content)
    replaced = _set_aside(draft, first, window=aside.pk)
    SetAside.objects.filter(pk=replaced.pk).update(settled_at=clock.now())
    content = second if keep is Keep.THIS else _together(first, second)
    _write(draft, content, story, window=None, by_button=True)
    return draft


def held_content(draft: Draft | None, story: Story | None) -> Content:
    """What its author sees in the section: their unshared draft, else what was shared last."""
    if draft is not None and not draft.is_shared:
        return Content.from_plain(draft.content)
    told = story.told() if story is not None else {}
    section = draft.section if draft is not None else ""
    return told[section].content if section in told else Content()


def _write(draft: Draft, content: Content, story: Story, *, window: UUID | None, by_button: bool) -> None:
    if draft.is_shared:
        draft.begun_from = story.current.number if story.current else 0
    draft.content = content.as_plain()
    draft.revision += 1
    draft.window, draft.by_button = window, by_button
    draft.is_shared = False
    draft.changed_at = clock.now()
    draft.save(update_fields=WRITTEN)


def _set_aside(draft: Draft, content: Content, window: UUID) -> SetAside:
    aside, _made = SetAside.objects.update_or_create(
        partnership_id=draft.partnership_id,
        author_id=draft.author_id,
        section=draft.section,
        window=window,
        settled_at=None,
        defaults={
            "service_id": draft.service_id,
            "content": content.as_plain(),
            "changed_at": clock.now(),
        },
    )
    return aside


def _open_asides(draft: Draft) -> QuerySet[SetAside]:
    return SetAside.objects.filter(
        partnership=draft.partnership_id, author=draft.author_id, section=draft.section, settled_at=None
    )


def _together(first: Content, second: Content) -> Content:
    return Content(
        "\n\n".join(text for text in (first.text, second.text) if text),
        second.choice or first.choice,
        tuple(dict.fromkeys(first.regions + second.regions)),
    )

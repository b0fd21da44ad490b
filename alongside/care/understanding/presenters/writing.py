"""The pages on which somebody writes: the list of sections, one section, and what sharing would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Partnership
from alongside.care.understanding.actions.draft import held_content
from alongside.care.understanding.models import Draft, SetAside, Story
from alongside.care.understanding.presenters import told as reading
from alongside.care.understanding.presenters.told import SectionChanged
from alongside.care.understanding.rules import sections
from alongside.care.understanding.rules.content import Content
from alongside.care.understanding.rules.sections import Section


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the task list, as the ``tasks`` macro reads it."""

    label: str
    href: str
    state: str
    state_kind: str


@dataclass(frozen=True, slots=True)
class Held:
    """What one window holds, in words."""

    text: str
    beside: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Words of a second window, beside the draft that was there first."""

    row: SetAside
    this: Held
    other: Held
    this_at: datetime
    other_at: datetime


@dataclass(frozen=True, slots=True)
class Writing:
    """One section as its author finds it."""

    section: Section
    content: Content
    revision: int
    aside: Aside | None
    shared_meanwhile: Held | None
    next_section: Section


def drafts_of(partnership: Partnership, author: Account) -> dict[str, Draft]:
    rows = Draft.objects.filter(partnership=partnership, author=author)
    return {draft.section: draft for draft in rows}


def tasks(partnership: Partnership, story: Story | None, drafts: dict[str, Draft]) -> list[Task]:
    """Every section with where it stands: not started, started, changed since it was shared, shared."""
    told = story.told() if story else {}
    return [
        Task(
            _(section.title),
            reverse("understanding:section", args=[partnership.pk, section.id]),
            *_state(drafts.get(section.id), told[section.id].content if section.id in told else Content()),
        )
        for section in sections.story().sections
    ]


def _state(draft: Draft | None, told: Content) -> tuple[str, str]:
    if draft is not None and not draft.is_shared and Content.from_plain(draft.content) != told:
        return (_("Started"), "started") if told.is_empty else (_("Changed, not shared yet"), "started")
    return (_("Not started"), "") if told.is_empty else (_("Shared"), "done")


def unshared(story: Story | None, drafts: dict[str, Draft]) -> list[SectionChanged]:
    """What sharing now would change, in the person's order."""
    told = story.told() if story else {}
    found = []
    for section in sections.story().sections:
        draft = drafts.get(section.id)
        was = told[section.id].content if section.id in told else Content()
        if draft is None or draft.is_shared or Content.from_plain(draft.content) == was:
            continue
        found.append(reading.changed(_(section.title), was, Content.from_plain(draft.content)))
    return found


def share_line(waiting: int, *, ever_shared: bool) -> str:
    """How much of it the team cannot read yet."""
    if waiting:
        return ngettext(
            "You have written in %(count)d section that your team cannot read yet.",
            "You have written in %(count)d sections that your team cannot read yet.",
            waiting,
        ) % {"count": waiting}
    if ever_shared:
        return _("Your team can read all that you have written.")
    return _("Nobody but you can read what you write here, until you share it.")


def writing(partnership: Partnership, author: Account, section: Section) -> Writing:
    """The section as ``author`` finds it: draft or shared words, and what another window left."""
    story = reading.story_of(partnership)
    draft = Draft.objects.filter(partnership=partnership, author=author, section=section.id).first()
    told = story.told().get(section.id) if story else None
    content = held_content(draft, story) if draft else (told.content if told else Content())
    overtaken = (
        told is not None
        and draft is not None
        and not draft.is_shared
        and told.changed_in > draft.begun_from
        and told.content != content
    )
    return Writing(
        section,
        content,
        draft.revision if draft else 0,
        _aside(partnership, author, draft, content),
        _held(told.content) if overtaken and told else None,
        _next(section),
    )


def _aside(partnership: Partnership, author: Account, draft: Draft | None, content: Content) -> Aside | None:
    if draft is None:
        return None
    row = (
        SetAside.objects.filter(
            partnership=partnership, author=author, section=draft.section, settled_at=None
        )
        .order_by("changed_at")
        .first()
    )
    if row is None:
        return None
    this, other = _held(Content.from_plain(row.content)), _held(content)
    return Aside(row, this, other, row.changed_at, draft.changed_at)


def _held(content: Content) -> Held:
    return Held(content.text, reading.beside(content))


def _next(section: Section) -> Section:
    every = sections.story().sections
    return every[(every.index(section) + 1) % len(every)]

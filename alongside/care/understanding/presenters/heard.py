"""What was heard and what was said to it: the sentences of reflections, for both sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import initials, named
from alongside.care.understanding.figures import written_back
from alongside.care.understanding.models import Reflection, Story
from alongside.care.understanding.rules import reflection as rule
from alongside.care.understanding.rules.reflection import State


@dataclass(frozen=True, slots=True)
class Heard:
    """One reflection as a page shows it."""

    id: UUID
    text: str
    author: str
    author_name: str
    initials: str
    version: int
    written_at: datetime
    visible_at: datetime
    is_held: bool
    answer: str
    answer_words: str
    why: str
    answered_at: datetime | None
    after_talk: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where both stand, and everything written back so far, the newest first."""

    state: State
    may_write: bool
    waiting: Heard | None  # visible to the person, and not answered
    earlier: list[Heard]


def reflections_of(partnership: Partnership) -> list[Reflection]:
    rows = Reflection.objects.filter(partnership=partnership).select_related("author", "version")
    return list(rows.defer("version__sections").order_by("-number"))


def conversation(partnership: Partnership, story: Story | None, *, to_person: bool) -> Conversation:
    """What ``to_person`` may see: a reflection that is held for working hours does not exist for them yet."""
    rows = reflections_of(partnership)
    latest = story.current.number if story and story.current else 0
    stands = rule.stands(latest, written_back(rows[0] if rows else None))
    if to_person:
        rows = [row for row in rows if row.visible_at <= clock.now()]
    heard = [_heard(row, partnership, to_person=to_person) for row in rows]
    waiting = next((one for one in heard if not one.answer), None)
    return Conversation(
        stands.state, rule.may_write(stands), waiting, [one for one in heard if one is not waiting]
    )


def _heard(row: Reflection, partnership: Partnership, *, to_person: bool) -> Heard:
    return Heard(
        id=row.pk,
        text=row.text,
        author=named(row.author.name, row.author_profession),
        author_name=row.author.name,
        initials=initials(row.author.name),
        version=row.version.number,
        written_at=row.written_at,
        visible_at=row.visible_at,
        is_held=row.visible_at > clock.now(),
        answer=row.answer,
        answer_words=_answer_words(row.answer, partnership, to_person=to_person),
        why=row.why,
        answered_at=row.answered_at,
        after_talk=row.after_talk,
    )


def _answer_words(answer: str, partnership: Partnership, *, to_person: bool) -> str:
    facts = {"person": partnership.known_as}
    if answer == Reflection.Answer.RIGHT:
        return _("You said: that’s right.") if to_person else _("%(person)s said: that’s right.") % facts
    if answer == Reflection.Answer.NOT_QUITE:
        return _("You said: not quite.") if to_person else _("%(person)s said: not quite.") % facts
    return ""


def where_it_stands(state: State, partnership: Partnership, contact: str) -> str:
    """One sentence for the person on where the conversation stands; empty where nothing needs saying."""
    who = {"who": contact or partnership.service.name}
    return {
        State.NOTHING: "",
        State.OWED: _("%(who)s will write back what they understood, after reading."),
        State.SENT: "",
        State.AGREED: _("You and %(who)s see it the same way."),
        State.NOT_QUITE: _("You said: not quite. %(who)s will write back once more."),
        State.TALK: _("Let us talk. We have asked %(who)s to arrange it with you."),
    }[state] % who


def where_it_stands_for_team(state: State, partnership: Partnership) -> str:
    person = {"person": partnership.known_as}
    return {
        State.NOTHING: _("%(person)s has not shared a story yet."),
        State.OWED: _("Nobody has written back yet. %(person)s waits to hear what you understood."),
        State.SENT: _("Written back. %(person)s has not answered yet."),
        State.AGREED: _("%(person)s said that this is right."),
        State.NOT_QUITE: _("%(person)s said: not quite. Write back once more, with their correction."),
        State.TALK: _(
            "Twice not quite: let us talk. Ring or meet %(person)s, then write down what you found."
        ),
    }[state] % person

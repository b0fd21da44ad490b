"""Write back what was heard, and answer it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services import reading
from alongside.care.partnership import authority, contacting
from alongside.care.partnership import figures as partnership_figures
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.professions import profession_of
from alongside.care.partnership.rules.preferences import Purpose
from alongside.care.understanding import attention as kinds
from alongside.care.understanding import events as room
from alongside.care.understanding import figures
from alongside.care.understanding.actions.story import owe_reflection
from alongside.care.understanding.models import Reflection, Story, StoryReading, StoryVersion
from alongside.care.understanding.rules import reflection as rule
from alongside.care.understanding.rules.reflection import Answer, NotNow, State, Understanding

__all__ = ["NotNow", "StoryMovedOn", "answer", "choose_release", "write_back"]

_SETTLED_BY_WRITING = (kinds.REFLECTION_OWED, kinds.REFLECTION_NOT_QUITE, kinds.LET_US_TALK)


class StoryMovedOn(Exception):
    """The person has shared a newer version than the one that was written back about."""


@transaction.atomic
def write_back(*, version: StoryVersion, text: str, by: Account) -> Reflection:
    """A professional writes what they heard in ``version``, the newest.

    Raises ``StoryMovedOn`` where a newer one exists, ``NotNow`` while the person has not answered yet. The
    person sees it in working hours, unless they chose otherwise.
    """
    partnership = version.partnership
    relation = authority.require(by, Verb.REFLECT, partnership)
    story = Story.objects.locked(partnership)
    before = figures.stands(partnership)
    if version.number != before.latest:
        raise StoryMovedOn(str(version))
    after = rule.write(before)
    visible_at = clock.now() if story.reflections_any_time else _in_working_hours(partnership)
    written = Reflection.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        version=version,
        number=Reflection.objects.filter(partnership=partnership).count() + 1,
        round=after.round,
        after_talk=before.state is State.TALK,
        author=by,
        author_profession=profession_of(by, partnership.service_id),
        text=text,
        written_at=clock.now(),
        visible_at=visible_at,
    )
    for kind in _SETTLED_BY_WRITING:
        attention.overtake(partnership=partnership, kind=kind, by=by)
    contacting.notify(partnership, "written-back", Purpose.REPLY, due_at=visible_at, page="story")
    event = room.WRITTEN_BACK if written.is_visible else room.WRITTEN_AND_HELD
    _moved(written, after, event.name, by, relation)
    return written


@transaction.atomic
def answer(*, reflection: Reflection, said: Answer, why: str = "", by: Account) -> Reflection:
    """The person says *that's right* or *not quite*; ``why`` only if they like.

    Raises ``NotNow`` for one that they cannot see yet or have answered.
    """
    partnership = reflection.partnership
    relation = authority.require(by, Verb.ANSWER_REFLECTION, partnership)
    Story.objects.locked(partnership)
    reflection.refresh_from_db()
    if reflection.answer or not reflection.is_visible:
        raise NotNow(str(reflection))
    after = rule.answer(figures.stands(partnership), said)
    reflection.answer, reflection.answered_at = said.value, clock.now()
    reflection.why = why if said is Answer.NOT_QUITE else ""
    reflection.save(update_fields=["answer", "answered_at", "why"])
    if said is Answer.RIGHT:
        _agreed(reflection, after, by)
        _moved(reflection, after, room.RIGHT.name, by, relation)
    elif after.state is State.TALK:
        attention.open_item(
            partnership=partnership,
            kind=kinds.LET_US_TALK,
            harm=AttentionItem.Harm.PROMISE,
            about=reflection.pk,
            due_at=reading.next_working_morning(partnership.service),
            by=by,
        )
        _moved(reflection, after, room.LET_US_TALK.name, by, relation)
    else:
        attention.open_item(
            partnership=partnership,
            kind=kinds.REFLECTION_NOT_QUITE,
            harm=AttentionItem.Harm.UNDERSTANDING,
            about=reflection.pk,
            by=by,
        )
        _moved(reflection, after, room.NOT_QUITE.name, by, relation)
    return reflection


@transaction.atomic
def choose_release(*, partnership: Partnership, any_time: bool, by: Account) -> Story:
    """The person chooses to see what is written back at any time, or in working hours only.

    *At any time* also shows what is being held now.
    """
    relation = authority.require(by, Verb.WRITE_STORY, partnership)
    story = Story.objects.locked(partnership)
    if story.reflections_any_time == any_time:
        return story
    story.reflections_any_time = any_time
    story.save(update_fields=["reflections_any_time"])
    if any_time:
        held = Reflection.objects.filter(partnership=partnership, visible_at__gt=clock.now())
        held.update(visible_at=clock.now())
    events.record(
        room.RELEASE_CHOSEN.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        any_time=any_time,
    )
    return story


def _in_working_hours(partnership: Partnership) -> datetime:
    """Now while the clinic is open, else when it opens; now too where it opens on no day we know of."""
    return reading.next_reading(partnership.service) or clock.now()


def _agreed(reflection: Reflection, after: Understanding, by: Account) -> None:
    """Agreed about an older version: the newer one is owed a reflection once somebody has read it."""
    if after.state is not State.OWED:
        return
    read = StoryReading.objects.filter(
        partnership=reflection.partnership, version__number=after.latest
    ).exists()
    if read:
        owe_reflection(reflection.partnership, by)


def _moved(reflection: Reflection, after: Understanding, kind: str, by: Account, relation: Relation) -> None:
    partnership_figures.keep(reflection.partnership, reflection_state=after.state.value)
    events.record(
        kind,
        service=reflection.service,
        subject=reflection.partnership_id,
        by=by,
        relation=relation,
        about=reflection.pk,
        round=reflection.round,
    )

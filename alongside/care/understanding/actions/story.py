"""Share a story with the team, read it, agree what is normal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.prepared import prepared
from alongside.base.record import events
from alongside.care.partnership import authority, normal
from alongside.care.partnership import figures as partnership_figures
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import AttentionItem, MyNormal, Partnership
from alongside.care.partnership.professions import profession_of
from alongside.care.understanding import attention as kinds
from alongside.care.understanding import figures
from alongside.care.understanding.events import NORMAL_AGREED, READ, SHARED, TYPED
from alongside.care.understanding.models import Draft, Story, StoryReading, StoryVersion
from alongside.care.understanding.rules import content as rule
from alongside.care.understanding.rules import reflection
from alongside.care.understanding.rules.content import Content
from alongside.care.understanding.rules.reflection import State

MEDICINES, MY_NORMAL = "medicines", "my-normal"


class NothingNew(Exception):
    """Nothing differs from what the team can read already: there is nothing to share."""


class NotReadBack(Exception):
    """A professional typed it, and has not said that they read it back."""


class NothingToAgree(Exception):
    """The newest version says nothing about what is normal, or it is not the newest any more."""


@transaction.atomic
def share(*, partnership: Partnership, by: Account) -> StoryVersion:
    """The person shares what they have written: a new version that the team can read.

    Raises ``NothingNew`` where nothing changed, and ``attention.NobodyToOwn`` where nobody would read it.
    """
    authority.require(by, Verb.WRITE_STORY, partnership)
    story = Story.objects.locked(partnership)
    with partnership_figures.at_once(partnership), events.at_once():
        version = _new_version(story, by, {})
        _record(version, SHARED.name, by, Relation.PERSON)
        attention.open_item(
            partnership=partnership, kind=kinds.STORY_SHARED, harm=AttentionItem.Harm.UNDERSTANDING, by=by
        )
    return version


@transaction.atomic
def share_typed(
    *, partnership: Partnership, how: StoryVersion.How, read_back: bool, by: Account
) -> StoryVersion:
    """A professional shares what they typed for the person, after reading it back to them.

    Raises ``NotReadBack`` without that, and ``NothingNew`` where nothing changed.
    """
    relation = authority.require(by, Verb.TYPE_FOR_PERSON, partnership)
    if not read_back:
        raise NotReadBack(str(partnership))
    story = Story.objects.locked(partnership)
    typed = {
        "typed_by": by,
        "typed_by_profession": profession_of(by, partnership.service_id),
        "how": how,
        "read_back_at": clock.now(),
    }
    version = _new_version(story, by, typed)
    _record(version, TYPED.name, by, relation)
    if relation is not Relation.CONTACT:
        attention.open_item(
            partnership=partnership, kind=kinds.STORY_SHARED, harm=AttentionItem.Harm.UNDERSTANDING, by=by
        )
    _first_reading(version, by)
    return version


@transaction.atomic
def read(*, version: StoryVersion, by: Account) -> StoryReading | None:
    """A professional opened ``version``. Returns the reading when it is their first, else None.

    The person reading their own story is no reading: None.
    """
    relation = authority.require(by, Verb.READ_STORY, version.partnership)
    if relation is Relation.PERSON or StoryReading.objects.filter(version=version, reader=by).exists():
        return None
    story = Story.objects.locked(version.partnership)
    reading = _first_reading(version, by)
    if reading is None:
        return None
    events.record(
        READ.name,
        service=version.service,
        subject=version.partnership_id,
        by=by,
        relation=relation,
        about=version.pk,
        version=version.number,
    )
    if story.current_id == version.pk:
        attention.overtake(partnership=version.partnership, kind=kinds.STORY_SHARED, by=by)
    return reading


@transaction.atomic
def agree_normal(*, version: StoryVersion, by: Account) -> MyNormal:
    """A professional agrees with what the person says is normal for them, as ``version`` words it.

    Raises ``NothingToAgree`` where a newer version words it differently, or no words are there.
    """
    relation = authority.require(by, Verb.SET_MY_NORMAL, version.partnership)
    if relation is Relation.PERSON:
        raise Refused(Verb.SET_MY_NORMAL, version.partnership)
    story = Story.objects.locked(version.partnership)
    told = story.told().get(MY_NORMAL)
    if told is None or told.content.is_empty or told.changed_in > version.number:
        raise NothingToAgree(str(version))
    agreed = normal.agree_whole(
        partnership=version.partnership,
        text=told.content.text,
        written_by=version.partnership.person,
        agreed_by=by,
        profession=profession_of(by, version.service_id),
    )
    Story.objects.filter(pk=story.pk).update(agreed_normal=agreed)
    events.record(
        NORMAL_AGREED.name,
        service=version.service,
        subject=version.partnership_id,
        by=by,
        relation=relation,
        about=agreed.pk,
        version=version.number,
    )
    return agreed


def owe_reflection(partnership: Partnership, by: Account) -> None:
    """Somebody has read the newest version, and the person waits to hear what was understood."""
    attention.open_item(
        partnership=partnership, kind=kinds.REFLECTION_OWED, harm=AttentionItem.Harm.UNDERSTANDING, by=by
    )


def _new_version(story: Story, by: Account, typed: Mapping[str, object]) -> StoryVersion:
    partnership = story.partnership
    before = story.current.number if story.current is not None else 0
    number = before + 1
    drafts = _unshared(partnership=partnership.pk, author=by.pk)
    words = {section: Content.from_plain(content) for section, content in drafts}
    sections, changed = rule.next_version(story.told().values(), words, number)
    if not changed:
        raise NothingNew(str(partnership))
    stands = reflection.share(figures.stands(partnership, before))
    version = StoryVersion.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        number=number,
        sections=[told.as_plain() for told in sections],
        changed=list(changed),
        shared_at=clock.now(),
        **typed,
    )
    _unshared.plain(partnership=partnership.pk, author=by.pk).update(is_shared=True, begun_from=number)
    Story.objects.filter(pk=story.pk).update(current=version)
    partnership_figures.keep(
        partnership,
        story_versions=number,
        story_shared_at=version.shared_at,
        story_read_at=None,
        reflection_state=stands.state.value,
    )
    _flag_medicines(version, by)
    return version


@prepared
def _unshared(*, partnership: UUID, author: UUID) -> QuerySet[Draft, tuple[str, dict[str, Any]]]:
    """What the author wrote and did not share, by section: held still by the story's lock."""
    mine = Draft.objects.filter(partnership=partnership, author=author, is_shared=False)
    return mine.order_by("section").values_list("section", "content")


def _flag_medicines(version: StoryVersion, by: Account) -> None:
    """Too little or too much may be a misunderstanding: somebody looks. About right settles it."""
    if MEDICINES not in version.changed:
        return
    if rule.medicines_mismatch(version.told()[MEDICINES].content.choice):
        attention.open_item(
            partnership=version.partnership,
            kind=kinds.MEDICINES_MISMATCH,
            harm=AttentionItem.Harm.UNDERSTANDING,
            by=by,
        )
    else:
        attention.overtake(partnership=version.partnership, kind=kinds.MEDICINES_MISMATCH, by=by)


def _first_reading(version: StoryVersion, by: Account) -> StoryReading | None:
    """Note the first reading, keep the figure, and owe a reflection of the newest version."""
    reading, made = StoryReading.objects.get_or_create(
        version=version,
        reader=by,
        defaults={
            "service_id": version.service_id,
            "partnership_id": version.partnership_id,
            "profession": profession_of(by, version.service_id),
            "first_read_at": clock.now(),
        },
    )
    if not made:
        return None
    stands = figures.stands(version.partnership)
    if stands.latest == version.number:
        first = version.readings.order_by("first_read_at").first()
        partnership_figures.keep(
            version.partnership, story_read_at=first.first_read_at if first else reading.first_read_at
        )
        if stands.state is State.OWED:
            owe_reflection(version.partnership, by)
    return reading


def _record(version: StoryVersion, kind: str, by: Account, relation: Relation) -> None:
    events.record(
        kind,
        service=version.partnership.service,
        subject=version.partnership_id,
        by=by,
        relation=relation,
        about=version.pk,
        version=version.number,
        how=version.how,
    )

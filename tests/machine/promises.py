"""What must hold after whatever anybody did: the invariants of the partnership machine."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from hypothesis.stateful import invariant

from alongside.base.record import kinds
from alongside.base.record.models import Event
from alongside.care.involvement.models import MatterWording
from alongside.care.measures import attention as measures_attention
from alongside.care.measures import sight as sights
from alongside.care.measures.models import Assessment
from alongside.care.measures.rules.sight import Sight
from alongside.care.partnership import authority, figures
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Membership, MyNormal, Partnership
from alongside.care.understanding.models import (
    Difference,
    Reflection,
    Story,
    StoryReading,
    StoryVersion,
)
from alongside.care.understanding.rules.reflection import MOST_ROUNDS
from tests.conftest import Clinic


class Promises:
    """Mixed into the machine, which sets ``people`` and what was seen before."""

    people: Clinic
    seen_events: dict[Any, str]
    seen_versions: dict[Any, str]
    seen_closed: dict[Any, str]

    @property
    def partnership(self) -> Partnership:
        raise NotImplementedError

    @invariant()
    def figures_are_what_rebuilding_gives(self) -> None:
        if hasattr(self, "people"):
            assert figures.kept(self.partnership) == figures.rebuilt(self.partnership)

    @invariant()
    def there_is_one_contact_or_none(self) -> None:
        if not hasattr(self, "people"):
            return
        now = Membership.objects.filter(partnership=self.partnership, until_at=None)
        assert now.filter(role=Membership.Role.CONTACT).count() <= 1
        accounts = list(now.values_list("account", flat=True))
        assert len(accounts) == len(set(accounts))

    @invariant()
    def nothing_is_agreed_by_one_side(self) -> None:
        if not hasattr(self, "people"):
            return
        joan = self.people.joan.pk
        for row in Reflection.objects.filter(partnership=self.partnership).exclude(answer=""):
            said = Event.objects.filter(about=row.pk, by=joan, kind__startswith="reflection.")
            assert said.exists()
            assert row.author_id != joan
            assert row.answered_at is not None
            assert row.answered_at >= row.visible_at, "answered before it could be seen"
            assert row.round <= MOST_ROUNDS
        for differs in Difference.objects.filter(partnership=self.partnership, state="settled"):
            settled_by = (
                Event.objects.filter(about=differs.pk, kind="both.settled").order_by("at", "pk").last()
            )
            assert (differs.said_by_id == joan) != (differs.moved_by_id == joan), "settled by one side"
            assert settled_by is None or settled_by.by_id == differs.moved_by_id
        for normal in MyNormal.objects.filter(partnership=self.partnership, agreed_at__isnull=False):
            assert (normal.written_by_id == joan) != (normal.agreed_by_id == joan)
        for words in MatterWording.objects.filter(partnership=self.partnership, agreed_at__isnull=False):
            said = Event.objects.filter(about=words.matter_id, by=joan, kind__startswith="together.")
            assert said.exists(), "agreed without a word of hers"
            assert words.professional_id not in (None, joan)

    @invariant()
    def everything_open_is_owned_by_somebody_who_may_work_it(self) -> None:
        if not hasattr(self, "people"):
            return
        for item in AttentionItem.objects.filter(partnership=self.partnership).open().select_related("owner"):
            assert authority.may(item.owner, Verb.WORK_ATTENTION, self.partnership), item.kind

    @invariant()
    def what_the_person_wrote_beside_a_rating_is_owned_by_somebody_who_may_read_it(self) -> None:
        if not hasattr(self, "people"):
            return
        items = AttentionItem.objects.filter(
            partnership=self.partnership, kind=measures_attention.WORDS
        ).open()
        for item in items.select_related("owner"):
            done = Assessment.objects.select_related("occasion").get(pk=str(item.about))
            relation = authority.relation_of(item.owner, self.partnership)
            viewer = sights.viewer_of(item.owner, relation, self.partnership)
            assert sights.sight_of(done, done.occasion, viewer) in {Sight.ALL, Sight.ONE_SIDED}

    @invariant()
    def events_only_grow_and_never_change(self) -> None:
        if not hasattr(self, "people"):
            return
        now = {
            event.pk: f"{event.kind}{event.by_id}{event.about}{event.facts}{event.at}{event.visibility}"
            for event in Event.objects.all()
        }
        assert {key: now.get(key) for key in self.seen_events} == self.seen_events
        assert {event.partition(".")[0] for event in now.values()} <= {
            name.partition(".")[0] for name in kinds.all_kinds()
        }
        self.seen_events = now

    @invariant()
    def a_shared_version_never_changes(self) -> None:
        if not hasattr(self, "people"):
            return
        rows = StoryVersion.objects.filter(partnership=self.partnership).order_by("number")
        now = {
            row.pk: sha256(repr((row.sections, row.changed, row.shared_at)).encode()).hexdigest()
            for row in rows
        }
        assert {key: now.get(key) for key in self.seen_versions} == self.seen_versions
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        newest = Story.objects.filter(partnership=self.partnership).values_list("current", flat=True).first()
        assert newest == (rows[len(rows) - 1].pk if rows else None)
        self.seen_versions = now

    @invariant()
    def what_was_closed_stays_closed_as_it_was(self) -> None:
        if not hasattr(self, "people"):
            return
        closed = AttentionItem.objects.filter(partnership=self.partnership, closed_at__isnull=False)
        now = {row.pk: f"{row.closed_at}{row.closed_by_id}{row.outcome}" for row in closed}
        assert {key: now.get(key) for key in self.seen_closed} == self.seen_closed
        self.seen_closed = now

    @invariant()
    def a_typed_story_was_read_back_and_only_professionals_count_as_readers(self) -> None:
        if not hasattr(self, "people"):
            return
        typed = StoryVersion.objects.filter(partnership=self.partnership, typed_by__isnull=False)
        assert not typed.filter(read_back_at=None).exists()
        assert not StoryReading.objects.filter(partnership=self.partnership, reader=self.people.joan).exists()

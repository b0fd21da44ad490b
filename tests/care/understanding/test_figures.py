"""Whatever both sides do, in any order: figures equal their rebuild, and nothing is agreed by one side."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from alongside.base import clock, ids
from alongside.care.partnership import figures
from alongside.care.partnership.models import AttentionItem
from alongside.care.understanding import attention as kinds
from alongside.care.understanding.actions import draft, reflection, retold, story
from alongside.care.understanding.models import Draft, Reflection, Retold, StoryReading, StoryVersion
from alongside.care.understanding.rules.content import Content
from alongside.care.understanding.rules.reflection import Answer, NotNow
from tests.conftest import THURSDAY, Clinic, make_clinic

TEAM = st.sampled_from(["priya", "okafor"])
SECTIONS = st.sampled_from(["matters", "medicines", "my-normal"])
CHOICES = st.sampled_from(["", "too-little", "about-right"])


def machine(cast: Clinic) -> type[RuleBasedStateMachine]:  # noqa: C901 - one class, many moves
    class Partnership(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            for model in (Reflection, StoryReading, Retold, Draft, AttentionItem):
                model.objects.all().delete()
            cast.partnership.story.delete() if hasattr(cast.partnership, "story") else None
            StoryVersion.objects.all().delete()
            cast.partnership.refresh_from_db()
            figures.keep(cast.partnership, **figures.rebuilt(cast.partnership))
            self.at = THURSDAY
            self.answers: list[tuple[int, str]] = []

        def newest(self) -> StoryVersion | None:
            return StoryVersion.objects.filter(partnership=cast.partnership).order_by("-number").first()

        def now(self):
            self.at += timedelta(minutes=7)
            return clock.frozen(self.at)

        @rule(
            section=SECTIONS,
            text=st.sampled_from(["one", "two"]),
            choice=CHOICES,
            who=st.sampled_from(["joan", "priya"]),
        )
        def somebody_writes(self, section: str, text: str, choice: str, who: str) -> None:
            row = Draft.objects.filter(author=cast.everyone[who], section=section).first()
            with self.now():
                draft.save(
                    partnership=cast.partnership,
                    section=section,
                    content=Content(text, choice if section == "medicines" else ""),
                    revision=row.revision if row else 0,
                    window=ids.uuid7(),
                    by=cast.everyone[who],
                )

        @rule()
        def joan_shares(self) -> None:
            with self.now(), suppress(story.NothingNew):
                story.share(partnership=cast.partnership, by=cast.joan)

        @rule()
        def priya_shares_what_she_typed(self) -> None:
            with self.now(), suppress(story.NothingNew):
                story.share_typed(
                    partnership=cast.partnership,
                    how=StoryVersion.How.PAPER,
                    read_back=True,
                    by=cast.priya,
                )

        @rule(who=TEAM, old=st.booleans())
        def somebody_reads(self, who: str, old: bool) -> None:
            rows = StoryVersion.objects.order_by("number" if old else "-number")
            if row := rows.first():
                with self.now():
                    story.read(version=row, by=cast.everyone[who])

        @rule(who=TEAM)
        def somebody_writes_back(self, who: str) -> None:
            if row := self.newest():
                with self.now(), suppress(NotNow):
                    reflection.write_back(version=row, text="heard", by=cast.everyone[who])

        @rule(said=st.sampled_from([Answer.RIGHT, Answer.NOT_QUITE]))
        def joan_answers(self, said: Answer) -> None:
            if row := Reflection.objects.order_by("-number").first():
                with self.now():
                    try:
                        reflection.answer(reflection=row, said=said, by=cast.joan)
                    except NotNow:
                        return
                self.answers.append((row.version.number, said.value))

        @rule(undo=st.booleans())
        def joan_had_to_tell_it_again(self, undo: bool) -> None:
            with self.now():
                row = retold.told_again(partnership=cast.partnership, by=cast.joan)
                if undo:
                    retold.undo(retold=row, by=cast.joan)

        @invariant()
        def figures_equal_their_rebuild(self) -> None:
            assert figures.kept(cast.partnership) == figures.rebuilt(cast.partnership)

        @invariant()
        def nothing_is_agreed_by_one_side(self) -> None:
            if figures.kept(cast.partnership)["reflection_state"] == "agreed":
                newest = self.newest()
                assert newest is not None
                assert self.answers[-1] == (newest.number, "right")

        @invariant()
        def what_waits_for_somebody_is_on_their_list(self) -> None:
            state = figures.kept(cast.partnership)["reflection_state"]
            waiting = set(AttentionItem.objects.filter(closed_at=None).values_list("kind", flat=True))
            assert (kinds.REFLECTION_NOT_QUITE in waiting) == (state == "not-quite")
            assert (kinds.LET_US_TALK in waiting) == (state == "talk")
            if state == "owed":
                assert waiting & {kinds.STORY_SHARED, kinds.REFLECTION_OWED}

    return Partnership


@pytest.mark.django_db
@pytest.mark.parametrize("lives", [10, pytest.param(50, marks=pytest.mark.slow)])
def test_two_people_in_any_order(lives: int) -> None:
    cast = make_clinic()
    run_state_machine_as_test(
        machine(cast),
        settings=settings(max_examples=lives, stateful_step_count=25),
    )

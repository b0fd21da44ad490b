"""What is on somebody's plan now, as plain data: for the rooms' own pages and for whoever composes them.

    plan = plan_of(partnership)
    plan.steps            # in force, in the order of the plan
    plan.waits(side)      # proposals that ``side`` has not said anything to

Four queries, however long the history is. Ideas that the person has not asked to see are marked ``hidden``:
a page for the person shows their place and their author, never their words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.base import clock
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.rules.side import Side
from alongside.care.plan.models import PlanVersion, Step, StepWording
from alongside.care.plan.rules.step import (
    PART_ORDER,
    Part,
    PauseReason,
    State,
    StepWords,
    StopReason,
    widens,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingNow:
    """One wording: whose, what each side said to it, and the words."""

    id: UUID
    number: int
    words: StepWords
    side: Side
    author: str
    author_id: UUID
    profession: str
    written_at: datetime
    person: Answer | None
    person_why: str
    professional: Answer | None
    professional_why: str
    professional_name: str
    agreed_at: datetime | None
    standing: Standing
    hidden: bool
    asked_for: bool
    widens: bool = False

    def answer_of(self, side: Side) -> Answer | None:
        return self.person if side is Side.PERSON else self.professional


@dataclass(frozen=True, slots=True, kw_only=True)
class StepNow:
    """One step: the words in force, if any, and the proposals that stand beside them, the oldest first."""

    id: UUID
    part: Part
    state: State
    agreed: WordingNow | None
    proposals: tuple[WordingNow, ...]
    newest: int  # the number of its newest wording: an answer says that it was seen
    amount_now: int | None
    look_again_on: date | None
    due_again: bool
    paused: PauseReason | None
    paused_at: datetime | None
    pause_why: str
    stopped_at: datetime | None
    stopped_by: str
    stop_reason: StopReason
    stop_why: str

    def waits(self, side: Side) -> tuple[WordingNow, ...]:
        return tuple(one for one in self.proposals if one.answer_of(side) is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNow:
    """The whole plan. ``version`` is the number of its newest dated copy, 0 where nothing was agreed yet."""

    partnership_id: UUID
    person: str
    steps: tuple[StepNow, ...]  # in force
    proposed: tuple[StepNow, ...]  # no words of theirs were agreed yet
    version: int
    version_at: datetime | None

    def part(self, part: Part) -> tuple[StepNow, ...]:
        return tuple(one for one in self.steps if one.part is part)

    def waits(self, side: Side) -> tuple[StepNow, ...]:
        """Steps with words that ``side`` has not said anything to."""
        return tuple(one for one in (*self.proposed, *self.steps) if one.waits(side))

    @property
    def look_again(self) -> tuple[StepNow, ...]:
        """Steps whose day to be looked at again has come."""
        return tuple(one for one in self.steps if one.due_again)


def plan_of(partnership: Partnership) -> PlanNow:
    """The plan of ``partnership`` as it stands."""
    steps = steps_of(partnership, Step.objects.filter(partnership=partnership).on_plan())
    version = PlanVersion.objects.filter(partnership=partnership).order_by("-number").defer("content").first()
    return PlanNow(
        partnership_id=partnership.pk,
        person=partnership.known_as,
        steps=tuple(one for one in steps if one.state is State.IN_FORCE),
        proposed=tuple(one for one in steps if one.state is State.PROPOSED and one.proposals),
        version=version.number if version else 0,
        version_at=version.made_at if version else None,
    )


def stopped_of(partnership: Partnership, limit: int = 20) -> list[StepNow]:
    """What is no longer on the plan and once was, the latest first."""
    gone = Step.objects.filter(partnership=partnership, state__in=[State.STOPPED, State.ENDED])
    return steps_of(
        partnership, gone.filter(stopped_at__isnull=False).order_by("-stopped_at")[:limit], all_=True
    )


def steps_of(partnership: Partnership, rows: object, *, all_: bool = False) -> list[StepNow]:
    """``rows``, a query of steps, as plain data in the order of the plan (``all_``: in the query's)."""
    steps = list(rows.select_related("stopped_by"))  # type: ignore[attr-defined]
    found: dict[UUID, list[StepWording]] = defaultdict(list)
    wordings = StepWording.objects.filter(step__in=[one.pk for one in steps])
    for row in wordings.select_related("author", "professional").order_by("number", "pk"):
        found[row.step_id].append(row)
    today = clock.today(partnership.service.time_zone)
    read = [_step(one, found[one.pk], partnership, today) for one in steps]
    if not all_:
        place = {one.pk: (one.order, one.pk) for one in steps}
        read.sort(key=lambda one: (PART_ORDER[one.part], place[one.id]))
    return read


def _step(row: Step, wordings: list[StepWording], partnership: Partnership, today: date) -> StepNow:
    in_force = next((one for one in wordings if one.pk == row.agreed_id), None)
    words = in_force.words() if in_force is not None else None
    open_ones = [one for one in wordings if one.agreed_at is None and one.set_aside_at is None]
    alive = row.state in (State.PROPOSED, State.IN_FORCE)
    due = row.state == State.IN_FORCE and row.look_again_on is not None and row.look_again_on <= today
    return StepNow(
        id=row.pk,
        part=Part(row.part),
        state=State(row.state),
        agreed=wording_now(in_force, partnership) if in_force is not None else None,
        proposals=tuple(wording_now(one, partnership, words) for one in open_ones) if alive else (),
        newest=max((one.number for one in wordings), default=0),
        amount_now=row.amount_now,
        look_again_on=row.look_again_on,
        due_again=due and row.paused_at is None,
        paused=PauseReason(row.pause_reason) if row.paused_at is not None else None,
        paused_at=row.paused_at,
        pause_why=row.pause_why,
        stopped_at=row.stopped_at,
        stopped_by=row.stopped_by.name if row.stopped_by is not None else "",
        stop_reason=StopReason(row.stop_reason),
        stop_why=row.stop_why,
    )


def wording_now(row: StepWording, partnership: Partnership, in_force: StepWords | None = None) -> WordingNow:
    """One wording as plain data; ``widens`` is worked out against the words in force."""
    side = Side(row.author_side)
    words = row.words()
    return WordingNow(
        id=row.pk,
        number=row.number,
        words=words,
        side=side,
        author=partnership.known_as if side is Side.PERSON else row.author.name,
        author_id=row.author_id,
        profession=row.author_profession,
        written_at=row.written_at,
        person=row.answer_of(Side.PERSON),
        person_why=row.person_why,
        professional=row.answer_of(Side.PROFESSIONAL),
        professional_why=row.professional_why,
        professional_name=row.professional.name if row.professional is not None else "",
        agreed_at=row.agreed_at,
        standing=row.standing,
        hidden=row.hidden,
        asked_for=row.asked_for,
        widens=widens(in_force, words),
    )

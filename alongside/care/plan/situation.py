"""Everything about one person that a rule may look at, from the rows, and no more than the reader may see.

What they said in checks is read through ``measures.sight``: a professional who may not see an answer gets
ideas that do not rest on it. What was not said, or is too old, is *not known*.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.measures.rules.values import Coding
from alongside.care.measures.sight import answers_seen
from alongside.care.partnership import way
from alongside.care.partnership.models import AttentionItem, Figures, Partnership
from alongside.care.partnership.rules.authority import Relation
from alongside.care.partnership.rules.side import Side
from alongside.care.plan import attention, catalogue
from alongside.care.plan.models import IdeaAnswer, LifeFacts, StepWording
from alongside.care.plan.rules.circumstances import Alarm, Circumstances, Rating, Situation, Stage
from alongside.care.plan.rules.step import State

# Open items of these kinds hold back whatever moves the body. The names are the rooms' own, and
# ``tests/care/plan/test_ideas_safety.py`` holds that each is still opened by somebody.
HOLDS = frozenset({"new-or-worse", "were-you-seen", attention.STEP_WORSE})


@dataclass(frozen=True, slots=True)
class Known:
    """The situation, and what of it a page shows by itself."""

    situation: Situation
    life: LifeFacts | None
    importance: int | None
    answers: dict[str, IdeaAnswer]  # the newest to each idea


def life_of(partnership: Partnership) -> LifeFacts | None:
    """What stands of *what fits my life*; None where nothing was said."""
    return LifeFacts.objects.filter(partnership=partnership).order_by("-version").first()


def alarm_of(partnership: Partnership) -> Alarm:
    """Whether something new or worse was said lately, or waits for a professional."""
    waiting = AttentionItem.objects.filter(partnership=partnership, kind__in=HOLDS).open()
    if waiting.exists():
        return Alarm.OPEN
    last = (
        Figures.objects.filter(partnership=partnership).values_list("last_new_or_worse_at", flat=True).first()
    )
    hold = timedelta(days=catalogue.rulebook().library.safety.hold_days)
    return Alarm.RECENT if last is not None and last > clock.now() - hold else Alarm.NONE


def answered(partnership: Partnership) -> dict[str, IdeaAnswer]:
    """The newest answer to every idea that anybody answered."""
    rows = IdeaAnswer.objects.filter(partnership=partnership).select_related("by").order_by("at", "pk")
    return {row.idea: row for row in rows}


def known(partnership: Partnership, *, account: Account, relation: Relation) -> Known:
    """What ``account`` may know of the person, for the rules. The person who opens the page asks by that."""
    life, said = life_of(partnership), answered(partnership)
    ratings, importance, stage = _from_checks(partnership, account, relation)
    asked = relation is Relation.PERSON
    planned = StepWording.objects.filter(
        partnership=partnership, step__state__in=[State.PROPOSED, State.IN_FORCE], set_aside_at=None
    )
    situation = Situation(
        life=life.circumstances() if life else Circumstances(),
        may_advise=way.may_offer_advice(partnership, asked=asked),
        refused=frozenset(idea for idea, row in said.items() if row.answer == IdeaAnswer.Answer.NOT_FOR_ME),
        on_plan=frozenset(planned.exclude(library_id="").values_list("library_id", flat=True)),
        ratings=ratings,
        stage=stage,
        alarm=alarm_of(partnership),
    )
    return Known(situation, life, importance, said)


def _from_checks(
    partnership: Partnership, account: Account, relation: Relation
) -> tuple[dict[Rating, int], int | None, Stage | None]:
    """The newest of the person's own answers, by what the rules call them."""
    book = catalogue.rulebook()
    oldest = clock.now() - timedelta(days=book.answers_days)
    numbers: dict[str, int] = {}
    stage: Stage | None = None
    for seen in answers_seen(partnership, account, relation):
        row = seen.assessment
        if row.side != Side.PERSON or row.completed_at is None or row.completed_at < oldest:
            continue
        for item, values in seen.answers.items():
            name = book.answers.get((row.instrument.key, item), "")
            value = values[0] if values else None
            if name == "stage" and isinstance(value, Coding) and value.code in set(Stage):
                stage = Stage(value.code)
            elif name and isinstance(value, int) and not isinstance(value, bool):
                numbers[name] = value
    ratings = {rating: numbers[rating] for rating in Rating if rating in numbers}
    in_range = {rating: value for rating, value in ratings.items() if 0 <= value <= rating.top}
    return in_range, numbers.get("importance"), stage

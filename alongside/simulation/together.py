"""The second half of an invented life: what they want, what both agree to try, how it goes, looking back.

Pure. What there is to do and when follows from the life's own chance, so that lives alike share it; only the
person's words are their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alongside.simulation.steps import Do
from alongside.simulation.words import bank

if TYPE_CHECKING:
    from alongside.simulation.diary import Diary

_LAST_CHECK_IN = 70  # days after baseline: three months are rated after it
_A_ROUND = 85  # days from one review to the next, a little before it is due
_A_YEAR = 350  # the longest that a door is agreed to stand open, less a margin for a weekend
_MOST_STEPS = 4
_STILL_UNDER_WAY = 12
_VISIT_BEGINS = ("09:20", "10:10", "11:00", "13:30", "14:20", "15:10")
_PAINS = (3, 4, 4, 5, 5, 6, 6, 7, 8)


def agree(diary: Diary) -> bool:
    """A goal of the person's and a plan; returns whether a plan was agreed."""
    chance = diary.chance
    if not diary.signs_in or chance.random() < 0.2:
        return False
    words = diary.voice.goal
    diary.person(Do.PROPOSES_GOAL, chance.randint(1, 4), said=words, rating=chance.randint(0, 3))
    if chance.random() < 0.1:
        return False  # it waits for the contact
    diary.team(Do.AGREES_GOAL, chance.randint(3, 5))
    for kind, many in (("step", chance.choice((1, 1, 2))), ("flare", 1 if chance.random() < 0.6 else 0)):
        for each in chance.sample(bank("together")[kind], many):
            diary.team(Do.PROPOSES_STEP, 0, library=each["library"], reason=each["reason"], part=kind)
    fate = chance.random()
    if fate < 0.08:
        return False  # the person has not answered yet
    diary.person(Do.ANSWERS_STEPS, chance.randint(1, 4), says="not-now" if fate < 0.13 else "yes")
    if chance.random() < 0.15:
        promise = chance.choice(bank("together")["promises"])
        diary.team(Do.PROMISES, 3, text=promise, within=4)
        if chance.random() < 0.85:
            diary.team(Do.KEEPS_PROMISE, 3)
    return fate >= 0.13


def keep_going(diary: Diary, baseline_day: int) -> None:
    """Check-ins now and then, no two lives alike; some weeks are hard, some are silent."""
    chance = diary.chance
    for _turn in range(chance.randint(2, 6)):
        gap = chance.choice((2, 3, 3, 4, 7, 11))
        if diary.day - gap < baseline_day - _LAST_CHECK_IN:
            return
        _how_it_went(diary, gap)


def go_on(diary: Diary, until: int) -> None:
    """After they looked back: nearly all say now and then how it goes, up to the day ``until``."""
    chance = diary.chance
    if chance.random() < 0.1:
        return
    while diary.day - until > 14:
        _how_it_went(diary, chance.randint(9, 13))


def _how_it_went(diary: Diary, gap: int) -> None:
    chance = diary.chance
    if chance.random() < 0.04:
        diary.person(Do.HAS_BAD_DAY, gap)
        return
    diary.person(
        Do.CHECKS_IN,
        gap,
        did=chance.choices(("yes", "a-bit", "no", "chose-not"), (55, 25, 12, 8))[0],
        hard=chance.choices(("about-right", "too-hard", "too-easy", ""), (55, 18, 8, 19))[0],
        pain=chance.choice(_PAINS),
        confidence=chance.randint(2, 9),
    )
    if chance.random() < 0.5:
        diary.person(Do.ANSWERS_OFFER, 0, says=chance.choice(("yes", "yes", "keep")))


def look_back_and_go_on(diary: Diary, *, has_plan: bool) -> bool:
    """After three months, and again where they go another round, until one is not due yet or it is enough.

    Returns whether they are under way still.
    """
    if not diary.signs_in or diary.chance.random() < 0.06:
        explain(diary, "told")
        return False
    while (how := _look_back(diary)) == "round-again":
        next_day = diary.day - _A_ROUND
        if has_plan:
            go_on(diary, until=max(next_day, 1))
        if next_day < 1:
            return True
        diary.day = next_day
    if how == "when-needed":
        leave_open(diary)
    return how == ""


def leave_open(diary: Diary) -> None:
    """The door stands open, until a day after the one that the life is built for, by both sides' word."""
    chance = diary.chance
    nears = chance.random() < 0.06
    longest = _A_YEAR - max(diary.day, 0)
    diary.team(
        Do.PROPOSES_DOOR,
        3,
        until=chance.randint(5, 25) if nears else chance.randint(40, longest),
        watch_for=chance.choice(bank("together")["watch_for"]),
    )
    if chance.random() < 0.95:
        diary.person(Do.AGREES_DOOR, chance.randint(1, 3))


def these_days(diary: Diary) -> None:
    """What is under way with those who are: a visit on a day to come, words back and forth, a call."""
    chance = diary.chance
    if not diary.signs_in or diary.day < _STILL_UNDER_WAY:
        return
    words = bank("together")
    fate = chance.random()
    if fate < 0.4:
        diary.team(
            Do.PLANS_VISIT,
            diary.day - chance.randint(3, 8),
            said={"place": chance.choice(words["places"])},
            within=chance.randint(1, 24),
            begins=chance.choice(_VISIT_BEGINS),
        )
    elif fate < 0.65:
        spoken = chance.choice(words["message"])
        is_answered = chance.random() < 0.75
        after = diary.day - (chance.randint(6, 9) if is_answered else 1)
        diary.person(Do.WRITES_MESSAGE, after, said={"message": spoken["said"]}, topic=spoken["topic"])
        if is_answered:
            diary.team(Do.WRITES_MESSAGE, 3, said={"message": spoken["answer"]}, understood=True)
    elif fate < 0.78:
        diary.person(Do.ASKS_FOR_CALL, diary.day - 1, said={"about": chance.choice(words["about"])})


def explain(diary: Diary, which: str) -> None:
    """Nothing is planned: the professional rang, says why, and when they look again."""
    chance = diary.chance
    diary.team(Do.BEGINS_REVIEW, 3)
    diary.team(
        Do.EXPLAINS,
        max(3, diary.day - chance.randint(5, 60)),
        words=chance.choice(bank("together")[which]),
        look_again=chance.randint(6, 110),
    )


def _look_back(diary: Diary) -> str:
    """Whether it made a difference, and how they go on; "" where that is not agreed, or not yet."""
    chance = diary.chance
    told = chance.choice(bank("together")["difference"])
    diary.person(Do.LOOKS_BACK, chance.randint(1, 4), difference=told["said"], words=told["words"])
    says = chance.choices(("keep", "change", "stop"), (80, 6, 14), k=_MOST_STEPS)
    diary.person(Do.SAYS_OF_STEPS, 0, says=says)
    if chance.random() < 0.02:
        return ""
    diary.team(Do.SAYS_BACK, chance.randint(3, 5), words=chance.choice(bank("together")["saw"]))
    diary.team(Do.SAYS_OF_STEPS, 0, says=["change" if each == "change" else "keep" for each in says])
    how = chance.choices(("round-again", "when-needed", "end-well"), (45, 40, 15))[0]
    diary.team(Do.SAYS_HOW, 0, how=how)
    if chance.random() < 0.02:
        return ""
    diary.person(Do.AGREES_HOW, chance.randint(1, 4))
    for said, kind in (("change", "step-to-change"), ("stop", "step-stopped")):
        if said in says:
            diary.team(Do.CLOSES, 3, kind=kind, outcome="done")
    return "" if diary.is_over else how

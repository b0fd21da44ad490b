"""The steps of an ordinary invented life: who does what, how many days before the day it is built for.

Pure. Which steps there are, and when, never depends on the words, so that many people can share the steps of
one life and speak for themselves. Whoever acts for the clinic does so at least three days after the person:
then the weekend, which moves it back to Friday, never puts an answer before its question.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from alongside.simulation import together, voices
from alongside.simulation.numbers import Numbers, Person, Professional
from alongside.simulation.steps import Do, Step
from alongside.simulation.voices import Voice

ANYTHING = ""  # whatever is open
DUE_AFTER = 90  # days from baseline to three months; a test holds it equal to the plan of occasions
_DOOR_TEAM = ("priya", "tom", "nwosu", "samir")
_VISITING = ("agnieszka", "gareth")
_NEVER_LATER = (90, 95)  # nobody's day falls on the day it is built for
_PERSON_HOURS = ((7 * 60, 8 * 60 + 35), (12 * 60, 13 * 60 + 30), (17 * 60 + 10, 22 * 60 + 20))
_ALWAYS_ASKED = ("pain-check", "managing-check", "partnership-check")
_ALSO_ASKED = (("medicines-check", 0.5), ("readiness-check", 0.35))
_SOMETIMES_TOLD = (("matters", 0.85), ("tried", 0.8), ("beliefs", 0.7), ("life", 0.65), ("medicines", 0.75))


@dataclass
class Diary:
    """The steps so far, and the day up to which they have come."""

    chance: random.Random
    voice: Voice
    numbers: Numbers
    contact: str
    typist: str
    signs_in: bool
    asked: frozenset[str]  # the checks they answer
    day: int
    is_over: bool = False  # the rest would be after the day it is built for
    steps: list[Step] = field(default_factory=list)

    @property
    def awaits_answer(self) -> bool:
        """Whether the last that was written back has no answer yet."""
        last = [step.do for step in self.steps if step.do in (Do.WRITES_BACK, Do.ANSWERS)]
        return last[-1:] == [Do.WRITES_BACK]

    def person(self, do: Do, after: int, *, said: dict[str, str] | None = None, **facts: object) -> None:
        """The person does it; where they do not sign in, a professional types it for them."""
        if self.signs_in:
            self._add(do, after, self._person_minute(), by="", said=said, facts=facts)
        else:
            self._add(do, max(after, 3), self._work_minute(), by=self.typist, said=said, facts=facts)

    def team(
        self, do: Do, after: int, *, by: str = "", said: dict[str, str] | None = None, **facts: object
    ) -> None:
        """A professional does it, ``after`` days (0: right after their last step, else at least three)."""
        self._add(do, after, self._work_minute(), by=by or self.contact, said=said, facts=facts)

    def _add(
        self,
        do: Do,
        after: int,
        minute: int,
        *,
        by: str,
        said: dict[str, str] | None,
        facts: dict[str, object],
    ) -> None:
        self.day -= after
        self.is_over = self.is_over or self.day < 1
        if self.is_over:
            return
        if after == 0 and self.steps:
            minute = self.steps[-1].minute + 3
        self.steps.append(Step(do, self.day, minute, by, said or {}, facts))

    def _person_minute(self) -> int:
        first, last = self.chance.choice(_PERSON_HOURS)
        return self.chance.randrange(first, last)

    def _work_minute(self) -> int:
        return self.chance.randrange(9 * 60 + 5, 15 * 60 + 30)


def ordinary(
    chance: random.Random, voice: Voice, numbers: Numbers, *, other: int | None, comes_back: bool
) -> tuple[tuple[Step, ...], bool]:
    """The steps of a life like most, and whether they have an e-mail address and sign in themselves."""
    typed = chance.random() < 0.25
    if typed:
        typist, contact = chance.sample(_VISITING, 2)
    else:
        typist, contact = "", chance.choices(_DOOR_TEAM, (4, 4, 2, 1))[0]
    signs_in = not typed or chance.random() < 0.5
    diary = Diary(
        chance=chance,
        voice=voice,
        numbers=numbers,
        contact=contact,
        typist=typist,
        signs_in=True,
        asked=frozenset((*_ALWAYS_ASKED, *(key for key, often in _ALSO_ASKED if chance.random() < often))),
        day=_first_day(chance, comes_back=comes_back),
    )
    if typed:
        diary.team(Do.COMES_IN, 0, by=typist, way=_way(chance), how=chance.choice(("telephone", "in-person")))
    else:
        diary.person(Do.COMES_IN, 0, way=_way(chance))
    diary.signs_in = signs_in
    diary.team(Do.IS_TAKEN_ON, chance.randint(3, 6))
    baseline_day = _rate(diary, chance.randint(1, 4), "baseline")
    _understanding(diary, other)
    _between(diary)
    has_plan = together.agree(diary)
    if has_plan:
        together.keep_going(diary, baseline_day)
    under_way = True
    if comes_back:
        _three_months(diary, baseline_day)
        under_way = together.look_back_and_go_on(diary, has_plan=has_plan)
    elif baseline_day > DUE_AFTER + _NEVER_LATER[1] - _NEVER_LATER[0]:
        _stays_away(diary, baseline_day)
        under_way = False
    _clears(diary)
    if under_way:
        together.these_days(diary)
    return tuple(diary.steps), signs_in


def _how(diary: Diary) -> dict[str, str]:
    return {} if diary.signs_in else {"how": "telephone"}


def _first_day(chance: random.Random, *, comes_back: bool) -> int:
    """How long ago they came. Of those who have not come back, a third could not yet have."""
    if comes_back:
        return chance.randint(165, 330)
    return chance.randint(16, 85) if chance.random() < 0.33 else chance.randint(175, 330)


def _way(chance: random.Random) -> dict[str, object]:
    """What they ask of us at the door. Most say what most say."""
    way: dict[str, object] = {
        "seen_by_others": chance.choices(("nobody", "someone", "not_sure"), (80, 12, 8))[0],
        "channels": chance.choice((["email"], ["phone"], ["text", "phone"], ["email", "text"])),
        "contact": chance.choices(("welcome", "only_replies"), (85, 15))[0],
        "support": chance.choices(("a_little", "some", "a_lot", "not_sure"), (20, 40, 25, 15))[0],
        "from_whom": chance.choice((["team"], ["team", "gp"], ["team", "family_or_friends"])),
        "gp": chance.choices(("welcome", "ask_me_first", "not_involved"), (60, 30, 10))[0],
        "say": chance.choices(("i_decide", "we_decide", "you_decide", "varies"), (20, 50, 15, 15))[0],
    }
    if chance.random() < 0.12:
        way["needs"] = [chance.choice(("large_print", "more_time", "easy_read", "audio", "someone_to_ring"))]
    return way


def _understanding(diary: Diary, other: int | None) -> None:
    """The story told, read, written back and answered."""
    chance, voice = diary.chance, diary.voice
    told = {"happened", "day", "hopes", *(name for name, often in _SOMETIMES_TOLD if chance.random() < often)}
    if other is not None:
        told.add("other-pain")
    if chance.random() < 0.55:
        told.add("my-normal")
    said = {name: text for name, text in voice.sections.items() if name in told}
    diary.person(
        Do.TELLS,
        chance.randint(1, 3),
        said=said,
        amount=diary.numbers.baseline.amount if "medicines" in told else "",
        regions=voices.regions(other) if other is not None else [],
        **_how(diary),
    )
    if chance.random() < 0.05:
        return
    diary.team(Do.READS, chance.randint(3, 6))
    if "my-normal" in told and chance.random() < 0.6:
        diary.team(Do.AGREES_NORMAL, 0)
    if chance.random() < 0.35:
        diary.team(Do.OFFERS, 0, said={"offer": voice.offer})
    if chance.random() < 0.1:
        return
    diary.team(Do.WRITES_BACK, 0, said={"text": voice.heard})
    if diary.signs_in:
        _answers(diary)
    if said.get("medicines") and diary.numbers.baseline.amount != "about-right" and chance.random() < 0.7:
        diary.team(Do.CLOSES, 3, kind="medicines-mismatch", outcome="done")


def _answers(diary: Diary) -> None:
    chance, voice = diary.chance, diary.voice
    fate = chance.random()
    if fate < 0.07:
        return
    if fate < 0.8:
        diary.person(Do.ANSWERS, chance.randint(1, 5), answer="right")
        return
    diary.person(Do.ANSWERS, chance.randint(1, 5), said={"why": voice.why}, answer="not-quite")
    diary.team(Do.WRITES_BACK, chance.randint(3, 6), said={"text": voice.heard_again})
    if chance.random() < 0.75:
        diary.person(Do.ANSWERS, chance.randint(1, 4), answer="right")
        return
    diary.person(Do.ANSWERS, chance.randint(1, 4), said={"why": voice.not_quite[1]}, answer="not-quite")
    diary.team(Do.WRITES_BACK, chance.randint(3, 5), said={"text": f"{voice.found[0]} {voice.heard}"})
    diary.person(Do.ANSWERS, chance.randint(1, 3), answer="right")


def _rate(diary: Diary, after: int, occasion: str) -> int:
    """Both sides rate; returns the day on which the person did."""
    chance, voice = diary.chance, diary.voice
    first = occasion == "baseline"
    person = diary.numbers.baseline if first else diary.numbers.three_months
    saw = diary.numbers.saw_baseline if first else diary.numbers.saw_three_months
    if first and diary.signs_in and chance.random() < 0.7:
        diary.person(Do.CHOOSES_AUDIENCE, after, audience="contact")
        after = 0
    effects = {"effects": voice.effects[0 if first else 1]} if chance.random() < 0.4 else {}
    answers = {key: each for key, each in person_answers(person).items() if key in diary.asked}
    said = effects if "medicines-check" in answers else {}
    diary.person(Do.RATES, after, said=said, side="person", occasion=occasion, answers=answers, **_how(diary))
    day = diary.day
    if chance.random() < 0.93:
        reasons = {name: both[0 if first else 1] for name, both in voice.reasons.items()}
        diary.team(
            Do.RATES,
            chance.randint(3, 6),
            said=reasons,
            side="professional",
            occasion=occasion,
            answers={key: each for key, each in professional_answers(saw).items() if key in diary.asked},
        )
        if chance.random() < 0.9:
            _reads_what_was_said(diary)
        _talks(diary, voice.found[0 if first else 1])
    return day


def _reads_what_was_said(diary: Diary) -> None:
    """What the person wrote in a check, or answered so that somebody has to see it."""
    for kind in ("check-words", "instrument-alert"):
        diary.team(Do.CLOSES, 0, kind=kind, outcome="done")


def _talks(diary: Diary, found: str) -> None:
    """What they see differently, if anything: talked about and settled, left open, or not touched."""
    fate = diary.chance.random()
    if fate < 0.25 and diary.signs_in:
        diary.team(Do.TALKS, 3, said={"found": found}, move="say-found")
        diary.person(Do.TALKS, diary.chance.randint(1, 3), move="agree")
    elif fate < 0.4:
        diary.team(Do.TALKS, 3, move="leave-open")
    elif fate < 0.5:
        diary.team(Do.TALKS, 3, move="talk")
    if fate < 0.85:
        diary.team(Do.CLOSES, 3, kind="sides-differ", outcome="done")


def _between(diary: Diary) -> None:
    """What may happen in the weeks between."""
    chance = diary.chance
    if diary.signs_in and chance.random() < 0.12:
        diary.person(
            Do.TELLS_AGAIN, chance.randint(2, 8), place=chance.choice(("gp", "hospital", "elsewhere", ""))
        )
    if diary.signs_in and chance.random() < 0.05:
        diary.person(Do.SAYS_NEW_OR_WORSE, chance.randint(2, 6), said={"words": diary.voice.worse})
        diary.team(Do.FOLLOWS_UP, 3, found="talked")


def _three_months(diary: Diary, baseline_day: int) -> None:
    chance = diary.chance
    late = chance.random() < 0.3
    day = baseline_day - DUE_AFTER + (-chance.randint(2, 12) if late else chance.randint(2, 10))
    if late:
        diary.steps.append(called_up(diary.steps, baseline_day))
        diary.day = baseline_day - DUE_AFTER
    _rate(diary, max(diary.day - day, 1), "three-months")
    if chance.random() < 0.4:
        tried = diary.voice.sections["tried"]
        said = {"tried": f"{tried} {diary.voice.later}"}
        diary.person(Do.TELLS, chance.randint(1, 3), said=said, amount="", regions=[], **_how(diary))
        if chance.random() < 0.9:
            diary.team(Do.READS, chance.randint(3, 5))
            if not diary.awaits_answer:
                diary.team(Do.WRITES_BACK, 0, said={"text": diary.voice.heard_later})


def _stays_away(diary: Diary, baseline_day: int) -> None:
    """Three months came and they did not. Somebody rang, mostly."""
    diary.steps.append(called_up(diary.steps, baseline_day))
    diary.day = baseline_day - DUE_AFTER
    if diary.chance.random() < 0.92:
        diary.team(Do.CLOSES, diary.chance.randint(4, 15), kind="three-months-due", outcome="done")
    if diary.signs_in and diary.chance.random() < 0.6:
        together.leave_open(diary)
    else:
        together.explain(diary, "quiet")


def _clears(diary: Diary) -> None:
    """The professional works the list off, as most do: what nobody has settled is looked at and closed."""
    if diary.chance.random() < 0.95:
        diary.team(Do.CLOSES, 3, kind=ANYTHING, outcome="done")


def called_up(steps: list[Step], baseline_day: int) -> Step:
    """The day has come: exactly as long after the person's baseline as the plan says."""
    rated = next(step for step in steps if step.do is Do.RATES)
    return Step(Do.IS_CALLED_UP, baseline_day - DUE_AFTER, rated.minute)


def person_answers(person: Person) -> dict[str, dict[str, list[str]]]:
    """As a form posts them: instrument, item, texts."""
    return {
        "pain-check": _texts(person.pain),
        "managing-check": _texts(person.managing),
        "partnership-check": _texts(person.partnership),
        "medicines-check": {"amount": [person.amount]},
        "readiness-check": {
            **_texts({"importance": person.importance, "confidence": person.confidence}),
            "where": [person.readiness],
        },
    }


def professional_answers(saw: Professional) -> dict[str, dict[str, list[str]]]:
    return {
        "managing-check": _texts(saw.managing),
        "partnership-check": _texts(saw.partnership),
        "medicines-check": {"amount": [saw.amount]},
    }


def _texts(values: Mapping[str, int]) -> dict[str, list[str]]:
    return {item: [str(value)] for item, value in values.items()}

"""The same rules for a million people in one pass: who would be offered what, in a whole service or country.

    people = People.of(situations, rulebook)        # or columns read from an extract
    for batch in batches(people, rulebook): …       # verdicts and reasons, a column a person

For planning and evaluation (whom does a change of a rule touch? what does nobody get offered?), never for a
page: the web does not import this module, and numpy is not needed to run it. Everything here is made from the
``Rulebook``, which ``tailoring`` reads too; a property test holds both equal.

How: each person becomes a row of bits, one for each code of each field; each need of a rule becomes a mask. A
rule fires where every mask meets a bit. Needs that several steps share are worked out once a batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from alongside.care.plan.rules.circumstances import FIELDS, SOME_OF, USUAL_EQUIPMENT, Situation, codes
from alongside.care.plan.rules.rulebook import Need, Rulebook, Verdict

Bits = NDArray[np.uint64]
Truth = NDArray[np.bool_]
T = TypeVar("T", bound=np.generic)

NOTHING_SAID = 255  # the verdict of every step for somebody who wants no advice
BATCH = 32_768  # people at once: what is worked out for them stays in the processor's cache
WORD = 64
BY_ID = ("refused", "on-plan")  # fields whose codes are the ids of steps
DERIVED = ("equipment-lacking", "equipment-unsure", "places-lacking")
ONE = tuple(name for name in FIELDS if name not in SOME_OF and name not in DERIVED)


@dataclass(frozen=True)
class People:
    """Many people as columns. ``one``: by field, which of its codes (``FIELDS``). ``some``: by field, a bit a
    code. ``by_id``: *refused* and *on-plan*, a row of bits a word of 64 steps. All of the same length.
    """

    one: Mapping[str, NDArray[np.uint8]]
    some: Mapping[str, Bits]
    by_id: Mapping[str, Bits]
    may_advise: Truth

    def __len__(self) -> int:
        return len(self.may_advise)

    @classmethod
    def of(cls, situations: Sequence[Situation], rulebook: Rulebook) -> People:
        """The columns of these people. For tests and samples: an extract brings its own columns."""
        have = [codes(situation) for situation in situations]
        ids = list(rulebook.library.steps)
        words = -(-len(ids) // WORD)
        one = {
            name: _column(np.uint8, [FIELDS[name].index(next(iter(h[name]))) for h in have]) for name in ONE
        }
        some = {name: _column(np.uint64, [_bits(FIELDS[name], h[name]) for h in have]) for name in SOME_OF}
        by_id = {
            name: np.array(
                [
                    [_bits(ids[word * WORD : (word + 1) * WORD], h[name]) for h in have]
                    for word in range(words)
                ],
                dtype=np.uint64,
            ).reshape(words, len(have))
            for name in BY_ID
        }
        return cls(one, some, by_id, _column(np.bool_, [s.may_advise for s in situations]))

    def slice(self, start: int, stop: int) -> People:
        return People(
            {name: column[start:stop] for name, column in self.one.items()},
            {name: column[start:stop] for name, column in self.some.items()},
            {name: column[:, start:stop] for name, column in self.by_id.items()},
            self.may_advise[start:stop],
        )


@dataclass(frozen=True)
class Batch:
    """What the steps are for the people from ``start`` on. Rows are steps, columns are people.

    ``verdict`` holds ``Verdict.rank`` or ``NOTHING_SAID``; bit *n* of ``fired`` says that rule *n* of the
    rulebook fired.
    """

    start: int
    verdict: NDArray[np.uint8]
    points: NDArray[np.uint8]
    fired: Bits | None


def batches(
    people: People, rulebook: Rulebook, *, reasons: bool = True, size: int = BATCH
) -> Iterator[Batch]:
    """The verdicts of every step for everybody, ``size`` people at a time; faster without ``reasons``.

    Raises ``ValueError`` for a rulebook of more than 64 rules.
    """
    if len(rulebook.rules) > WORD:
        raise ValueError(f"at most {WORD} rules fit into one row of bits")
    for start in range(0, len(people), size):
        yield _Pass(people.slice(start, start + size), rulebook).batch(start, reasons=reasons)


class _Pass:
    """One batch: needs and whole rules that several steps share are worked out once."""

    def __init__(self, people: People, rulebook: Rulebook) -> None:
        self.people, self.rulebook = people, rulebook
        self.ids = {step_id: number for number, step_id in enumerate(rulebook.library.steps)}
        self._met: dict[Need, Truth] = {}
        self._held: dict[tuple[Need, ...], Truth] = {}

    def batch(self, start: int, *, reasons: bool) -> Batch:
        shape = (len(self.ids), len(self.people))
        verdict, points = np.empty(shape, np.uint8), np.zeros(shape, np.uint8)
        fired = np.zeros(shape, np.uint64) if reasons else None
        for row, step_id in enumerate(self.ids):
            against: dict[Verdict, Truth] = {}
            for one in self.rulebook.on_step[step_id]:
                holds = self._holds(one.needs)
                then = one.rule.then
                if then is None:
                    points[row] += holds * np.uint8(one.rule.points)
                else:
                    against[then] = against[then] | holds if then in against else holds
                if fired is not None:
                    fired[row] |= holds.astype(np.uint64) << np.uint64(one.number)
            _judge(verdict[row], points[row], against, self.rulebook.enough)
        verdict[:, ~self.people.may_advise] = NOTHING_SAID
        return Batch(start, verdict, points, fired)

    def _holds(self, needs: tuple[Need, ...]) -> Truth:
        if needs not in self._held:
            truth = np.ones(len(self.people), np.bool_)
            for need in needs:
                truth = truth & self._is_met(need)
            self._held[needs] = truth
        return self._held[needs]

    def _is_met(self, need: Need) -> Truth:
        if need not in self._met:
            self._met[need] = self._look(need)
        return self._met[need]

    def _look(self, need: Need) -> Truth:
        name = need.field
        if name in BY_ID:
            truth = np.zeros(len(self.people), np.bool_)
            for step_id in need.codes:
                word, bit = divmod(self.ids[step_id], WORD)
                truth |= (self.people.by_id[name][word] >> np.uint64(bit) & np.uint64(1)).astype(np.bool_)
            return truth
        if name in self.people.one:
            table = np.array([code in need.codes for code in FIELDS[name]], np.bool_)
            return table[self.people.one[name]]
        column = self._derived[name] if name in DERIVED else self.people.some[name]
        ticked: Truth = (column & np.uint64(_bits(FIELDS[name], need.codes))) != 0
        return ticked

    @cached_property
    def _derived(self) -> Mapping[str, Bits]:
        """What somebody lacks: worked out as ``circumstances.codes`` does."""
        found = {}
        for name in ("equipment", "places"):
            own = FIELDS[f"{name}-lacking"]
            everything = np.uint64((1 << len(own)) - 1)
            said = (self.people.some[name] >> np.uint64(len(own))) == 0
            found[f"{name}-lacking"] = np.where(said, ~self.people.some[name] & everything, np.uint64(0))
            if name == "equipment":
                rest = np.uint64(_bits(own, set(own) - USUAL_EQUIPMENT))
                found["equipment-unsure"] = np.where(said, np.uint64(0), rest)
        return found


def _judge(
    verdict: NDArray[np.uint8], points: NDArray[np.uint8], against: dict[Verdict, Truth], enough: int
) -> None:
    """Write the verdicts of one step: what its points make of it, then the strictest against it."""
    verdict[:] = np.where(points >= enough, Verdict.SUGGESTED.rank, Verdict.POSSIBLE.rank)
    for then in sorted(against, key=lambda each: -each.rank):
        verdict[against[then]] = then.rank


def _bits(known: Sequence[str], held: frozenset[str] | set[str]) -> int:
    return sum(1 << number for number, code in enumerate(known) if code in held)


def _column(kind: type[T], values: list[int] | list[bool]) -> NDArray[T]:
    return np.array(values, dtype=kind)

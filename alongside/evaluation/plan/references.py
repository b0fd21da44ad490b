"""How a plan names what it means: ``pain@baseline``, ``age``, ``pain@baseline : drug``.

What stands before the ``@`` is a scale, a variable, or, where the plan declares neither, a column of numbers
of that name. What stands after it is an occasion. A colon between two spaces is a product (an interaction).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from alongside.evaluation.plan.grammar import Block, Mixed, Outcome, Plan, Scale, Variable

PRODUCT = " : "
OUTCOME = "{outcome}"
SAME = "same"  # at the same occasion as the outcome
OWN_NAMES = ("time", "occasion")
PLAIN = Variable()


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """One thing at one time; ``occasion`` is "" for what does not change (or is measured once)."""

    name: str
    occasion: str = ""

    def __str__(self) -> str:
        return f"{self.name}@{self.occasion}" if self.occasion else self.name


@dataclass(frozen=True, slots=True)
class Term:
    """A predictor: one thing, or a product of several."""

    factors: tuple[Ref, ...]

    def __str__(self) -> str:
        return PRODUCT.join(str(factor) for factor in self.factors)

    @property
    def is_product(self) -> bool:
        return len(self.factors) > 1


def ref(text: str, occasions: tuple[str, ...]) -> Ref:
    """Read ``name@occasion``. What follows the last ``@`` counts as an occasion where the plan has any."""
    name, at, occasion = text.rpartition("@")
    if at and (occasion.strip() in occasions or (occasions and name.strip())):
        return Ref(name.strip(), occasion.strip())
    return Ref(text.strip())


def term(text: str, occasions: tuple[str, ...], outcome: str = OUTCOME) -> Term:
    """Read a predictor; ``{outcome}`` in it stands for what the outcome is of."""
    parts = text.replace(OUTCOME, outcome).split(PRODUCT)
    return Term(tuple(ref(part, occasions) for part in parts))


@dataclass(frozen=True)
class Meaning:
    """A plan with its references read. Ask only of a plan that was checked."""

    plan: Plan

    @cached_property
    def occasions(self) -> tuple[str, ...]:
        return tuple(occasion.name for occasion in self.plan.occasions)

    def ref(self, text: str) -> Ref:
        return ref(text, self.occasions)

    def term(self, text: str, outcome: str = OUTCOME) -> Term:
        return term(text, self.occasions, outcome)

    def scale(self, name: str) -> Scale | None:
        return self.plan.scales.get(name)

    def variable(self, name: str) -> Variable:
        """The variable of that name; a plain column of numbers where the plan declares none."""
        return self.plan.variables.get(name, PLAIN)

    def label(self, name: str) -> str:
        """What readers are told it is called."""
        thing = self.plan.scales.get(name) or self.plan.variables.get(name)
        return (thing.label if thing else "") or name

    def occasion_label(self, name: str) -> str:
        found = [occasion.label for occasion in self.plan.occasions if occasion.name == name]
        return (found[0] if found else "") or name

    def is_category(self, name: str) -> bool:
        return name not in self.plan.scales and self.variable(name).kind in ("category", "ordered")

    def is_dated(self, name: str) -> bool:
        """Whether it is asked at occasions, so that a reference to it must say at which."""
        if not self.occasions:
            return False
        if name in self.plan.scales:
            return True
        variable = self.variable(name)
        return variable.columns is not None or variable.pattern is not None

    def outcome(self, key: str) -> tuple[Ref, Ref | None]:
        """What an outcome is of; and, where it is a change, what is subtracted."""
        outcome: Outcome = self.plan.outcomes[key]
        name = outcome.of or key
        first = Ref(name, outcome.change_from) if outcome.change_from else None
        return Ref(name, outcome.when or ""), first

    def blocks_of(self, key: str) -> list[Block]:
        """The blocks that are entered for an outcome, in order."""
        wanted = self.plan.outcomes[key].blocks
        return [block for block in self.plan.blocks if wanted is None or block.name in wanted]

    def terms_of(self, key: str) -> list[tuple[Block, list[Term]]]:
        """The blocks of an outcome with their predictors read."""
        now = self.outcome(key)[0]
        return [
            (block, [self._at(self.term(text, now.name), now.occasion) for text in block.predictors])
            for block in self.blocks_of(key)
        ]

    @staticmethod
    def _at(one: Term, occasion: str) -> Term:
        """A term with ``@same`` read as an occasion."""
        return Term(tuple(Ref(ref.name, occasion) if ref.occasion == SAME else ref for ref in one.factors))

    @cached_property
    def follow_up(self) -> str:
        """The occasion that those who stayed came to: as declared, else the last that an outcome is of."""
        if self.plan.dropout.follow_up:
            return self.plan.dropout.follow_up
        wanted = {outcome.when for outcome in self.plan.outcomes.values() if outcome.when}
        later = [name for name in self.occasions if name in wanted]
        return later[-1] if later else (self.occasions[-1] if self.occasions else "")

    def needed(self) -> list[Ref]:
        """Everything that has to be read from the data, each once, in the order in which it is met."""
        scales = [Ref(name, occasion) for name in self.plan.scales for occasion in self.occasions or ("",)]
        return list(dict.fromkeys([*self.referred(), *scales]))

    def only_items(self) -> set[str]:
        """What is read for a scale and named nowhere else: told of as the scale, not by itself."""
        items = {item for scale in self.plan.scales.values() for item in scale.items}
        return items - {one.name for one in self.referred()}

    def referred(self) -> list[Ref]:
        """What the plan refers to by name, each once."""
        return list(dict.fromkeys(self._all()))

    def _all(self) -> Iterator[Ref]:
        for key in self.plan.outcomes:
            now, before = self.outcome(key)
            yield now
            if before:
                yield before
            for _, terms in self.terms_of(key):
                for one in terms:
                    yield from one.factors
        yield from self._around()

    def _in_mixed(self, one: Term, model: Mixed) -> Iterator[Ref]:
        """What a term of a model of all occasions is made of: ``time`` and ``occasion`` are no columns."""
        for factor in one.factors:
            if factor.occasion == SAME:
                yield from (Ref(factor.name, occasion) for occasion in model.occasions or self.occasions)
            elif factor.name not in OWN_NAMES or factor.occasion:
                yield factor

    def _around(self) -> Iterator[Ref]:
        plan = self.plan
        for text in [*(plan.baseline_table or []), *(plan.dropout.compare or [])]:
            yield self.ref(text)
        if plan.dropout.imputation:
            yield from map(self.ref, plan.dropout.imputation.helpers)
        if plan.dropout.weighting:
            for text in plan.dropout.weighting.predictors or []:
                yield from self.term(text).factors
        for exclusion in plan.exclude:
            yield self.ref(exclusion.variable)
        for subgroup in plan.subgroups:
            yield self.ref(subgroup.by)
        for model in plan.mixed:
            for occasion in model.occasions or self.occasions:
                yield Ref(model.of, occasion)
            for text in model.fixed:
                yield from self._in_mixed(self.term(text, model.of), model)

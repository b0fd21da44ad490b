"""The rules of what fits whom, read from ``fits.toml`` and laid onto every step of the library.

A rule laid onto a step is always the same thing: a few *needs*, each a field of the person's and the codes
that meet it (``Need``); it fires where every need is met. That is all that the two ways of applying rules
know: ``tailoring`` for one person, ``tailoring_vectorised`` for a million. So there is one source of truth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from alongside.care.partnership.rules.signed import (
    Signed,
    Table,
    definition,
    read_signed,
)
from alongside.care.plan.rules.circumstances import FIELDS, UNKNOWN, Ability, Money, Place, Rating, Tried
from alongside.care.plan.rules.library import STEP_FIELDS, Library, LibraryStep

FITS = Path(__file__).resolve().parent.parent / "definitions" / "fits.toml"


class Verdict(StrEnum):
    """What a step is for a person, the strictest first."""

    NOT_FOR = "not-for"
    NOT_NOW = "not-now"
    ASK_FIRST = "ask-first"
    POSSIBLE = "possible"
    SUGGESTED = "suggested"

    @property
    def rank(self) -> int:
        return list(Verdict).index(self)


@dataclass(frozen=True, slots=True)
class Need:
    """Met where the person's ``field`` holds any of ``codes``."""

    field: str
    codes: frozenset[str]


Link = Callable[[LibraryStep], tuple[Need, ...] | None]
"""What a link asks of a person for one step; None where it cannot hold for that step."""


def _one(field: str, codes: frozenset[str] | set[str]) -> tuple[Need, ...] | None:
    return (Need(field, frozenset(map(str, codes))),) if codes else None


def _less_than(field: str) -> Link:
    def link(step: LibraryStep) -> tuple[Need, ...] | None:
        needed: Ability = getattr(step, field)
        return _one(field, {each for each in Ability if each.rank < needed.rank})

    return link


def _costs_more(step: LibraryStep) -> tuple[Need, ...] | None:
    ranks = list(Money)
    return _one("money", {each for each in Money if ranks.index(each) < ranks.index(step.cost)})


def _no_place(step: LibraryStep) -> tuple[Need, ...]:
    return tuple(Need("places-lacking", frozenset({place})) for place in step.places)


def _place_unsure(step: LibraryStep) -> tuple[Need, ...] | None:
    return None if Place.HOME in step.places else _one("places", {UNKNOWN})


def _takes_longer(step: LibraryStep) -> tuple[Need, ...] | None:
    return _one(
        "minutes", {each for each in FIELDS["minutes"] if each != UNKNOWN and int(each) < step.minutes}
    )


def _other_work(step: LibraryStep) -> tuple[Need, ...] | None:
    if not step.for_work:
        return None
    return _one("work", set(FIELDS["work"]) - {UNKNOWN} - step.for_work)


LINKS: Mapping[str, Link] = {
    "costs-more": _costs_more,  # than the person can spend
    "takes-longer": _takes_longer,  # than the person has on most days
    "equipment-lacking": lambda step: _one("equipment-lacking", step.equipment),
    "equipment-unsure": lambda step: _one("equipment-unsure", step.equipment),
    "no-place": _no_place,  # none of the step's places is one of theirs
    "place-unsure": _place_unsure,
    "needs-standing": _less_than("standing"),  # more than they can
    "needs-walking": _less_than("walking"),
    "needs-floor": _less_than("floor"),
    "asks-first": lambda step: _one("health", {*step.ask_first} & {*FIELDS["health"]}),
    "never": lambda step: _one("never", {step.area}),
    "refused": lambda step: _one("refused", {step.id}),
    "on-plan": lambda step: _one("on-plan", {step.id}),
    "wanted": lambda step: _one("wants", step.helps_with),
    "eases-fear": lambda step: _one("fears", step.eases),
    "same-work": lambda step: _one("work", step.for_work),
    "other-work": _other_work,
    "work-unsure": lambda step: _one("work", {UNKNOWN}) if step.for_work else None,
}
TRIED = "tried"  # the link that goes with `tried = […]`: how it went with the step's area


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the file says it: a verdict (``then``) or points."""

    code: str
    step: Mapping[str, frozenset[str]]
    person: tuple[Need, ...]
    link: str
    tried: frozenset[str]
    then: Verdict | None
    points: int
    talk_first: bool

    def laid_on(self, step: LibraryStep) -> tuple[Need, ...] | None:
        """What this rule needs of a person to fire on ``step``; None where it never does."""
        has = step.codes()
        if any(has[name].isdisjoint(wanted) for name, wanted in self.step.items()):
            return None
        needs = self.person
        if self.link == TRIED:
            needs += (Need(f"tried-{step.area}", self.tried),)
        elif self.link:
            linked = LINKS[self.link](step)
            if linked is None:
                return None
            needs += linked
        return needs


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A rule on one step. ``number`` is the rule's place in the file."""

    number: int
    rule: Rule
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Rulebook:
    """Every rule, and every rule laid onto every step. Made once: ``read_rulebook``."""

    library: Library
    rules: tuple[Rule, ...]
    on_step: Mapping[str, tuple[LaidOut, ...]]
    enough: int  # points from which a step is suggested
    first: int  # how many are shown at once
    an_area: int  # how many of these about the same thing
    answers_days: int  # how long an answer in a check counts
    answers: Mapping[tuple[str, str], str]  # instrument and item: what a rule calls that answer
    signed: Signed

    @cached_property
    def talk_first(self) -> frozenset[str]:
        """The codes with which a step is talked about before the person puts it on the plan."""
        return frozenset(rule.code for rule in self.rules if rule.talk_first)


def read_rulebook(library: Library, text: str | None = None) -> Rulebook:
    """``fits.toml`` on ``library``. Raises ``DefinitionInvalid`` with every problem and its line."""
    text = FITS.read_text(encoding="utf-8") if text is None else text
    with definition(text, "fits.toml") as root:
        root.text("id"), root.text("version")
        signed = read_signed(root)
        suggest = root.table("suggest")
        enough, first = suggest.whole("points", least=1, most=20), suggest.whole("first", least=1, most=20)
        an_area = suggest.whole("an_area", least=1, most=20)
        days = suggest.whole("answers_days", least=1, most=3650)
        suggest.close()
        answers = dict(_answer(table) for table in root.tables("answer"))
        rules = tuple(_rule(table) for table in root.tables("rule"))
    on_step = {step.id: _laid_out(rules, step) for step in library.steps.values()}
    return Rulebook(library, rules, on_step, enough, first, an_area, days, answers, signed)


def _laid_out(rules: tuple[Rule, ...], step: LibraryStep) -> tuple[LaidOut, ...]:
    laid = ((number, rule, rule.laid_on(step)) for number, rule in enumerate(rules))
    return tuple(LaidOut(number, rule, needs) for number, rule, needs in laid if needs is not None)


def _answer(table: Table) -> tuple[tuple[str, str], str]:
    name = table.text("rating")
    if name not in (known := {*Rating, "stage", "importance"}):
        table.note("rating", f"“{name}” is not one of: {', '.join(sorted(known))}")
    found = (table.text("instrument"), table.text("item")), name
    table.close()
    return found


def _rule(table: Table) -> Rule:
    code = table.text("code")
    step = {}
    if table.has("step"):
        inner = table.table("step")
        step = {name: _listed(inner, name, STEP_FIELDS) for name in inner.data}
        inner.close()
    person: tuple[Need, ...] = ()
    if table.has("person"):
        inner = table.table("person")
        person = tuple(_need(inner, name) for name in inner.data)
        inner.close()
    link = table.text("link", optional=True)
    if link and link not in LINKS and link != TRIED:
        table.note("link", f"“{link}” is not one of: {', '.join(sorted((*LINKS, TRIED)))}")
        link = ""
    tried = frozenset(map(str, table.choices("tried", Tried, optional=True)))
    if bool(tried) != (link == TRIED):
        table.note("tried", 'goes with link = "tried", and only with it')
    then = table.choice("then", Verdict) if table.has("then") else None
    points = table.whole("points", least=1, most=5) if table.has("points") else 0
    talk_first = table.truth("talk_first")
    if (then is None) == (points == 0):
        table.note("then", "say either `then` or `points`, and not both")
    if then is Verdict.SUGGESTED:
        table.note("then", "nothing is suggested by one rule: give points")
    if not (step or person or link):
        table.note("code", "the rule would hold for everybody: give it `step`, `person` or `link`")
    table.close()
    return Rule(code, step, person, link, tried, then, points, talk_first)


def _listed(inner: Table, name: str, known: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    values = inner.texts(name)
    if name not in known:
        inner.note(name, f"is not one of: {', '.join(sorted(known))}")
        return frozenset()
    for value in values:
        if value not in known[name]:
            inner.note(name, f"“{value}” is not one of: {', '.join(known[name])}")
    return frozenset(values)


def _need(inner: Table, name: str) -> Need:
    if not isinstance(inner.data[name], dict):
        return Need(name, _listed(inner, name, FIELDS))
    between = inner.table(name)
    if name not in set(Rating):
        inner.note(name, f"at_least and at_most go with a rating: {', '.join(Rating)}")
        return Need(name, frozenset())
    top = Rating(name).top
    low = between.whole("at_least", least=0, most=top) if between.has("at_least") else 0
    high = between.whole("at_most", least=0, most=top) if between.has("at_most") else top
    if low > high or not between.data:
        between.note("at_least", "is above at_most, or neither is given")
    between.close()
    return Need(name, frozenset(str(number) for number in range(low, high + 1)))

"""Scores: what a definition makes of answers. Exact, and silent rather than wrong.

**The mathematics.** A score is made of items 1..n with lowest and highest value (a, b) = `item_range`. Let
x_i be the
number an answer stands for: an option's weight, a whole or decimal number itself, 1 for yes and 0 for no.

    reversal               r(x) = a + b - x                        (so that r(r(x)) = x)
    y_i                    = r(x_i) for reversed items, x_i for others
    A                      = the items with an answer, k = |A|

    sum                    S = sum of y_i over 1..n
    mean                   M = (sum of y_i over A) / k
    percent_of_maximum     P = 100 (sum of y_i over A) / (b k)     (a = 0; prorated by what was answered)
    count                  C = how many y_i are among the counted values
    all_top                T = 1 if every y_i = b, else 0          (a share only over many encounters:
    `share`)

**Missing answers.** An answer to a question that was not asked (its condition did not hold) is missing. A
missing
answer is never taken as nothing unless the rule says so:

    all                    k = n, or there is no score
    at_least m             k >= m, or there is no score; then as above over A
    mean_for_missing m     n - k <= m, or there is no score; S = n (sum of y_i over A) / k
    unticked_is_no         x_i = a where there is no answer (in a count: it does not count)

A total of scores adds (or averages) their exact values and needs them all. Values are exact fractions until
the end and are then rounded half up (away from zero) to the stated decimals: 2.5 is 3, and -2.5 is -3.

When not to use it: a score is a number about these answers. It diagnoses nothing and predicts nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from .answer_problems import N_
from .answers import Answers, enabled
from .questionnaire import Item, Questionnaire
from .scoring_checks import option_number
from .scoring_definition import Band, Combination, GroupLevel, ScoreRule, ScoringDefinition
from .values import AnswerValue, same

TOO_FEW = N_("%(answered)s of %(of)s questions are answered; this score needs %(needed)s.")
PART_MISSING = N_("A part of this score is missing: %(part)s.")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no score. Show `gettext(reason.sentence) % reason.details`."""

    sentence: str
    details: Mapping[str, str]

    def __str__(self) -> str:
        return self.sentence % dict(self.details)


@dataclass(frozen=True, slots=True)
class Score:
    """One score: `value` rounded as the definition says, or None with its `reason`.

    `answered` of `of` items had an answer; `needed` is how many the rule needs. `exact` is the
    value before rounding.
    """

    name: str
    title: str
    value: Decimal | None
    exact: Fraction | None
    answered: int
    needed: int
    of: int
    reason: Reason | None = None
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything one definition makes of one set of answers. `labels`: combinations (for professionals), by
    name."""

    definition_id: str
    definition_version: str
    scores: Mapping[str, Score]
    labels: Mapping[str, str | None] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Score:
        return self.scores[name]

    def value(self, name: str) -> Decimal | None:
        """The rounded value of one score."""
        return self.scores[name].value


def score(definition: ScoringDefinition, questionnaire: Questionnaire, answers: Answers) -> Scores:
    """Score typed answers (as `answers.read_answers` gives them). Answers to questions not asked do not
    count."""
    numbers = numbers_of(questionnaire, answers)
    done: dict[str, Score] = {}
    for rule in definition.score:
        done[rule.name] = _of_scores(rule, done) if rule.scores else _of_items(rule, numbers)
    return Scores(
        definition_id=definition.id,
        definition_version=definition.version,
        scores=done,
        labels={combination.name: _label(combination, done) for combination in definition.combination},
    )


def numbers_of(questionnaire: Questionnaire, answers: Answers) -> dict[str, Fraction]:
    """The number each asked and answered question stands for, by linkId; questions that are no numbers left
    out."""
    asked = enabled(questionnaire, answers)
    numbers: dict[str, Fraction] = {}
    for item in questionnaire.questions():
        given = answers.get(item.link_id, ())
        number = _number(item, given[0]) if len(given) == 1 and item.link_id in asked else None
        if number is not None:
            numbers[item.link_id] = number
    return numbers


def _number(item: Item, value: AnswerValue) -> Fraction | None:
    for option in item.options:
        if same(option.value, value):
            number = option_number(option.value, option.weight)
            return None if number is None else Fraction(number)
    if item.options:
        return None
    return Fraction(value) if isinstance(value, (bool, int, Decimal)) else None


def reverse(value: Fraction, lowest: Fraction, highest: Fraction) -> Fraction:
    """r(x) = a + b - x: what was worst becomes best, and reversing twice changes nothing."""
    return lowest + highest - value


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """To `decimals` places, halves away from zero; exact, since no binary fraction is in between."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-decimals)


def _of_items(rule: ScoreRule, numbers: Mapping[str, Fraction]) -> Score:
    answered = sum(1 for link_id in rule.items if link_id in numbers)
    needed = _needed(rule)
    if answered < needed:
        details = {"answered": str(answered), "of": str(len(rule.items)), "needed": str(needed)}
        return Score(
            rule.name, rule.title, None, None, answered, needed, len(rule.items), Reason(TOO_FEW, details)
        )
    return _finished(rule, _exact(rule, _item_values(rule, numbers)), answered, needed, len(rule.items))


def _needed(rule: ScoreRule) -> int:
    missing = rule.missing
    match missing.rule:
        case "all":
            return len(rule.items)
        case "at_least":
            return missing.n or len(rule.items)
        case "mean_for_missing":
            return len(rule.items) - (missing.most or 0)
        case "unticked_is_no":
            return 0


def _item_values(rule: ScoreRule, numbers: Mapping[str, Fraction]) -> list[Fraction]:
    """y_i of every item with a number (and of every item, where an unticked one is *no*)."""
    if rule.item_range is None or rule.method == "count":
        return [numbers[link_id] for link_id in rule.items if link_id in numbers]
    lowest, highest = (Fraction(end) for end in rule.item_range)
    values = []
    for link_id in rule.items:
        number = numbers.get(link_id, lowest if rule.missing.rule == "unticked_is_no" else None)
        if number is not None:
            values.append(reverse(number, lowest, highest) if link_id in rule.reversed else number)
    return values


def _exact(rule: ScoreRule, values: Sequence[Fraction]) -> Fraction:
    match rule.method:
        case "sum":
            return sum(values, Fraction(0)) * len(rule.items) / len(values)
        case "mean":
            return sum(values, Fraction(0)) / len(values)
        case "percent_of_maximum":
            return 100 * sum(values, Fraction(0)) / (_top(rule) * len(values))
        case "count":
            counted = {Fraction(number) for number in rule.counted}
            return Fraction(sum(1 for value in values if value in counted))
        case "all_top":
            return Fraction(all(value == _top(rule) for value in values))


def _top(rule: ScoreRule) -> Fraction:
    return Fraction(rule.item_range[1] if rule.item_range else 0)


def _of_scores(rule: ScoreRule, done: Mapping[str, Score]) -> Score:
    parts = [done[name] for name in rule.scores]
    answered, of = sum(part.answered for part in parts), sum(part.of for part in parts)
    needed = sum(part.needed for part in parts)
    exact = [part.exact for part in parts if part.exact is not None]
    if len(exact) < len(parts):
        absent = ", ".join(part.title for part in parts if part.exact is None)
        return Score(
            rule.name, rule.title, None, None, answered, needed, of, Reason(PART_MISSING, {"part": absent})
        )
    total = sum(exact, Fraction(0))
    return _finished(rule, total / len(exact) if rule.method == "mean" else total, answered, needed, of)


def _finished(rule: ScoreRule, exact: Fraction, answered: int, needed: int, of: int) -> Score:
    value = round_half_up(exact, rule.decimals)
    band = next((band for band in rule.band if band.lowest <= value <= band.highest), None)
    return Score(rule.name, rule.title, value, exact, answered, needed, of, None, band)


def _label(combination: Combination, done: Mapping[str, Score]) -> str | None:
    """The first line that holds; None if a score it depends on is missing."""
    values = {when.score: done[when.score].value for when in combination.when}
    if any(value is None for value in values.values()):
        return None
    for when in combination.when:
        value = values[when.score]
        above = when.at_least is None or (value is not None and value >= when.at_least)
        below = when.at_most is None or (value is not None and value <= when.at_most)
        if above and below:
            return when.label
    return combination.otherwise


@dataclass(frozen=True, slots=True)
class Share:
    """The share of encounters at the top, in percent with one decimal; None with fewer encounters than it
    needs."""

    percent: Decimal | None
    encounters: int
    left_out: int
    needed: int


def share(level: GroupLevel, values: Iterable[Decimal | None]) -> Share:
    """100 x (encounters with the value 1) / (encounters with a value). Incomplete ones (None) are left out.

    Only for a group of encounters, all in the same definition and version: the caller selects them.
    """
    given = list(values)
    known = [value for value in given if value is not None]
    enough = len(known) >= level.least_encounters
    top = sum(1 for value in known if value == 1)
    percent = round_half_up(Fraction(100 * top, len(known)), 1) if enough else None
    return Share(percent, len(known), len(given) - len(known), level.least_encounters)

"""What was answered: which questions are asked, what is wrong with an answer, how far along one is.

Answers are a mapping from linkId to a tuple of values; a question without an answer is not in it.

    reading = read_answers(questionnaire, {"sleep": ["3"], "why": ["the dog"]})    # texts, as a form posts
    them
    reading.answers, reading.problems, reading.progress

**Which items are asked.** An item is enabled when everything it lies within is enabled and, if it has
conditions, any or all of them hold. A condition looks only at answers of enabled questions: the answer to
a question that is not asked does not count. By R4's words `exists` asks whether there is an answer;
`=` `>` `<` `>=` `<=` hold if at least one answer stands in that relation; `!=` holds if no answer is equal,
and so also while there is none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from .answer_problems import AnswerProblem, ProblemCode
from .documents import FORBIDDEN_CHARACTER
from .questionnaire import Condition, Item, ItemType, Operator, Questionnaire
from .questionnaire_checks import fits_type, out_of_bounds
from .values import AnswerValue, Coding, before, in_words, same

Answers = Mapping[str, tuple[AnswerValue, ...]]

LONGEST_STRING = 500
LONGEST_TEXT = 20_000
MOST_ANSWERS = 50
MOST_CHARACTERS_OF_A_NUMBER = 16


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the questions that are asked have an answer."""

    answered: int
    asked: int

    @property
    def finished(self) -> bool:
        """Whether every question that is asked has an answer."""
        return self.answered == self.asked


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of what was sent in.

    `answers` holds the sound answers of enabled questions; `set_aside` sound answers of questions that are
    not asked (keep them in a draft: the person may change their mind; they never count). `problems` has
    one problem an item, by linkId.
    """

    answers: dict[str, tuple[AnswerValue, ...]]
    set_aside: dict[str, tuple[AnswerValue, ...]]
    problems: dict[str, AnswerProblem]
    enabled: frozenset[str]
    progress: Progress

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def read_answers(
    questionnaire: Questionnaire, sent: Mapping[str, Sequence[str]], *, complete: bool = True
) -> Reading:
    """Read texts as a form posts them: linkId to the list of values; of a choice, the option's key.

    Blank texts are no answers. With `complete=False` (a draft) nothing is required yet. What is not asked
    is not examined for being required. An unknown linkId is a problem of its own.
    """
    typed: dict[str, tuple[AnswerValue, ...]] = {}
    problems: dict[str, AnswerProblem] = {}
    for link_id, texts in sent.items():
        item = questionnaire.find(link_id)
        if item is None or not item.is_question:
            problems[link_id] = AnswerProblem(link_id, ProblemCode.NOT_ASKED_HERE)
            continue
        values: list[AnswerValue] = []
        for text in texts[: MOST_ANSWERS + 1]:
            value = _value(item, text)
            if isinstance(value, AnswerProblem):
                problems.setdefault(link_id, value)
            elif value is not None:
                values.append(value)
        if values:
            typed[link_id] = tuple(values)
    return check_answers(questionnaire, typed, complete=complete, already=problems)


def check_answers(
    questionnaire: Questionnaire,
    answers: Answers,
    *,
    complete: bool = True,
    already: Mapping[str, AnswerProblem] | None = None,
) -> Reading:
    """Check typed answers. `already` holds problems found on the way, which keep their place."""
    asked = enabled(questionnaire, answers)
    problems = dict(already or {})
    sound: dict[str, tuple[AnswerValue, ...]] = {}
    for link_id, values in answers.items():
        item = questionnaire.find(link_id)
        if item is None or not item.is_question:
            problems.setdefault(link_id, AnswerProblem(link_id, ProblemCode.NOT_ASKED_HERE))
            continue
        problem = already.get(link_id) if already else None
        problem = problem or _fault(item, values)
        if problem is not None:
            problems.setdefault(link_id, problem)
        elif values:
            sound[link_id] = tuple(values)
    if complete:
        for item in questionnaire.walk():
            if item.link_id in asked and item.required and not _is_answered(item, answers, problems, asked):
                problems.setdefault(item.link_id, AnswerProblem(item.link_id, ProblemCode.REQUIRED))
    problems = {
        key: value for key, value in problems.items() if key in asked or questionnaire.find(key) is None
    }
    return Reading(
        answers={key: value for key, value in sound.items() if key in asked},
        set_aside={key: value for key, value in sound.items() if key not in asked},
        problems=problems,
        enabled=asked,
        progress=progress(questionnaire, answers, asked),
    )


def enabled(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """The linkIds of all items (groups and texts to read included) that are shown for these answers."""
    shown: set[str] = set()
    for link_id in questionnaire.order:
        item = questionnaire.index[link_id]
        if len(item.path) > 1 and item.path[-2] not in shown:
            continue
        if not item.conditions or _conditions_hold(item, answers, shown):
            shown.add(link_id)
    return frozenset(shown)


def progress(questionnaire: Questionnaire, answers: Answers, asked: frozenset[str] | None = None) -> Progress:
    """How many of the questions that are asked are answered."""
    shown = enabled(questionnaire, answers) if asked is None else asked
    questions = [item.link_id for item in questionnaire.questions() if item.link_id in shown]
    return Progress(answered=sum(1 for link_id in questions if answers.get(link_id)), asked=len(questions))


def first_answers(questionnaire: Questionnaire) -> dict[str, tuple[AnswerValue, ...]]:
    """What a form shows as already answered before anyone answers: `initial` and `initialSelected`."""
    first = {
        item.link_id: item.initial or tuple(option.value for option in item.options if option.initially)
        for item in questionnaire.questions()
    }
    return {link_id: values for link_id, values in first.items() if values}


def _conditions_hold(item: Item, answers: Answers, shown: set[str]) -> bool:
    results = (
        _holds(condition, answers.get(condition.question, ()) if condition.question in shown else ())
        for condition in item.conditions
    )
    return any(results) if item.any_condition else all(results)


_STANDS: dict[Operator, Callable[[AnswerValue, AnswerValue], bool]] = {
    Operator.EQUAL: same,
    Operator.GREATER: lambda value, limit: before(limit, value) is True,
    Operator.LESS: lambda value, limit: before(value, limit) is True,
    Operator.AT_LEAST: lambda value, limit: before(value, limit) is False,
    Operator.AT_MOST: lambda value, limit: before(limit, value) is False,
}


def _holds(condition: Condition, given: tuple[AnswerValue, ...]) -> bool:
    wanted = condition.value
    if condition.operator is Operator.EXISTS:
        return bool(given) is wanted
    if condition.operator is Operator.NOT_EQUAL:
        return not any(same(value, wanted) for value in given)
    stands = _STANDS[condition.operator]
    return any(stands(value, wanted) for value in given)


def _is_answered(
    item: Item, answers: Answers, problems: Mapping[str, AnswerProblem], asked: frozenset[str]
) -> bool:
    """A question by its answer (a faulty one has its own problem); a group by any enabled question inside
    it."""
    if item.type is ItemType.DISPLAY:
        return True
    inside: Iterable[Item] = item.within() if item.type is ItemType.GROUP else (item,)
    return any(
        bool(answers.get(each.link_id)) or each.link_id in problems
        for each in inside
        if each.is_question and each.link_id in asked
    )


def _value(item: Item, text: str) -> AnswerValue | AnswerProblem | None:
    """What a posted text means to this item; None if it is blank."""
    stripped = text.strip()
    if not stripped:
        return None
    if FORBIDDEN_CHARACTER.search(text):
        return AnswerProblem(item.link_id, ProblemCode.BAD_CHARACTER)
    option = item.option(stripped)
    if option is not None:
        return option.value
    if item.has_options and item.type is not ItemType.OPEN_CHOICE:
        return AnswerProblem(item.link_id, ProblemCode.NOT_OFFERED)
    return _READERS.get(item.type, _words)(item, stripped)


def _words(_item: Item, text: str) -> AnswerValue | AnswerProblem:
    return text.replace("\r\n", "\n")


def _yes_or_no(item: Item, text: str) -> AnswerValue | AnswerProblem:
    return {"true": True, "false": False}.get(text, AnswerProblem(item.link_id, ProblemCode.NOT_YES_OR_NO))


def _number(item: Item, text: str) -> AnswerValue | AnswerProblem:
    """A number as people write it: 3, 3.5 or 3,5, with digits of any script; no exponents."""
    plain = text.replace(",", ".", 1) if "." not in text else text
    plain = plain.replace("\N{MINUS SIGN}", "-")
    allowed = all(sign.isdecimal() or sign in "+-." for sign in plain)
    if not allowed or len(plain) > MOST_CHARACTERS_OF_A_NUMBER:
        return AnswerProblem(item.link_id, ProblemCode.NOT_A_NUMBER)
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return AnswerProblem(item.link_id, ProblemCode.NOT_A_NUMBER)
    if item.type is ItemType.DECIMAL:
        return number
    if number != number.to_integral_value():
        return AnswerProblem(item.link_id, ProblemCode.NOT_WHOLE)
    return int(number)


def _day(item: Item, text: str) -> AnswerValue | AnswerProblem:
    try:
        if len(text) != len("2026-03-31"):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        return AnswerProblem(item.link_id, ProblemCode.NOT_A_DATE)


_READERS: dict[ItemType, Callable[[Item, str], AnswerValue | AnswerProblem]] = {
    ItemType.BOOLEAN: _yes_or_no,
    ItemType.INTEGER: _number,
    ItemType.DECIMAL: _number,
    ItemType.DATE: _day,
}


def _fault(item: Item, values: Sequence[AnswerValue]) -> AnswerProblem | None:
    """The first thing wrong with the answers to one question, or None."""
    several = _fault_in_number(item, values)
    if several is not None:
        return several
    for value in values:
        fault = _fault_in_value(item, value)
        if fault is not None:
            return fault
    alone = [
        option for option in item.options if option.exclusive and any(same(option.value, v) for v in values)
    ]
    if alone and len(values) > 1:
        return AnswerProblem(item.link_id, ProblemCode.BY_ITSELF, {"option": alone[0].label})
    return None


def _fault_in_number(item: Item, values: Sequence[AnswerValue]) -> AnswerProblem | None:
    if not values:
        return None
    if not item.repeats and len(values) > 1:
        return AnswerProblem(item.link_id, ProblemCode.ONE_ONLY)
    if item.fewest is not None and len(values) < item.fewest:
        return AnswerProblem(item.link_id, ProblemCode.TOO_FEW, {"fewest": str(item.fewest)})
    most = min(item.most or MOST_ANSWERS, MOST_ANSWERS)
    if len(values) > most:
        return AnswerProblem(item.link_id, ProblemCode.TOO_MANY, {"most": str(most)})
    return None


def _fault_in_value(item: Item, value: AnswerValue) -> AnswerProblem | None:
    link_id = item.link_id
    offered = any(same(option.value, value) for option in item.options)
    if not fits_type(item, value) or (
        item.has_options and not offered and item.type is not ItemType.OPEN_CHOICE
    ):
        return AnswerProblem(link_id, ProblemCode.NOT_OFFERED if item.has_options else _wrong_type(item))
    if isinstance(value, Coding) and not offered:
        return AnswerProblem(link_id, ProblemCode.NOT_OFFERED)
    if isinstance(value, str) and not offered:
        return _fault_in_length(item, value)
    if out_of_bounds(item, value):
        return _range_problem(item)
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    if item.max_decimals is not None and isinstance(exponent, int) and -exponent > item.max_decimals:
        return AnswerProblem(link_id, ProblemCode.TOO_FINE, {"most": str(item.max_decimals)})
    return None


def _wrong_type(item: Item) -> ProblemCode:
    return {
        ItemType.BOOLEAN: ProblemCode.NOT_YES_OR_NO,
        ItemType.INTEGER: ProblemCode.NOT_WHOLE,
        ItemType.DECIMAL: ProblemCode.NOT_A_NUMBER,
        ItemType.DATE: ProblemCode.NOT_A_DATE,
    }.get(item.type, ProblemCode.NOT_OFFERED)


def _fault_in_length(item: Item, value: str) -> AnswerProblem | None:
    most = item.max_length or (LONGEST_TEXT if item.type is ItemType.TEXT else LONGEST_STRING)
    if len(value) > most:
        return AnswerProblem(
            item.link_id, ProblemCode.TOO_LONG, {"length": str(len(value)), "most": str(most)}
        )
    if item.min_length is not None and len(value) < item.min_length:
        return AnswerProblem(item.link_id, ProblemCode.TOO_SHORT, {"fewest": str(item.min_length)})
    return None


def _range_problem(item: Item) -> AnswerProblem:
    details = {
        name: in_words(bound)
        for name, bound in (("minimum", item.minimum), ("maximum", item.maximum))
        if bound is not None
    }
    if len(details) == 2:
        return AnswerProblem(item.link_id, ProblemCode.OUT_OF_RANGE, details)
    code = ProblemCode.TOO_SMALL if "minimum" in details else ProblemCode.TOO_BIG
    return AnswerProblem(item.link_id, code, details)

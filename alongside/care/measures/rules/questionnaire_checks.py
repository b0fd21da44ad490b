"""Whether an item makes sense by itself, and the items together."""

from collections import Counter
from datetime import date
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from .questionnaire import Condition, Item, ItemType, Operator
from .refusals import Problems
from .values import AnswerValue, Coding, before, in_words, same

_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)
_TEXTS = (ItemType.STRING, ItemType.TEXT, ItemType.OPEN_CHOICE)
_CHOICES = (ItemType.CHOICE, ItemType.OPEN_CHOICE)
_ORDERED = (Operator.GREATER, Operator.LESS, Operator.AT_LEAST, Operator.AT_MOST)
_MAY_HAVE_OPTIONS = (*_CHOICES, ItemType.INTEGER, ItemType.DATE, ItemType.STRING, ItemType.TEXT)
_OPTION_TYPES: dict[ItemType, tuple[type, ...]] = {
    ItemType.INTEGER: (int,),
    ItemType.DATE: (date,),
    ItemType.STRING: (str,),
    ItemType.TEXT: (str,),
}


def check_item(item: Item, *, where: str, problems: Problems) -> None:
    """Everything that can be said about an item without looking at the others."""
    if item.type is ItemType.DISPLAY:
        _check_display(item, where, problems)
    elif item.type is ItemType.GROUP:
        _check_group(item, where, problems)
    else:
        _check_question(item, where, problems)
    if item.type is not ItemType.GROUP and not item.text.strip():
        problems.add(where, "it has no text.", "Write what the person reads.")
    if item.type is not ItemType.GROUP and any(
        child.is_question and item.type is ItemType.DISPLAY for child in item.items
    ):
        problems.add(where, "a text to read holds questions.", "Make it a group.")


def _check_display(item: Item, where: str, problems: Problems) -> None:
    if item.required:
        problems.add(where, "a text to read (display) cannot be required.", "Remove required.")
    if item.repeats:
        problems.add(where, "a text to read (display) cannot repeat.", "Remove repeats.")
    if item.options or item.initial:
        problems.add(where, "a text to read (display) has no answers.", "Remove answerOption and initial.")


def _check_group(item: Item, where: str, problems: Problems) -> None:
    if item.repeats:
        problems.add(
            where, "a group that repeats is not supported.", "Write the group out as often as needed."
        )
    if item.options or item.initial or item.max_length is not None:
        problems.add(
            where, "a group has no answers of its own.", "Remove answerOption, initial and maxLength."
        )
    if not item.items:
        problems.add(where, "the group is empty.", "Put items in it or remove it.")


def _check_question(item: Item, where: str, problems: Problems) -> None:
    if item.type in _CHOICES and not item.options:
        problems.add(where, "it is a choice, and no answer is offered.", "List the answers as answerOption.")
    if item.options and item.type not in _MAY_HAVE_OPTIONS:
        problems.add(where, f"a {item.type} cannot have options.", "Make it a choice.")
    _check_options(item, where, problems)
    _check_bounds(item, where, problems)
    _check_initial(item, where, problems)


def _check_options(item: Item, where: str, problems: Problems) -> None:
    wanted = _OPTION_TYPES.get(item.type)
    for option in item.options:
        if wanted and not isinstance(option.value, wanted):
            problems.add(
                where,
                f"the option {option.label[:40]!r} is not of type {item.type}.",
                "Use the right value[x].",
            )
        if isinstance(option.value, Coding) and option.value.code and not option.value.display:
            problems.add(
                where, f"the option {option.value.code!r} has nothing to read.", "Give it a display."
            )
    keys = [key for key, count in Counter(option.key for option in item.options).items() if count > 1]
    for key in keys:
        problems.add(where, f"the option {key[:40]!r} is offered twice.", "Keep one of them.")
    if len({type(option.value) for option in item.options}) > 1:
        problems.add(where, "its options are of several types.", "Use one value[x] for all.")
    chosen = [option for option in item.options if option.initially]
    if len(chosen) > 1 and not item.repeats:
        problems.add(
            where, "several options are selected at first, and it takes one answer.", "Select one, or none."
        )
    if chosen and item.initial:
        problems.add(where, "it has both initial and initialSelected.", "Keep one.")


def _check_bounds(item: Item, where: str, problems: Problems) -> None:
    for name, bound in (("minValue", item.minimum), ("maxValue", item.maximum)):
        fits = (item.type in _NUMBERS and isinstance(bound, (int, Decimal))) or (
            item.type is ItemType.DATE and isinstance(bound, date)
        )
        if bound is not None and not fits:
            problems.add(where, f"{name} does not go with type {item.type}.", "Remove it or change its type.")
    if item.minimum is not None and item.maximum is not None and before(item.maximum, item.minimum):
        problems.add(where, "minValue is above maxValue, so no answer fits.", "Swap them.")
    if item.max_length is not None and item.type not in _TEXTS:
        problems.add(where, f"maxLength does not go with type {item.type}.", "Remove it.")
    if item.min_length is not None and (
        item.type not in _TEXTS or item.min_length > (item.max_length or 10**6)
    ):
        problems.add(where, "minLength does not fit.", "Remove it.")
    if item.max_decimals is not None and item.type is not ItemType.DECIMAL:
        problems.add(where, f"maxDecimalPlaces does not go with type {item.type}.", "Remove it.")
    if (item.fewest or 0) > 1 or (item.most or 0) > 1:
        if not item.repeats:
            problems.add(
                where, "minOccurs or maxOccurs asks for several answers, and it takes one.", "Add repeats."
            )
        if item.most is not None and (item.fewest or 0) > item.most:
            problems.add(where, "minOccurs is above maxOccurs.", "Swap them.")


def _check_initial(item: Item, where: str, problems: Problems) -> None:
    if len(item.initial) > 1 and not item.repeats:
        problems.add(where, "it has several initial answers, and takes one.", "Keep one, or add repeats.")
    for value in item.initial:
        if not fits_type(item, value):
            problems.add(
                where,
                f"the initial answer {in_words(value)[:40]!r} is no {item.type}.",
                "Use the right value[x].",
            )
        elif item.type is not ItemType.OPEN_CHOICE and item.options and not _offered(item, value):
            problems.add(
                where, f"the initial answer {in_words(value)[:40]!r} is not offered.", "Choose an option."
            )
        elif out_of_bounds(item, value):
            problems.add(
                where, f"the initial answer {in_words(value)[:40]!r} is out of range.", "Choose another."
            )


def fits_type(item: Item, value: AnswerValue) -> bool:
    """Whether a value is of the type the item asks for."""
    is_number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    of_an_option = any(type(value) is type(option.value) for option in item.options)
    return {
        ItemType.BOOLEAN: isinstance(value, bool),
        ItemType.INTEGER: is_number and isinstance(value, int),
        ItemType.DECIMAL: is_number,
        ItemType.DATE: isinstance(value, date),
        ItemType.STRING: isinstance(value, str),
        ItemType.TEXT: isinstance(value, str),
        ItemType.CHOICE: of_an_option,
        ItemType.OPEN_CHOICE: of_an_option or isinstance(value, str),
    }.get(item.type, False)


def out_of_bounds(item: Item, value: AnswerValue) -> bool:
    """Whether a number or date lies outside minValue and maxValue (which themselves are allowed)."""
    too_low = item.minimum is not None and before(value, item.minimum) is True
    return too_low or (item.maximum is not None and before(item.maximum, value) is True)


def _offered(item: Item, value: AnswerValue) -> bool:
    return any(same(option.value, value) for option in item.options)


def check_together(items: tuple[Item, ...], *, problems: Problems, name: str) -> None:
    """Repeated linkIds, conditions that point to nothing, cannot be compared, or go round in a circle."""
    everything = [item for top in items for item in top.within()]
    for link_id, count in Counter(item.link_id for item in everything).items():
        if count > 1:
            problems.add(
                f"item {link_id}", f"this linkId is used {count} times.", "Give each item its own linkId."
            )
    index = {item.link_id: item for item in everything}
    for item in everything:
        for condition in item.conditions:
            _check_condition(item, condition, index, problems)
    try:
        dependency_order(items)
    except CycleError as error:
        circle = " > ".join(str(link_id) for link_id in error.args[1])
        problems.add(
            name, f"enableWhen goes round in a circle: {circle}.", "Break the circle at one of them."
        )


def _check_condition(item: Item, condition: Condition, index: dict[str, Item], problems: Problems) -> None:
    where = "item " + " > ".join(item.path)
    asked = index.get(condition.question)
    if asked is None:
        problems.add(
            where,
            f"enableWhen points to {condition.question!r}, which is not there.",
            "Name an item's linkId.",
        )
        return
    if not asked.is_question:
        problems.add(
            where,
            f"enableWhen points to {condition.question!r}, which is not a question.",
            "Name a question.",
        )
        return
    if condition.operator is Operator.EXISTS:
        if not isinstance(condition.value, bool):
            problems.add(where, "the operator 'exists' needs answerBoolean.", "Write true or false.")
        return
    wanted = in_words(condition.value)[:40]
    if not _comparable(asked, condition.value):
        problems.add(
            where,
            f"enableWhen compares {condition.question!r} ({asked.type}) with {wanted!r}.",
            "Use the answer[x] that goes with its type.",
        )
    elif condition.operator in _ORDERED and before(condition.value, condition.value) is None:
        problems.add(where, f"{condition.operator!s} needs numbers or dates.", "Use = or !=.")
    elif (
        asked.type is ItemType.CHOICE
        and condition.operator not in _ORDERED
        and not _offered(asked, condition.value)
    ):
        problems.add(
            where,
            f"enableWhen waits for {wanted!r}, which {condition.question!r} does not offer.",
            "Name one of its options.",
        )


def _comparable(asked: Item, value: AnswerValue) -> bool:
    """A whole number may be compared with a decimal; otherwise the types must be the same."""
    if asked.type in _NUMBERS:
        return isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    return fits_type(asked, value)


def dependency_order(items: tuple[Item, ...]) -> tuple[str, ...]:
    """All linkIds, each after its parent and after the questions its conditions ask about.

    Raises `graphlib.CycleError` where there is no such order.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter()
    known = {item.link_id for top in items for item in top.within()}
    for top in items:
        for item in top.within():
            parent = item.path[-2:-1]
            asked = [condition.question for condition in item.conditions if condition.question in known]
            sorter.add(item.link_id, *parent, *asked)
    return tuple(sorter.static_order())

"""Whether a scoring definition holds together, by itself and with its questionnaire."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

from .questionnaire import Item, ItemType, Questionnaire
from .refusals import Problems
from .scoring_definition import AlertRule, Matters, Missing, ScoreRule, ScoringDefinition
from .values import Coding

_MISSING_RULES = {
    "sum": ("all", "mean_for_missing", "unticked_is_no"),
    "mean": ("all", "at_least", "unticked_is_no"),
    "percent_of_maximum": ("all", "at_least", "unticked_is_no"),
    "count": ("all", "unticked_is_no"),
    "all_top": ("all",),
}
_OVER_SCORES = ("sum", "mean")


def check_scoring(
    definition: ScoringDefinition, questionnaire: Questionnaire | None, problems: Problems
) -> None:
    """Note everything wrong with a definition whose types are right."""
    _check_head(definition, problems)
    above: dict[str, ScoreRule] = {}
    for position, rule in enumerate(definition.score):
        _check_rule(rule, above, f"score[{position}]", problems)
        above.setdefault(rule.name, rule)
    _check_combinations(definition, above, problems)
    if questionnaire is None:
        return
    _check_pin(definition, questionnaire, problems)
    for position, rule in enumerate(definition.score):
        for link_id in rule.items:
            _check_item(rule, link_id, questionnaire, f"score[{position}].items", problems)
    for position, alert in enumerate(definition.alert):
        _check_alert(alert, questionnaire, f"alert[{position}]", problems)


def _check_head(definition: ScoringDefinition, problems: Problems) -> None:
    if definition.signed.review_by <= definition.signed.written_on:
        problems.add(
            "signed.review_by", "it is not after written_on.", "Say when this is to be looked at again."
        )
    named = [
        *(rule.name for rule in definition.score),
        *(combination.name for combination in definition.combination),
        *(alert.name for alert in definition.alert),
    ]
    for name, count in Counter(named).items():
        if count > 1:
            problems.add(
                "name", f"{name!r} is used {count} times.", "Give each score, combination and alert its own."
            )
    if definition.version in definition.comparable_with:
        problems.add("comparable_with", "it names this version itself.", "Name only other versions.")


def _check_rule(rule: ScoreRule, above: dict[str, ScoreRule], where: str, problems: Problems) -> None:
    if bool(rule.items) == bool(rule.scores):
        problems.add(
            f"{where}.items", "a score is made of items, or of scores.", "Give one of the two, not empty."
        )
    elif rule.items:
        _check_made_of_items(rule, where, problems)
    else:
        _check_made_of_scores(rule, above, where, problems)
    _check_missing(rule.missing, rule, where, problems)
    _check_bands(rule, where, problems)
    if rule.range[0] >= rule.range[1]:
        problems.add(f"{where}.range", "its ends are not in order.", "Write [lowest, highest].")
    else:
        _check_range(rule, above, where, problems)
    if rule.matters:
        _check_matters(rule.matters, rule, where, problems)
    if rule.group_level and rule.method != "all_top":
        problems.add(f"{where}.group_level", "only all_top is a share over encounters.", "Remove it.")


def _check_made_of_items(rule: ScoreRule, where: str, problems: Problems) -> None:
    twice = [link_id for link_id, count in Counter(rule.items).items() if count > 1]
    if twice:
        problems.add(f"{where}.items", f"{', '.join(twice)} is named twice.", "Name each item once.")
    strangers = [link_id for link_id in rule.reversed if link_id not in rule.items]
    if strangers:
        problems.add(
            f"{where}.reversed", f"{', '.join(strangers)} is not among its items.", "Reverse only its items."
        )
    if rule.method == "count":
        if not rule.counted:
            problems.add(
                f"{where}.counted", "count needs the values that count.", "Write counted = [1], say."
            )
        if rule.reversed:
            problems.add(f"{where}.reversed", "a count reverses nothing.", "Count the other values.")
        return
    if rule.counted:
        problems.add(f"{where}.counted", f"the method {rule.method} counts nothing.", "Remove it.")
    if rule.item_range is None:
        problems.add(f"{where}.item_range", "it is missing.", "Write the range of each item, as [0, 10].")
    elif rule.item_range[0] >= rule.item_range[1]:
        problems.add(f"{where}.item_range", "its ends are not in order.", "Write [lowest, highest].")
    elif rule.method == "percent_of_maximum" and rule.item_range[0] != 0:
        problems.add(
            f"{where}.item_range", "a percentage of the maximum needs items from 0.", "Use a sum or a mean."
        )


def _check_made_of_scores(
    rule: ScoreRule, above: dict[str, ScoreRule], where: str, problems: Problems
) -> None:
    for name in rule.scores:
        if name not in above:
            problems.add(
                f"{where}.scores", f"there is no score {name!r} above it.", "Put the parts before the total."
            )
    if rule.method not in _OVER_SCORES:
        problems.add(f"{where}.method", f"{rule.method} cannot be made of scores.", "Use sum or mean.")
    if rule.reversed or rule.counted or rule.item_range:
        problems.add(where, "reversed, counted and item_range are for items.", "Remove them.")
    if rule.missing.rule != "all":
        problems.add(f"{where}.missing", "a total needs all its parts.", "Remove missing.")


def _check_missing(missing: Missing, rule: ScoreRule, where: str, problems: Problems) -> None:
    place = f"{where}.missing"
    if missing.rule not in _MISSING_RULES[rule.method]:
        allowed = ", ".join(_MISSING_RULES[rule.method])
        problems.add(place, f"{missing.rule!r} does not go with {rule.method}.", f"It may be {allowed}.")
    if (missing.n is not None) != (missing.rule == "at_least"):
        problems.add(
            place, "n belongs to at_least, and to nothing else.", 'Write {rule = "at_least", n = 4}, say.'
        )
    if (missing.most is not None) != (missing.rule == "mean_for_missing"):
        problems.add(
            place,
            "most belongs to mean_for_missing only.",
            'Write {rule = "mean_for_missing", most = 2}, say.',
        )
    if rule.items and (missing.n or 0) > len(rule.items):
        problems.add(place, f"it needs {missing.n} of {len(rule.items)} items.", "Ask for fewer.")
    if rule.items and (missing.most or 0) >= len(rule.items):
        problems.add(place, "it would make a score of no answers.", "Allow fewer to be missing.")


def possible_range(rule: ScoreRule, above: dict[str, ScoreRule]) -> tuple[Decimal, Decimal] | None:
    """The lowest and highest value the rule can give; None where it cannot be said yet."""
    if rule.scores:
        parts = [above[name].range for name in rule.scores if name in above]
        low, high = sum((part[0] for part in parts), Decimal(0)), sum((part[1] for part in parts), Decimal(0))
        shared = len(parts) if rule.method == "mean" and parts else 1
        return low / shared, high / shared
    if rule.method == "count":
        return Decimal(0), Decimal(len(rule.items))
    if rule.method == "all_top":
        return Decimal(0), Decimal(1)
    if rule.method == "percent_of_maximum":
        return Decimal(0), Decimal(100)
    if rule.item_range is None:
        return None
    times = len(rule.items) if rule.method == "sum" else 1
    return rule.item_range[0] * times, rule.item_range[1] * times


def _check_range(rule: ScoreRule, above: dict[str, ScoreRule], where: str, problems: Problems) -> None:
    possible = possible_range(rule, above) if rule.items or rule.scores else None
    if possible is not None and possible != rule.range:
        problems.add(
            f"{where}.range",
            f"its parts give {possible[0]:f} to {possible[1]:f}; "
            f"it says {rule.range[0]:f} to {rule.range[1]:f}.",
            "Mend the range or the items.",
        )


def _check_bands(rule: ScoreRule, where: str, problems: Problems) -> None:
    if not rule.band:
        return
    step = Decimal(1).scaleb(-rule.decimals)
    bands = sorted(rule.band, key=lambda band: band.lowest)
    for band in bands:
        if band.lowest > band.highest:
            problems.add(f"{where}.band", f"{band.label!r} ends before it begins.", "Swap from and to.")
    for one, other in pairwise(bands):
        if other.lowest <= one.highest:
            problems.add(
                f"{where}.band",
                f"{one.label!r} and {other.label!r} overlap.",
                "Let each value have one band.",
            )
        elif other.lowest - one.highest > step:
            problems.add(f"{where}.band", f"between {one.label!r} and {other.label!r} is a gap.", "Close it.")
    if (bands[0].lowest, bands[-1].highest) != rule.range:
        problems.add(
            f"{where}.band", "the bands do not cover the range.", "Begin and end where the range does."
        )


def _check_matters(matters: Matters, rule: ScoreRule, where: str, problems: Problems) -> None:
    if matters.absolute is None and matters.percent is None:
        problems.add(f"{where}.matters", "it says no amount.", "Give absolute, percent, or both.")
    if rule.better == "none":
        problems.add(f"{where}.matters", "no direction is better, so no change can matter.", "Remove it.")
    if matters.absolute is not None and matters.absolute > rule.range[1] - rule.range[0]:
        problems.add(
            f"{where}.matters.absolute", "the score cannot change by so much.", "Give a smaller amount."
        )


def _check_combinations(
    definition: ScoringDefinition, scores: dict[str, ScoreRule], problems: Problems
) -> None:
    for position, combination in enumerate(definition.combination):
        for line, when in enumerate(combination.when):
            where = f"combination[{position}].when[{line}]"
            if when.score not in scores:
                problems.add(
                    f"{where}.score", f"there is no score {when.score!r}.", "Name a score of this file."
                )
            if when.at_least is None and when.at_most is None:
                problems.add(where, "it always holds.", "Give at_least or at_most.")


def _check_pin(definition: ScoringDefinition, questionnaire: Questionnaire, problems: Problems) -> None:
    for key, wanted, found in (
        ("url", definition.questionnaire.url, questionnaire.url),
        ("version", definition.questionnaire.version, questionnaire.version),
    ):
        if not found:
            problems.add(
                f"questionnaire.{key}", f"the questionnaire has no {key}.", "Give it one, and name it here."
            )
        elif wanted != found:
            problems.add(
                f"questionnaire.{key}",
                f"it is for {wanted!r}, and the questionnaire says {found!r}.",
                "Pair them.",
            )


def _check_item(
    rule: ScoreRule, link_id: str, questionnaire: Questionnaire, where: str, problems: Problems
) -> None:
    item = questionnaire.find(link_id)
    if item is None:
        problems.add(where, f"the questionnaire has no item {link_id!r}.", "Name one of its linkIds.")
        return
    if item.repeats or not item.is_question:
        problems.add(
            where, f"{link_id!r} is a {item.type}{' that repeats' if item.repeats else ''}.", "Score others."
        )
        return
    span = _span(item, where, problems)
    if span is None or rule.item_range is None:
        return
    if span[0] < rule.item_range[0] or span[1] > rule.item_range[1]:
        problems.add(
            where,
            f"{link_id!r} can be {span[0]:f} to {span[1]:f}, outside item_range.",
            "Mend item_range, the weights, or minValue and maxValue.",
        )


def _span(item: Item, where: str, problems: Problems) -> tuple[Decimal, Decimal] | None:
    """The lowest and highest number an item can be scored as; None, and why, where it is no number."""
    if item.type is ItemType.BOOLEAN:
        return Decimal(0), Decimal(1)
    if item.type is ItemType.OPEN_CHOICE:
        problems.add(
            where,
            f"{item.link_id!r} is scored, and an answer of one's own (open-choice) has no number.",
            "Make it a choice, or leave it out of the score.",
        )
        return None
    if item.type is ItemType.CHOICE or item.options:
        weights = [
            weight
            for option in item.options
            if (weight := option_number(option.value, option.weight)) is not None
        ]
        if len(weights) < len(item.options):
            problems.add(
                where, f"{item.link_id!r} is scored, and an option of it has no weight.", "Add ordinalValue."
            )
            return None
        return min(weights), max(weights)
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL):
        if not isinstance(item.minimum, (int, Decimal)) or not isinstance(item.maximum, (int, Decimal)):
            problems.add(
                where, f"{item.link_id!r} is scored and has no bounds.", "Add minValue and maxValue to it."
            )
            return None
        return Decimal(item.minimum), Decimal(item.maximum)
    problems.add(where, f"{item.link_id!r} is a {item.type}, which is no number.", "Score another item.")
    return None


def option_number(value: object, weight: Decimal | None) -> Decimal | None:
    """What an option counts as: its weight, or itself where it is a whole number."""
    if weight is not None:
        return weight
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _check_alert(alert: AlertRule, questionnaire: Questionnaire, where: str, problems: Problems) -> None:
    item = questionnaire.find(alert.item)
    if item is None or not item.is_question:
        problems.add(
            f"{where}.item", f"the questionnaire has no question {alert.item!r}.", "Name one of its linkIds."
        )
        return
    bounded = alert.at_least is not None or alert.at_most is not None
    if bool(alert.answers) == bounded:
        problems.add(
            where, "it needs answers, or at_least and at_most, not both.", "Say which answers raise it."
        )
    if bounded and _span(item, f"{where}.item", problems) is None:
        return
    for answer in alert.answers:
        if not _may_be_answered(item, answer):
            problems.add(
                f"{where}.answers", f"{answer!r} is no answer to {alert.item!r}.", "Name one it offers."
            )


def _may_be_answered(item: Item, answer: bool | int | Decimal | str) -> bool:
    if item.type is ItemType.BOOLEAN:
        return isinstance(answer, bool)
    if isinstance(answer, bool):
        return False
    if item.options:
        return any(answer_is(option.value, answer) for option in item.options)
    return item.type in (ItemType.INTEGER, ItemType.DECIMAL) and isinstance(answer, (int, Decimal))


def answer_is(value: object, named: bool | int | Decimal | str) -> bool:
    """Whether an answer is the one a scoring file names (a coding by its code)."""
    if isinstance(value, Coding):
        return value.code == named
    if isinstance(value, bool) or isinstance(named, bool):
        return value is named
    return value == named

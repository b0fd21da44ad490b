"""Answers that somebody has to see. Only what the definition names: nothing is guessed from words."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .answers import Answers, enabled
from .questionnaire import Questionnaire
from .scoring import numbers_of
from .scoring_checks import answer_is
from .scoring_definition import AlertRule, ScoringDefinition


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert that these answers raise: what the person reads at once, who owns it, within how many
    hours."""

    name: str
    link_id: str
    shows: str
    owner: str
    within_hours: int
    reason: str


def alerts_raised(
    definition: ScoringDefinition, questionnaire: Questionnaire, answers: Answers
) -> tuple[Alert, ...]:
    """The alerts, soonest first. Works on unfinished answers too: an alert does not wait for the last page.

    `shows` may hold the placeholder `%(contact)s`.
    """
    asked = enabled(questionnaire, answers)
    numbers = numbers_of(questionnaire, answers)
    raised = [
        Alert(rule.name, rule.item, rule.shows, rule.owner, rule.within_hours, rule.reason)
        for rule in definition.alert
        if rule.item in asked and _raises(rule, answers, numbers)
    ]
    return tuple(sorted(raised, key=lambda alert: alert.within_hours))


def _raises(rule: AlertRule, answers: Answers, numbers: Mapping[str, Fraction]) -> bool:
    if rule.answers:
        given = answers.get(rule.item, ())
        return any(answer_is(value, named) for value in given for named in rule.answers)
    number = numbers.get(rule.item)
    if number is None:
        return False
    high_enough = rule.at_least is None or number >= rule.at_least
    return high_enough and (rule.at_most is None or number <= rule.at_most)

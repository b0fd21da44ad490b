"""Answers as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from alongside.care.measures.rules.questionnaire import Item, Questionnaire
from alongside.care.measures.rules.values import AnswerValue, Coding, same
from alongside.care.measures.sight import Seen
from alongside.care.partnership.definitions_said import in_words


def answer_in_words(item: Item, values: Sequence[AnswerValue]) -> str:
    """What somebody answered, as it is read: *Too little*, *2 of 8*, *Yes*, *12 November 2026*."""
    return ", ".join(_value_in_words(item, value) for value in values)


def _value_in_words(item: Item, value: AnswerValue) -> str:
    for option in item.options:
        if same(option.value, value):
            return in_words(option.label)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Coding):
        return in_words(value.display or value.code)
    if isinstance(value, int) and isinstance(item.maximum, int) and item.minimum is not None:
        return _("%(value)d out of %(most)d") % {"value": value, "most": item.maximum}
    if isinstance(value, (int, Decimal)):
        number = formats.number_format(value)
        return f"{number} {item.unit}".strip()
    if isinstance(value, str):
        return value
    return formats.date_format(value, "j F Y")


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer, for a page that shows what was sent."""

    label: str
    value: str


def lines_of(questionnaire: Questionnaire, what: Seen, labels: Mapping[str, str]) -> list[Line]:
    """The answers that may be read, in the order of the questions, with the words beside them."""
    lines = []
    for item in questionnaire.questions():
        values = what.answers.get(item.link_id)
        if values:
            label = labels.get(item.link_id) or in_words(item.text)
            value = answer_in_words(item, values)
            words = what.words.get(item.link_id, "")
            lines.append(Line(label, f"{value}\n“{words}”" if words else value))
    return lines

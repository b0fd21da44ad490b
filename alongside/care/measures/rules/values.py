"""The values an answer can have, and how they are compared, keyed and kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Coding:
    """A coded answer. Two codings are the same answer when `matches` says so; `display` is only for
    reading."""

    code: str
    system: str = ""
    display: str = ""

    def matches(self, other: "Coding") -> bool:
        """Same code, and same system where both name one (R4 forms often leave it out of a condition)."""
        return self.code == other.code and (
            not self.system or not other.system or self.system == other.system
        )


AnswerValue = bool | int | Decimal | date | str | Coding
"""What one answer is: a boolean, integer, decimal, date, string or coding, as the item's type says."""


def same(one: AnswerValue, other: AnswerValue) -> bool:
    """Whether two answers are the same one. True is never 1; 1 is 1.0."""
    if isinstance(one, Coding) and isinstance(other, Coding):
        return one.matches(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, Decimal)) and isinstance(other, (int, Decimal)):
        return one == other
    return type(one) is type(other) and one == other


def before(one: AnswerValue, other: AnswerValue) -> bool | None:
    """Whether `one` comes before `other`; None where the two have no order (texts, codings, booleans)."""
    if isinstance(one, bool) or isinstance(other, bool):
        return None
    if isinstance(one, (int, Decimal)) and isinstance(other, (int, Decimal)):
        return one < other
    if isinstance(one, date) and isinstance(other, date):
        return one < other
    return None


def in_words(value: AnswerValue) -> str:
    """A short text of a value for messages and option labels."""
    if isinstance(value, Coding):
        return value.display or value.code
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)

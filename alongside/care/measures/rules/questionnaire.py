"""A questionnaire as this project understands it: the typed result of reading a FHIR R4 Questionnaire.

    questionnaire = read_questionnaire(raw_bytes)      # or raises Refusals, every problem at once

Supported: groups, display, boolean, decimal, integer, date, string, text, choice, open-choice; required,
repeats (of answers), enableWhen with every R4 operator and both behaviours, initial, answerOption with
integer, date, string or coding, weights by the `ordinalValue` extension, maxLength, minValue, maxValue.
What it cannot represent faithfully it refuses, naming the item.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from .values import AnswerValue, Coding, in_words


class ItemType(StrEnum):
    """The R4 item types that can be shown and answered here."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    DECIMAL = "decimal"
    INTEGER = "integer"
    DATE = "date"
    STRING = "string"
    TEXT = "text"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"


class Operator(StrEnum):
    """The R4 enableWhen operators."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Option:
    """One offered answer. `key` is what a form posts: unique within the item and stable."""

    value: AnswerValue
    key: str
    weight: Decimal | None = None
    prefix: str = ""
    initially: bool = False
    exclusive: bool = False

    @property
    def label(self) -> str:
        """What the person reads."""
        return in_words(self.value)


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only when the answer to `question` stands in relation `operator` to `value`."""

    question: str
    operator: Operator
    value: AnswerValue


@dataclass(frozen=True, slots=True)
class Item:
    """A group, a text to read, or a question.

    `minimum` and `maximum` are numbers or dates; `unit` is its display; `control` the itemControl code
    ("slider", "radio-button"), a wish about looks that a page may follow. `path` is the linkIds from the top
    down to this item; `fewest` and `most` bound the number of answers of a repeating question.
    """

    link_id: str
    type: ItemType
    text: str
    path: tuple[str, ...]
    prefix: str = ""
    required: bool = False
    repeats: bool = False
    min_length: int | None = None
    max_length: int | None = None
    minimum: AnswerValue | None = None
    maximum: AnswerValue | None = None
    max_decimals: int | None = None
    fewest: int | None = None
    most: int | None = None
    options: tuple[Option, ...] = ()
    conditions: tuple[Condition, ...] = ()
    any_condition: bool = False
    initial: tuple[AnswerValue, ...] = ()
    control: str = ""
    unit: str = ""
    codes: tuple[Coding, ...] = ()
    items: tuple["Item", ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether it is answered at all."""
        return self.type not in (ItemType.GROUP, ItemType.DISPLAY)

    @property
    def has_options(self) -> bool:
        """Whether answers are offered."""
        return bool(self.options)

    def option(self, key: str) -> Option | None:
        """The option a form's posted key means."""
        return next((option for option in self.options if option.key == key), None)

    def hint(self, control: str) -> str:
        """The text of a display inside it with this itemControl: "lower" and "upper" label a scale's ends,
        "help" helps."""
        return next((child.text for child in self.items if child.control == control), "")

    def within(self) -> Iterator["Item"]:
        """Itself and everything inside it, in reading order."""
        yield self
        for child in self.items:
            yield from child.within()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A questionnaire that passed every check. `order` lists all linkIds so that each comes after what it
    depends on."""

    items: tuple[Item, ...]
    order: tuple[str, ...]
    status: str
    url: str = ""
    version: str = ""
    name: str = ""
    title: str = ""
    description: str = ""
    copyright: str = ""
    language: str = ""
    index: dict[str, Item] = field(default_factory=dict, compare=False, repr=False)

    def walk(self) -> Iterator[Item]:
        """Every item in reading order, groups before what they hold."""
        for item in self.items:
            yield from item.within()

    def questions(self) -> Iterator[Item]:
        """Every item that is answered, in reading order."""
        return (item for item in self.walk() if item.is_question)

    def find(self, link_id: str) -> Item | None:
        """The item with this linkId, if there is one."""
        return self.index.get(link_id)

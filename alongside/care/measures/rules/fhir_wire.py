"""The parts of an R4 Questionnaire as they stand in the file, one element at a time, strictly typed.

Only what we support is listed: pydantic refuses the rest by name. Nothing here is recursive; the walk over
nested items is `questionnaire`'s, so that depth is bounded and every fault knows its item.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _number(value: Any) -> Any:
    """A FHIR decimal may be written 3 or 3.0; a boolean is not a number."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _date(value: Any) -> Any:
    """FHIR dates are texts. A year alone is a FHIR date, but no answer we can compare or ask for."""
    if not isinstance(value, str):
        raise ValueError("should be a text like 2026-03-31")
    if len(value) != len("2026-03-31"):
        raise ValueError("should be a whole date like 2026-03-31")
    return date.fromisoformat(value)


Number = Annotated[Decimal, BeforeValidator(_number)]
Day = Annotated[date, BeforeValidator(_date)]
Words = Annotated[str, Field(min_length=1, max_length=10_000)]
Key = Annotated[str, Field(min_length=1, max_length=255)]


class Wire(BaseModel):
    """Strict: no coercion, nothing unknown."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class ExtensionWire(BaseModel):
    """An extension: what it holds is looked at by whoever honours it."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True)

    url: Key

    @property
    def value(self) -> Any:
        """Its value, whatever its type; None for a complex extension."""
        extra = self.model_extra or {}
        return next((value for key, value in extra.items() if key.startswith("value")), None)


class CodingWire(Wire):
    """A Coding. R4 lets the code be left out; an answer without a code could not be told from another."""

    id: str | None = None
    extension: list[ExtensionWire] = []
    system: Key | None = None
    version: Key | None = None
    code: Key | None = None
    display: Words | None = None
    userSelected: bool | None = None


class OptionWire(Wire):
    """One answerOption: exactly one value."""

    id: str | None = None
    extension: list[ExtensionWire] = []
    valueInteger: int | None = None
    valueDate: Day | None = None
    valueString: Words | None = None
    valueCoding: CodingWire | None = None
    initialSelected: bool = False


class EnableWhenWire(Wire):
    """One condition: a question, an operator and exactly one answer."""

    id: str | None = None
    question: Key
    operator: Literal["exists", "=", "!=", ">", "<", ">=", "<="]
    answerBoolean: bool | None = None
    answerDecimal: Number | None = None
    answerInteger: int | None = None
    answerDate: Day | None = None
    answerString: Words | None = None
    answerCoding: CodingWire | None = None


class InitialWire(Wire):
    """One first answer."""

    id: str | None = None
    valueBoolean: bool | None = None
    valueDecimal: Number | None = None
    valueInteger: int | None = None
    valueDate: Day | None = None
    valueString: Words | None = None
    valueCoding: CodingWire | None = None


class ItemWire(Wire):
    """One item without the items inside it."""

    id: str | None = None
    linkId: Key
    definition: str | None = None
    code: list[CodingWire] = []
    prefix: Words | None = None
    text: Words | None = None
    type: Literal[
        "group", "display", "boolean", "decimal", "integer", "date", "string", "text", "choice", "open-choice"
    ]
    enableWhen: list[EnableWhenWire] = []
    enableBehavior: Literal["all", "any"] | None = None
    required: bool = False
    repeats: bool = False
    readOnly: bool = False
    maxLength: Annotated[int, Field(ge=1)] | None = None
    answerOption: list[OptionWire] = []
    initial: list[InitialWire] = []
    extension: list[ExtensionWire] = []


class HeadWire(Wire):
    """What stands at the top of the file and means something to us; description is dropped before."""

    resourceType: Literal["Questionnaire"]
    status: Literal["draft", "active"]
    url: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    version: Key | None = None
    name: Key | None = None
    title: Words | None = None
    description: Words | None = None
    copyright: Words | None = None
    language: Key | None = None
    subjectType: list[str] = []
    extension: list[ExtensionWire] = []

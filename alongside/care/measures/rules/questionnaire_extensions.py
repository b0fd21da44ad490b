"""What an extension says about an item or an option: honoured, passed over, or refused."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from . import extensions as known
from .fhir_wire import ExtensionWire, OptionWire
from .questionnaire import Item, Option
from .refusals import Problems
from .values import AnswerValue


def honour(item: Item, extension: ExtensionWire, *, where: str, problems: Problems) -> Item:
    """The item with what one extension says."""
    url, value = extension.url, extension.value
    if url in _HONOUR:
        field, convert = _HONOUR[url]
        converted = convert(extension)
        if converted is None:
            problems.add(
                where, f"the extension {url} holds {str(value)[:40]!r}.", "Give it a value of the right type."
            )
            return item
        return replace(item, **{field: converted})
    if url == known.HIDDEN:
        if value is not False:
            problems.add(
                where, "it is hidden, so nobody would see it.", "Remove the item, or let it be seen."
            )
    elif url in known.CHANGES_MEANING:
        problems.add(where, *because(url))
    elif url not in known.LOOKS_ONLY:
        problems.add(
            where, f"the extension {url} is not known here.", "Remove it if the item means the same without."
        )
    return item


def _bound(extension: ExtensionWire) -> AnswerValue | None:
    value = extension.value
    keys = set(extension.model_extra or {})
    if (
        keys & {"valueInteger", "valueDecimal"}
        and isinstance(value, (int, Decimal))
        and not isinstance(value, bool)
    ):
        return value
    if "valueDate" in keys and isinstance(value, str):
        return _read_quietly({"valueDate": value})
    return None


def _read_quietly(raw: dict[str, Any]) -> AnswerValue | None:
    try:
        return OptionWire.model_validate(raw).valueDate
    except ValidationError:
        return None


def _count(extension: ExtensionWire) -> int | None:
    value = extension.value
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _control(extension: ExtensionWire) -> str | None:
    code = _first_code(extension.value)
    return code if code in known.KNOWN_CONTROLS else None


def _first_code(value: Any) -> str | None:
    codings = value.get("coding") if isinstance(value, dict) else None
    first = codings[0] if isinstance(codings, list) and codings else None
    code = first.get("code") if isinstance(first, dict) else None
    return code if isinstance(code, str) else None


def _unit(extension: ExtensionWire) -> str | None:
    value = extension.value
    if not isinstance(value, dict):
        return None
    unit = value.get("display") or value.get("code")
    return unit if isinstance(unit, str) else None


_HONOUR: dict[str, tuple[str, Callable[[ExtensionWire], Any]]] = {
    known.MIN_VALUE: ("minimum", _bound),
    known.MAX_VALUE: ("maximum", _bound),
    known.MIN_LENGTH: ("min_length", _count),
    known.MAX_DECIMALS: ("max_decimals", _count),
    known.MIN_OCCURS: ("fewest", _count),
    known.MAX_OCCURS: ("most", _count),
    known.ITEM_CONTROL: ("control", _control),
    known.UNIT: ("unit", _unit),
}


def honour_on_option(option: Option, extension: ExtensionWire, *, where: str, problems: Problems) -> Option:
    """The option with what one extension says."""
    url, value = extension.url, extension.value
    place = f"{where}, option {option.label[:40]!r}"
    if url in (known.ORDINAL_VALUE, known.ITEM_WEIGHT):
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            problems.add(place, "its weight is not a number.", "Write valueDecimal with a number.")
            return option
        if option.weight is not None and option.weight != value:
            problems.add(place, "it has two different weights.", "Keep one.")
        return replace(option, weight=Decimal(value))
    if url == known.OPTION_EXCLUSIVE:
        return replace(option, exclusive=value is True)
    if url == known.OPTION_PREFIX:
        return replace(option, prefix=str(value or ""))
    if url in known.CHANGES_MEANING:
        problems.add(place, *because(url))
    elif url not in known.LOOKS_ONLY:
        problems.add(
            place,
            f"the extension {url} is not known here.",
            "Remove it if the option means the same without.",
        )
    return option


def because(url: str) -> tuple[str, str]:
    """Why an extension that changes meaning is refused, and what to do about it."""
    what, mend = known.CHANGES_MEANING[url]
    return f"{what[:-1]} ({url.rsplit('/', 1)[-1]}).", mend

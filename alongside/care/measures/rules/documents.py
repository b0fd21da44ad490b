"""Reading JSON and TOML that a stranger wrote: bounded, exact, and refused in plain words.

Numbers come back as `int` or `Decimal`, never as binary floating point, so that a weight of 0.1 is 0.1.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .refusals import Problems, Refusals, refuse

MOST_BYTES = 2_000_000
MOST_TOML_BYTES = 200_000
MOST_DEPTH = 64
MOST_DOTS_IN_A_LINE = 500
"""A key of ten thousand dotted parts would keep the TOML parser busy for minutes."""
MOST_DIGITS = 15
"""Numbers beyond 10^15, or finer than 10^-15, are no answer to any question."""

_STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\(?:.|\Z)[^"\\]*)*(?:"|\Z)|[\[\]{}]', re.DOTALL)
FORBIDDEN_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_json(raw: bytes, *, name: str) -> dict[str, Any]:
    """The JSON object in `raw`. `name` is how the file is called in refusals. Raises `Refusals`."""
    text = _as_text(raw, name=name)
    _refuse_depth(text, name=name)
    problems = Problems()

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        document = dict(found)
        if len(document) != len(found):
            _note_repeated_keys(found, document, name=name, problems=problems)
        return document

    try:
        document = json.loads(
            text,
            object_pairs_hook=pairs,
            parse_constant=_no_constant,
            parse_float=_decimal,
            parse_int=_integer,
        )
    except json.JSONDecodeError as error:
        raise refuse(
            f"{name}, line {error.lineno}, column {error.colno}",
            f"this is not JSON ({error.msg}).",
            "Check the file.",
        ) from error
    except _BadNumber as error:
        raise refuse(name, str(error), "Write an ordinary number.") from error
    problems.refuse_if_any()
    if not isinstance(document, dict):
        raise refuse(name, "the file holds no JSON object.", "It should begin with { and end with }.")
    _refuse_characters(document, name=name)
    return document


def read_toml(raw: bytes, *, name: str) -> dict[str, Any]:
    """The TOML table in `raw`. Raises `Refusals`."""
    text = _as_text(raw, name=name, most=MOST_TOML_BYTES)
    if any(line.count(".") > MOST_DOTS_IN_A_LINE for line in text.splitlines()):
        raise refuse(name, f"a line holds more than {MOST_DOTS_IN_A_LINE} points.", "Write it simpler.")
    try:
        document = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise refuse(name, f"this is not TOML: {error}.", "Check the file.") from error
    except _BadNumber as error:
        raise refuse(name, str(error), "Write an ordinary number.") from error
    except (RecursionError, ValueError) as error:
        raise refuse(
            name, "values are nested too deep, or a number is too long.", "Make it simpler."
        ) from error
    _refuse_characters(document, name=name)
    return document


class _BadNumber(Exception):
    """A number that no answer could be. Not a ValueError, which `json` would rather say itself."""


def _as_text(raw: bytes, *, name: str, most: int = MOST_BYTES) -> str:
    if len(raw) > most:
        raise refuse(name, f"the file has {len(raw)} bytes; at most {most} are read.", "Split or shorten it.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(name, f"byte {error.start} is not UTF-8.", "Save the file as UTF-8.") from error


def _refuse_depth(text: str, *, name: str) -> None:
    """Count brackets before the parser does, which would otherwise run out of stack on a hostile file."""
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        bracket = match[0]
        if bracket in "[{":
            depth += 1
            if depth > MOST_DEPTH:
                raise refuse(name, f"things are nested more than {MOST_DEPTH} deep.", "Make it flatter.")
        elif bracket in "]}":
            depth -= 1


def _note_repeated_keys(
    found: list[tuple[str, Any]], document: Mapping[str, Any], *, name: str, problems: Problems
) -> None:
    keys = [key for key, _ in found]
    repeated = sorted({key for key in keys if keys.count(key) > 1}) if len(keys) < 1000 else ["a key"]
    link_id = document.get("linkId")
    where = f"{name}, item {link_id}" if isinstance(link_id, str) else name
    problems.add(where, f"{', '.join(repeated)!r} is written twice in one object.", "Keep one of them.")


def _no_constant(word: str) -> Any:
    raise _BadNumber(f"{word} is not a number that can be used.")


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise _BadNumber(f"{text[:40]} is not a number that can be used.") from error
    if not number.is_finite():
        raise _BadNumber(f"{text} is not a number that can be used.")
    exponent = number.as_tuple().exponent
    if number.adjusted() > MOST_DIGITS or not isinstance(exponent, int) or exponent < -MOST_DIGITS:
        raise _BadNumber(f"{text[:40]} is too large or too fine.")
    return number


def _integer(text: str) -> int:
    if len(text) > MOST_DIGITS + 1:
        raise _BadNumber(f"{text[:40]}... is too large.")
    return int(text)


def _strings(document: Any) -> Iterator[str]:
    """Every string in a document, keys included, without recursion."""
    waiting = [document]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, str):
            yield thing
        elif isinstance(thing, dict):
            waiting.extend(thing.keys())
            waiting.extend(thing.values())
        elif isinstance(thing, list):
            waiting.extend(thing)


def _refuse_characters(document: Any, *, name: str) -> None:
    for text in _strings(document):
        if FORBIDDEN_CHARACTER.search(text):
            raise Refusals(
                refuse(name, f"{text[:40]!r} holds a character that cannot be stored.", "Remove it.").refusals
            )

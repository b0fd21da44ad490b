"""From TOML to a checked plan, or to every reason why not, each by its place and in words."""

from __future__ import annotations

import difflib
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from alongside.evaluation.plan.checks import check
from alongside.evaluation.plan.grammar import Plan
from alongside.evaluation.plan.references import Meaning
from alongside.evaluation.problems import Refused, Trouble, Troubles

MOST_BYTES = 1_000_000
REFUSAL = "The analysis plan cannot be used as it is."


def load(path: Path) -> Meaning:
    """Read the plan in ``path``. Raises ``Refused`` with everything that is to be mended."""
    try:
        raw = path.read_bytes()
    except OSError as wrong:
        raise Refused(REFUSAL, [Trouble(str(path), f"it cannot be read ({wrong.strerror}).")]) from wrong
    return read(raw, name=path.name)


def read(raw: bytes, *, name: str = "plan") -> Meaning:
    """Read a plan from the bytes of its TOML. ``name`` is what it is called in refusals."""
    if len(raw) > MOST_BYTES:
        raise Refused(
            REFUSAL, [Trouble(name, f"it has {len(raw):,} bytes; at most {MOST_BYTES:,} are read.")]
        )
    try:
        document = tomllib.loads(unicodedata.normalize("NFC", raw.decode("utf-8-sig")))
    except UnicodeDecodeError as wrong:
        trouble = Trouble(name, f"byte {wrong.start + 1} is not UTF-8.", "Save the file as UTF-8.")
        raise Refused(REFUSAL, [trouble]) from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise Refused(REFUSAL, [Trouble(name, f"this is not TOML: {wrong}.")]) from wrong
    except RecursionError as wrong:
        raise Refused(REFUSAL, [Trouble(name, "values are nested too deep.")]) from wrong
    return from_document(document)


def from_document(document: Mapping[str, Any]) -> Meaning:
    """Read a plan from a parsed document. Raises ``Refused``."""
    try:
        plan = Plan.model_validate(dict(document))
    except ValidationError as wrong:
        raise Refused(REFUSAL, _grammar_troubles(wrong, document)) from wrong
    troubles = Troubles(REFUSAL)
    meaning = Meaning(plan)
    check(meaning, troubles)
    troubles.refuse_if_any()
    return meaning


def _grammar_troubles(wrong: ValidationError, document: Mapping[str, Any]) -> list[Trouble]:
    troubles = Troubles(REFUSAL)
    for fault in wrong.errors(include_url=False):
        troubles.add(_place(fault["loc"], document), *_in_words(fault))
    return list(troubles)


# What pydantic adds to a place when a value may be one of several things.
_OF_UNIONS = ("MissingItems", "Imputation", "Weighting", "literal['all']", "literal[False]")


def _place(loc: tuple[int | str, ...], document: Mapping[str, Any]) -> str:
    """``('blocks', 0, 'name')`` as ``blocks[1].name``, counted from 1; a block is called by its name too."""
    path, here = "", document
    for part in loc:
        if part in _OF_UNIONS:
            continue
        if isinstance(part, int):
            path += f"[{part + 1}]"
        else:
            path += f".{part}" if path else part
        here = _inside(here, part)
    name = here.get("name") if isinstance(here, dict) else None
    return f"{path} ({name})" if isinstance(name, str) and name else path


def _inside(here: Any, part: int | str) -> Any:
    try:
        return here[part]
    except (KeyError, IndexError, TypeError):
        return None


_WORDS = {
    "string_type": "a text in quotation marks is wanted here",
    "int_type": "a whole number is wanted here",
    "float_type": "a number is wanted here",
    "bool_type": "true or false is wanted here",
    "list_type": "a list in square brackets is wanted here",
    "dict_type": "a table is wanted here",
    "model_type": "a table is wanted here",
    "date_type": "a date as 2026-01-31, without quotation marks, is wanted here",
    "finite_number": "a finite number is wanted here",
    "string_too_short": "it is empty",
    "too_short": "it has too few entries",
    "too_long": "it has too many entries",
}


def _in_words(fault: Any) -> tuple[str, str]:
    kind, found = fault["type"], fault["input"]
    if kind == "missing":
        return "it is missing.", "Add it."
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(fault["loc"][-1]), _known_keys(), n=1)
        return "there is no such entry.", f"Is {near[0]!r} meant?" if near else "Take it out."
    shown = "" if isinstance(found, dict | list) else f"{str(found)[:60]!r}: "
    if kind == "literal_error":
        return f"{shown}it must be {fault['ctx']['expected']}.", ""
    words = _WORDS.get(kind) or fault["msg"].removeprefix("Value error, ").lower()
    return f"{shown}{words}.", ""


def _known_keys() -> list[str]:
    keys: set[str] = set()
    waiting: list[Any] = [Plan.model_json_schema()]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            keys.update(part.get("properties", {}))
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return sorted(keys)

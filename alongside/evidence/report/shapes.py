"""Whether a row of an archive is what its table holds. An archive comes from elsewhere and may lie."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.utils.dateparse import parse_datetime

from alongside.evidence.appraisal.models import Appraisal, Settled
from alongside.evidence.appraisal.rules.rating import Answer, checklists
from alongside.evidence.importing.records import UNDERSTOOD
from alongside.evidence.records.models import Import, Record, SourceRecord
from alongside.evidence.screening.models import Decision, Ranking, Settling
from alongside.evidence.synthesis.models import Entry, Protocol

YEARS: Final = range(1970, 2201)
#: A part of a file, packed: zlib makes a million bytes that cannot be packed hardly longer.
MOST_PACKED: Final = 1_100_000


class WrongShape(Exception):
    """A value that its column never holds; ``field`` says which column."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def value_of(model: type[models.Model], field: models.Field[Any, Any], given: Any) -> Any:
    """``given`` as the column holds it. Raises WrongShape for anything that we never write."""
    try:
        if given is None:
            right = field.null
        elif isinstance(field, models.JSONField):
            right = SHAPES[model, field.name](given) and storable(given)
        else:
            given, right = _plain(field, given)
    except (ValueError, TypeError, KeyError, OverflowError) as fault:
        raise WrongShape(field.name) from fault
    if not right:
        raise WrongShape(field.name)
    return given


def _plain(field: models.Field[Any, Any], given: Any) -> tuple[Any, bool]:
    """The value, and whether it may stand there."""
    if isinstance(field, models.BinaryField):
        data = base64.b64decode(given, validate=True)
        return data, len(data) <= MOST_PACKED
    if isinstance(field, models.DateTimeField):
        at = parse_datetime(given)
        return at, at is not None and at.tzinfo is not None and at.year in YEARS
    if isinstance(field, models.BooleanField):
        return given, isinstance(given, bool)
    if isinstance(field, models.FloatField):
        return given, is_number(given)
    if isinstance(field, models.IntegerField):
        least, most = _span(field)
        return given, is_int(given) and least <= given <= most
    if isinstance(field, models.UUIDField):
        return UUID(given), True
    longest = getattr(field, "max_length", None)
    chosen = {value for value, _label in field.flatchoices}
    right = is_text(given) and (longest is None or len(given) <= longest) and (not chosen or given in chosen)
    return given, right


def _span(field: models.IntegerField[Any, Any]) -> tuple[int, int]:
    bits = {"BigIntegerField": 63, "PositiveBigIntegerField": 63}
    bits |= {"SmallIntegerField": 15, "PositiveSmallIntegerField": 15}
    kind = field.get_internal_type()
    most = 2 ** bits.get(kind, 31) - 1
    return (0 if kind.startswith("Positive") else -most), most


def is_text(value: object) -> bool:
    """Text that every database can hold: no NUL, no half of a pair of code units."""
    if not isinstance(value, str) or "\0" in value:
        return False
    return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)


def is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def storable(value: object, deep: int = 6) -> bool:
    """Text, numbers, and lists and objects of them, not endlessly within each other."""
    if isinstance(value, str):
        return is_text(value)
    if isinstance(value, dict):
        return deep > 0 and all(is_text(key) and storable(each, deep - 1) for key, each in value.items())
    if isinstance(value, list):
        return deep > 0 and all(storable(each, deep - 1) for each in value)
    return value is None or isinstance(value, bool) or is_number(value)


def texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _notices(value: object) -> bool:
    shape: Mapping[str, type] = {
        "kind": str,
        "code": str,
        "what": str,
        "record": int,
        "line": int,
        "tag": str,
    }
    return isinstance(value, list) and all(
        isinstance(each, dict)
        and each.keys() == shape.keys()
        and all(isinstance(each[name], kind) for name, kind in shape.items())
        for each in value
    )


def _understood(value: object) -> bool:
    if not isinstance(value, dict) or not value.keys() <= set(UNDERSTOOD):
        return False
    other: dict[str, Callable[[object], bool]] = {
        "authors": texts,
        "keywords": texts,
        "year": lambda year: year is None or (is_int(year) and abs(int(str(year))) < 10**6),
        "label": lambda label: label is None or isinstance(label, bool),
    }
    return all(other.get(name, is_text)(each) for name, each in value.items())


def _raw(value: object) -> bool:
    return isinstance(value, dict) and all(texts(each) for each in value.values())


def _criteria(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, dict)
        and each.keys() == {"code", "kind", "text"}
        and all(isinstance(said, str) for said in each.values())
        and each["kind"] in ("in", "out")
        for each in value
    )


def _answers(value: object) -> bool:
    answers = {each.value for each in Answer}
    return isinstance(value, dict) and all(each in answers for each in value.values())


def _stop(value: object) -> bool:
    numbers = ("screened", "relevant", "total", "last")
    if value == {}:
        return True
    return (
        isinstance(value, dict)
        and value.keys() == {"word", "sure", *numbers}
        and isinstance(value["word"], str)
        and is_number(value["sure"])
        and all(is_int(value[name]) and 0 <= value[name] < 2**31 for name in numbers)
    )


def _facts(value: object) -> bool:
    return isinstance(value, dict) and all(
        each is None or isinstance(each, str | int | float) for each in value.values()
    )


SHAPES: Final[dict[tuple[type[models.Model], str], Callable[[object], bool]]] = {
    (Protocol, "criteria"): _criteria,
    (Entry, "facts"): _facts,
    (Import, "notices"): _notices,
    (Record, "authors"): texts,
    (Record, "keywords"): texts,
    (SourceRecord, "understood"): _understood,
    (SourceRecord, "raw"): _raw,
    (SourceRecord, "notices"): _notices,
    (Decision, "reasons"): texts,
    (Settling, "reasons"): texts,
    (Ranking, "stop"): _stop,
    (Appraisal, "answers"): _answers,
    (Settled, "answers"): _answers,
}


def row_of(row: models.Model) -> None:
    """What more than one column of a row has to say together. Raises WrongShape."""
    if isinstance(row, Appraisal | Settled):
        asked = checklists().get(row.checklist)
        if asked is None:
            raise WrongShape("checklist")
        if set(row.answers) != {item.id for item in asked.item}:
            raise WrongShape("answers")
    if isinstance(row, Record) and row.merged_into_id == row.pk:
        raise WrongShape("merged_into")

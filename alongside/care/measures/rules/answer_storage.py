"""Answers as a database keeps them: JSON in R4's shape, and back without loss."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from .answers import Answers
from .values import AnswerValue, Coding


def dump_answers(answers: Answers) -> dict[str, list[dict[str, Any]]]:
    """Answers as JSON holds them, in R4's shape: `{"sleep": [{"valueInteger": 3}]}`. Decimals become
    texts."""
    return {link_id: [_dumped(value) for value in values] for link_id, values in answers.items() if values}


def load_answers(stored: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, tuple[AnswerValue, ...]]:
    """What `dump_answers` wrote. Raises ValueError for anything else."""
    return {link_id: tuple(_loaded(value) for value in values) for link_id, values in stored.items()}


def _dumped(value: AnswerValue) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int):
        return {"valueInteger": value}
    if isinstance(value, Decimal):
        return {"valueDecimal": format(value, "f")}
    if isinstance(value, date):
        return {"valueDate": value.isoformat()}
    if isinstance(value, Coding):
        return {"valueCoding": {"system": value.system, "code": value.code, "display": value.display}}
    return {"valueString": value}


def _loaded(stored: Mapping[str, Any]) -> AnswerValue:
    match dict(stored):
        case {"valueBoolean": bool(value)}:
            return value
        case {"valueInteger": int(value)}:
            return value
        case {"valueDecimal": str(value)}:
            return Decimal(value)
        case {"valueDate": str(value)}:
            return date.fromisoformat(value)
        case {"valueCoding": {"system": str(system), "code": str(code), "display": str(display)}}:
            return Coding(code=code, system=system, display=display)
        case {"valueString": str(value)}:
            return value
        case _:
            raise ValueError("this is not a stored answer")

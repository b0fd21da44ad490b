"""One column of the file as numbers or as categories: SQL that reads it, and SQL that finds what is wrong.

A number is written with digits, at most one point, and perhaps an exponent. Nothing else is taken for one: no
decimal comma, no thousands, no *inf*. What is missing is empty, or one of the codes that the plan declares.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from alongside.evaluation.plan.grammar import Variable
from alongside.evaluation.plan.naming import near
from alongside.evaluation.problems import Troubles
from alongside.evaluation.reading.source import EXAMPLES, Source, quoted

NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
DECIMAL_COMMA = r"[+-]?[0-9]+,[0-9]+"
FARTHEST = 1e50  # beyond it, and under one part of it, products of products are no numbers any more


@dataclass(frozen=True)
class Cleaned:
    """A column of the file read one way. ``sql`` is over ``raw``: DOUBLE for numbers, VARCHAR for
    categories."""

    column: str
    sql: str
    as_read: str  # the same in the file's own units: before a transform, centring, scaling
    wrong: str  # SQL: is there something that cannot be read?
    outside: str = "false"  # SQL: is it a number outside the range declared, or no level declared?
    says: str = ""  # what is wrong with those outside
    levels: tuple[str, ...] = field(default=())


def _literals(codes: list[str]) -> str:
    return ", ".join(quoted(code) for code in codes) or "''"


def _as_number(code: str) -> float | None:
    try:
        return float(code)
    except ValueError:
        return None


def text_of(source: Source, name: str) -> str:
    """SQL of a column as trimmed text; NULL where it is empty. 1.0 in a file of numbers is the text 1."""
    column = source.column(name)
    text = f"nullif(trim(CAST({column} AS VARCHAR)), '')"
    if not source.is_number(name):
        return text
    number = f"CAST({column} AS DOUBLE)"
    whole = f"isfinite({number}) AND {number} = round({number}) AND abs({number}) < 9e15"
    return (
        f"(CASE WHEN isnan({number}) THEN NULL WHEN {whole} "
        f"THEN CAST(TRY_CAST({column} AS HUGEINT) AS VARCHAR) ELSE {text} END)"
    )


def code_of(source: Source, name: str, missing: list[str], *, keep: Collection[str] = ()) -> str:
    """SQL of a column as a code; NULL where it is empty or one of the codes for missing that are not to be
    kept.
    """
    text = text_of(source, name)
    codes = [code for code in missing if code and code not in keep]
    return f"(CASE WHEN {text} NOT IN ({_literals(spellings(codes))}) THEN {text} END)" if codes else text


def spellings(codes: list[str]) -> list[str]:
    """The codes, and 99 where the plan has 99.0."""
    numbers = [_as_number(code) for code in codes]
    whole = [f"{one:.0f}" for one in numbers if one is not None and math.isfinite(one) and one == round(one)]
    return list(dict.fromkeys([*codes, *whole]))


def number(
    source: Source, name: str, variable: Variable, missing: list[str], *, bounds: list[float] | None
) -> Cleaned:
    """Read a column as numbers. ``bounds`` are the lowest and the highest that there can be."""
    codes = [found for code in missing if (found := _as_number(code)) is not None and math.isfinite(found)]
    if source.is_number(name):
        value = f"CAST({source.column(name)} AS DOUBLE)"
        value = f"(CASE WHEN isnan({value}) THEN NULL ELSE {value} END)"
        wrong = f"coalesce(NOT {_can_be_reckoned(value)}, false)"
    else:
        text = text_of(source, name)
        is_missing = f"({text} IS NULL OR {text} IN ({_literals(missing)}))"
        is_number = f"regexp_full_match({text}, {quoted(NUMBER)})"
        cast = f"TRY_CAST({text} AS DOUBLE)"
        value = f"(CASE WHEN NOT {is_missing} AND {is_number} THEN {cast} END)"
        wrong = f"(NOT {is_missing} AND NOT ({is_number} AND coalesce({_can_be_reckoned(cast)}, false)))"
    if codes:
        listed = ", ".join(repr(code) for code in codes)
        value = f"(CASE WHEN {value} IN ({listed}) THEN NULL ELSE {value} END)"
    outside, says = "false", ""
    bounds = bounds or variable.range
    if bounds:
        outside = f"coalesce({value} < {bounds[0]!r} OR {value} > {bounds[1]!r}, false)"
        says = f"lies outside {bounds[0]:g} to {bounds[1]:g}"
    elif variable.transform != "none":
        outside = f"coalesce({value} {'<= 0' if variable.transform == 'log' else '< 0'}, false)"
        says = f"has no {'logarithm' if variable.transform == 'log' else 'square root'}"
    return Cleaned(name, _transformed(value, variable), value, wrong, outside, says)


def _can_be_reckoned(value: str) -> str:
    """SQL: squares of it and of what is divided by it are still numbers."""
    return f"({value} = 0 OR abs({value}) BETWEEN {1 / FARTHEST!r} AND {FARTHEST!r})"


def _transformed(value: str, variable: Variable) -> str:
    if variable.transform == "log":
        value = f"(CASE WHEN {value} > 0 THEN ln({value}) END)"
    elif variable.transform == "sqrt":
        value = f"(CASE WHEN {value} >= 0 THEN sqrt({value}) END)"
    if variable.center is not None:
        value = f"({value} - ({variable.center!r}))"
    if variable.per is not None:
        value = f"({value} / {variable.per!r})"
    return value


def category(source: Source, name: str, variable: Variable, missing: list[str]) -> Cleaned:
    """Read a column as one of its levels: those declared, or those that the data have, in their order."""
    value = code_of(source, name, missing)
    if variable.levels is not None:
        levels = tuple(variable.levels)
        outside = f"coalesce({value} NOT IN ({_literals(list(levels))}), false)"
        return Cleaned(name, value, value, "false", outside, "is none of the levels declared", levels)
    found = source.ask(f"SELECT DISTINCT {value} AS v FROM raw WHERE v IS NOT NULL ORDER BY v")
    return Cleaned(name, value, value, "false", levels=tuple(str(row[0]) for row in found))


def report_wrong(source: Source, cleaned: list[Cleaned], troubles: Troubles) -> None:
    """Add what cannot be read in any of the columns, with examples by row and value. One pass where all is
    well."""
    tests = [(one, test) for one in cleaned for test in (one.wrong, one.outside) if test != "false"]
    if not tests:
        return
    counts: tuple[int, ...] = ()
    for start in range(0, len(tests), 100):
        sums = ", ".join(f"count(*) FILTER (WHERE {test})" for _, test in tests[start : start + 100])
        counts += source.ask(f"SELECT {sums} FROM raw")[0]
    for (one, test), count in zip(tests, counts, strict=True):
        if count:
            _show(source, one, test, int(count), troubles)


def _show(source: Source, one: Cleaned, test: str, count: int, troubles: Troubles) -> None:
    found = source.ask(
        f"SELECT _row, {text_of(source, one.column)} FROM raw WHERE {test} ORDER BY _row LIMIT {EXAMPLES}"
    )
    for row, value in found:
        where = f"column {one.column!r}, row {source.line(row)}"
        if test == one.outside:
            troubles.add(where, f"{_short(value)} {one.says}.", near(str(value), one.levels))
        else:
            troubles.add(where, *_no_number(str(value)))
    if count > len(found):
        troubles.add(f"column {one.column!r}", f"{count - len(found):,} more values in it are like these.")


def _short(value: object) -> str:
    return repr(str(value)[:60])


def _no_number(value: str) -> tuple[str, str]:
    compact = value.replace(" ", "")
    if compact.count(",") == 1 and all(part.lstrip("+-").isdigit() for part in compact.split(",")):
        mend = f"Write {compact.replace(',', '.')}"
        if len(compact.split(",")[1]) == 3:
            mend += f"; or {compact.replace(',', '')}, if the comma marks thousands"
        return f"{_short(value)} has a decimal comma.", f"{mend}."
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+,\d+", compact):
        mend = compact.replace(".", "").replace(",", ".")
        return f"{_short(value)} has points for thousands and a decimal comma.", f"Write {mend}."
    if re.fullmatch(NUMBER, compact):
        return f"{_short(value)} is too large or too small to calculate with.", "Use another unit."
    plain = compact.replace("\N{MINUS SIGN}", "-").replace(",", "").replace("'", "")
    if plain != value and re.fullmatch(NUMBER, plain):
        return f"{_short(value)} is not written as a number.", f"Write {plain}."
    if value.lower() in ("nan", "na", "n/a", "null", "none", "-", ".", "missing", "unknown"):
        return f"{_short(value)} is not a number.", "If it means missing, declare it: missing = [...]."
    return f"{_short(value)} is not a number.", 'If the column is a category, declare it: kind = "category".'

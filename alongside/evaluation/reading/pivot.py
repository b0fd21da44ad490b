"""One row a person: wide data as they stand, long data laid side by side; and what makes that impossible."""

from __future__ import annotations

from alongside.evaluation.plan.naming import near
from alongside.evaluation.plan.references import Meaning, Ref
from alongside.evaluation.problems import Troubles
from alongside.evaluation.reading.cleaning import Cleaned, code_of
from alongside.evaluation.reading.source import EXAMPLES, Source, quoted

STREAMED_FROM = 200_000  # rows


def _written(meaning: Meaning) -> dict[str, str]:
    """Occasions by the code that the data have for them."""
    return {one.written or one.name: one.name for one in meaning.plan.occasions}


def _person(meaning: Meaning, source: Source) -> str:
    """SQL of who it is. A number may be somebody's, though 99 means missing elsewhere."""
    data = meaning.plan.data
    words = [code for code in data.missing if not _is_number(code)]
    return code_of(source, data.person, words) if data.person else "CAST(_row AS VARCHAR)"


def _is_number(code: str) -> bool:
    try:
        float(code)
    except ValueError:
        return False
    return True


def _occasion(meaning: Meaning, source: Source) -> str:
    """SQL of when it was, as the data write it. What the plan names as an occasion never means missing."""
    data = meaning.plan.data
    return code_of(source, data.occasion or "", data.missing, keep=_written(meaning))


def _code(meaning: Meaning, source: Source, column: str | None) -> str:
    """SQL of the cluster, or of the reason for leaving."""
    return code_of(source, column, meaning.plan.data.missing) if column else "NULL"


def check_rows(
    meaning: Meaning, source: Source, cleaned: dict[Ref, Cleaned], troubles: Troubles
) -> list[tuple[str, int]]:
    """Add rows without a person, persons and occasions that are there twice, codes that mean no occasion, and
    facts that change. Returns the rows left out as the plan wants it: reason and count."""
    data = meaning.plan.data
    if data.person is None:
        return []
    person = _person(meaning, source)
    _show_rows(source, f"{person} IS NULL", f"column {data.person!r}", "nobody is named.", troubles)
    if data.layout == "wide":
        _show_repeated(source, person, troubles, "is there twice; in wide data each person has one row.")
        return []
    if data.occasion is None:
        _show_repeated(source, person, troubles, "is there twice and the plan names no occasions.")
        return []
    left = _unknown_occasions(meaning, source, troubles)
    occasion = _occasion(meaning, source)
    known = ", ".join(quoted(code) for code in _written(meaning))
    _show_repeated(source, f"{person}, {occasion}", troubles, "is there twice.", f"{occasion} IN ({known})")
    for ref, one in cleaned.items():
        if not ref.occasion:
            _show_changing(
                source, person, one.sql, column=one.column, name=ref.name, meaning=meaning, troubles=troubles
            )
    if data.cluster is not None:
        _show_changing(
            source,
            person,
            _code(meaning, source, data.cluster),
            column=data.cluster,
            name="",
            meaning=meaning,
            troubles=troubles,
        )
    return left


def _show_rows(source: Source, test: str, where: str, what: str, troubles: Troubles) -> None:
    found = source.ask(f"SELECT _row, count(*) OVER () FROM raw WHERE {test} ORDER BY _row LIMIT {EXAMPLES}")
    for row, _ in found:
        troubles.add(f"{where}, row {source.line(row)}", what)
    if found and found[0][1] > len(found):
        troubles.add(where, f"{found[0][1] - len(found):,} more rows are like these.")


def _show_repeated(source: Source, keys: str, troubles: Troubles, what: str, where: str = "true") -> None:
    found = source.ask(
        f"SELECT concat_ws(' at ', {keys}) AS k, list(_row ORDER BY _row), count(*) OVER () FROM raw "
        f"WHERE {where} GROUP BY {keys} HAVING count(*) > 1 AND k <> '' ORDER BY min(_row) LIMIT {EXAMPLES}"
    )
    for key, rows, _ in found:
        troubles.add(f"rows {', '.join(str(source.line(row)) for row in rows[:EXAMPLES])}", f"{key!r} {what}")
    if found and found[0][2] > len(found):
        troubles.add("rows", f"{found[0][2] - len(found):,} more are there twice.")


def _unknown_occasions(meaning: Meaning, source: Source, troubles: Troubles) -> list[tuple[str, int]]:
    data = meaning.plan.data
    occasion = _occasion(meaning, source)
    known = list(_written(meaning))
    listed = ", ".join(quoted(code) for code in known)
    found = source.ask(
        f"SELECT {occasion} AS o, count(*), min(_row) FROM raw "
        f"WHERE o IS NULL OR o NOT IN ({listed}) GROUP BY o ORDER BY min(_row)"
    )
    if data.other_occasions == "leave out":
        return [(_of_no_occasion(code), int(n)) for code, n, _ in found]
    for code, n, row in found[:EXAMPLES]:
        where = f"column {data.occasion!r}, row {source.line(row)}"
        if code is None:
            troubles.add(where, f"no occasion is named ({n:,} rows are like this).")
        else:
            mend = near(str(code), known) or 'Name it in the plan, or write other_occasions = "leave out".'
            troubles.add(where, f"{code!r} is no occasion of the plan ({n:,} rows have it).", mend)
    return []


def _of_no_occasion(code: str | None) -> str:
    return f"at {code!r}, an occasion that the plan does not name" if code else "no occasion is named"


def _show_changing(
    source: Source,
    person: str,
    sql: str,
    *,
    column: str,
    name: str,
    meaning: Meaning,
    troubles: Troubles,
) -> None:
    found = source.ask(
        f"SELECT {person} AS p, min(_row), list(DISTINCT {sql}), count(*) OVER () FROM raw "
        f"WHERE {person} IS NOT NULL GROUP BY p HAVING count(DISTINCT {sql}) > 1 ORDER BY min(_row) "
        f"LIMIT {EXAMPLES}"
    )
    first = meaning.occasions[0] if meaning.occasions else "baseline"
    for key, row, values, _ in found:
        said = " and ".join(sorted(str(value) for value in values if value is not None)[:3])
        mend = f'If it may change, say when: "{name}@{first}".' if name else "A person has one cluster."
        troubles.add(
            f"column {column!r}, row {source.line(row)}", f"{key!r} has {said} at different occasions.", mend
        )
    if found and found[0][3] > len(found):
        troubles.add(f"column {column!r}", f"it changes for {found[0][3] - len(found):,} more people.")


def one_row_each(
    meaning: Meaning, source: Source, cleaned: dict[Ref, Cleaned]
) -> tuple[dict[Ref, str], dict[Ref, str]]:
    """Make the table ``answered``: ``_row``, ``_person``, ``_cluster``, ``_reason`` and a column a
    reference. Returns the columns; and, for those that people are excluded by, the columns as they were read.
    """
    data = meaning.plan.data
    columns = {ref: f"v{number}" for number, ref in enumerate(cleaned)}
    asked = [(ref, name, cleaned[ref].sql) for ref, name in columns.items()]
    as_read = {}
    for number, ref in enumerate({meaning.ref(one.variable): None for one in meaning.plan.exclude}):
        if ref in cleaned:  # a scale is scored from what is read
            as_read[ref] = f"r{number}"
            asked.append((ref, f"r{number}", cleaned[ref].as_read))
    person = _person(meaning, source)
    cluster = _code(meaning, source, data.cluster)
    reason = _code(meaning, source, meaning.plan.dropout.reasons)
    if data.layout == "wide" or data.occasion is None:
        listed = "".join(f", {value} AS {name}" for _, name, value in asked)
        sql = f"SELECT _row, {person} AS _person, {cluster} AS _cluster, {reason} AS _reason{listed} FROM raw"
    else:
        occasion = _occasion(meaning, source)
        written = {name: code for code, name in _written(meaning).items()}
        listed = ""
        for ref, name, value in asked:
            at = f" FILTER (WHERE {occasion} = {quoted(written[ref.occasion])})" if ref.occasion else ""
            listed += f", any_value({value}){at} AS {name}"
        sql = (
            f"SELECT min(_row) AS _row, {person} AS _person, any_value({cluster}) AS _cluster, "
            f"any_value({reason}) AS _reason{listed} FROM raw GROUP BY {person}"
        )
    # What is large and already has one row a person is streamed from the file in every pass.
    kind = "VIEW" if data.layout == "wide" and source.rows > STREAMED_FROM else "TABLE"
    # In the file's order: sums of numbers depend on it in their last digit, and grouping keeps none.
    order = " ORDER BY _row" if kind == "TABLE" else ""
    source.connection.execute(f"CREATE {kind} answered AS {sql}{order}")
    return columns, as_read

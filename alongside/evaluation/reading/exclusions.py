"""Who the plan leaves out: the first reason that fits counts, so that the counts add up to everybody."""

from __future__ import annotations

from alongside.evaluation.estimators.duck import SMALL
from alongside.evaluation.plan.grammar import Exclusion
from alongside.evaluation.plan.references import Meaning, Ref
from alongside.evaluation.reading.source import Source, quoted


def _test(one: Exclusion, column: str) -> str:
    tests = []
    if one.below is not None:
        tests.append(f"{column} < {one.below!r}")
    if one.above is not None:
        tests.append(f"{column} > {one.above!r}")
    if one.among:
        tests.append(_among(one.among, column))
    if one.missing:
        tests.append(f"{column} IS NULL")
    return " OR ".join(f"coalesce({test}, false)" for test in tests)


def _among(codes: list[str], column: str) -> str:
    listed = ", ".join(quoted(code) for code in codes)
    numbers = [code for code in codes if code.replace(".", "", 1).lstrip("-").isdigit()]
    as_number = f" OR TRY_CAST({column} AS DOUBLE) IN ({', '.join(numbers)})" if numbers else ""
    return f"(CAST({column} AS VARCHAR) IN ({listed}){as_number})"


def leave_out(meaning: Meaning, source: Source, columns: dict[Ref, str]) -> list[tuple[str, int]]:
    """Make the view ``people`` of who is in the study. Returns each reason with how many it left out."""
    reasons = meaning.plan.exclude
    whens = " ".join(
        f"WHEN {_test(one, columns[meaning.ref(one.variable)])} THEN {number}"
        for number, one in enumerate(reasons)
    )
    why = f"CASE {whens} END" if reasons else "CAST(NULL AS INTEGER)"
    counts = dict(source.ask(f"SELECT {why} AS w, count(*) FROM scored GROUP BY w"))
    # A hundred questions are asked of it: of few people it is worked out once, of many in every pass.
    few = sum(int(n) for n in counts.values()) <= SMALL
    source.connection.execute(
        f"CREATE {'TABLE' if few else 'VIEW'} people AS SELECT * FROM scored WHERE ({why}) IS NULL"
    )
    return [(one.reason, int(counts.get(number, 0))) for number, one in enumerate(reasons)]

"""The flow of participants: from the file to each occasion and to each analysis, with every reason
counted."""

from __future__ import annotations

from alongside.evaluation.plan.references import Ref
from alongside.evaluation.reading.cleaning import spellings
from alongside.evaluation.reading.design import label_of
from alongside.evaluation.reading.people import Left, People
from alongside.evaluation.reading.source import quoted
from alongside.evaluation.steps.asking import CLUSTER, Question, errors_of
from alongside.evaluation.steps.numbers import Json


def flow(people: People) -> list[Json]:
    """The steps in order. ``left`` says who is in the step before and not in this one, and why."""
    steps = [
        _step(
            "file",
            f"People in the file ({people.source.rows:,} rows)",
            people.everybody,
            people.rows_left_out,
            rows=True,
        ),
        _step("study", "In the study", people.n, people.excluded),
    ]
    steps += [_occasion(people, occasion) for occasion in people.meaning.occasions]
    return [*steps, *(_analysis(Question(people, key)) for key in people.meaning.plan.outcomes)]


def _step(kind: str, label: str, n: int, left: tuple[Left, ...] | list[Left], *, rows: bool = False) -> Json:
    """``rows`` says that what was left out are rows, not people."""
    return {
        "step": kind,
        "label": label,
        "n": n,
        "left": [
            {"reason": one.reason, "n": one.n, "of": "rows" if rows else "people"} for one in left if one.n
        ],
    }


def _occasion(people: People, occasion: str) -> Json:
    came = people.came(occasion)
    n = people.count(came)
    reasons: list[Left] = []
    if occasion == people.meaning.follow_up and people.meaning.plan.dropout.reasons:
        said = people.source.ask(
            f"SELECT coalesce(_reason, 'no reason written'), count(*) FROM people WHERE NOT {came} "
            f"GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        reasons = [Left(str(reason), int(count)) for reason, count in said]
    elif n < people.n:
        reasons = [Left("nothing was answered", people.n - n)]
    step = _step("occasion", f"At {people.meaning.occasion_label(occasion)}", n, reasons)
    if occasion == people.meaning.follow_up:
        codes = spellings(people.meaning.plan.dropout.not_due)
        step["left"] = [{**one, "not_due": one["reason"] in codes} for one in step["left"]]
    return {**step, "occasion": occasion}


def _analysis(question: Question) -> Json:
    """The first thing missing is the reason: the outcome, then the predictors in their order, then the
    cluster."""
    people = question.people
    sql = {question.outcome_sql: f"{question.label} is missing"}
    waiting = people.waits(question.ref.occasion) and bool(people.meaning.plan.dropout.not_due)
    soon = f"{people.meaning.occasion_label(people.meaning.follow_up)} is not due yet"
    for ref in question.refs:
        sql.setdefault(people.columns[ref].sql, f"{label_of(people.meaning, ref)} is missing")
    if errors_of(people)[1] == CLUSTER:
        sql["_cluster"] = f"{people.meaning.plan.data.cluster} is missing"
    whens = (
        f"WHEN {people.not_due} AND {question.outcome_sql} IS NULL THEN {quoted(soon)} " if waiting else ""
    )
    whens += " ".join(
        f"WHEN {expression} IS NULL THEN {quoted(reason)}" for expression, reason in sql.items()
    )
    counts = dict(people.source.ask(f"SELECT CASE {whens} ELSE '' END AS w, count(*) FROM people GROUP BY w"))
    left = [Left(reason, int(counts.get(reason, 0))) for reason in dict.fromkeys([soon, *sql.values()])]
    step = _step("analysis", f"Analysed: {question.label}", int(counts.get("", 0)), left)
    return {**step, "outcome": question.key}


def stayed(people: People) -> str:
    """SQL: whether somebody came to the follow-up."""
    return people.came(people.meaning.follow_up)


def baseline_refs(people: People) -> list[Ref]:
    """What people are described by at the start: as the plan says, else everything known then."""
    plan = people.meaning.plan
    if plan.baseline_table is not None:
        return [people.meaning.ref(text) for text in plan.baseline_table]
    first = people.meaning.occasions[0] if people.meaning.occasions else ""
    items = people.meaning.only_items()
    return [ref for ref in people.columns if ref.occasion in ("", first) and ref.name not in items]

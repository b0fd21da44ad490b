"""Who they are: the baseline table, who left against who stayed, and what is missing."""

from __future__ import annotations

import numpy as np

from alongside.evaluation.estimators.results import CannotEstimate, Difference
from alongside.evaluation.estimators.shares import (
    standardised_difference,
    standardised_difference_of_categories,
)
from alongside.evaluation.plan.references import Ref
from alongside.evaluation.reading.design import label_of
from alongside.evaluation.reading.people import FloatArray, People
from alongside.evaluation.steps import streamed
from alongside.evaluation.steps.flow import baseline_refs, stayed
from alongside.evaluation.steps.numbers import Json, number


def baseline(people: People) -> list[Json]:
    """A row for each number, and for each level of each category."""
    return [row for ref in baseline_refs(people) for row in _described(people, ref, "true")]


def _described(people: People, ref: Ref, where: str) -> list[Json]:
    about = {"name": str(ref), "label": label_of(people.meaning, ref)}
    column = people.columns[ref]
    if column.levels:
        found = people.source.ask(f"SELECT {column.sql}, count(*) FROM people WHERE {where} GROUP BY 1")
        counts = {None if level is None else str(level): int(n) for level, n in found}
        known = sum(n for level, n in counts.items() if level is not None)
        labels = people.meaning.variable(ref.name).labels
        return [
            {
                **about,
                "kind": "category",
                "level": level,
                "level_label": labels.get(level, level),
                "count": counts.get(level, 0),
                "share": number(counts.get(level, 0) / known) if known else None,
                "n": known,
                "missing": counts.get(None, 0),
            }
            for level in column.levels
        ]
    row = people.source.ask(
        f"SELECT count(v), avg(v), stddev_samp(v), min(v), quantile_cont(v, 0.25), median(v), "
        f"quantile_cont(v, 0.75), "
        f"max(v), count(*) FROM (SELECT {column.sql} AS v FROM people WHERE {where})"
    )[0]
    names = ("mean", "sd", "min", "q1", "median", "q3", "max")
    values = dict(zip(names, (number(value) for value in row[1:8]), strict=True))
    return [{**about, "kind": "number", "n": int(row[0]), "missing": int(row[8]) - int(row[0]), **values}]


def leavers(people: People) -> Json | None:
    """Those who came to the follow-up against those who did not; None where there is no follow-up."""
    if len(people.meaning.occasions) < 2 or people.meaning.follow_up == people.meaning.occasions[0]:
        return None
    here, waiting = people.count(stayed(people)), people.count(people.not_due)
    compared = people.meaning.plan.dropout.compare
    refs = [people.meaning.ref(text) for text in compared] if compared is not None else baseline_refs(people)
    rows = []
    if 0 < here < people.n - waiting:
        asked = [ref for ref in refs if ref.occasion != people.meaning.follow_up]
        if streamed.is_large(people):
            rows = [_compared_large(people, ref) for ref in asked]
        else:
            there = people.numbers(f"CAST({stayed(people)} AS INTEGER)", where=people.due)[:, 0] > 0
            rows = [_compared(people, ref, ~there) for ref in asked]
    return {
        "follow_up": people.meaning.follow_up,
        "label": people.meaning.occasion_label(people.meaning.follow_up),
        "stayed": here,
        "left": people.n - waiting - here,
        "not_due": waiting,
        "differences": rows,
    }


def _compared(people: People, ref: Ref, left: np.ndarray) -> Json:
    about: Json = {"name": str(ref), "label": label_of(people.meaning, ref)}
    try:
        column = people.columns[ref]
        if column.levels:
            found = standardised_difference_of_categories(
                str(ref), people.texts(column.sql, people.due), left
            )
            return {**about, "kind": "category", **_difference(found)}
        values = people.numbers(column.sql, where=people.due)[:, 0]
        found = standardised_difference(str(ref), values, left)
    except CannotEstimate as wrong:
        return {**about, "difference": None, "problem": str(wrong)}
    return {
        **about,
        "kind": "number",
        **_difference(found),
        "mean_left": _mean(values[left]),
        "mean_stayed": _mean(values[~left]),
        "sd_left": _sd(values[left]),
        "sd_stayed": _sd(values[~left]),
    }


def _compared_large(people: People, ref: Ref) -> Json:
    """The same from sums."""
    about: Json = {"name": str(ref), "label": label_of(people.meaning, ref)}
    column = people.columns[ref]
    try:
        if column.levels:
            found = streamed.apart_categories(people, str(ref), column.sql, stayed(people))
            return {**about, "kind": "category", **_difference(found)}
        found, sides = streamed.apart(people, str(ref), column.sql, stayed(people))
    except CannotEstimate as wrong:
        return {**about, "difference": None, "problem": str(wrong)}
    (mean_left, sd_left), (mean_stayed, sd_stayed) = sides
    return {
        **about,
        "kind": "number",
        **_difference(found),
        "mean_left": number(mean_left),
        "mean_stayed": number(mean_stayed),
        "sd_left": number(sd_left),
        "sd_stayed": number(sd_stayed),
    }


def _difference(found: Difference) -> Json:
    return {
        "n_left": found.n_left,
        "n_stayed": found.n_stayed,
        "difference": number(found.difference),
        "problem": None,
    }


def _mean(values: FloatArray) -> float | None:
    known = values[~np.isnan(values)]
    return number(float(known.mean())) if known.size else None


def _sd(values: FloatArray) -> float | None:
    known = values[~np.isnan(values)]
    return number(float(known.std(ddof=1))) if known.size > 1 else None


def missingness(people: People) -> Json:
    """How much is missing of each thing at each time, and which things are missing together."""
    items = people.meaning.only_items()
    refs = [ref for ref in people.columns if ref.name not in items]
    counts = people.source.ask(
        "SELECT " + ", ".join(f"count({people.columns[ref].sql})" for ref in refs) + " FROM people"
    )[0]
    marks = " || ".join(f"CASE WHEN {people.columns[ref].sql} IS NULL THEN '0' ELSE '1' END" for ref in refs)
    patterns = people.source.ask(
        f"SELECT {marks} AS p, count(*) AS n FROM people GROUP BY p ORDER BY n DESC, p LIMIT 12"
    )
    return {
        "variables": [
            {
                "name": str(ref),
                "label": label_of(people.meaning, ref),
                "n": int(count),
                "missing": people.n - int(count),
                "share": number((people.n - int(count)) / people.n) if people.n else None,
            }
            for ref, count in zip(refs, counts, strict=True)
        ],
        "patterns": [{"known": str(pattern), "n": int(n)} for pattern, n in patterns],
    }

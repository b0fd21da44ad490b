"""Models of all occasions at once: a row an answer, people in their clusters, by REML."""

from __future__ import annotations

from dataclasses import replace

from alongside.evaluation.estimators.duck import SMALL, DuckTable
from alongside.evaluation.estimators.mixed import fit_mixed
from alongside.evaluation.estimators.results import CannotEstimate, Mixed
from alongside.evaluation.plan.grammar import Mixed as Asked
from alongside.evaluation.plan.references import SAME, Ref
from alongside.evaluation.reading.design import INTERCEPT, Predictor, predictors
from alongside.evaluation.reading.people import Column, People
from alongside.evaluation.reading.source import quoted
from alongside.evaluation.steps.blocks import dropped
from alongside.evaluation.steps.numbers import Json, coefficient, number, numbers

PERSON, CLUSTER = "people", "clusters"
TIME = Ref("time")


def mixed(people: People, asked: Asked) -> Json:
    """One model of the plan."""
    occasions = tuple(asked.occasions or people.meaning.occasions)
    rows = [(name, _columns(people, asked, name, occasions)) for name in occasions]
    names = [one.name for one in rows[0][1]]
    labels = {INTERCEPT: "Intercept"} | {
        one.name: one.label.replace(f"({SAME})", "(then)") for one in rows[0][1]
    }
    about: Json = {
        "label": people.meaning.label(asked.of),
        "of": asked.of,
        "occasions": list(occasions),
        "fixed": list(asked.fixed),
        "slope": asked.slope,
        # A difference between clusters cannot be seen where there is one.
        "one_cluster": asked.within_cluster and people.clusters == 1,
    }
    try:
        found = _fit(people, asked, rows, names)
    except CannotEstimate as wrong:
        return {**about, "n": 0, "people": 0, "coefficients": [], "random": [], "problem": str(wrong)}
    return {**about, **_told(found, labels), "problem": None}


def _columns(people: People, asked: Asked, occasion: str, occasions: tuple[str, ...]) -> list[Predictor]:
    """The fixed part at one occasion: ``time`` and ``occasion`` are what they are then, ``@same`` is then."""
    time = next(one.time for one in people.meaning.plan.occasions if one.name == occasion)
    then = {
        TIME: Column(f"CAST({time or 0.0!r} AS DOUBLE)"),
        Ref("occasion"): Column(quoted(occasion), occasions),
    }
    for ref, column in people.columns.items():
        if ref.occasion == occasion:
            then[Ref(ref.name, SAME)] = column
    seen = replace(people, columns=people.columns | then)
    texts = [*asked.fixed]
    if asked.slope and "time" not in texts:
        texts.append("time")
    return [one for text in texts for one in predictors(seen, people.meaning.term(text, asked.of))]


def _fit(people: People, asked: Asked, rows: list[tuple[str, list[Predictor]]], names: list[str]) -> Mixed:
    selects = []
    for place, (occasion, columns) in enumerate(rows):
        listed = "".join(f", {one.sql} AS x{i}" for i, one in enumerate(columns))
        outcome = people.columns[Ref(asked.of, occasion)].sql
        selects.append(f"SELECT _row, {place} AS _at, _cluster, {outcome} AS y{listed} FROM people")
    order = " ORDER BY _row, _at" if people.n <= SMALL else ""
    several = people.clusters is not None and people.clusters > 1
    within = CLUSTER if asked.within_cluster and several else None
    table = DuckTable(
        people.source.connection,
        f"(({' UNION ALL '.join(selects)}){order})",
        {"answer": "y"} | {name: f"x{i}" for i, name in enumerate(names)},
        {PERSON: "_row", CLUSTER: "_cluster"},
    )
    return fit_mixed(
        table,
        outcome="answer",
        predictors=names,
        person=PERSON,
        slope=str(TIME) if asked.slope else None,
        within=within,
        level=people.meaning.plan.errors.confidence,
    )


def _told(found: Mixed, labels: dict[str, str]) -> Json:
    return {
        "n": found.n,
        "left_out": found.left_out,
        "people": found.random[0].groups if found.random else None,
        "coefficients": [coefficient(one, labels) for one in found.coefficients],
        "random": [
            {
                "level": one.level,
                "groups": one.groups,
                "names": list(one.names),
                "sd": numbers(one.covariance.diagonal() ** 0.5),
                "covariance": [numbers(row) for row in one.covariance],
            }
            for one in found.random
        ],
        "residual_sd": number(found.residual_sd),
        "criterion": number(found.criterion),
        "icc": number(found.icc),
        "singular": found.singular,
        "converged": found.converged,
        "dropped": [dropped(one, labels) for one in found.dropped],
    }

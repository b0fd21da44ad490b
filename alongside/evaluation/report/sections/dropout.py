"""Drop-out taken seriously: the same question asked of everybody, in several ways, side by side."""

from __future__ import annotations

from alongside.evaluation.report import figures, tabled
from alongside.evaluation.report.document import Figure, Folded, Heading, Paragraph, Part, Table, literal
from alongside.evaluation.report.saying import (
    TOO_LITTLE,
    between,
    count,
    num,
    p_of,
    p_value,
    statistic,
    too_little,
)
from alongside.evaluation.steps.numbers import Json


def parts(results: Json) -> list[Part]:
    found: list[Part] = []
    for key, outcome in results["outcomes"].items():
        imputed, weighted = results["imputed"].get(key), results["weighted"].get(key)
        tipping = results["tipping"].get(key)
        if not outcome["blocks"] or not (imputed or weighted or tipping):
            continue
        found.append(Heading(literal(outcome["label"]), 3))
        found += _compared(outcome, imputed, weighted)
        if imputed and not imputed["problem"]:
            found += _imputed(imputed)
        if tipping:
            found += _tipping(tipping)
        found += [
            Paragraph(f"{name}: {literal(one['problem'])}")
            for name, one in (("Imputation", imputed), ("Weighting", weighted))
            if one and one["problem"]
        ]
    if not found:
        return []
    return [
        Heading("What if those who left were counted?", id="dropout"),
        Paragraph(
            "People who left are missing from the analysis above. Here the same is asked in other ways: with their answers [[imputation|filled in]] from "
            "what is known of them, and with those who stayed [[weights|counted more]] where they resemble those who left. "
            "All of these assume that what we know of people says enough about who leaves. The [[tipping|tipping point]] asks: and if not?"
        ),
        *found,
    ]


def _compared(outcome: Json, imputed: Json | None, weighted: Json | None) -> list[Part]:
    """The coefficients with all blocks in: complete cases, imputed, weighted."""
    last = outcome["blocks"][-1]["name"]
    ways = {"Those with all answers": [row for row in outcome["coefficients"] if row["block"] == last]}
    if imputed and not imputed["problem"]:
        ways["Filled in"] = [row for row in imputed["coefficients"] if row["block"] == last]
    if weighted and not weighted["problem"]:
        ways["Weighted"] = weighted["coefficients"]
    if len(ways) == 1:
        return []
    rows = []
    for row in ways["Those with all answers"]:
        cells = [literal(row["label"])]
        for way in ways.values():
            one = next((each for each in way if each["term"] == row["term"]), None)
            cells.append(f"{num(one['estimate'], 3)} ({between(one, 3)})" if one else "–")
        rows.append(cells)
    return [
        Table(
            "The same coefficients, three ways" if len(ways) == 3 else "The same coefficients, two ways",
            ["Predictor", *ways],
            rows,
            range(1, len(ways) + 1),
            _note([row for way in ways.values() for row in way]),
        )
    ]


def _note(rows: list[Json]) -> str:
    return TOO_LITTLE if any(too_little(row) for row in rows) else ""


def _imputed(imputed: Json) -> list[Part]:
    rows = []
    for block in imputed["blocks"]:
        test = block["test"]
        said = (
            f"{statistic(test['statistic'])} ({num(test['df1'], 0)}, {num(test['df2'], 1)})" if test else "–"
        )
        rows.append(
            [
                literal(block["name"]),
                count(block["n"]),
                num(block["r2"], 3),
                num(block["delta_r2"], 3),
                said,
                p_value(test["p"]) if test else "–",
            ]
        )
    head = ["Block", "People", "[[r2|R²]]", "[[delta-r2|ΔR²]]", "[[pooled-f|pooled F (df)]]", "p"]
    caption = f"Blocks over {imputed['sets']} filled-in sets"
    last = [row for row in imputed["coefficients"] if row["block"] == imputed["blocks"][-1]["name"]]
    coefficients = [
        [
            literal(row["label"]),
            num(row["estimate"], 3),
            num(row["se"], 3),
            between(row, 3),
            num(row["df"], 1),
            p_of(row),
            num(row["fmi"]),
        ]
        for row in last
    ]
    pooled = [
        "Predictor",
        "[[estimate|Estimate]]",
        "[[se|SE]]",
        "[[interval|Interval]]",
        "[[rubin|df]]",
        "p",
        "[[fmi|missing information]]",
    ]
    found: list[Part] = [
        Table(caption, head, rows, range(1, 6), _chosen(imputed)),
        Folded(
            "Coefficients over the filled-in sets",
            [Table("Pooled coefficients", pooled, coefficients, range(1, 7), _note(last))],
        ),
    ]
    pictures = _settled(imputed)
    return [*found, Folded("Did the filling in settle?", pictures)] if pictures else found


def _chosen(imputed: Json) -> str:
    if not imputed["sample"]:
        return ""
    return f"For {count(imputed['sample'])} of the people, spread evenly over the file: that many can be filled in at once."


def _settled(imputed: Json) -> list[Part]:
    """The pictures by which one sees whether filling in came to rest, each with its table."""
    found: list[Part] = []
    for trace in imputed["traces"]:
        title = f"Mean of the filled-in values of {literal(trace['label'])}"
        drawn = figures.traces(f"Mean of the filled-in values of {trace['label']}", trace["mean"])
        found.append(Figure(drawn, f"{title}: one line a set. They should mingle, and show no trend."))
        found.append(tabled.traces(title, trace["mean"]))
    for one in imputed["densities"]:
        title = f"Known and filled-in values of {literal(one['label'])}"
        drawn = figures.densities(
            f"Known and filled-in values of {one['label']}", one["known"], one["imputed"]
        )
        said = "known (teal, thick) and filled in (clay). They may differ, where those who left differ."
        found.append(Figure(drawn, f"{title}: {said}"))
        found.append(tabled.densities(title, one["known"], one["imputed"]))
    return found


def _tipping(tipping: Json) -> list[Part]:
    if tipping["problem"]:
        return [Paragraph(f"Tipping point: {literal(tipping['problem'])}")]
    rows = [[num(one["delta"]), num(one["estimate"], 3), between(one, 3), p_of(one)] for one in tipping["at"]]
    label = literal(tipping["label"])
    if all(too_little(one) for one in tipping["at"]):
        return [Paragraph(f"Tipping point: too little is known of {label} for one. {TOO_LITTLE}")]
    said = (
        f"The conclusion about {label} would change if those whose answers are missing stood {num(tipping['tips_at'])} from what was filled in."
        if tipping["tips_at"] is not None
        else f"Within these amounts the conclusion about {label} does not change."
    )
    head = ["Added to what was filled in", "[[estimate|Estimate]]", "[[interval|Interval]]", "p"]
    return [Table(f"Tipping point: {label}", head, rows, range(4), _note(tipping["at"])), Paragraph(said)]

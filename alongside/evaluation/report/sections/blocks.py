"""The blocks: what each adds to what stood before it, the coefficients, and whether the model holds."""

from __future__ import annotations

from statistics import NormalDist

from alongside.evaluation.report import figures, tabled
from alongside.evaluation.report.document import Figure, Folded, Heading, Paragraph, Part, Table, literal
from alongside.evaluation.report.saying import METHODS, between, count, num, p_of, p_value, statistic
from alongside.evaluation.steps.numbers import Json

LARGE_VIF = 10
NORMAL = NormalDist()


def parts(results: Json) -> list[Part]:
    found: list[Part] = [
        Heading("What goes with what", id="blocks"),
        Paragraph(
            "Predictors were entered in blocks, in the order that was fixed before. All blocks of an outcome are of the same people, "
            "so that what a block [[delta-r2|adds]] is added for them."
        ),
    ]
    for outcome in results["outcomes"].values():
        found += _outcome(outcome)
    if len(results["multiplicity"]["tests"]) > 1:
        found += _several(results["multiplicity"])
    return found


def _outcome(outcome: Json) -> list[Part]:
    found: list[Part] = [Heading(literal(outcome["label"]), 3)]
    if outcome["problem"]:
        return [*found, Paragraph(f"This could not be estimated. {literal(outcome['problem'])}")]
    found += [
        blocks_table(outcome["blocks"], f"Blocks: {literal(outcome['label'])}", errors=outcome["errors"])
    ]
    found += [Paragraph(_left_out(one)) for one in outcome["dropped"]]
    last = outcome["blocks"][-1]["name"]
    rows = [row for row in outcome["coefficients"] if row["block"] == last]
    slopes = [row for row in rows if row["beta"] is not None]
    if slopes:
        unit = f"the units of {literal(outcome['label'])} for one more of each predictor"
        found.append(
            Figure(
                figures.forest(f"All predictors together: {outcome['label']}", slopes, unit=unit),
                f"Estimates and intervals, in {unit}.",
            )
        )
    found.append(
        coefficients_table(
            rows,
            f"Coefficients with all blocks in: {literal(outcome['label'])}",
            references=outcome["references"],
        )
    )
    earlier: list[Part] = [
        coefficients_table(
            [row for row in outcome["coefficients"] if row["block"] == block["name"]],
            f"After the block “{literal(block['name'])}”",
        )
        for block in outcome["blocks"][:-1]
    ]
    if earlier:
        found.append(Folded("Coefficients after each earlier block", earlier))
    if outcome["diagnostics"]:
        found.append(Folded("Can this model be trusted?", _diagnostics(outcome["diagnostics"])))
    return found


def blocks_table(blocks: list[Json], caption: str, *, errors: str) -> Table:
    rows = []
    for block in blocks:
        robust = block["robust"]
        rows.append(
            [
                f"{literal(block['name'])}: {', '.join(literal(label) for label in block['labels']) or 'nothing that could be kept'}",
                count(block["n"]),
                num(block["r2"], 3),
                num(block["r2_adjusted"], 3),
                num(block["delta_r2"], 3),
                f"{statistic(block['f_change'])} ({block['df1']}, {block['df2']})"
                if block["f_change"] is not None
                else "–",
                p_value(block["p"]),
                p_value(robust["p"]) if robust else "–",
                num(block["f2_change"], 3),
            ]
        )
    head = [
        "Block",
        "People",
        "[[r2|R²]]",
        "[[r2-adjusted|Adjusted]]",
        "[[delta-r2|ΔR²]]",
        "[[f-change|F-change (df)]]",
        "[[p|p]]",
        f"[[robust|p, {errors}]]",
        "[[f2|f²]]",
    ]
    return Table(caption, head, rows, range(1, 9))


def coefficients_table(rows: list[Json], caption: str, *, references: Json | None = None) -> Table:
    note = "; ".join(
        f"{literal(name)} is compared with {literal(level)}" for name, level in (references or {}).items()
    )
    cells = [
        [
            literal(row["label"]),
            num(row["estimate"], 3),
            num(row["beta"], 3),
            num(row["se"], 3),
            between(row, 3),
            num(row["df"], 1),
            p_of(row),
        ]
        for row in rows
    ]
    head = [
        "Predictor",
        "[[estimate|Estimate]]",
        "[[beta|β]]",
        "[[se|SE]]",
        "[[interval|Interval]]",
        "df",
        "[[p|p]]",
    ]
    return Table(caption, head, cells, range(1, 7), f"{note}." if note else "")


def _left_out(one: Json) -> str:
    label = literal(one["label"])
    if one["reason"] == "constant":
        return f"**{label}** is the same for everybody here, so nothing can go with it. It was left out of the block “{literal(one['block'])}”."
    given = ", ".join(literal(name) for name in one["given"])
    return f"**{label}** says nothing beyond {given}: it is a mixture of them. It was left out of the block “{literal(one['block'])}”."


def _diagnostics(found: Json) -> list[Part]:
    pictures = found["pictures"]
    vifs = [[literal(row["label"]), num(row["vif"])] for row in found["vif"]]
    parts: list[Part] = [
        Paragraph(
            f"{count(found['high_leverage'])} people have a [[leverage|leverage]] above three times the usual; {count(found['influential'])} have a "
            f"[[cook|Cook’s distance]] above 4/n, the largest being {num(found['largest_cook'])}."
        ),
        Table(
            "Do predictors repeat each other?",
            ["Predictor", "[[vif|VIF]]"],
            vifs,
            [1],
            f"Above {LARGE_VIF} is often called too much.",
        ),
    ]
    if pictures:
        fitted = list(zip(pictures["fitted"], pictures["residual"], strict=True))
        n = len(pictures["studentised"])
        normal = [
            (NORMAL.inv_cdf((i + 0.5) / n), value)
            for i, value in enumerate(pictures["studentised"])
            if value is not None
        ]
        parts += [
            Figure(
                figures.scatter(
                    "Residuals against what was expected", fitted, across="expected", up="residual"
                ),
                "They should lie about the line, as wide on the left as on the right.",
            ),
            tabled.residuals("Residuals by what was expected, in fifths", fitted),
            Figure(
                figures.scatter(
                    "Residuals against a normal distribution",
                    normal,
                    across="normal",
                    up="residual, studentised",
                    line=True,
                ),
                "They should follow the line.",
            ),
            tabled.normal("Residuals beside a normal distribution", normal),
        ]
    return parts


def _several(found: Json) -> list[Part]:
    rows = [
        [
            literal(one["label"]),
            literal(one["block"]),
            p_value(one["p"]),
            p_value(one["p_adjusted"]),
            p_value(one["p_robust"]),
            p_value(one["p_robust_adjusted"]),
        ]
        for one in found["tests"]
    ]
    head = ["Outcome", "Block", "p", "p, [[multiplicity|adjusted]]", "p, robust", "p, robust, adjusted"]
    return [
        Heading("Several outcomes at once", 3),
        Table(
            f"Adjusted by the method of {METHODS[found['method']]}"
            if found["method"] in METHODS
            else "Not adjusted, as the plan says",
            head,
            rows,
            range(2, 6),
        ),
    ]

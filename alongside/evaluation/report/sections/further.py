"""What the plan asked beside the blocks: models of all occasions, and sub-groups."""

from __future__ import annotations

from alongside.evaluation.report.document import Folded, Heading, Paragraph, Part, Table, literal
from alongside.evaluation.report.saying import between, count, num, p_said, p_value
from alongside.evaluation.report.sections.blocks import blocks_table
from alongside.evaluation.steps.numbers import Json

# A standard deviation under this share of the residual's is nothing.
NOTHING = 1e-6
INTERCEPT = "(intercept)"


def parts(results: Json) -> list[Part]:
    return [*_mixed(results["mixed"]), *_subgroups(results)]


def _mixed(models: Json) -> list[Part]:
    if not models:
        return []
    found: list[Part] = [
        Heading("All occasions at once", id="mixed"),
        Paragraph(
            "A [[mixed|mixed model]] uses everything that anybody answered, also of those who left later."
        ),
    ]
    for name, model in models.items():
        found.append(Heading(literal(name), 3))
        if model["problem"]:
            found.append(Paragraph(f"This could not be estimated. {literal(model['problem'])}"))
            continue
        rows = [
            [
                literal(row["label"]),
                num(row["estimate"], 3),
                num(row["se"], 3),
                between(row, 3),
                p_value(row["p"]),
            ]
            for row in model["coefficients"]
        ]
        head = ["Predictor", "[[estimate|Estimate]]", "[[se|SE]]", "[[interval|Interval]]", "p"]
        caption = f"{literal(model['label'])}: {count(model['n'])} answers of {count(model['people'])} people"
        found.append(Table(caption, head, rows, range(1, 5)))
        found.append(_random(model))
        if model["one_cluster"]:
            found.append(Paragraph("All are in one cluster, so clusters have no part in this model."))
        if model["singular"]:
            found.append(
                Paragraph(
                    "One of the differences between people (or clusters) was estimated as nothing: there is little to tell them apart by."
                )
            )
    return found


def _random(model: Json) -> Table:
    rows = []
    for one in model["random"]:
        for number, name in enumerate(one["names"]):
            rows.append(
                [
                    f"Between {literal(one['level'])}: {literal('intercept' if name == INTERCEPT else name)}",
                    num(one["sd"][number] if one["sd"][number] > NOTHING * model["residual_sd"] else 0.0, 3),
                    count(one["groups"]),
                ]
            )
    rows.append(["Within people, from answer to answer", num(model["residual_sd"], 3), ""])
    note = f"[[icc|ICC]] {num(model['icc'])}. " if model["icc"] is not None else ""
    return Table(
        "How much people differ",
        ["Where", "[[mean-sd|SD]]", "Groups"],
        rows,
        [1, 2],
        f"{note}[[reml|REML criterion]] {num(model['criterion'], 2)}.",
    )


def _subgroups(results: Json) -> list[Part]:
    if not results["subgroups"]:
        return []
    found: list[Part] = [
        Heading("Sub-groups", id="subgroups"),
        Paragraph(
            "These show whether the picture holds in each group. With small groups they differ by chance alone: look at the test of the difference, not at which group has the smaller p."
        ),
    ]
    for group in results["subgroups"]:
        title = f"{literal(group['label'])}: {literal(group['outcome_label'])}"
        interaction = group["interaction"]
        if interaction["problem"]:
            said = f"No test of a difference between the groups: {literal(interaction['problem'])}"
        else:
            robust = interaction["robust"]
            p = robust["p"] if robust else interaction["p"]
            said = f"Test of a difference between the groups: {p_said(p)}; it would [[delta-r2|add]] {num(interaction['delta_r2'], 3)} to [[r2|R²]]."
        tables: list[Part] = []
        for level in group["levels"]:
            if level["problem"]:
                tables.append(Paragraph(f"{literal(level['label'])}: {literal(level['problem'])}"))
            else:
                errors = results["outcomes"][group["outcome"]].get("errors") or "robust"
                tables.append(
                    blocks_table(
                        level["blocks"],
                        f"{literal(level['label'])} ({count(level['n'])} people)",
                        errors=errors,
                    )
                )
        found += [Heading(title, 3), Paragraph(said), Folded("Within each group", tables)]
    return found

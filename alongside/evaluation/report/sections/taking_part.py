"""Who took part: the flow, who they were, who left, what is missing."""

from __future__ import annotations

from alongside.evaluation.report import figures
from alongside.evaluation.report.document import Figure, Folded, Heading, Paragraph, Part, Table, literal
from alongside.evaluation.report.saying import count, num, share
from alongside.evaluation.steps.numbers import Json


def parts(results: Json) -> list[Part]:
    below = results.get("suppressed_below", 0)
    found: list[Part] = [
        Heading("Who took part", id="people"),
        Figure(
            figures.flow(results["flow"], below),
            "Everybody in the file is counted here, and so is every reason for leaving somebody out.",
        ),
        Folded("The flow as a table", [_flow(results, below)]),
    ]
    found += [Heading("Who they were", 3), _baseline(results, below)]
    if results["leavers"]:
        found += _leavers(results["leavers"], below)
    found += _missing(results, below)
    return found


def _flow(results: Json, below: int) -> Table:
    rows = []
    for step in results["flow"]:
        reasons = "; ".join(
            f"{count(one['n'], below)}{' rows' if one['of'] == 'rows' else ''}: {literal(one['reason'])}"
            for one in step["left"]
        )
        rows.append([literal(step["label"]), count(step["n"], below), reasons or "–"])
    return Table("The flow of participants", ["Step", "People", "Left out, and why"], rows, [1])


def _baseline(results: Json, below: int) -> Table:
    rows = []
    for row in results["baseline"]:
        missing = count(row["missing"], below)
        if row["kind"] == "category":
            said = (
                f"{count(row['count'], below)} ({share(row['share'])})"
                if row["count"] is not None
                else count(None, below)
            )
            rows.append([f"{literal(row['label'])}: {literal(row['level_label'])}", said, "", missing])
        else:
            spread = f"{num(row['median'])} ({num(row['q1'])} to {num(row['q3'])})"
            rows.append([literal(row["label"]), f"{num(row['mean'])} ({num(row['sd'])})", spread, missing])
    head = [
        "Measure",
        "[[mean-sd|Mean (SD)]], or people (share)",
        "[[median|Median (middle half)]]",
        "Missing",
    ]
    return Table("At the beginning", head, rows, [1, 2, 3])


def _leavers(leavers: Json, below: int) -> list[Part]:
    found: list[Part] = [Heading(f"Who left, and who stayed until {literal(leavers['label'])}", 3)]
    if not leavers["differences"]:
        return [
            *found,
            Paragraph("Nobody left." if leavers["left"] == 0 else "There is nobody to compare with."),
        ]
    found.append(
        Paragraph(
            f"{count(leavers['stayed'], below)} stayed and {count(leavers['left'], below)} left. A [[smd|standardised difference]] beyond 0.1 "
            "either way is often called worth noticing. It describes; it tests nothing."
        )
    )
    if leavers["not_due"] != 0:
        found.append(
            Paragraph(
                f"{count(leavers['not_due'], below)} were not due yet when the answers were taken out. They neither stayed nor left, "
                "and are on neither side here; of the beginning they count like everybody."
            )
        )
    rows = []
    for row in leavers["differences"]:
        left = (
            f"{num(row.get('mean_left'))} ({num(row.get('sd_left'))})" if row.get("kind") == "number" else ""
        )
        stayed = (
            f"{num(row.get('mean_stayed'))} ({num(row.get('sd_stayed'))})"
            if row.get("kind") == "number"
            else ""
        )
        rows.append([literal(row["label"]), left, stayed, num(row["difference"])])
    head = ["Measure", "Left: mean (SD)", "Stayed: mean (SD)", "[[smd|Standardised difference]]"]
    return [*found, Table("Who left against who stayed", head, rows, [1, 2, 3])]


def _missing(results: Json, below: int) -> list[Part]:
    missing = results["missing"]
    found: list[Part] = [Heading("What is missing", 3)]
    if missing["patterns"]:
        found.append(
            Figure(
                figures.missing(missing["variables"], missing["patterns"], results["data"]["in_study"]),
                "A row for each thing at each time. Each column is a group of people who answered and did not answer the same things, "
                "as wide as there are people in it. The twelve largest groups are drawn.",
            )
        )
    rows = [
        [literal(row["label"]), count(row["n"], below), count(row["missing"], below), share(row["share"])]
        for row in missing["variables"]
    ]
    table = Table("What is missing", ["Measure", "Known", "Missing", "Share missing"], rows, [1, 2, 3])
    return [*found, Folded("What is missing, as a table", [table])]

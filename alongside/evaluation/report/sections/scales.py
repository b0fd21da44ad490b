"""Scales and change: can the numbers be trusted, and how did people do over time?"""

from __future__ import annotations

from alongside.evaluation.report.document import Folded, Heading, Paragraph, Part, Table, literal
from alongside.evaluation.report.saying import between, count, num, p_value, share, with_interval
from alongside.evaluation.steps.numbers import Json


def parts(results: Json) -> list[Part]:
    found: list[Part] = []
    if results["scales"]:
        found += [Heading("The scales", id="scales"), _reliability(results), *_items(results)]
    if results["change"]:
        found += [Heading("How people changed", id="change"), *_change(results)]
    return found


def _at(results: Json, scale: Json, occasion: str) -> str:
    label = results["plan"]["occasions"].get(occasion, occasion)
    return f"{literal(scale['label'])}{f' ({literal(label)})' if occasion else ''}"


def _reliability(results: Json) -> Table:
    below = results.get("suppressed_below", 0)
    rows = []
    for scale in results["scales"].values():
        for occasion, one in scale["occasions"].items():
            ends = [f"{share(one[end]['share'])}" if one[end] else "–" for end in ("floor", "ceiling")]
            rows.append(
                [
                    _at(results, scale, occasion),
                    str(scale["items"]),
                    count(one["n"], below),
                    f"{num(one['mean'])} ({num(one['sd'])})",
                    with_interval(one["alpha"]),
                    with_interval(one["omega"]),
                    ends[0],
                    ends[1],
                ]
            )
    head = [
        "Scale",
        "Items",
        "People",
        "Mean (SD)",
        "[[alpha|α (interval)]]",
        "[[omega|ω (interval)]]",
        "[[floor|Floor]]",
        "[[floor|Ceiling]]",
    ]
    return Table("Scales at each occasion", head, rows, range(1, 8))


def _items(results: Json) -> list[Part]:
    found: list[Part] = []
    for scale in results["scales"].values():
        tables: list[Part] = []
        for occasion, one in scale["occasions"].items():
            rows = [
                [
                    literal(item["label"]),
                    num(item["mean"]),
                    num(item["sd"]),
                    num(item["rest_correlation"]),
                    num(item["alpha_without"]),
                ]
                for item in one["item_total"]
            ]
            if rows:
                head = ["Item", "Mean", "SD", "[[item-total|With the rest]]", "α without it"]
                tables.append(Table(f"Items of {_at(results, scale, occasion)}", head, rows, range(1, 5)))
            tables += [Paragraph(literal(problem)) for problem in one["problems"]]
        if tables:
            found.append(Folded(f"Items of {literal(scale['label'])}", tables))
    return found


def _change(results: Json) -> list[Part]:
    below = results.get("suppressed_below", 0)
    rows, beyond, problems = [], [], []
    for measure in results["change"].values():
        for one in measure["to"].values():
            if one["problem"]:
                problems.append(f"{literal(one['label'])}: {literal(one['problem'])}")
                continue
            rows.append(
                [
                    literal(one["label"]),
                    count(one["n"], below),
                    f"{num(one['mean_before'])} → {num(one['mean_after'])}".replace("→", "to"),
                    with_interval(one["mean_change"]),
                    p_value(one["t"]["p"]),
                    num(one["effect_size"]),
                    num(one["standardised_response_mean"]),
                ]
            )
            beyond += _beyond(one, below)
    head = [
        "From the beginning to",
        "People with both",
        "Mean",
        "[[change|Mean change (interval)]]",
        "p",
        "[[effect-size|Effect size]]",
        "[[srm|SRM]]",
    ]
    found: list[Part] = [
        Paragraph(
            "People often come when things are at their worst, and get a little better whatever is done. So a change is not the same as "
            "an effect of care."
        ),
        Table("Change of the same people", head, rows, range(1, 7)),
    ]
    if beyond:
        found.append(
            Table(
                "Change that matters, person by person",
                ["Measure", "By what", "Better", "About the same", "Worse"],
                beyond,
                [2, 3, 4],
            )
        )
    return [*found, *(Paragraph(problem) for problem in problems)]


def _beyond(one: Json, below: int) -> list[list[str]]:
    rows = []
    reliable = one["reliable"]
    if reliable:
        n = reliable["n"]
        counts = [_of(reliable[name], n, below) for name in ("better", "same", "worse")]
        by = f"[[reliable|reliable change]]: more than {num(reliable['threshold'])}, reliability {num(reliable['reliability'])} ({literal(reliable['reliability_source']) or 'stated in the plan'})"
        rows.append([literal(one["label"]), by, *counts])
    for beyond in one["beyond_mic"]:
        better, worse = beyond["better"], beyond["worse"]
        middle = (
            None
            if better["count"] is None or worse["count"] is None
            else better["n"] - better["count"] - worse["count"]
        )
        unit = "%" if beyond["unit"] == "percent" else " points"
        source = f" ({literal(beyond['source'])})" if beyond["source"] else ""
        rows.append(
            [
                literal(one["label"]),
                f"[[mic|minimal important change]]: {beyond['mic']:g}{unit}{source}",
                f"{_of(better['count'], better['n'], below)}; {between({'ci_low': 100 * (better['ci_low'] or 0), 'ci_high': 100 * (better['ci_high'] or 0)}, 0)}%",
                _of(middle, better["n"], below),
                _of(worse["count"], worse["n"], below),
            ]
        )
    return rows


def _of(part: int | None, n: int | None, below: int) -> str:
    if part is None or not n:
        return count(part, below)
    return f"{count(part, below)} ({share(part / n)})"

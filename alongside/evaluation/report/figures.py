"""The drawings of a report, from ``results.json``: the point drawn directly, labels on the marks."""

from __future__ import annotations

import math
from collections.abc import Sequence

from alongside.evaluation.report.drawing import (
    Box,
    Circle,
    Drawing,
    Line,
    Path,
    Role,
    Shape,
    Words,
    shortened,
    width_of,
    wrapped,
)
from alongside.evaluation.report.saying import between, count, num, share
from alongside.evaluation.steps.numbers import Json

STEP = 92.0
BESIDE = 330.0


def flow(steps: Sequence[Json], below: int) -> Drawing:
    """From the file down to the analyses: boxes, and beside each who left before it and why."""
    drawing = Drawing(
        "The flow of participants",
        "; ".join(f"{step['label']}: {count(step['n'], below)}" for step in steps) + ".",
        height=STEP * len(steps) + 8,
    )
    for number, step in enumerate(steps):
        y = number * STEP + 4
        analysis = step["step"] == "analysis"
        if number and not analysis and steps[number - 1]["step"] != "analysis":
            drawing.add(Line(150, y - 28, 150, y, "edge"))
        edge: Role = "professional" if analysis else "person"
        drawing.add(Box(2, y, 296, 64, "card", edge, 14 if not analysis else 4))
        for line, text in enumerate(wrapped(step["label"], 15, 264)[:2]):
            drawing.add(Words(16, y + 24 + 17 * line, shortened(text, 15, 264), "soft", 15))
        drawing.add(Words(284, y + 54, count(step["n"], below), "ink", 20, "end", bold=True))
        left = [
            f"{count(one['n'], below)}: {one['reason']}"
            if one.get("not_due")
            else f"{count(one['n'], below)} {'rows ' if one['of'] == 'rows' else ''}left out: {one['reason']}"
            for one in step["left"]
        ]
        lines = [line for text in left[:4] for line in wrapped(text, 15, 640 - BESIDE)]
        if len(lines) > 4 or len(left) > 4:
            lines = [*lines[:3], "… all reasons are in the table"]
        if lines:
            drawing.add(Line(298, y + 32, BESIDE - 10, y + 32, "edge", dashed=True))
        for line, text in enumerate(lines):
            drawing.add(
                Words(
                    BESIDE,
                    y + 37 - 9 * (len(lines) - 1) + 18 * line,
                    shortened(text, 15, 640 - BESIDE),
                    "ink",
                    15,
                )
            )
    return drawing


def _distance(radius: float, part: float) -> float:
    """How far apart two circles of one radius stand that share ``part`` of their area. Bisection."""
    low, high = 0.0, 2 * radius
    for _ in range(60):
        middle = (low + high) / 2
        half = middle / 2
        lens = 2 * radius**2 * math.acos(half / radius) - middle * math.sqrt(max(radius**2 - half**2, 0))
        if lens / (math.pi * radius**2) > part:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _lens(x1: float, x2: float, y: float, radius: float) -> tuple[tuple[float, float], ...]:
    """What two circles at one height share: the right of the first and the left of the second."""
    half = math.acos(min(1.0, (x2 - x1) / 2 / radius))
    angles = [half * (2 * i / 24 - 1) for i in range(25)]
    right = [(x1 + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]
    left = [(x2 - radius * math.cos(angle), y - radius * math.sin(angle)) for angle in angles]
    return (*right, *left)


def overlap(label: str, blocks: Sequence[Json]) -> Drawing:
    """Two circles: all that was entered, and the outcome. What they share is R², drawn to scale."""
    whole = max(0.0, min(1.0, blocks[-1]["r2"] or 0.0))
    drawing = Drawing(
        f"What goes with {label}",
        f"Two circles overlap by {share(whole)} of their area: that much of the differences between people in "
        f"{label} goes with what was entered. "
        + " ".join(f"{block['name']} adds {share(block['delta_r2'])}." for block in blocks),
        width=340,
        height=222 + 50 * len(blocks),
    )
    radius, centre, middle = 78.0, 108.0, 170.0
    apart = _distance(radius, whole)
    left, right = middle - apart / 2, middle + apart / 2
    shared = 2 * radius - apart
    drawing.add(
        Circle(left, centre, radius, "person-tint", "person"),
        Circle(right, centre, radius, "professional-tint", "professional"),
    )
    if shared > 1:
        drawing.add(Shape(_lens(left, right, centre, radius), "shared"))
    if shared > 62:
        drawing.add(Words(middle, centre + 8, share(whole), "card", 22, "middle", bold=True))
    else:
        drawing.add(Words(middle, 20, share(whole), "shared", 22, "middle", bold=True))
    drawing.add(
        Words(4, 206, "entered", "person", 17, bold=True),
        Words(336, 206, "outcome", "professional", 17, "end", bold=True),
    )
    for number, block in enumerate(blocks):
        y = 240.0 + 50 * number
        size = max(0.0, min(1.0, block["delta_r2"] or 0.0))
        drawing.add(Words(4, y, shortened(block["name"], 17, 250), "ink", 17))
        drawing.add(Words(336, y, share(block["delta_r2"], 1), "ink", 17, "end", bold=True))
        drawing.add(
            Box(4, y + 8, 332, 10, "sunk", radius=5),
            Box(4, y + 8, max(332 * size, 1), 10, "shared", radius=min(5, 166 * size)),
        )
    return drawing


def forest(title: str, rows: Sequence[Json], *, unit: str) -> Drawing:
    """Coefficients with their intervals on one line of nothing; each by its label and its number."""
    rows = [row for row in rows if row["estimate"] is not None and row["ci_low"] is not None]
    lows, highs = [row["ci_low"] for row in rows], [row["ci_high"] for row in rows]
    low, high = min([0.0, *lows]), max([0.0, *highs])
    spread = (high - low) or 1.0
    low, high = low - 0.04 * spread, high + 0.04 * spread

    def x(value: float) -> float:
        return float(20 + 600 * (value - low) / (high - low))

    drawing = Drawing(
        title,
        f"In {unit}. " + " ".join(f"{row['label']}: {num(row['estimate'])}, {between(row)}." for row in rows),
        height=54 * len(rows) + 34,
    )
    for number, row in enumerate(rows):
        y = 54 * number + 26
        drawing.add(
            Words(2, y, shortened(row["label"], 15, 430), "ink", 15),
            Words(638, y, f"{num(row['estimate'])} ({between(row)})", "soft", 15, "end"),
            Line(x(0), y + 6, x(0), y + 24, "edge"),  # beside the words, never through them
            Line(x(row["ci_low"]), y + 15, x(row["ci_high"]), y + 15, "shared", 3),
            Circle(x(row["estimate"]), y + 15, 6, "shared"),
        )
    drawing.add(Words(x(0), 54 * len(rows) + 26, "0", "soft", 15, "middle"))
    return drawing


def _narrowed(label: str, size: float, width: float) -> str:
    """*Pain in the la… (three months)*: what tells two rows apart stays."""
    name, bracket, when = label.rpartition(" (")
    if not bracket or width_of(label, size) <= width:
        return shortened(label, size, width)
    return f"{shortened(name, size, max(width - width_of(f' ({when}', size), width / 3))} ({when}"


def missing(variables: Sequence[Json], patterns: Sequence[Json], people: int) -> Drawing:
    """A row for each thing at each time; a column for each pattern, as wide as there are people with it."""
    rows = list(variables)
    drawing = Drawing(
        "What is known, and what is missing",
        " ".join(f"{row['label']}: {share(row['share'])} missing." for row in rows),
        height=26 * len(rows) + 30,
    )
    scale = 330 / max(people, 1)
    for number, row in enumerate(rows):
        y = 26 * number + 4
        drawing.add(Words(2, y + 16, _narrowed(row["label"], 15, 228), "ink", 15))
        x = 238.0
        for pattern in patterns:
            width = pattern["n"] * scale
            if pattern["known"][number : number + 1] == "1":
                drawing.add(Box(x, y, max(width - 0.6, 0.4), 20, "professional"))
            else:
                drawing.add(Box(x, y, max(width - 0.6, 0.4), 20, "none", "hairline"))
            x += width
        drawing.add(Words(638, y + 16, share(row["share"]), "soft", 15, "end"))
    drawing.add(Words(238, 26 * len(rows) + 20, "filled: known · empty: missing", "soft", 15))
    return drawing


def scatter(
    title: str, points: Sequence[tuple[float, float]], *, across: str, up: str, line: bool = False
) -> Drawing:
    """Points with both axes named; ``line`` draws where across and up are equal."""
    drawing = Drawing(title, f"{len(points)} points; across: {across}; up: {up}.", width=320, height=270)
    if not points:
        return drawing
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(*ys, 0), max(*ys, 0)

    def at(x: float, y: float) -> tuple[float, float]:
        return 40 + 270 * (x - x0) / ((x1 - x0) or 1), 215 - 200 * (y - y0) / ((y1 - y0) or 1)

    drawing.add(Line(40, 215, 310, 215, "edge"), Line(40, 15, 40, 215, "edge"))
    if line:
        low, high = max(x0, y0), min(x1, y1)
        drawing.add(Line(*at(low, low), *at(high, high), "person", dashed=True))
    else:
        drawing.add(Line(*at(x0, 0), *at(x1, 0), "person", dashed=True))
    radius = 3.2 if len(points) < 400 else 1.8
    drawing.marks.extend(Circle(*at(x, y), radius, "professional", clear=True) for x, y in points)
    drawing.add(
        Words(40, 233, num(x0, 1), "soft", 13),
        Words(310, 233, num(x1, 1), "soft", 13, "end"),
        Words(36, 24, num(y1, 1), "soft", 13, "end"),
        Words(36, 213, num(y0, 1), "soft", 13, "end"),
        Words(175, 256, across, "ink", 14, "middle"),
        Words(46, 12, up, "ink", 14),
    )
    return drawing


def traces(title: str, chains: Sequence[Sequence[float | None]]) -> Drawing:
    """The mean of the imputed values over the rounds, one line a set: they should mingle and show no trend."""
    drawing = Drawing(
        title,
        f"{len(chains)} lines over {max((len(one) for one in chains), default=0)} rounds.",
        width=320,
        height=210,
    )
    known = [value for chain in chains for value in chain if value is not None]
    if not known:
        return drawing
    low, high = min(known), max(known)
    roles: tuple[Role, ...] = ("person", "professional", "shared")
    drawing.add(Line(40, 175, 310, 175, "edge"), Line(40, 15, 40, 175, "edge"))
    for number, chain in enumerate(chains):
        step = 270 / max(len(chain) - 1, 1)
        points = tuple(
            (40 + step * i, 175 - 155 * (value - low) / ((high - low) or 1))
            for i, value in enumerate(chain)
            if value is not None
        )
        drawing.add(Path(points, roles[number % 3], 1))
    drawing.add(
        Words(36, 24, num(high, 1), "soft", 13, "end"),
        Words(36, 173, num(low, 1), "soft", 13, "end"),
        Words(175, 198, "rounds", "ink", 14, "middle"),
    )
    return drawing


def densities(title: str, known: Sequence[float], imputed: Sequence[Sequence[float]]) -> Drawing:
    """How known values lie (teal), and the filled-in ones of some sets (clay): shares in equal steps."""
    drawing = Drawing(
        title, "Shares of the values in equal steps, known and filled in.", width=320, height=200
    )
    everything = [*known, *(value for one in imputed for value in one)]
    if not everything:
        return drawing
    low, high = min(everything), max(everything)
    shapes = [_steps(one, low, high) for one in imputed if one] + (
        [_steps(known, low, high)] if known else []
    )
    top = max(max(shape) for shape in shapes) or 1.0
    drawing.add(Line(20, 170, 310, 170, "edge"))
    for number, shape in enumerate(shapes):
        points = tuple(
            (20 + 290 * (i + 0.5) / len(shape), 170 - 150 * value / top) for i, value in enumerate(shape)
        )
        last = number == len(shapes) - 1 and bool(known)
        drawing.add(Path(points, "professional" if last else "person", 3 if last else 1))
    drawing.add(Words(20, 190, num(low, 1), "soft", 13), Words(310, 190, num(high, 1), "soft", 13, "end"))
    return drawing


def _steps(values: Sequence[float], low: float, high: float, steps: int = 15) -> list[float]:
    """The share of values in each of equal steps, smoothed with the neighbours."""
    counts = [0.0] * steps
    for value in values:
        counts[min(int(steps * (value - low) / ((high - low) or 1)), steps - 1)] += 1 / len(values)
    return [(counts[max(i - 1, 0)] + 2 * counts[i] + counts[min(i + 1, steps - 1)]) / 4 for i in range(steps)]

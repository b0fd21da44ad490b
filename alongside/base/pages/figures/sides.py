"""The two sides of one rating: the figure by which Alongside is known.

The person is round and named above the line; the professional is square and named below it. So two
names never meet, whatever the ratings. Where the ratings are equal or next to each other the marks
overlap, in the shared colour; further apart, a dotted line shows the difference.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt

from markupsafe import Markup

from alongside.base.pages.figures.svg import LABEL_SIZE, Box, drawing, fit, tag, text_width

WIDTH = 288.0
_EDGE = 22.0
_RADIUS = 17.0
_AXIS_Y = 47.0
_ABOVE_Y = 19.0
_BELOW_Y = 84.0
_END_Y = 112.0
_TOGETHER = 8.0
"""How far each mark steps aside where both ratings are equal."""


@dataclass(frozen=True, slots=True)
class Words:
    """The names of the marks and of the ends, translated; an end may be empty."""

    person: str
    professional: str
    both: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside its mark, as it will be drawn."""

    text: str
    middle: float
    baseline: float
    kind: str

    @property
    def box(self) -> Box:
        half = text_width(self.text) / 2
        return Box(
            self.middle - half,
            self.baseline - LABEL_SIZE * 0.8,
            self.middle + half,
            self.baseline + LABEL_SIZE * 0.25,
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of one figure stands, in user units."""

    person_x: float | None
    professional_x: float | None
    labels: list[Label]
    ends: list[Label]
    height: float
    unit: float
    top: float
    """Units without a drawing above the marks, to be cut off."""
    marks: list[Box] = field(default_factory=list)


def two_sides(
    person: int | None,
    professional: int | None,
    *,
    person_label: str,
    professional_label: str,
    both_label: str,
    title: str,
    description: str,
    low: str = "",
    high: str = "",
    top: int = 8,
) -> Markup:
    """Both ratings from 0 to ``top`` on one line; None where that side has not rated.

    ``low`` and ``high`` are the words at the ends; ``both_label`` names the marks where the ratings are
    equal. ``description`` says in words what the figure shows. A rating outside 0 to ``top`` raises
    ValueError.
    """
    for value in (person, professional):
        if value is not None and not 0 <= value <= top:
            raise ValueError(f"a rating of {value} is not between 0 and {top}")
    words = Words(person_label, professional_label, both_label, low, high)
    place = layout(person, professional, words, top)
    parts = [*_axis(top, place), *_difference(place), *_marks(person, professional, place)]
    parts += [_written(label, f"c-{label.kind}") for label in place.labels]
    parts += [_end(label) for label in place.ends]
    return drawing(
        parts,
        width=WIDTH,
        height=place.height,
        class_="fig-sides",
        title=title,
        description=description,
        top=place.top,
    )


def layout(person: int | None, professional: int | None, words: Words, top: int) -> Layout:
    """Places marks and names; apart from the drawing so that every pair can be tested."""
    unit = (WIDTH - 2 * _EDGE) / top
    equal = person is not None and person == professional
    person_x = None if person is None else _EDGE + unit * person - (_TOGETHER if equal else 0)
    professional_x = (
        None if professional is None else _EDGE + unit * professional + (_TOGETHER if equal else 0)
    )
    if person_x is not None and professional_x is not None and equal:
        shift = min(0.0, WIDTH - _RADIUS - 1 - professional_x) + max(0.0, _RADIUS + 1 - person_x)
        person_x, professional_x = person_x + shift, professional_x + shift
    labels = []
    if equal and person_x is not None and professional_x is not None:
        labels.append(_label(words.both, (person_x + professional_x) / 2, _BELOW_Y, "shared"))
    else:
        if person_x is not None:
            labels.append(_label(words.person, person_x, _ABOVE_Y, "person"))
        if professional_x is not None:
            labels.append(_label(words.professional, professional_x, _BELOW_Y, "professional"))
    below = any(label.kind != "person" for label in labels)
    end_y = _END_Y if below else _BELOW_Y + 3
    ends = _ends(words.low, words.high, end_y)
    marks = [
        Box(x - _RADIUS, _AXIS_Y - _RADIUS, x + _RADIUS, _AXIS_Y + _RADIUS)
        for x in (person_x, professional_x)
        if x is not None
    ]
    height = end_y + 6 if ends else _BELOW_Y + 8
    empty = 0.0 if any(label.kind == "person" for label in labels) else _AXIS_Y - _RADIUS - 4
    return Layout(person_x, professional_x, labels, ends, height, unit, empty, marks)


def _label(text: str, middle: float, baseline: float, kind: str) -> Label:
    text = fit(text, WIDTH - 4)
    half = text_width(text) / 2
    return Label(text, min(max(middle, half + 1), WIDTH - half - 1), baseline, kind)


def _ends(low: str, high: str, baseline: float) -> list[Label]:
    if not (low or high):
        return []
    room = WIDTH / 2 - 6
    left, right = fit(low, room), fit(high, room)
    return [
        Label(left, text_width(left) / 2 + 1, baseline, "low"),
        Label(right, WIDTH - text_width(right) / 2 - 1, baseline, "high"),
    ]


def _axis(top: int, place: Layout) -> list[Markup]:
    """The line and its ticks, left out where the dotted difference runs."""
    start, stop = _EDGE, WIDTH - _EDGE
    ticks = [_EDGE + place.unit * i for i in range(top + 1)]
    stretches = [(start, stop)]
    gap = _gap(place)
    if gap:
        ticks = [x for x in ticks if not gap[0] - 5 < x < gap[1] + 5]
        stretches = [(start, gap[0] - 5), (gap[1] + 5, stop)]
    line = [tag("line", class_="axis", x1=a, x2=b, y1=_AXIS_Y, y2=_AXIS_Y) for a, b in stretches if b > a]
    return line + [tag("line", class_="axis", x1=x, x2=x, y1=_AXIS_Y - 4, y2=_AXIS_Y + 4) for x in ticks]


def _gap(place: Layout) -> tuple[float, float] | None:
    if place.person_x is None or place.professional_x is None:
        return None
    left, right = sorted((place.person_x, place.professional_x))
    start, stop = left + _RADIUS + 5, right - _RADIUS - 5
    return (start, stop) if stop > start else None


def _difference(place: Layout) -> list[Markup]:
    gap = _gap(place)
    return [tag("line", class_="gap", x1=gap[0], x2=gap[1], y1=_AXIS_Y, y2=_AXIS_Y)] if gap else []


def _marks(person: int | None, professional: int | None, place: Layout) -> list[Markup]:
    parts: list[Markup] = []
    if place.professional_x is not None:
        parts.append(
            tag(
                "rect",
                class_="mark c-professional",
                x=place.professional_x - _RADIUS,
                y=_AXIS_Y - _RADIUS,
                width=2 * _RADIUS,
                height=2 * _RADIUS,
                rx=5,
            )
        )
    if place.person_x is not None:
        parts.append(tag("circle", class_="mark c-person", cx=place.person_x, cy=_AXIS_Y, r=_RADIUS))
    if place.person_x is not None and place.professional_x is not None:
        parts += _overlap(place.person_x, place.professional_x)
        if person == professional:
            return [*parts, _figure(person, (place.person_x + place.professional_x) / 2)]
    parts += [
        _figure(value, x)
        for value, x in ((person, place.person_x), (professional, place.professional_x))
        if x is not None
    ]
    return parts


def _overlap(circle_x: float, square_x: float) -> list[Markup]:
    """The part of the circle that lies in the square: a segment cut off by the square's near edge."""
    toward = 1 if square_x >= circle_x else -1
    edge = square_x - toward * _RADIUS
    reach = (edge - circle_x) * toward
    if reach >= _RADIUS:
        return []
    half = sqrt(_RADIUS**2 - reach**2)
    sweep = 1 if toward > 0 else 0
    large = 1 if reach < 0 else 0
    path = (
        f"M{edge:.1f} {_AXIS_Y - half:.1f}A{_RADIUS:.0f} {_RADIUS:.0f} 0 {large} {sweep} "
        f"{edge:.1f} {_AXIS_Y + half:.1f}z"
    )
    return [tag("path", class_="c-shared", d=path)]


def _figure(value: int | None, x: float) -> Markup:
    return tag("text", str(value), class_="mark-number", x=x, y=_AXIS_Y + 6.2, text_anchor="middle")


def _written(label: Label, name: str) -> Markup:
    return tag("text", label.text, class_=name, x=label.middle, y=label.baseline, text_anchor="middle")


def _end(label: Label) -> Markup:
    if label.kind == "low":
        return tag("text", label.text, class_="end", x=1, y=label.baseline)
    return tag("text", label.text, class_="end", x=WIDTH - 1, y=label.baseline, text_anchor="end")

"""Any model can be drawn: nothing crosses a box, no two lines lie on each other, every number can be read."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.evidence.drawing.arcs import Arrow, Theme, arcs, in_order

NAMES = [f"theme {at}" for at in range(9)]
graphs = st.integers(2, 9).flatmap(
    lambda many: st.tuples(
        st.just([Theme(name, f"Some words about {name}") for name in NAMES[:many]]),
        st.lists(
            st.tuples(st.sampled_from(NAMES[:many]), st.sampled_from(NAMES[:many])).filter(
                lambda way: way[0] != way[1]
            ),
            unique=True, max_size=16,
        ),
    )
)  # fmt: skip


def drawn(themes: list[Theme], ways: list[tuple[str, str]]) -> str:
    return str(arcs(themes, [Arrow(a, b, "helps") for a, b in ways], title="t", description="d"))


def boxes(svg: str) -> list[tuple[float, float]]:
    return [
        (float(top), float(top) + float(height))
        for top, height in re.findall(r'<rect x="1" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', svg)
    ]


def marks(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)]


def lanes(svg: str) -> list[tuple[float, float, float]]:
    """Where a line runs up or down beside the boxes: x, and its two heights."""
    found = re.findall(r"H[\d.]+Q([\d.]+) ([\d.]+) [\d. ]+V[\d.]+Q[\d.]+ ([\d.]+)", svg)
    return [(float(x), min(float(a), float(b)), max(float(a), float(b))) for x, a, b in found]


@settings(max_examples=120)
@given(graphs)
def test_any_model_is_drawn_so_that_it_can_be_read(graph: tuple[list[Theme], list[tuple[str, str]]]) -> None:
    themes, ways = graph
    svg = drawn(themes, ways)
    assert len(boxes(svg)) == len(themes)
    assert all(end < begin for (_, end), (begin, _) in combinations(sorted(boxes(svg)), 2))
    assert len(marks(svg)) == len(ways)
    for (x, y), (a, b) in combinations(marks(svg), 2):
        assert (x - a) ** 2 + (y - b) ** 2 >= 20**2, "a number on a number"
    for (x, low, high), (a, other_low, other_high) in combinations(lanes(svg), 2):
        assert x != a or high < other_low or other_high < low, "a line on a line"
    width = float(re.findall(r'viewBox="0 0 ([\d.]+)', svg)[0])
    assert all(x + 13 <= width for x, _ in marks(svg))


@settings(max_examples=60)
@given(graphs)
def test_causes_stand_above_what_they_lead_to_where_there_is_no_circle(
    graph: tuple[list[Theme], list[tuple[str, str]]],
) -> None:
    themes, ways = graph
    forwards = [(a, b) for a, b in ways if a < b]
    at = {
        theme.id: row
        for row, theme in enumerate(in_order(themes[::-1], [Arrow(a, b, "") for a, b in forwards]))
    }
    assert all(at[a] < at[b] for a, b in forwards)


def test_where_it_all_leads_stands_at_the_foot() -> None:
    themes = [Theme("end", "Managing", "end"), Theme("a", "Talking"), Theme("b", "Trust")]
    assert [each.id for each in in_order(themes, [Arrow("a", "end", "helps")])][-1] == "end"

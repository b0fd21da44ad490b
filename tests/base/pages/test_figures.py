"""The figures: names never collide, shapes and list say the same, nothing slips through unescaped."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations, product
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.base.pages import figures
from alongside.base.pages.figures import body, change, sides
from alongside.base.pages.figures.svg import fit, text_width

NAMES = [
    ("you", "Priya"),
    ("you", "Dr Chidi Okafor-Williams"),
    ("Joan", "what I think she would say"),
    ("WWWW" * 9, "MM" * 30),
]
SIDES = ["person", "professional"]
WORDS = figures.BodyWords("Front", "Back", "left", "right")


def _sides(person: int | None, professional: int | None, **changes: object) -> str:
    words = {
        "person_label": "you", "professional_label": "Priya", "both_label": "both",
        "title": "Sleep", "description": "You said 2, Priya 7.",
    } | changes  # fmt: skip
    return figures.two_sides(person, professional, **words)


@pytest.mark.parametrize("top", [8, 10])
@pytest.mark.parametrize("names", NAMES)
def test_no_pair_of_ratings_makes_names_collide_or_leave_the_picture(
    top: int, names: tuple[str, str]
) -> None:
    both = f"{names[0]}, {names[1]}"
    words = sides.Words(*names, both, "not at all able to", "completely able to")
    for person, professional in product([None, *range(top + 1)], repeat=2):
        place = sides.layout(person, professional, words, top)
        boxes = [label.box for label in [*place.labels, *place.ends]]
        assert all(box.inside(sides.WIDTH, place.height) for box in [*boxes, *place.marks])
        assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
        assert not any(label.overlaps(mark) for label in boxes for mark in place.marks)
        assert all(box.top >= place.top for box in boxes)


def test_the_test_would_see_names_that_collide() -> None:
    place = sides.layout(2, 3, sides.Words("Joan", "Priya", "both"), 8)
    above = [sides.Label(label.text, label.middle, 19, label.kind) for label in place.labels]
    assert above[0].box.overlaps(above[1].box)


@pytest.mark.parametrize("pair", list(product(range(9), repeat=2)))
def test_equal_and_neighbouring_ratings_overlap_and_others_show_their_difference(
    pair: tuple[int, int],
) -> None:
    drawn = _sides(*pair)
    near = abs(pair[0] - pair[1]) <= 1
    assert ('d="M' in drawn) == near
    assert ('class="gap"' in drawn) == (not near)


def test_the_person_is_round_and_the_professional_square() -> None:
    drawn = _sides(1, 6)
    assert 'class="mark c-person" cx=' in drawn
    assert re.search(r'<rect class="mark c-professional"', drawn)


def test_equal_ratings_carry_one_number_and_one_name() -> None:
    drawn = _sides(4, 4)
    assert drawn.count("mark-number") == 1
    assert ">both<" in drawn
    assert ">Priya<" not in drawn


def test_a_side_that_has_not_rated_is_not_drawn() -> None:
    assert "c-professional" not in _sides(4, None)
    assert "c-person" not in _sides(None, 4)


@pytest.mark.parametrize("pair", [(9, 1), (0, -1), (11, None)])
def test_a_rating_off_the_scale_is_refused(pair: tuple[int, int | None]) -> None:
    with pytest.raises(ValueError, match="is not between"):
        _sides(*pair)


@given(st.text(max_size=80), st.integers(0, 8), st.integers(0, 8))
def test_any_name_is_escaped_and_makes_a_well_formed_picture(
    name: str, person: int, professional: int
) -> None:
    printable = "".join(c for c in name if c.isprintable())
    drawn = _sides(person, professional, professional_label=printable, title=f"<script>{printable}")
    parsed(drawn)
    assert "<script" not in drawn


@given(st.text(max_size=200), st.floats(30, 300))
def test_a_shortened_name_fits(text: str, width: float) -> None:
    assert text_width(fit(text, width)) <= max(width, text_width("…"))


def test_no_figure_has_a_style_attribute_or_an_id() -> None:
    drawn = [
        _sides(2, 7),
        _change([1.0, 5.0]),
        figures.mark(),
        figures.mark(outline=True),
        figures.body_map(["neck"], title="t", description="d", words=WORDS),
        figures.body_map([], live=True, words=WORDS),
    ]
    for picture in drawn:
        parsed(picture)
        assert " style=" not in picture
        assert " id=" not in picture


def test_a_picture_has_a_name_and_says_in_words_what_it_shows() -> None:
    drawn = _sides(2, 7)
    assert "<title>Sleep</title>" in drawn
    assert "<desc>You said 2, Priya 7.</desc>" in drawn
    assert 'role="img"' in drawn


def test_every_region_has_a_shape_and_every_shape_is_a_region() -> None:
    drawn = figures.body_map([], live=True, words=WORDS)
    assert set(re.findall(r'data-region="(\w+)"', drawn)) == {region.id for region in figures.REGIONS}


def test_region_names_and_ids_are_unique() -> None:
    assert (
        len({r.id for r in figures.REGIONS})
        == len({r.label for r in figures.REGIONS})
        == len(figures.REGIONS)
    )
    assert figures.region_label("low_back_left") == "Low back, left"


def test_left_and_right_mirror_and_the_front_view_faces_the_reader() -> None:
    shapes = body.shapes()
    front_left = next(middle for name, _, middle in shapes if name == "knee_left")
    front_right = next(middle for name, _, middle in shapes if name == "knee_right")
    back_left = next(middle for name, _, middle in shapes if name == "calf_left")
    back_right = next(middle for name, _, middle in shapes if name == "calf_right")
    assert front_left[0] > front_right[0]
    assert back_left[0] < back_right[0]
    assert front_left[0] + front_right[0] == pytest.approx(200)


def test_every_shape_lies_in_the_picture() -> None:
    for name, outline, _ in body.shapes():
        assert all(0 <= x <= body.WIDTH and 0 <= y <= body.HEIGHT for x, y in outline), name


def test_a_marked_region_is_ticked_and_not_only_coloured() -> None:
    drawn = figures.body_map(["chest"], title="t", description="d", words=WORDS)
    assert drawn.count("tick-line") == 1


def test_a_region_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no such region: tail"):
        figures.body_map(["tail"], words=WORDS)


def test_the_map_of_a_form_is_hidden_because_its_list_says_the_same() -> None:
    assert 'aria-hidden="true"' in figures.body_map([], live=True, words=WORDS)
    assert 'role="img"' in figures.body_map([], title="t", words=WORDS)


def _change(values: list[float]) -> str:
    points = [(date(2026, 8, 1 + 7 * i), value) for i, value in enumerate(values)]
    return figures.change_line(
        points, title="t", description="d", first_when="1 August", last_when="12 November"
    )


@given(st.lists(st.floats(0, 8), min_size=1, max_size=4))
def test_a_change_stays_in_its_picture(values: list[float]) -> None:
    drawn = parsed(_change(values))
    dots = [e for e in drawn.iter() if e.tag.endswith("circle")]
    assert len(dots) == len(values)
    assert all(0 <= float(e.attrib["cx"]) <= change.WIDTH for e in dots)
    assert all(0 <= float(e.attrib["cy"]) <= change.HEIGHT for e in dots)


def test_the_two_dates_never_meet() -> None:
    first, last = change.when_boxes("Wednesday 23 September 2026", "Wednesday 30 September 2026")
    assert not first.overlaps(last)


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one value"):
        _change([])


def parsed(picture: str) -> ElementTree.Element:
    """The drawing as a browser's strict parser sees it; our own text, so nothing untrusted."""
    return ElementTree.fromstring(picture)  # noqa: S314

"""The colours hold in every theme: text at 4.5 to 1, marks at 3 to 1."""

from __future__ import annotations

import re

import pytest

from tests.base.pages.gallery import PAGES

CSS = PAGES / "static" / "alongside" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")

Colours = dict[str, str]


def _blocks(selector: str) -> list[Colours]:
    """Every rule with exactly this selector, as its colours."""
    rules = re.findall(r"(:root[^{]*)\{([^}]*)\}", TOKENS)
    return [
        dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", body))
        for name, body in rules
        if name.strip() == selector
    ]


LIGHT = _blocks(":root")[0]
DARK = _blocks(':root[data-theme="dark"]')[0]
MORE = _blocks(':root[data-contrast="more"]')[0]
MORE_DARK = _blocks(':root[data-theme="dark"][data-contrast="more"]')[0]
THEMES: dict[str, Colours] = {
    "light": LIGHT,
    "dark": LIGHT | DARK,
    "more contrast": LIGHT | MORE,
    "dark, more contrast": LIGHT | DARK | MORE_DARK,
}

GROUNDS = ("paper", "card", "sunk")
TEXT = [
    *(
        (ink, ground)
        for ink in ("ink", "ink-soft", "person", "professional", "shared", "error")
        for ground in GROUNDS
    ),
    ("person", "person-tint"),
    ("professional", "professional-tint"),
    ("shared", "shared-tint"),
    ("ink", "shared-tint"),
    ("ink-soft", "shared-tint"),
    ("on-mark", "person"),
    ("on-mark", "professional"),
    ("on-mark", "shared"),
    ("paper", "ink"),
    ("paper", "shared"),
    ("card", "error"),
    ("on-urgent", "urgent"),
]
MARKS = [
    *((mark, ground) for mark in ("edge", "focus", "good") for ground in GROUNDS),
    ("focus", "halo"),
    ("beacon", "urgent"),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", TEXT, ids=" on ".join)
def test_words_can_be_read_in_every_theme(theme: str, pair: tuple[str, str]) -> None:
    front, ground = (THEMES[theme][name] for name in pair)
    assert contrast(front, ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", MARKS, ids=" on ".join)
def test_marks_can_be_told_from_their_ground_in_every_theme(theme: str, pair: tuple[str, str]) -> None:
    front, ground = (THEMES[theme][name] for name in pair)
    assert contrast(front, ground) >= 3


def test_contrast_is_computed_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    "chosen, by_device",
    [
        (DARK, ':root:not([data-theme="light"])'),
        (MORE, ':root:not([data-contrast="normal"])'),
        (MORE_DARK, ':root[data-contrast="more"]:not([data-theme="light"])'),
        (MORE_DARK, ':root:not([data-theme="light"]):not([data-contrast="normal"])'),
        (MORE_DARK, ':root[data-theme="dark"]:not([data-contrast="normal"])'),
    ],
)
def test_a_theme_is_the_same_whether_chosen_here_or_on_the_device(chosen: Colours, by_device: str) -> None:
    blocks = _blocks(by_device)
    assert blocks
    assert all(block == chosen for block in blocks)


def test_only_the_token_file_names_a_colour() -> None:
    for sheet in ("base", "components", "forms", "figures"):
        found = re.findall(
            r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", (CSS / f"{sheet}.css").read_text(encoding="utf-8")
        )
        assert not found, sheet


def test_layout_never_names_left_or_right() -> None:
    sides = "left|right|top|bottom"
    physical = rf"(?:margin|padding|border)-(?:{sides})\b|[{{;]\s*(?:{sides}|width|height)\s*:"
    for sheet in CSS.glob("*.css"):
        assert not re.search(physical, sheet.read_text(encoding="utf-8")), sheet.name


def test_no_sheet_that_is_always_there_asks_for_another_file() -> None:
    for sheet in CSS.glob("*.css"):
        assert "url(" not in sheet.read_text(encoding="utf-8"), sheet.name


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two sRGB colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

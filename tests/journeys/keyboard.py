"""Going by keyboard alone. After every Tab whatever has the focus is on the screen and looks focused."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.looks import hidden_focus

MOST = 120  # presses of Tab before a thing counts as out of reach

# What a screen reader would call it, as far as these pages need: its label, else its words.
NAME = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return '';
    const label = focused.labels && focused.labels[0] ? focused.labels[0].innerText : '';
    return (focused.getAttribute('aria-label') || label || focused.innerText || '').trim();
}"""


def tab(page: Page) -> str:
    """Press Tab once, and say what has the focus now: it must be plain to see."""
    page.keyboard.press("Tab")
    name = str(page.evaluate(NAME))
    if name:
        hidden = hidden_focus(page)
        assert not hidden, f"{page.url}: {hidden}"
    return name


def to(page: Page, name: str) -> None:
    """Tab until ``name`` has the focus."""
    met = []
    for _press in range(MOST):
        met.append(tab(page))
        if met[-1].startswith(name):
            return
    raise AssertionError(f"{page.url}: no way to {name!r}, only to {list(dict.fromkeys(met))}")


def enter(page: Page, name: str) -> None:
    """Tab to a link or button, and press Enter; wait for where it leads."""
    to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def begins(page: Page, heading: str) -> None:
    """A page begins with the link past what every page has, and it leads to what this page is about."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert tab(page) == "Skip to the main part"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

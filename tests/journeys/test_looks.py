"""The eye of the journeys is itself looked at: what is planted on a page is found."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Window
from tests.journeys.looks import SMALL_PHONE, faults, hidden_focus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLANTED = {
    "scrolls sideways": "document.body.style.inlineSize = '200vw'",
    "2 first headings": "main.append(document.createElement('h1')); main.lastChild.textContent = 'Two'",
    "no language": "document.documentElement.removeAttribute('lang')",
    "12 px": "main.querySelector('p').style.fontSize = '12px'",
    "label": "main.querySelector('label').remove()",
    "color-contrast": "main.querySelector('h1').style.color = '#ddd'",
    "target-size": """for (const word of ['a', 'b']) {
        const one = main.appendChild(document.createElement('button'));
        one.textContent = word;
        one.style.cssText = 'inline-size: 9px; block-size: 9px; padding: 0';
    }""",
}


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_what_is_wrong_is_found_and_what_is_right_is_not(window: Window, scripts: bool) -> None:
    page = window(scripts=scripts, at="/account/sign-in/")
    assert faults(page) == []
    for fault, plant in PLANTED.items():
        page.goto("/account/sign-in/")
        page.evaluate(f"(() => {{ const main = document.querySelector('main'); {plant} }})()")
        assert any(fault in each for each in faults(page)), fault


def test_focus_under_the_button_at_the_foot_or_without_a_ring_is_found(window: Window) -> None:
    page = window("joan")
    page.keyboard.press("Tab")
    assert hidden_focus(page) == ""
    page.evaluate("document.activeElement.style.outline = 'none'")
    assert "no ring" in hidden_focus(page)
    page.goto("/")
    page.evaluate("document.querySelector('.worse').style.blockSize = '100%'")
    for _press in range(3):
        page.keyboard.press("Tab")
    assert "out of sight" in hidden_focus(page)


def test_on_a_small_phone_with_the_largest_text_a_page_begins_on_the_first_screen(window: Window) -> None:
    """What stands around a page leaves room for it, and nothing lies over its foot."""
    page = window("joan")
    page.set_viewport_size(SMALL_PHONE)
    page.evaluate("document.documentElement.dataset.text = 'largest'")
    heading = page.locator("h1").bounding_box()
    assert heading is not None
    assert heading["y"] + heading["height"] < SMALL_PHONE["height"]
    assert page.locator(".worse").evaluate("each => getComputedStyle(each).position") == "static"
    assert faults(page) == []

"""The pictures of the founding synthesis: in one's own colours, in large text, and folded without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import new_window
from tests.journeys.looks import DESK, PHONE, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Fills and strokes of a picture that are none of the device's own colours, where it has put them in place.
STRANGE = """() => {
    const probe = document.body.appendChild(document.createElement('i'));
    const own = ['Canvas', 'CanvasText', 'LinkText'].map(name => {
        probe.style.setProperty('color', name);
        return getComputedStyle(probe).color;
    });
    return [...document.querySelectorAll('svg.fig :is(text, rect, path, line, polygon, circle)')]
        .filter(each => {
            const {fill, stroke} = getComputedStyle(each);
            return [fill, stroke].some(colour => colour !== 'none' && !own.includes(colour));
        }).map(each => `${each.getAttribute('class')}: ${each.textContent}`);
}"""


def test_pictures_take_the_colours_of_whoever_looks(browser: Browser, server: str) -> None:
    window = new_window(browser, server, size=PHONE, forced_colors="active", color_scheme="dark")
    page = window.new_page()
    for address in ("/evidence/", "/evidence/how-made/"):
        page.goto(address)
        expect(page.locator("svg.fig").first).to_be_visible()
        assert page.evaluate(STRANGE) == []
    window.close()


def test_what_is_folded_on_a_phone_stands_beside_its_picture_on_a_desk_and_on_paper(
    browser: Browser, server: str
) -> None:
    said = "Without it, what either gives does little."
    phone = new_window(browser, server, size=PHONE, scripts=False).new_page()
    phone.goto("/evidence/")
    expect(phone.get_by_text(said)).to_be_hidden()
    phone.locator("summary", has_text="Each line in words").click()
    expect(phone.get_by_text(said)).to_be_visible()
    desk = new_window(browser, server, size=DESK).new_page()
    desk.goto("/evidence/")
    look(desk)
    expect(desk.get_by_text(said)).to_be_visible()
    for page in (phone, desk):
        page.goto("/evidence/how-made/")
        page.emulate_media(media="print")
        expect(page.get_by_text("81 of the 819 were duplicates")).to_be_visible()
        page.context.close()

"""Every main page, for every eye: small, large, dark, with more contrast, in one's own colours, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.conftest import new_window, sign_in
from tests.journeys.lived_in import TOLD, LivedIn, make_lived_in
from tests.journeys.looks import DESK, PHONE, SMALL_PHONE, faults
from tests.journeys.steps import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# ``display`` is what the page *Text size and colours* keeps; the rest is what a device says of itself.
EYES: dict[str, dict[str, Any]] = {
    "a small phone": {"size": SMALL_PHONE},
    "the largest text on a small phone": {"size": SMALL_PHONE, "display": "auto.auto.largest"},
    "the largest text at twice the size": {
        "size": {"width": DESK["width"] // 2, "height": DESK["height"] // 2},
        "device_scale_factor": 2,
        "display": "auto.auto.largest",
    },
    "dark": {"size": PHONE, "color_scheme": "dark"},
    "more contrast, on a desk": {"size": DESK, "contrast": "more"},
    "one's own colours": {"size": PHONE, "forced_colors": "active"},
}

# Each time every page is looked at wholly on a small phone, and every page of the person's with the largest
# text there, where there is least room. Colours come from one file, whose every pair is computed
# (tests/base/pages/test_tokens.py): each time two other eyes look only at pages that between them hold every
# kind of thing. Among the slow tests every eye looks at every page.
FIRST, LEAST_ROOM = "a small phone", "the largest text on a small phone"
EACH_TIME = [
    ("joan", "persons", FIRST),
    ("joan", "persons", LEAST_ROOM),
    ("priya", "professionals", FIRST),
    ("lena", "leads", FIRST),
]
SIDES = (("joan", "persons"), ("priya", "professionals"), ("lena", "leads"))
NOT_EACH_TIME = [(*side, eye) for side in SIDES for eye in EYES if (*side, eye) not in EACH_TIME]
OTHER_EYES = ("dark", "one's own colours")
ONLY_LARGER = tuple(eye for eye, seen in EYES.items() if "largest" in str(seen.get("display", "")))
EVERY_KIND_OF_THING = {
    "joan": [
        *("today", "other pain", "heard", "both", "a goal", "a decision", "a rating", "a check to answer"),
        *("our plan", "how it goes", "a check-in", "an idea", "looking back"),
    ],
    "priya": ["who needs you now", "overview", "both", "our plan", "how it goes", "a check-in typed for her"],
}


@dataclass(frozen=True)
class Place:
    """A served world."""

    address: str
    world: LivedIn


@pytest.fixture
def _django_db_helper() -> None:
    """pytest-django would empty the database after each test. Here the world outlives them all."""


@pytest.fixture(scope="module")
def place(django_db_setup: None, django_db_blocker: Any) -> Iterator[Place]:
    """The small world, lived once for the whole module; nothing of it stays for other tests."""
    with django_db_blocker.unblock():
        cache.clear()
        world = make_lived_in()
        server = LiveServer("localhost")
        try:
            yield Place(server.url, world)
        finally:
            server.stop()
            call_command("flush", verbosity=0, interactive=False)
            cache.clear()
            connections.close_all()


def window_for(browser: Browser, place: Place, who: str | None, **eye: Any) -> BrowserContext:
    display = eye.pop("display", "")
    window = new_window(browser, place.address, **eye)
    if display:
        window.add_cookies([{"name": "alongside_display", "value": display, "url": place.address}])
    if who:
        sign_in(window, place.address, place.world.clinic.everyone[who])
    return window


def found_on(page: Page, name: str, eye: str) -> list[str]:
    """What is wrong with this page when all that can be unfolded is. The first eye looks at everything."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    found = faults(
        page,
        only_seen=eye != FIRST,
        only_size=eye in ONLY_LARGER,
        own_colours="forced_colors" in EYES[eye],
    )
    return [f"{name}: {fault}" for fault in found]


def found_on_all(browser: Browser, place: Place, who: str, eye: str, pages: dict[str, str]) -> list[str]:
    """What is wrong with ``pages``, each by its name, seen by ``who`` with ``eye``."""
    window = window_for(browser, place, who, **EYES[eye])
    page, found = window.new_page(), []
    for name, address in pages.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, name
        found += found_on(page, name, eye)
    window.close()
    return found


@pytest.mark.parametrize("who, whose, eye", EACH_TIME)
def test_every_page_of_each_side_can_be_read(
    browser: Browser, place: Place, who: str, whose: str, eye: str
) -> None:
    found = found_on_all(browser, place, who, eye, getattr(place.world, whose))
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("eye", OTHER_EYES)
@pytest.mark.parametrize("who, whose", SIDES[:2])
def test_every_kind_of_thing_on_a_page_can_be_read_by_every_other_eye(
    browser: Browser, place: Place, who: str, whose: str, eye: str
) -> None:
    pages = getattr(place.world, whose)
    chosen = {name: pages[name] for name in EVERY_KIND_OF_THING[who]}
    found = found_on_all(browser, place, who, eye, chosen)
    assert found == [], "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("who, whose, eye", NOT_EACH_TIME)
def test_every_page_of_each_side_can_be_read_by_every_other_eye(
    browser: Browser, place: Place, who: str, whose: str, eye: str
) -> None:
    found = found_on_all(browser, place, who, eye, getattr(place.world, whose))
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("eye", EYES)
def test_the_door_can_be_read_by_whoever_comes(browser: Browser, place: Place, eye: str) -> None:
    """Urgent advice by every eye each time; the pages before it on a small phone."""
    window = window_for(browser, place, None, **EYES[eye])
    page, found = window.new_page(), []
    for name, address in place.world.signed_out.items() if eye in (FIRST, LEAST_ROOM) else ():
        page.goto(address)
        found += found_on(page, name, eye)
    asks_for_help(page)
    found += found_on(page, "advice", eye)
    window.close()
    assert found == [], "\n".join(found)


def asks_for_help(page: Page) -> None:
    """To the page that says whom to ring now, by the question that leads there."""
    page.goto("/door/safety/")
    page.get_by_role("link", name="Begin").click()
    page.get_by_label("I am not sure").check()
    press(page, "Go on")
    expect(page.get_by_role("heading", name="Go to A&E now")).to_be_visible()


NOT_ON_PAPER = ".nav, .skip, .worse, .foot, .quick-exit, .back, .button"


def on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shown = [one.inner_text() for one in page.locator(NOT_ON_PAPER).all() if one.is_visible()]
    assert shown == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_story_is_printed_without_what_can_only_be_pressed(browser: Browser, place: Place) -> None:
    for who, name, whose in (("joan", "a version", "persons"), ("priya", "story", "professionals")):
        window = window_for(browser, place, who, size=DESK, color_scheme="dark")
        page = window.new_page()
        page.goto(getattr(place.world, whose)[name])
        on_paper(page)
        expect(page.get_by_text(TOLD["matters"].text)).to_be_visible()
        window.close()


def test_urgent_advice_is_printed_with_its_number(browser: Browser, place: Place) -> None:
    window = window_for(browser, place, None)
    page = window.new_page()
    asks_for_help(page)
    on_paper(page)
    expect(page.get_by_text("We have not told anyone. Please ring now.")).to_be_visible()
    expect(page.get_by_text("999").first).to_be_visible()
    window.close()

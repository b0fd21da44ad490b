"""The gallery in a real browser: no sideways scroll, no accessibility fault, nothing small or hidden."""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, sync_playwright

from tests.base.pages import gallery

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
LOOKS: dict[str, dict[str, Any]] = {
    "a small phone": {"viewport": {"width": 320, "height": 640}},
    "a phone, dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    "a phone, more contrast": {"viewport": {"width": 360, "height": 740}, "contrast": "more"},
    "a desk": {"viewport": {"width": 1280, "height": 900}},
    "a desk, dark, more contrast": {
        "viewport": {"width": 1280, "height": 900},
        "color_scheme": "dark",
        "contrast": "more",
    },
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Says nothing: the test does."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gallery")
    gallery.write(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert path, "no Chromium: run this through make test"
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def _opened(browser: Browser, address: str, name: str, **look: Any) -> Page:
    page = browser.new_context(bypass_csp=True, **look).new_page()
    page.goto(f"{address}/{name}.html")
    return page


@pytest.mark.parametrize("name", gallery.NAMES)
@pytest.mark.parametrize("look", LOOKS)
def test_every_page_fits_its_screen_and_has_no_accessibility_fault(
    browser: Browser, address: str, look: str, name: str
) -> None:
    page = _opened(browser, address, name, **LOOKS[look])
    page.add_script_tag(path=AXE)
    faults = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
    assert faults == []
    assert page.evaluate(_SIDEWAYS) == 0
    assert page.evaluate(_SMALL) == []
    page.context.close()


@pytest.mark.parametrize("name", gallery.NAMES)
def test_the_largest_text_still_fits_a_small_phone(browser: Browser, address: str, name: str) -> None:
    page = _opened(browser, address, name, viewport={"width": 320, "height": 640})
    page.evaluate("document.documentElement.dataset.text = 'largest'")
    assert page.evaluate(_SIDEWAYS) == 0
    page.context.close()


def test_what_has_the_focus_is_never_under_the_button_at_the_foot(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "gallery", viewport={"width": 360, "height": 640})
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        hidden = page.evaluate(_UNDER_THE_BUTTON)
        assert not hidden, hidden
        seen += 1
    assert seen == 60
    page.context.close()


def test_pressing_the_drawing_ticks_the_list_and_the_list_marks_the_drawing(
    browser: Browser, address: str
) -> None:
    page = _opened(browser, address, "gallery", viewport={"width": 1280, "height": 900})
    box = page.get_by_label("Chest", exact=True)
    assert not box.is_checked()
    page.locator("[data-body-map] [data-region=chest] path.region").click()
    assert box.is_checked()
    box.uncheck()
    assert (
        "on" not in (page.locator("[data-body-map] [data-region=chest]").get_attribute("class") or "").split()
    )
    page.context.close()


def test_the_errors_have_the_focus_and_lead_to_their_field(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "gallery", viewport={"width": 360, "height": 740})
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    page.locator(".error-summary a[href='#id_email']").click()
    assert page.evaluate("document.activeElement.id") == "id_email"
    page.context.close()


def test_a_second_press_sends_nothing_and_the_button_keeps_its_focus(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "gallery", viewport={"width": 360, "height": 740})
    page.evaluate(
        "window.sent = 0; document.querySelector('[data-once]').action = 'javascript:void(0)';"
        "document.addEventListener('submit', "
        "e => { if (!e.defaultPrevented) { sent++; e.preventDefault(); } })"
    )
    save = page.get_by_role("button", name="Save").last
    save.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate("sent") == 1
    assert save.get_attribute("aria-disabled") == "true"
    assert page.evaluate("document.activeElement.textContent") == "Save"
    page.context.close()


def test_writing_is_saved_while_one_writes_and_the_time_is_said(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "gallery")
    sent: list[str] = []

    def saved(route: Route) -> None:
        sent.append(route.request.headers["x-autosave"])
        route.fulfill(json={"saved_at": "14:02", "fields": {"once": "the next key"}})

    page.route("**/gallery.html", saved)
    page.get_by_label("What is a day like?").fill("I get up at five.")
    page.get_by_text("Saved 14:02").wait_for()
    assert sent == ["1"]
    assert page.locator("input[name=once]").input_value() == "the next key"
    page.context.close()


def test_what_could_not_be_saved_is_said_and_leaving_asks_first(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "gallery")
    page.route("**/gallery.html", lambda route: route.fulfill(status=503))
    page.get_by_label("What is a day like?").press_sequentially("I get up")
    page.get_by_text("Not saved yet. Press Save.").wait_for()
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto("about:blank")
    assert asked == ["beforeunload"]
    page.context.close()


def test_escape_pressed_three_times_leaves_the_page_at_once(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "gallery")
    page.route(
        "https://weather.example/",
        lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html"),
    )
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert "gallery" in page.url
    page.keyboard.press("Escape")
    page.wait_for_url("https://weather.example/")
    page.go_back()
    assert "gallery" not in page.url
    page.context.close()


def test_the_drawings_say_what_they_show_without_a_script(browser: Browser, address: str) -> None:
    page = _opened(
        browser, address, "gallery_both", viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    assert page.get_by_role("img", name="Sleep. From 0 to 8, you said 2 and Priya said 2.").count() == 1
    page.context.close()


_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SMALL = """[...document.querySelectorAll('body *')]
    .filter(e => !e.closest('svg, .unseen')
        && [...e.childNodes].some(n => n.nodeType == 3 && n.textContent.trim())
        && parseFloat(getComputedStyle(e).fontSize) < 17)
    .map(e => e.outerHTML.slice(0, 80))"""
_UNDER_THE_BUTTON = """(() => {
    const focused = document.activeElement;
    if (focused.closest('.worse')) return '';
    const box = focused.getBoundingClientRect();
    const bar = document.querySelector('.worse').getBoundingClientRect();
    return box.bottom > bar.top + 1 && box.top < bar.bottom ? focused.outerHTML.slice(0, 120) : '';
})()"""

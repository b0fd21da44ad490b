"""One browser, windows with sessions of their own, and a real server on a database file.

``window("joan")`` is a new window in which Joan has signed in; ``window()`` is a stranger's. Every journey
asks ``looks.look`` about each page it comes to.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from alongside.base.accounts.models import Account
from alongside.care.measures.actions import instrument
from tests.conftest import Clinic, make_clinic
from tests.journeys import looks
from tests.journeys.looks import AXE, PHONE

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable")

Window = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The browser that ``tools/chromium.sh`` finds. Without it, or without axe, the journeys fail.

    For this package and no longer: Playwright keeps a loop in this thread, between whose turns the database
    is used.
    """
    asked = os.environ.get("CHROMIUM")
    path = next(filter(None, map(shutil.which, [asked] if asked else BROWSERS)), None)
    assert path, "no Chromium: install Debian's package chromium, or set CHROMIUM"
    assert AXE.is_file(), "axe-core is missing: run make test, or npm ci"
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *root])
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def clinic(transactional_db: None) -> Clinic:
    """The cast, and our own checks, in a database that a server of its own thread can see."""
    cache.clear()
    mail.outbox = []
    instrument.ensure_own_checks()
    return make_clinic()


@pytest.fixture
def server(clinic: Clinic, live_server: Any) -> str:
    """The address of a real server, on ``localhost``: passkeys work nowhere else without a certificate."""
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def window(browser: Browser, server: str, clinic: Clinic) -> Iterator[Window]:
    """``window(who, scripts=True, size=PHONE, at="/")`` opens a new window with a session of its own."""
    opened: list[BrowserContext] = []

    def new(scripts: bool, size: ViewportSize) -> BrowserContext:
        opened.append(new_window(browser, server, scripts=scripts, size=size))
        return opened[-1]

    def open_(
        who: str | None = None, *, scripts: bool = True, size: ViewportSize = PHONE, at: str = "/"
    ) -> Page:
        context = new(scripts, size)
        if not scripts:
            looks.mirror(context, new(True, size))
        if who:
            sign_in(context, server, clinic.everyone[who])
        page = context.new_page()
        page.goto(at)
        return page

    yield open_
    for context in opened:
        context.close()


def new_window(browser: Browser, server: str, *, scripts: bool = True, **more: Any) -> BrowserContext:
    """A window without anybody's session. Nothing moves in it, so that colours are what they will be."""
    size = more.pop("size", PHONE)
    context = browser.new_context(
        base_url=server, java_script_enabled=scripts, viewport=size, reduced_motion="reduce", **more
    )
    context.set_default_timeout(60_000)  # only what never comes; a busy machine is no fault
    return context


def sign_in(context: BrowserContext, server: str, account: Account) -> None:
    """Give a window somebody's session; signing in itself has its own journeys."""
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    context.add_cookies(
        [{"name": name, "value": cookie.value, "url": server} for name, cookie in client.cookies.items()]
    )

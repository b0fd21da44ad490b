"""A lock-out holds across worker processes: two real servers over one SQLite file share one count."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from alongside.base.accounts.rules import limits
from tests.tables import copy_tables

SCRIPT = Path(__file__).with_name("two_servers.py")
ROOT = SCRIPT.parents[3]


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "ALONGSIDE_HOME": str(home),
        "ALONGSIDE_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a database that has its tables and Joan's account: made once, copied for each test."""
    home = tmp_path_factory.mktemp("prepared")
    copy_tables(home / "alongside.sqlite3")
    subprocess.run([sys.executable, str(SCRIPT), "prepare"], env=environment(home), cwd=ROOT, check=True)
    return home


@pytest.fixture
def servers(prepared: Path, tmp_path: Path) -> Iterator[list[int]]:
    """The ports of two server processes over one fresh database."""
    home = shutil.copytree(prepared, tmp_path / "home")
    running = [
        subprocess.Popen(
            [sys.executable, str(SCRIPT), "serve"],
            env=environment(home),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        yield [int(process.stdout.readline()) for process in running if process.stdout]
    finally:
        for process in running:
            process.terminate()
            process.wait()


class Browser:
    """Just enough of one: cookies, and the token of the form it looked at last."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}
        self.token = ""

    def ask(self, port: int, method: str, path: str, **fields: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields})
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, path, body if method == "POST" else None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        self.token = found.group(1) if found else self.token
        return answer.status, page


def wait_for_code(port: int) -> Browser:
    """A browser that has asked for a code and looks at the page where it is typed."""
    browser = Browser()
    browser.ask(port, "GET", "/account/sign-in/")
    status, _page = browser.ask(port, "POST", "/account/sign-in/", email="joan@people.example")
    assert status == 302
    assert browser.ask(port, "GET", "/account/sign-in/code/")[0] == 200
    return browser


def test_wrong_passwords_at_one_worker_lock_the_other(servers):
    here, there = servers
    for _ in range(limits.WRONG_PASSWORDS.tries):
        browser = Browser()
        browser.ask(here, "GET", "/account/sign-in/password/")
        browser.ask(here, "POST", "/account/sign-in/password/", login="joan@people.example", password="no")
    browser = Browser()
    browser.ask(there, "GET", "/account/sign-in/password/")
    right = {"login": "joan@people.example", "password": "three quiet words"}
    status, page = browser.ask(there, "POST", "/account/sign-in/password/", **right)
    assert status == 200
    assert f"Wait {limits.WRONG_PASSWORDS.minutes} minutes" in page
    assert "0113 496 0101" in page


def test_wrong_codes_at_once_at_both_workers_and_in_several_sessions_share_one_count(servers):
    """Forty guesses at once: allauth's own count, kept in each session, would let them all by."""
    browsers = [wait_for_code(port) for port in servers for _ in range(2)]

    def guess(number: int) -> int:
        browser = Browser()
        source = browsers[number % len(browsers)]
        browser.cookies, browser.token = dict(source.cookies), source.token
        port = servers[number % 2]
        return browser.ask(port, "POST", "/account/sign-in/code/", code=f"{number:04d}-0000")[0]

    with ThreadPoolExecutor(8) as at_once:
        answers = list(at_once.map(guess, range(40)))
    compared = [status for status in answers if status != 429]
    assert len(compared) <= limits.WRONG_CODES.tries
    assert 429 in answers
    status, page = wait_for_code(servers[1]).ask(servers[0], "GET", "/account/sign-in/code/")
    assert status == 200
    browser = wait_for_code(servers[1])
    status, page = browser.ask(servers[1], "POST", "/account/sign-in/code/", code="1111-1111")
    assert status == 429
    assert f"Wait {limits.WRONG_CODES.minutes} minutes" in page

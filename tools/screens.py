"""Draw the pictures in README and docs again, from a demo of its own: `make screens`.

Starts `alongside demo` in a folder that goes away afterwards, signs in as a stranger would (a code by
e-mail, read on the demo's page), and photographs the pages in Chromium. Names of pictures may follow, to
draw only these: `make screens ARGS="needs ring"`.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
START_SECONDS = 900  # building the demo takes one to two minutes where nothing else runs
EVALUATED_SECONDS = 300
LAST_LINES = 15


@dataclass(frozen=True)
class Picture:
    """One page, as ``who`` sees it: ``way`` is an address, then links to follow from it.

    ``at``: the heading that stands at the top of the picture, where it is not the page's own.
    """

    name: str
    who: str
    way: tuple[str, ...]
    width: int
    height: int
    at: str = ""


REPORT = "Read the report"  # of an evaluation: the link to it, once it is done
ALL = (
    Picture("door", "", ("/door/",), 360, 760),
    Picture("safety", "", ("/door/safety/", "Begin"), 360, 760),
    Picture("today", "joan", ("/",), 360, 760),
    Picture("story", "joan", ("/", "My story"), 360, 760),
    Picture("both", "joan", ("/", "Both sides"), 1180, 1000),
    Picture("both-phone", "joan", ("/", "Both sides"), 360, 760),
    Picture("talk", "joan", ("/", "Talk", "How things are"), 360, 760, at="How things are"),
    Picture("plan", "raj", ("/", "Our plan"), 360, 760),
    Picture("going", "raj", ("/", "Our plan", "How it goes"), 360, 760),
    Picture("who-looked", "joan", ("/", "My way", "Who looked"), 360, 760),
    Picture("needs", "priya", ("/",), 1180, 760),
    Picture("ring", "priya", ("/ring/",), 1180, 760),
    Picture("overview", "priya", ("/", "People", "Joan Whitaker"), 1180, 760),
    Picture("read-story", "priya", ("/", "People", "Joan Whitaker", "Story"), 1180, 900),
    Picture("clinic", "ruth", ("/clinic/",), 1180, 760),
    Picture("report", "ruth", ("/clinic/evaluation/", REPORT), 1180, 760),
    Picture("model", "", ("/evidence/",), 1180, 760, at="What leads to what"),
)
PEOPLE = ("joan", "raj")
COLOURS = 128  # few are enough for flat pages, and the files stay small


def main() -> int:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        print("screens: no Chromium; install Debian's package chromium, or set CHROMIUM", file=sys.stderr)
        return 1
    wanted = sys.argv[1:]
    chosen = [picture for picture in ALL if not wanted or picture.name in wanted]
    PICTURES.mkdir(parents=True, exist_ok=True)
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        sessions: dict[str, StorageState] = {}
        for picture in chosen:
            take(browser, address, picture, sessions)
            print(f"docs/pictures/{picture.name}.png")
        browser.close()
    return 0


@contextmanager
def demo() -> Iterator[str]:
    """A demo's address; its data and its processes go away with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="alongside-screens-") as home:
        environment = {**os.environ, "ALONGSIDE_HOME": home}
        command = [sys.executable, "-m", "alongside", "demo", "--port", str(port)]
        said = Path(home) / "said.txt"
        with (
            said.open("wb") as out,
            subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True
            ) as process,
        ):
            try:
                yield wait_for(f"http://localhost:{port}", process, said)
            finally:
                if process.poll() is None:  # it may have ended by itself: then there is no group to stop
                    os.killpg(process.pid, signal.SIGTERM)
                    process.wait(timeout=30)


def wait_for(address: str, process: subprocess.Popen[bytes], said: Path) -> str:
    """``address``, once it answers; what the demo ``said`` last if it ended or took too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"screens: the demo ended with {process.returncode}. It said:\n{last(said)}")
        try:
            urllib.request.urlopen(f"{address}/door/", timeout=5)  # noqa: S310 - our own server
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return address
    raise SystemExit(f"screens: the demo did not answer in {START_SECONDS} s. It said:\n{last(said)}")


def last(said: Path) -> str:
    lines = said.read_text(errors="replace").splitlines()
    return "\n".join(lines[-LAST_LINES:])


def take(browser: Browser, address: str, picture: Picture, sessions: dict[str, StorageState]) -> None:
    state = sessions.get(picture.who)
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height}, storage_state=state
    )
    page = context.new_page()
    if picture.who and state is None:
        sign_in(page, address, picture.who)
        sessions[picture.who] = context.storage_state()
    first, *links = picture.way
    page.goto(address + first)
    for link in links:
        if link == REPORT:
            evaluate(page)
        page.get_by_role("link", name=link, exact=True).first.click()
        page.wait_for_load_state()
    if picture.at:
        heading = page.get_by_role("heading", name=picture.at).first
        heading.evaluate("it => window.scrollTo(0, it.getBoundingClientRect().top + scrollY - 44)")
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{picture.name}.png", optimize=True)
    context.close()


def evaluate(page: Page) -> None:
    """Ask for an evaluation, and look again until it is done."""
    page.get_by_role("button", name="Evaluate now").click()
    until = time.monotonic() + EVALUATED_SECONDS
    while not page.get_by_role("link", name=REPORT, exact=True).count():
        if time.monotonic() > until:
            raise SystemExit(f"screens: no evaluation in {EVALUATED_SECONDS} s")
        time.sleep(1)
        page.reload()


def sign_in(page: Page, address: str, who: str) -> None:
    """As a stranger would: ask for a code, look into the demo's mailbox, type it."""
    domain = "people" if who in PEOPLE else "clinic"
    page.goto(f"{address}/account/sign-in/")
    page.locator("input[type=email]").fill(f"{who}@{domain}.example")
    page.get_by_role("button", name="Send me a code").click()
    mailbox = page.context.new_page()
    mailbox.goto(f"{address}/simulated/")
    code = re.search(r"\b\d{4}-\d{4}\b", mailbox.locator("main").inner_text())
    mailbox.close()
    if code is None:
        raise SystemExit(f"screens: no code arrived for {who}")
    page.locator("input[name=code]").fill(code.group())
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{address}/")


if __name__ == "__main__":
    raise SystemExit(main())

"""What a visit weighs on the wire, in a real browser."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.harness import Bench, NotYet, Result, figure
from tests.durability.house import House, house, require
from tests.durability.installation import Server

FIRST, NEXT = 200_000, 20_000
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def browser_program() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise NotYet("no Chromium here; on Debian: apt-get install chromium")
    return found


@figure(
    "weight",
    work="bytes over the wire of a first visit and of the next page, in Chromium",
    against="nothing",
    aim=f"<= {FIRST // 1000} KB, <= {NEXT // 1000} KB",
)
def weight(bench: Bench) -> Result:
    program = browser_program()
    clinic = house(bench.folder, "bench.settings")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with clinic.serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        weighed = {name: visit(browser, server, clinic, name) for name in ("joan", "priya")}
        browser.close()
    first = max(pair[0] for pair in weighed.values())
    following = max(pair[1] for pair in weighed.values())
    met = first <= FIRST and following <= NEXT
    return Result(f"{first / 1000:.1f} KB, {following / 1000:.1f} KB", met, {"bytes": weighed})


def visit(browser: Browser, server: Server, clinic: House, name: str) -> tuple[int, int]:
    """Bytes received by an empty browser for the home page, and then for the story."""
    address = f"http://127.0.0.1:{server.port}"
    with browser.new_context() as context:
        context.add_cookies([{"name": clinic.cookie, "value": clinic.cookies[name], "url": address}])
        return received(context, f"{address}/"), received(context, f"{address}/p/{clinic.partnership}/story/")


def received(context: BrowserContext, address: str) -> int:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    answer = page.goto(address, wait_until="networkidle")
    require(answer is not None and answer.status == 200, f"{address} was not answered")
    page.close()
    return round(sum(sizes))

"""A feed over the network: with an end to size, time and redirects, and no way into a clinic's network."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from alongside.care.communication import feeds
from alongside.care.communication.rules.calendar_refusal import CalendarRefused, Refusal
from alongside.care.communication.rules.feed_address import address, is_public, led_on
from tests.care.communication.diary import calendar, event

GOOD = calendar(event())


class Diary(BaseHTTPRequestHandler):
    """A diary's server, with every bad habit at an address of its own."""

    def do_GET(self) -> None:
        getattr(self, "at_" + self.path.strip("/").replace("-", "_").partition("?")[0], self.at_nowhere)()

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def at_good(self) -> None:
        self.answer(200, GOOD)

    def at_nowhere(self) -> None:
        self.answer(404)

    def at_signed_out(self) -> None:
        self.answer(401)

    def at_broken(self) -> None:
        self.answer(500)

    def at_packed(self) -> None:
        self.answer(200, GOOD, Content_Encoding="gzip")

    def at_moved(self) -> None:
        self.answer(302, Location="/good")

    def at_loop(self) -> None:
        self.answer(302, Location="/loop")

    def at_to_file(self) -> None:
        self.answer(302, Location="file:///etc/passwd")

    def at_to_private(self) -> None:
        self.answer(302, Location="http://10.0.0.1/good")

    def at_cut(self) -> None:
        self.answer(200, GOOD, Content_Length=str(len(GOOD) + 50))

    def at_huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _piece in range(60):
            try:
                self.wfile.write(b"x" * 65_536)
            except OSError:
                return

    def at_dripping(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _piece in range(200):
            try:
                self.wfile.write(b"B")
                time.sleep(0.05)
            except OSError:
                return

    def at_nonsense(self) -> None:
        self.wfile.write(b"BEGIN:VCALENDAR\r\n" * 3)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def diary() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Diary)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def loopback_too(text: str) -> bool:
    """What tests may reach: this machine, and what is public."""
    return text == "127.0.0.1" or is_public(text)


fetch = partial(feeds.fetch, reach=loopback_too)


def test_a_calendar_is_fetched_also_where_it_has_moved(diary: str) -> None:
    assert fetch(f"{diary}/good") == GOOD
    assert fetch(f"{diary}/moved") == GOOD


@pytest.mark.parametrize(
    "path,why",
    [
        ("nothing", Refusal.NOT_FOUND),
        ("signed-out", Refusal.FORBIDDEN),
        ("broken", Refusal.ANSWERED_BADLY),
        ("packed", Refusal.ANSWERED_BADLY),
        ("nonsense", Refusal.ANSWERED_BADLY),
        ("loop", Refusal.LED_ASTRAY),
        ("to-file", Refusal.ADDRESS),
        ("to-private", Refusal.PRIVATE),
        ("huge", Refusal.TOO_BIG),
    ],
)
def test_a_diary_with_a_bad_habit_is_refused_with_its_reason(diary: str, path: str, why: Refusal) -> None:
    with pytest.raises(CalendarRefused) as refused:
        fetch(f"{diary}/{path}")
    assert refused.value.reason is why


def test_what_is_cut_off_on_the_way_is_refused(diary: str) -> None:
    with pytest.raises(CalendarRefused) as refused:
        fetch(f"{diary}/cut", seconds=2.0)
    assert refused.value.reason is Refusal.CUT_OFF


def test_a_diary_that_drips_without_end_is_hung_up_on(diary: str) -> None:
    with pytest.raises(CalendarRefused) as refused:
        fetch(f"{diary}/dripping", seconds=0.3)
    assert refused.value.reason is Refusal.SLOW


def test_in_life_this_machine_and_the_clinics_network_are_never_asked(diary: str) -> None:
    for url in (
        f"{diary}/good",
        diary.replace("127.0.0.1", "localhost") + "/good",
        "http://10.1.2.3/",
        "http://[::1]/",
    ):
        with pytest.raises(CalendarRefused) as refused:
            feeds.fetch(url)
        assert refused.value.reason is Refusal.PRIVATE


def test_nobody_there_is_said_so(diary: str) -> None:
    port = int(diary.rpartition(":")[2])
    with pytest.raises(CalendarRefused) as refused:
        fetch(f"https://127.0.0.1:{port}/good")  # a server that speaks no TLS
    assert refused.value.reason in {Refusal.INSECURE, Refusal.UNREACHABLE}
    with pytest.raises(CalendarRefused) as refused:
        fetch("http://127.0.0.1:1/")
    assert refused.value.reason is Refusal.UNREACHABLE


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::1", "nonsense", "",
    ],
)  # fmt: skip
def test_what_is_not_out_in_the_open_is_not_public(text: str) -> None:
    assert not is_public(text)


def test_what_is_out_in_the_open_is_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")


def test_a_redirect_never_leads_from_a_safe_connection_to_an_open_one() -> None:
    here = address("webcal://diary.example/a")
    assert here.scheme == "https"
    assert led_on(here, "/b?c=d").url == "https://diary.example:443/b?c=d"
    with pytest.raises(CalendarRefused):
        led_on(here, "http://diary.example/b")

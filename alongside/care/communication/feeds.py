"""Ask for a calendar over the network: with an end to waiting, to size, and to where one is led.

Every address that a name stands for must be a public one, and the connection goes to the very address that
was looked at, so that a name cannot change its mind in between.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Callable

from alongside.care.communication.rules.calendar_refusal import MOST_BYTES, CalendarRefused, Refusal
from alongside.care.communication.rules.feed_address import Address, address, is_public, led_on

STEP_SECONDS = 10.0  # to connect, and between two pieces
WHOLE_SECONDS = 30.0
MOST_REDIRECTS = 3
PIECE = 65_536
LEADS_ON = frozenset({301, 302, 303, 307, 308})
HEADERS = {
    "Accept": "text/calendar",
    "Accept-Encoding": "identity",
    "User-Agent": "Alongside",
    "Connection": "close",
}

Reach = Callable[[str], bool]
Fetch = Callable[[str], bytes]


def fetch(url: str, *, reach: Reach = is_public, seconds: float = WHOLE_SECONDS) -> bytes:
    """What stands at ``url``. ``reach`` says to which addresses one may connect; it is another in tests only.

    Raises ``CalendarRefused``, and nothing else.
    """
    here = address(url)
    for _hop in range(MOST_REDIRECTS + 1):
        found = _ask(here, reach, seconds)
        if isinstance(found, bytes):
            return found
        here = led_on(here, found)
    raise CalendarRefused(Refusal.LED_ASTRAY)


def _ask(there: Address, reach: Reach, seconds: float) -> bytes | str:
    """The content, or where it leads."""
    over = threading.Event()
    try:
        connection = _connected(there, _resolved(there, reach))
    except ssl.SSLError as fault:
        raise CalendarRefused(Refusal.INSECURE) from fault
    except TimeoutError as fault:
        raise CalendarRefused(Refusal.SLOW) from fault
    except (OSError, UnicodeError) as fault:
        raise CalendarRefused(Refusal.UNREACHABLE) from fault
    # Whoever sends a byte now and then is never silent for long: the whole has an end too.
    alarm = threading.Timer(seconds, _hang_up, (connection, over))
    alarm.start()
    try:
        found = _answer(connection, there)
    except TimeoutError as fault:
        raise CalendarRefused(Refusal.SLOW) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise CalendarRefused(Refusal.SLOW if over.is_set() else Refusal.ANSWERED_BADLY) from fault
    finally:
        alarm.cancel()
        connection.close()
    if over.is_set():  # what looks like its end is where we hung up
        raise CalendarRefused(Refusal.SLOW)
    return found


def _resolved(there: Address, reach: Reach) -> str:
    """An address of the host; refused where any of its addresses is not to be reached."""
    found = socket.getaddrinfo(there.host, there.port, type=socket.SOCK_STREAM)
    addresses = [str(row[4][0]) for row in found]
    if not addresses or not all(reach(each) for each in addresses):
        raise CalendarRefused(Refusal.PRIVATE)
    return addresses[0]


def _connected(there: Address, to: str) -> http.client.HTTPConnection:
    raw = socket.create_connection((to, there.port), timeout=STEP_SECONDS)
    try:
        if there.scheme == "https":
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=there.host)
    except BaseException:
        raw.close()
        raise
    connection = http.client.HTTPConnection(there.host, there.port, timeout=STEP_SECONDS)
    connection.sock = raw
    return connection


def _answer(connection: http.client.HTTPConnection, there: Address) -> bytes | str:
    connection.request("GET", there.target, headers=HEADERS)
    answer = connection.getresponse()
    if answer.status in LEADS_ON:
        return answer.getheader("Location") or ""
    if answer.status in (401, 403):
        raise CalendarRefused(Refusal.FORBIDDEN)
    if answer.status in (404, 410):
        raise CalendarRefused(Refusal.NOT_FOUND)
    if answer.status != 200 or answer.getheader("Content-Encoding", "identity") != "identity":
        raise CalendarRefused(Refusal.ANSWERED_BADLY)
    pieces, size = [], 0
    while piece := answer.read(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise CalendarRefused(Refusal.TOO_BIG)
    if answer.length:
        raise CalendarRefused(Refusal.CUT_OFF)
    return b"".join(pieces)


def _hang_up(connection: http.client.HTTPConnection, over: threading.Event) -> None:
    over.set()
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it has ended by itself in this moment

"""The address of a feed: which ones are asked at all, and to which machines they may lead."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from alongside.care.communication.rules.calendar_refusal import CalendarRefused, Refusal

LONGEST_ADDRESS = 2_000
PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LEAD_ON = (ipaddress.ip_network("2002::/16"), ipaddress.ip_network("2001::/32"), _NAT64)


@dataclass(frozen=True, slots=True)
class Address:
    """Where to ask, and for what."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        named = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{named}:{self.port}{self.target}"


def address(url: str) -> Address:
    """The address in ``url``; ``webcal:`` is read as ``https:``. Raises ``CalendarRefused``."""
    if len(url) > LONGEST_ADDRESS or not url.isascii() or any(sign.isspace() for sign in url.strip()):
        raise CalendarRefused(Refusal.ADDRESS)
    try:
        parts = urlsplit(url.strip())
        scheme = {"webcal": "https", "webcals": "https"}.get(parts.scheme.lower(), parts.scheme.lower())
        host, port = parts.hostname or "", parts.port
    except ValueError as fault:
        raise CalendarRefused(Refusal.ADDRESS) from fault
    if scheme not in PORTS or not host or parts.username is not None or parts.password is not None:
        raise CalendarRefused(Refusal.ADDRESS)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.isprintable() or port == 0:
        raise CalendarRefused(Refusal.ADDRESS)
    return Address(scheme, host, port or PORTS[scheme], target)


def led_on(here: Address, location: str) -> Address:
    """Where a redirect leads: never from a safe connection to an open one. Raises ``CalendarRefused``."""
    there = address(urljoin(here.url, location))
    if here.scheme == "https" and there.scheme != "https":
        raise CalendarRefused(Refusal.LED_ASTRAY)
    return there


def is_public(text: str) -> bool:
    """Whether a machine with this address is out in the open, and not in the clinic's own network."""
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in _LEAD_ON):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved

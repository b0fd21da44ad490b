"""The code that the clinic writes into its diary so that an appointment finds its person: never a name.

``AL-7K3F-9QX2``: seven letters or digits drawn by chance and one that checks them, without those that are
mistaken for each other. A slip of one sign, or of two neighbours, is no other person's code.
"""

from __future__ import annotations

import re
from collections.abc import Callable

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U
DRAWN = 7
PRIME = 31  # the check is a number modulo 31: every single slip and every swap of neighbours shows
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_WRITTEN = re.compile(
    r"(?<![A-Z0-9])AL[-\u2010-\u2015 ]?([0-9A-Z]{4})[-\u2010-\u2015 ]?([0-9A-Z]{4})(?![A-Z0-9])"
)


def drawn(choose: Callable[[str], str]) -> str:
    """A new code; ``choose`` picks one sign by chance. Signs are drawn from the first 31 of ``SIGNS``."""
    signs = "".join(choose(SIGNS[:PRIME]) for _at in range(DRAWN))
    return spelled(signs + _check(signs))


def spelled(eight: str) -> str:
    return f"AL-{eight[:4]}-{eight[4:]}"


def found(text: str) -> frozenset[str]:
    """Every code in ``text`` that is written right, however its parts are set apart."""
    codes = set()
    for match in _WRITTEN.finditer(text.upper()):
        eight = (match[1] + match[2]).translate(_READ_AS)
        if all(sign in SIGNS[:PRIME] for sign in eight) and _check(eight[:DRAWN]) == eight[DRAWN]:
            codes.add(spelled(eight))
    return frozenset(codes)


def _check(signs: str) -> str:
    total = sum((at + 2) * SIGNS.index(sign) for at, sign in enumerate(signs))
    return SIGNS[total % PRIME]

"""Seal a short secret so that the database alone does not give it away, and open it again. Pure.

Fernet (AES-128-CBC with HMAC-SHA-256) under a key that HKDF derives from a passphrase for this purpose only.
The sealed text names the key it is under, so that what is under an older one can be found and sealed anew.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"alongside second factor 1"
MARK = "sealed1"
LEAST = 32  # characters of a passphrase: less could be guessed by whoever has the database


class CannotOpen(ValueError):
    """Not sealed, sealed under a key that is not here, or changed since."""


class Sealer:
    """Seals under the first passphrase and opens what is under any of them."""

    def __init__(self, passphrases: Sequence[str]) -> None:
        """Raises ``ValueError`` where there is none, or one under ``LEAST`` characters."""
        if not passphrases or min(map(len, passphrases)) < LEAST:
            raise ValueError(f"a key needs {LEAST} characters or more")
        self._keys = dict(_key(passphrase) for passphrase in passphrases)
        self._newest = next(iter(self._keys))

    @property
    def prefix(self) -> str:
        """How everything begins that is sealed under the newest key."""
        return f"{MARK}.{self._newest}."

    def seal(self, text: str) -> str:
        return self.prefix + self._keys[self._newest].encrypt(text.encode("utf-8")).decode("ascii")

    def open(self, sealed: str) -> str:
        """The text; raises ``CannotOpen``."""
        mark, _, rest = sealed.partition(".")
        name, _, token = rest.partition(".")
        key = self._keys.get(name)
        if mark != MARK or key is None:
            raise CannotOpen("not sealed under a key that is here")
        try:
            return key.decrypt(token.encode("ascii", "replace")).decode("utf-8")
        except InvalidToken as changed:
            raise CannotOpen("changed since it was sealed") from changed

    def is_sealed(self, text: str) -> bool:
        """Whether ``text`` looks sealed, under whatever key."""
        return text.startswith(f"{MARK}.")


def _key(passphrase: str) -> tuple[str, Fernet]:
    """The key's name (eight hexadecimal digits, which say nothing of it) and the key."""
    derived = HKDF(algorithm=SHA256(), length=36, salt=None, info=PURPOSE).derive(passphrase.encode("utf-8"))
    return derived[32:].hex(), Fernet(base64.urlsafe_b64encode(derived[:32]))

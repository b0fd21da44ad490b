"""Publishing the findings as a file, and signing it. Care reads both files and knows nothing of this wing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.signing import Signer

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.installation import is_simulated
from alongside.evidence.findings.rules import bundle
from alongside.evidence.findings.rules.founding import known

BUNDLE: Final = "findings.json"
SIGNATURES: Final = "signatures.txt"
SEAL: Final = "alongside.findings"


class NotAllowed(Exception):
    """Only a professional of this installation signs, under their own name."""


class Changed(Exception):
    """The text is no longer the one that was read."""


def current() -> bytes:
    """The bundle as it would be published now."""
    return bundle.written(bundle.make(known()))


def published() -> bytes | None:
    """The bundle that this installation's care reads from its folder; None where it reads the shipped one."""
    path = Path(settings.FINDINGS_FOLDER) / BUNDLE
    return path.read_bytes() if path.is_file() else None


def sign(*, read: str, role: str, registration: str, by: Account | None, name: str = "") -> str:
    """Publish the findings and sign them; the fingerprint that was signed.

    ``read`` is the fingerprint of what the clinician had before them: raises ``Changed`` where the text is
    another by now. ``by`` is the professional who signs with their own name; None for the command line, which
    then names who signs. In a simulated database every signature is marked as simulated. Raises
    ``NotAllowed`` for anybody who is no professional, and for a signature without a name or a role.
    """
    if by is not None and not by.is_professional:
        raise NotAllowed
    signs = by.name if by is not None else name
    if not (signs.strip() and role.strip()):
        raise NotAllowed
    data = current()
    if bundle.fingerprint(data) != read:
        raise Changed
    _put(BUNDLE, data)
    _add(read, name=signs, role=role, registration=registration)
    return read


def withdraw(*, role: str, by: Account) -> None:
    """Take one's signature back: from now on nothing rests on these words until somebody signs again."""
    if not by.is_professional:
        raise NotAllowed
    data = published()
    if data is not None:
        _add(bundle.fingerprint(data), name=by.name, role=role, registration="", withdrawn=True)


def _add(sha256: str, *, name: str, role: str, registration: str, withdrawn: bool = False) -> None:
    line = Signer(salt=SEAL).sign_object(
        {
            "sha256": sha256,
            "name": name.strip(),
            "role": role.strip(),
            "registration": registration.strip(),
            "at": clock.now().isoformat(),
            "simulated": is_simulated(),
            "withdrawn": withdrawn,
        }
    )
    path = Path(settings.FINDINGS_FOLDER) / SIGNATURES
    before = path.read_bytes() if path.is_file() else b""
    _put(SIGNATURES, before + f"{line}\n".encode())


def _put(name: str, data: bytes) -> None:
    """Whole or not at all, and on the disk before it has its name."""
    folder = Path(settings.FINDINGS_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f".{name}.half"
    with half.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    half.replace(folder / name)

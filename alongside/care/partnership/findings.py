"""*How do we know?*: the findings that advice rests on, from the bundle of this installation.

``known("told-once")`` is the finding where a clinician signed these very words, and None where nobody did.
The bundle is the one in the findings folder, else the one that is shipped; read again when a file changes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, Signer

from alongside.base.services.installation import is_simulated
from alongside.care.partnership.rules.findings import (
    Bundle,
    Finding,
    NotABundle,
    Refusal,
    Signature,
    judge,
    read,
)

SHIPPED: Final = Path(__file__).resolve().parent / "definitions" / "findings.json"
BUNDLE: Final = "findings.json"
SIGNATURES: Final = "signatures.txt"
SEAL: Final = "alongside.findings"


def known(finding_id: str) -> Finding | None:
    """The finding, where the bundle is signed and unchanged; None otherwise, and for an unknown id."""
    if isinstance(standing(), Refusal):
        return None
    bundle = _bundle()
    return bundle.findings.get(finding_id) if isinstance(bundle, Bundle) else None


def unproven(finding_id: str) -> Finding | None:
    """The finding as it stands in the file, signed or not: to be shown with that said, never acted on."""
    bundle = _bundle()
    return bundle.findings.get(finding_id) if isinstance(bundle, Bundle) else None


def standing() -> Signature | Refusal:
    """Who signed what is used now, or why nothing is."""
    bundle = _bundle()
    if isinstance(bundle, Refusal):
        return bundle
    return judge(_bytes(*_stamp(_bundle_path())), _signatures(), simulated=is_simulated())


def bundle() -> Bundle | None:
    """The whole bundle as it stands in the file, signed or not; None where it cannot be read."""
    found = _bundle()
    return found if isinstance(found, Bundle) else None


def _folder() -> Path:
    return Path(settings.FINDINGS_FOLDER)


def _bundle_path() -> Path:
    own = _folder() / BUNDLE
    return own if own.is_file() else SHIPPED


def _bundle() -> Bundle | Refusal:
    path = _bundle_path()
    if not path.is_file():
        return Refusal.MISSING
    return _read(*_stamp(path))


def _stamp(path: Path) -> tuple[Path, int, int]:
    """A file and how it looked: the key under which what was read from it is kept."""
    about = path.stat()
    return path, about.st_mtime_ns, about.st_size


@lru_cache(maxsize=4)
def _bytes(path: Path, _changed: int, _size: int) -> bytes:
    return path.read_bytes()


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, size: int) -> Bundle | Refusal:
    try:
        return read(_bytes(path, changed, size))
    except NotABundle:
        return Refusal.UNREADABLE


def _signatures() -> tuple[Signature, ...]:
    path = _folder() / SIGNATURES
    return _unsealed(settings.SECRET_KEY, *_stamp(path)) if path.is_file() else ()


@lru_cache(maxsize=4)
def _unsealed(_key: str, path: Path, changed: int, size: int) -> tuple[Signature, ...]:
    """The signatures that this installation itself wrote; a line that somebody changed is none."""
    signer = Signer(salt=SEAL)
    found = []
    for line in _bytes(path, changed, size).decode("utf-8", "replace").splitlines():
        try:
            found.append(Signature(**signer.unsign_object(line)))
        except (BadSignature, TypeError, ValueError):
            continue
    return tuple(found)

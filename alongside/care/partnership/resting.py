"""What a piece of advice rests on, for its page: links, and words only where a clinician signed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.care.partnership import findings, knowing
from alongside.care.partnership.rules.findings import Finding, Signature


@dataclass(frozen=True, slots=True)
class Resting:
    """``ids`` to link to; ``said``, the findings as signed; ``standing``, who signed or that nobody did."""

    ids: tuple[str, ...]
    said: tuple[Finding, ...]
    standing: str


def there(finding_ids: Iterable[str]) -> tuple[str, ...]:
    """Those of the ids that the bundle of this installation holds: the others have no page to lead to."""
    return tuple(each for each in finding_ids if findings.unproven(each) is not None)


def resting(finding_ids: Iterable[str]) -> Resting:
    """What stands behind advice. Words that nobody signed are one click away, and not said here."""
    ids, standing = there(finding_ids), findings.standing()
    proven = isinstance(standing, Signature)
    said = tuple(found for each in ids if (found := findings.known(each)) is not None) if proven else ()
    return Resting(ids, said, knowing.stands(standing))

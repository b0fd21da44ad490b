"""Why a professional rings first, and the page on which such a call is made where it needs one of its own.

A call carries only the kind of the attention item that it answers. What that means is known above, in
``support``, which declares it here.
"""

from __future__ import annotations

from dataclasses import dataclass

from alongside.care.partnership.reasons import Text


@dataclass(frozen=True, slots=True)
class WhyRing:
    """``why`` as a colleague says it; ``page`` a URL name that takes the partnership and the item's
    ``about``.
    """

    why: Text
    page: str = ""


_known: dict[str, WhyRing] = {}


def declare(reasons: dict[str, WhyRing]) -> None:
    """Called once from an ``AppConfig.ready``."""
    _known.update(reasons)


def why_ring(kind: str) -> WhyRing | None:
    """None for a call that answers nothing on the list."""
    return _known.get(kind)

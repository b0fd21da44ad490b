"""The figure of *How we each see it*: differences that still ask something of somebody."""

from __future__ import annotations

from alongside.care.partnership.figures import FromRows, keep
from alongside.care.partnership.models import Partnership
from alongside.care.understanding.models import Difference

OWN: dict[str, FromRows] = {
    "differences_open": lambda p: Difference.objects.filter(partnership=p).waiting().count(),
}


def keep_differences(partnership: Partnership) -> None:
    keep(partnership, differences_open=OWN["differences_open"](partnership))

"""Whether questions rest for somebody now: asked by every page that would ask something.

if not quiet.is_quiet(partnership): …ask…
"""

from __future__ import annotations

from alongside.base import clock
from alongside.care.partnership.models import Partnership
from alongside.care.plan.rules import quiet as rule


def is_quiet(partnership: Partnership) -> bool:
    """A bad day was said, and its days are not over. One row: the partnership's figures."""
    until = partnership.figures.bad_day_until
    return rule.is_quiet(until, clock.today(partnership.service.time_zone))

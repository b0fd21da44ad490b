"""Is this database simulated? Asked on every page, so the answer is read once a process."""

from __future__ import annotations

from functools import lru_cache

from alongside.base.services.models import Installation, Service


@lru_cache(maxsize=1)
def is_simulated() -> bool:
    """True where the database holds invented people only. Never changes in a database's life."""
    return Installation.objects.filter(simulated=True).exists()


def the_service() -> Service | None:
    """The service of a page that belongs to no partnership (the door): the first, or none yet.

    A second service on one installation gets its own door by host name; until then there is one.
    """
    return Service.objects.order_by("created_at").first()

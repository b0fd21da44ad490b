from __future__ import annotations

from typing import TypedDict

from django.db import models

from alongside.base import clock


class CastMember(TypedDict):
    """Somebody invented whom a visitor of a simulation may sign in as, and what is notable about them."""

    account_id: str
    line: str


def nobody() -> list[CastMember]:
    return []


class Installation(models.Model):
    """What this database is: at most one row. A database marked simulated says so on every page."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    simulated = models.BooleanField(default=False)
    seed = models.BigIntegerField(null=True)
    people = models.PositiveIntegerField(null=True)
    cast = models.JSONField(default=nobody)  # a list of CastMember, in the order to be shown
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="only_one_installation")]

    def __str__(self) -> str:
        return "simulated" if self.simulated else "in use"

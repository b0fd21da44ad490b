"""Somebody invented, while they live: who they are in the database, and what later steps need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Partnership
from alongside.simulation.clinic import Clinic
from alongside.simulation.steps import Life, Step


@dataclass
class Living:
    """One life under way. ``partnership`` from the first step on."""

    life: Life
    clinic: Clinic
    until: date
    known: Partnership | None = None
    rated_at: datetime | None = None

    @property
    def partnership(self) -> Partnership:
        if self.known is None:
            raise LookupError(f"life {self.life.number} has not come in yet")
        return self.known

    def who(self, step: Step) -> Account:
        """Who takes the step: the professional it names, else the person."""
        return self.clinic.professionals[step.by] if step.by else self.partnership.person


Take: TypeAlias = Callable[[Living, Step], None]

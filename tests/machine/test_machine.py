"""Everybody does anything in any order; what must always hold, holds after every step.

``ALONGSIDE_MACHINE=deep`` runs for minutes instead of seconds.
"""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from alongside.care.measures.actions import instrument
from tests.machine import profiles
from tests.machine.partnership_machine import PartnershipMachine


@pytest.mark.usefixtures("db")
def test_whatever_anybody_does_in_any_order_what_must_hold_holds() -> None:
    instrument.ensure_own_checks()
    run_state_machine_as_test(PartnershipMachine, settings=settings.get_profile(profiles.chosen()))

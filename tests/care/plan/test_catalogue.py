"""What a clinic lays beside the shipped steps is used whole or not at all, and never takes anything away."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.care.partnership.rules.signed import DefinitionInvalid
from alongside.care.plan import catalogue
from tests.care.plan.rules.test_library import OWN, STEPS


@pytest.fixture
def own(tmp_path: Path, monkeypatch):
    """``own(text)``: the clinic's step file says this."""
    monkeypatch.setattr(catalogue, "own_folder", lambda: tmp_path)

    def lay(text: str) -> None:
        (tmp_path / OWN.name).write_text(text, encoding="utf-8")
        catalogue.rulebook.cache_clear()

    yield lay
    catalogue.rulebook.cache_clear()


def test_a_clinics_right_file_is_used_beside_the_shipped_steps(own):
    own(OWN.text)
    assert set(catalogue.rulebook().library.steps) == {*(step.id for step in STEPS), "riverside_park"}


def test_a_clinics_wrong_file_is_left_out_and_the_shipped_steps_go_on(own, caplog):
    own(OWN.text.replace('stop_for = ["new-signs", "chest"]', 'stop_for = ["chest"]'))
    assert set(catalogue.rulebook().library.steps) == {step.id for step in STEPS}
    assert "must name new-signs" in caplog.text
    with pytest.raises(DefinitionInvalid, match="must name new-signs"):
        catalogue.with_own()

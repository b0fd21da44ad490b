"""What care is told: only what a clinician signed, word for word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from alongside.base.services.installation import is_simulated
from alongside.base.services.models import Installation
from alongside.care.partnership import findings as care
from alongside.care.partnership.rules import findings as care_rules
from alongside.care.partnership.rules.findings import Refusal, Signature
from alongside.evidence.findings.actions import bundle as actions
from alongside.evidence.findings.rules import bundle
from alongside.evidence.findings.rules.founding import known
from tests.conftest import Clinic


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.FINDINGS_FOLDER = tmp_path / "findings"
    return settings.FINDINGS_FOLDER


def signed(by) -> str:
    return actions.sign(
        read=bundle.fingerprint(actions.current()), role="physiotherapist", registration="HCPC 1", by=by
    )


def test_the_shipped_file_is_what_the_findings_say_now() -> None:
    assert care.SHIPPED.read_bytes() == actions.current(), (
        "write it again: see docs/reference/findings-bundle.md"
    )


def test_the_same_findings_make_the_same_bytes() -> None:
    assert bundle.written(bundle.make(known())) == bundle.written(bundle.make(known()))


def test_care_reads_every_finding_with_its_studies_and_reasons() -> None:
    read = care_rules.read(actions.current())
    assert set(read.findings) == {each.id for each in known().findings.finding}
    told = read.findings["told-once"]
    assert [study.id for study in told.studies] == ["ostlund-2001"]
    assert told.reasons


def test_an_unsigned_bundle_changes_no_advice(db: None) -> None:
    assert care.known("told-once") is None
    assert care.standing() is Refusal.UNSIGNED


def test_a_signed_bundle_answers_how_do_we_know(clinic: Clinic) -> None:
    signed(clinic.priya)
    found = care.known("told-once")
    assert found is not None
    assert "again and again" in found.says
    assert isinstance(care.standing(), Signature)
    assert care.known("no-such-finding") is None


def test_a_changed_bundle_changes_no_advice(clinic: Clinic, folder: Path) -> None:
    signed(clinic.priya)
    path = folder / actions.BUNDLE
    path.write_bytes(path.read_bytes().replace(b"again and again", b"now and then"))
    assert care.known("told-once") is None
    assert care.standing() is Refusal.CHANGED


def test_a_signature_that_somebody_wrote_by_hand_is_none(clinic: Clinic, folder: Path) -> None:
    signed(clinic.priya)
    path = folder / actions.SIGNATURES
    line = path.read_text(encoding="utf-8")
    path.write_text("x" + line[1:], encoding="utf-8")
    assert care.known("told-once") is None


def test_a_signature_can_be_taken_back_and_given_again(clinic: Clinic) -> None:
    signed(clinic.priya)
    actions.withdraw(role="physiotherapist", by=clinic.priya)
    assert care.standing() is Refusal.WITHDRAWN
    assert care.known("told-once") is None
    signed(clinic.okafor)
    assert care.known("told-once") is not None


def test_no_order_of_the_lines_gives_back_what_was_taken_back(clinic: Clinic, folder: Path) -> None:
    """Whoever can write the file, and has not the key, can copy a sealed line or turn them round."""
    signed(clinic.priya)
    actions.withdraw(role="physiotherapist", by=clinic.priya)
    path = folder / actions.SIGNATURES
    given, taken = path.read_text().splitlines()
    for lines in ([given, taken, given], [taken, given], [given, taken, given.replace(":", ": ")]):
        path.write_text("\n".join(lines) + "\n")
        assert care.standing() is Refusal.WITHDRAWN
        assert care.known("told-once") is None


def test_an_invented_clinicians_signature_counts_only_in_a_simulation(clinic: Clinic) -> None:
    Installation.objects.create(simulated=True)
    is_simulated.cache_clear()
    signed(clinic.priya)
    assert care.known("told-once") is not None
    Installation.objects.all().delete()
    is_simulated.cache_clear()
    assert care.standing() is Refusal.SIMULATED
    assert care.known("told-once") is None


@pytest.mark.parametrize("who", ["joan", "stranger"])
def test_nobody_but_a_professional_signs(clinic: Clinic, who: str) -> None:
    with pytest.raises(actions.NotAllowed):
        signed(clinic.everyone[who])
    assert care.standing() is Refusal.UNSIGNED


def test_nobody_signs_a_text_that_is_not_the_one_they_read(clinic: Clinic) -> None:
    with pytest.raises(actions.Changed):
        actions.sign(read="0" * 64, role="doctor", registration="GMC 1", by=clinic.okafor)
    assert care.standing() is Refusal.UNSIGNED


def test_a_signature_has_a_name_and_a_role(clinic: Clinic) -> None:
    with pytest.raises(actions.NotAllowed):
        actions.sign(read=bundle.fingerprint(actions.current()), role=" ", registration="", by=clinic.priya)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        json.dumps({"format": "alongside-findings", "format_version": 99}).encode(),
        json.dumps({"format": "something", "format_version": 1}).encode(),
    ],
)
def test_a_file_that_is_no_bundle_is_refused_and_changes_nothing(db: None, folder: Path, data: bytes) -> None:
    folder.mkdir()
    (folder / actions.BUNDLE).write_bytes(data)
    assert care.standing() is Refusal.UNREADABLE
    assert care.known("told-once") is None


def test_the_page_behind_a_piece_of_advice_says_whether_anybody_signed(
    clinic: Clinic, as_: Callable[[str], Client]
) -> None:
    page = "/how-do-we-know/told-once/"
    assert "No clinician has signed this yet" in Client().get(page).content.decode()
    sent = {
        "read": bundle.fingerprint(actions.current()),
        "role": "physiotherapist",
        "registration": "HCPC 1",
        "sure": "on",
    }
    assert as_("priya").post("/evidence/sign/", sent).status_code == 302
    shown = Client().get(page).content.decode()
    assert re.search(
        r"Priya Shah \(physiotherapist\) read this and signed it on \d+ [A-Z][a-z]+ \d{4}\.", shown
    )
    assert Client().get("/how-do-we-know/no-such-finding/").status_code == 404


def test_from_a_theme_to_a_study_to_a_finding_to_the_advice_is_a_click_each(db: None, client: Client) -> None:
    for page, leads in (
        ("/evidence/", "/evidence/theme/understanding/"),
        ("/evidence/theme/understanding/", "/evidence/study/ostlund-2001/"),
        ("/evidence/study/ostlund-2001/", "/evidence/finding/told-once/"),
        ("/evidence/finding/told-once/", "The story is told once and read by the whole team."),
        ("/how-do-we-know/told-once/", "/evidence/study/ostlund-2001/"),
    ):
        assert leads in client.get(page).content.decode(), page

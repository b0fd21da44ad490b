"""The real exports beside the project: read whole, and as other readers read them."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest
import rispy

from alongside.evidence.importing import Reading, read
from tests.evidence.real_data import real_data

pytestmark = pytest.mark.data

MANY = {
    "baseline_reference_types.ris": 61, "baseline_tag-notes_labels.ris": 32, "embase.csv": 6, "embase.ris":
    6, "faulty_year.ris": 1,
    "generic_semicolon.csv": 2, "missing_values.csv": 4, "ovid_psycinfo.ris": 6, "ovid_zotero.ris": 6,
    "proquest.ris": 6,
    "pubmed_endnote.txt": 6, "pubmed_zotero.ris": 6, "ris_issue_1099.txt": 7, "ris_issue_992.txt": 19,
    "scopus.ris": 6,
    "web_of_science.txt": 10,
}  # fmt: skip


@pytest.mark.parametrize("name", MANY)
def test_every_record_of_a_real_export_is_read(name: str) -> None:
    records = list(read(real_data("imports", name)))
    assert len(records) == MANY[name]
    if not name.startswith(("baseline", "faulty", "missing", "generic")):
        assert all(record.title and record.year for record in records)
        assert any(record.authors for record in records)


@pytest.mark.parametrize("name", ["scopus.ris", "proquest.ris", "web_of_science.txt", "pubmed_zotero.ris"])
def test_rispy_finds_the_same_titles_and_authors(name: str) -> None:
    path = real_data("imports", name)
    entries = rispy.loads(path.read_text(encoding="utf-8-sig"))
    for record, entry in zip(read(path), entries, strict=True):
        assert record.title == " ".join((entry.get("title") or entry["primary_title"]).split())
        assert record.authors == tuple(dict.fromkeys(entry.get("authors") or entry["first_authors"]))


def test_labels_of_an_earlier_screening_come_with_the_records() -> None:
    labels = [record.label for record in read(real_data("imports", "baseline_tag-notes_labels.ris"))]
    assert labels.count(True) == labels.count(False)
    assert labels.count(None) > 0


@pytest.mark.slow
def test_a_file_of_a_hundred_thousand_records_is_not_held_in_memory(tmp_path: Path) -> None:
    part = real_data("imports", "scopus.ris").read_bytes().strip() + b"\n\n"
    path = tmp_path / "large.ris"
    with path.open("wb") as file:
        for _ in range(100_000 // 6 + 1):
            file.write(part)
    tracemalloc.start()
    reading: Reading = read(path)
    started = time.monotonic()
    many = sum(1 for _ in zip(reading, range(20_000), strict=False))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert many == 20_000
    assert time.monotonic() > started
    assert peak < 60_000_000

"""The whole synthesis as one file: opened elsewhere it says the same; damaged, nothing is kept."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import rispy

from alongside.evidence.report import archive as archives
from alongside.evidence.report import exporting
from alongside.evidence.report.actions import archive as actions
from alongside.evidence.report.counts import counts, part_of
from alongside.evidence.report.opening import NotAnArchive
from alongside.evidence.screening.actions import decision
from alongside.evidence.synthesis.actions.synthesis import NotAllowedToBegin
from alongside.evidence.synthesis.models import Member, Synthesis
from tests.evidence import web

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived_in(db: None) -> tuple[Synthesis, object]:
    ruth, eli = web.account("Ruth Adler", professional=True), web.account("Eli Marks")
    synthesis = web.begun(ruth)
    web.joins(synthesis, eli)
    web.bring_in(synthesis, web.ris(["Waving one", "Waving two", "مقالة عن الألم"]), ruth)
    web.bring_in(synthesis, web.ris(["Waving one"]) + b"\n", ruth, name="two.ris", other_way=True)
    for record in synthesis.records.filter(merged_into=None).order_by("number"):
        for who in (ruth, eli):
            decision.decide(record=record, stage="title", verdict="in", reasons=[], by=who)
    return synthesis, ruth


def packed(synthesis: Synthesis) -> io.BytesIO:
    file = io.BytesIO()
    archives.write(synthesis, file)
    file.seek(0)
    return file


def test_an_archive_opens_as_the_same_synthesis(lived_in) -> None:
    synthesis, ruth = lived_in
    opened = actions.open_(file=packed(synthesis), by=ruth)
    assert opened.pk != synthesis.pk
    assert counts(opened) == counts(synthesis)
    for form in exporting.FORMS:
        mine, theirs = (b"".join(exporting.written(each, form)) for each in (synthesis, opened))
        assert mine == theirs
    assert [m.account for m in Member.objects.filter(synthesis=opened, role="lead", account=ruth)] == [ruth]


def test_each_source_stands_in_the_box_of_the_flow_that_counts_it(lived_in) -> None:
    synthesis, ruth = lived_in
    web.bring_in(synthesis, b"%PDF-1.7", ruth, name="a.ris", source="A file that could not be read")
    web.bring_in(synthesis, web.ris(["Waving four"]), ruth, name="3.ris", source="By hand", other_way=True)
    found = counts(synthesis)
    assert dict(found.sources) == {"Medline": 3}
    assert dict(found.otherwise) == {"Medline": 1, "By hand": 1}
    assert (found.of["databases"], found.of["other-ways"], found.of["found"]) == (3, 2, 5)
    name, rows = part_of(synthesis, "other-ways", 1)
    assert (name, [each.understood["title"] for each in rows]) == ("By hand", ["Waving four"])
    with pytest.raises(LookupError):
        part_of(synthesis, "other-ways", 2)


def test_an_archive_carries_nobodys_address(lived_in) -> None:
    synthesis, _ruth = lived_in
    with zipfile.ZipFile(packed(synthesis)) as archive:
        assert all(b"@" not in archive.read(name) for name in archive.namelist() if "part" not in name)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all"])
def test_what_is_no_archive_is_refused(lived_in, data: bytes) -> None:
    _synthesis, ruth = lived_in
    with pytest.raises(NotAnArchive):
        actions.open_(file=io.BytesIO(data), by=ruth)
    assert Synthesis.objects.count() == 1


def test_an_archive_with_a_row_that_leads_nowhere_is_refused_whole(lived_in, tmp_path: Path) -> None:
    synthesis, ruth = lived_in
    changed = io.BytesIO()
    with zipfile.ZipFile(packed(synthesis)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, b"" if name == "protocol.jsonl" else data)
    changed.seek(0)
    with pytest.raises(NotAnArchive):
        actions.open_(file=changed, by=ruth)
    assert Synthesis.objects.count() == 1


def test_only_who_may_begin_a_synthesis_opens_one(lived_in) -> None:
    synthesis, _ruth = lived_in
    with pytest.raises(NotAllowedToBegin):
        actions.open_(file=packed(synthesis), by=web.account("Some Body"))


def test_the_ris_that_leaves_is_read_by_another_reader_unchanged(lived_in) -> None:
    synthesis, _ruth = lived_in
    text = b"".join(exporting.written(synthesis, "ris")).decode()
    read = rispy.loads(text)
    records = list(synthesis.records.filter(merged_into=None).order_by("number"))
    assert [each["title"] for each in read] == [record.title for record in records]
    assert [each["year"] for each in read] == [str(record.year) for record in records]
    assert [each["authors"] for each in read] == [record.authors for record in records]

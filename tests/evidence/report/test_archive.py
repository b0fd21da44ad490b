"""The whole synthesis as one file: opened elsewhere it says the same; damaged, nothing is kept."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import rispy
from django.db import connection
from django.urls import reverse

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.config.operations import syntheses
from alongside.evidence.report import archive as archives
from alongside.evidence.report import clearing, exporting, opening
from alongside.evidence.report.actions import archive as actions
from alongside.evidence.report.counts import counts, part_of
from alongside.evidence.report.opening import NotAnArchive
from alongside.evidence.screening.actions import decision
from alongside.evidence.synthesis.actions.synthesis import NotAllowedToBegin
from alongside.evidence.synthesis.models import Member, Opening, Synthesis
from tests.evidence import web

pytestmark = pytest.mark.django_db

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


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


class Killed(BaseException):
    """What a process that is killed leaves: nothing after this runs."""


def left_half_open(monkeypatch: pytest.MonkeyPatch, archive: io.BytesIO, by: object) -> Synthesis:
    """What stands in the database when a process dies between two pieces of an archive."""

    def dies(*_given: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(actions, "_check", dies)
        patched.setattr(actions.clearing, "clear", lambda _synthesis: None)
        with pytest.raises(Killed):
            actions.open_(file=archive, by=by)
    return Synthesis.objects.exclude(opening=None).get()


def test_an_archive_is_nobodys_until_it_is_whole(lived_in, monkeypatch: pytest.MonkeyPatch, client) -> None:
    synthesis, ruth = lived_in
    half = left_half_open(monkeypatch, packed(synthesis), ruth)
    assert half.records.count() == synthesis.records.count()
    client.force_login(ruth)
    assert client.get(reverse("synthesis:overview", args=[half.pk])).status_code == 404
    assert str(half.pk) not in client.get(reverse("synthesis:index")).content.decode()
    assert [each["id"] for each in syntheses.listed()] == [str(synthesis.pk)]


def test_what_a_killed_process_left_half_open_is_cleared_away_and_nothing_else(
    lived_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    synthesis, ruth = lived_in
    before = rows_there()
    half = left_half_open(monkeypatch, packed(synthesis), ruth)
    assert not clearing.clear_one(), "somebody may still be at it"
    Opening.objects.update(until_at=clock.now() - timedelta(seconds=1))
    assert clearing.clear_one()
    assert not clearing.clear_one()
    assert rows_there() == before
    assert not Synthesis.objects.filter(pk=half.pk).exists()
    clearing.clear(synthesis.pk)
    assert rows_there() == before, "a whole one is never touched"


def test_who_stood_still_for_too_long_finds_that_it_was_cleared_away(
    lived_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    synthesis, ruth = lived_in
    before = rows_there()
    half = left_half_open(monkeypatch, packed(synthesis), ruth)
    clearing.clear(half.pk)
    with pytest.raises(actions.Overtaken):
        actions._made_whole(half, ruth)
    assert rows_there() == before


@pytest.mark.django_db(transaction=True)
def test_others_write_between_the_pieces_of_an_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is held while the next piece is read: a decision never waits for more than one."""
    ruth = web.account("Ruth Adler", professional=True)
    synthesis = web.begun(ruth)
    web.bring_in(synthesis, web.ris([f"Waving {at}" for at in range(30)]), ruth)
    monkeypatch.setattr(actions, "AT_ONCE", 5)
    made, pieces = opening.made, []

    def read_and_looked_at(*given: object):
        pieces.append((connection.in_atomic_block, Synthesis.objects.exclude(opening=None).count()))
        return made(*given)

    monkeypatch.setattr(opening, "made", read_and_looked_at)
    opened = actions.open_(file=packed(synthesis), by=ruth)
    assert set(pieces) == {(False, 1)}
    assert counts(opened) == counts(synthesis)
    assert not Synthesis.objects.exclude(opening=None).exists()
    assert all(b"".join(exporting.written(each, "json")) for each in (synthesis, opened))


def rows_there() -> dict[str, int]:
    every = [Synthesis, Account, Opening, *(model for model, _way in archives.TABLES)]
    return {model._meta.label: model._default_manager.count() for model in every}


def test_the_same_form_sent_twice_opens_one_archive_and_a_refused_one_can_be_sent_again(
    lived_in, client
) -> None:
    synthesis, ruth = lived_in
    client.force_login(ruth)
    where, once, before = reverse("report:open-archive"), str(ids.uuid7()), Synthesis.objects.count()
    refused = client.post(where, {"once": once, "file": io.BytesIO(b"none")})
    assert refused.status_code == 200
    first = client.post(where, {"once": once, "file": packed(synthesis)})
    again = client.post(where, {"once": once, "file": packed(synthesis)})
    assert first.status_code == 302
    assert again.headers["Location"] == first.headers["Location"]
    assert Synthesis.objects.count() == before + 1


def said(archive: io.BytesIO, *, without_last: tuple[str, ...] = ()) -> dict[str, list[object]]:
    """All that an archive says, each key by the order in which it comes, whatever its letters are."""
    keys: dict[str, str] = {}

    def named(value: object) -> object:
        if isinstance(value, dict):
            kept = {name: each for name, each in value.items() if name != "id" or isinstance(each, str)}
            return {named(name): named(each) for name, each in kept.items()}
        if isinstance(value, list):
            return [named(each) for each in value]
        return keys.setdefault(value, f"key {len(keys)}") if KEY.fullmatch(str(value)) else value

    with zipfile.ZipFile(archive) as parts:
        rows = {name: parts.read(name).splitlines() for name in sorted(parts.namelist()) if "jsonl" in name}
    for name in without_last:
        rows[name].pop()
    return {name: [named(json.loads(line)) for line in lines] for name, lines in rows.items()}


def test_what_is_opened_and_archived_again_says_the_same_to_the_last_column(lived_in) -> None:
    """Every value, and every way from row to row. Whoever opens it is one member and one entry more."""
    synthesis, ruth = lived_in
    first = packed(synthesis)
    opened = actions.open_(file=first, by=ruth)
    again = said(packed(opened), without_last=("member.jsonl", "entry.jsonl"))
    assert again == said(first)
    assert len(again["record.jsonl"]) == 4


def test_new_keys_come_in_the_order_of_the_old_and_are_none_of_them(lived_in) -> None:
    synthesis, _ruth = lived_in
    with clock.frozen(datetime(2026, 11, 19, 9, tzinfo=UTC)):
        old = [ids.uuid7() for _ in range(500)]
    keys = opening.Keys(synthesis, {})
    new = [keys.new(str(each)) for each in old]
    assert new == sorted(new)
    assert not set(new) & set(old)
    assert {each.version for each in new} == {7}

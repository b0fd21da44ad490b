"""An archive comes from elsewhere and may lie: refused with why and where, and nothing of it kept."""

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from alongside.base import ids
from alongside.base.accounts.models import Account
from alongside.evidence.appraisal.actions import arrow as arrows
from alongside.evidence.appraisal.actions import theme as themes
from alongside.evidence.appraisal.models import Arrow
from alongside.evidence.records.models import Record
from alongside.evidence.report import archive as archives
from alongside.evidence.report import opening, presenters
from alongside.evidence.report.actions import archive as actions
from alongside.evidence.report.opening import NotAnArchive
from alongside.evidence.screening.actions import decision
from alongside.evidence.synthesis.models import Job, Synthesis
from tests.evidence import web

pytestmark = pytest.mark.django_db

Rows = list[dict[str, Any]]
Parts = dict[str, bytes]


@pytest.fixture
def ruth(db: None) -> Account:
    return web.account("Ruth Adler", professional=True)


_made: Parts = {}


@pytest.fixture
def parts(ruth: Account) -> Parts:
    """The parts of an honest archive of a small synthesis, lived once for all tests."""
    if not _made:
        _made.update(lived(ruth))
    return dict(_made)


def lived(ruth: Account) -> Parts:
    eli = web.account("Eli Marks")
    synthesis = web.begun(ruth)
    web.joins(synthesis, eli)
    web.bring_in(synthesis, web.ris(["Waving one", "Waving two", "Waving three"]), ruth)
    web.bring_in(synthesis, web.ris(["Waving one"]) + b"\n", ruth, name="two.ris", other_way=True)
    for record in synthesis.records.filter(merged_into=None).order_by("number")[:2]:
        for who in (ruth, eli):
            decision.decide(record=record, stage="title", verdict="in", reasons=[], by=who)
    one, two = (themes.add(synthesis=synthesis, name=name, about="", by=ruth) for name in ("Trust", "Effort"))
    arrows.draw(start=one, end=two, how="helps", says="So they said.", grounds={}, seen=None, by=ruth)
    packed = io.BytesIO()
    archives.write(synthesis, packed)
    with zipfile.ZipFile(packed) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    file.seek(0)
    return file


def everything() -> dict[str, int]:
    """How many rows there are of everything that an archive brings."""
    every = [Synthesis, Account, Job, *(model for model, _way in archives.TABLES)]
    return {model._meta.label: model._default_manager.count() for model in every}


def other() -> str:
    return str(ids.uuid7())


def refused(parts: Parts | io.BytesIO, by: Account) -> NotAnArchive:
    before = everything()
    file = parts if isinstance(parts, io.BytesIO) else packed(parts)
    with pytest.raises(NotAnArchive) as fault:
        actions.open_(file=file, by=by)
    assert everything() == before
    words = presenters.why_not(fault.value)
    assert "Nothing was kept." in words
    return fault.value


def rewritten(parts: Parts, name: str, change: Callable[[Rows], object]) -> Parts:
    rows: Rows = [json.loads(line) for line in parts[name].splitlines()]
    change(rows)
    return {**parts, name: b"".join(json.dumps(row).encode() + b"\n" for row in rows)}


def sets(**values: object) -> Callable[[Rows], object]:
    return lambda rows: rows[0].update(values)


def nested() -> object:
    return json.loads("[" * 50 + "]" * 50)


ROWS: dict[str, tuple[str, Callable[[Rows], object], str]] = {
    "a decision by nobody": ("decision", sets(member_id=None), "row"),
    "a decision by somebody who is not there": ("decision", sets(member_id=other()), "nowhere"),
    "a decision that is none": ("decision", sets(verdict="perhaps"), "row"),
    "a decision at no stage": ("decision", sets(stage="title and more"), "row"),
    "a decision without reasons to read": ("decision", sets(reasons={"a": 1}), "row"),
    "a decision in a year that there is not": ("decision", sets(at="0001-01-01T00:00:00+14:00"), "row"),
    "a decision at no time": ("decision", sets(at="yesterday"), "row"),
    "two words of one reviewer": (
        "decision", lambda rows: rows.append({**rows[0], "id": other()}), "clash",
    ),
    "the same id twice": ("record", lambda rows: rows.append(dict(rows[0], number=9)), "clash"),
    "the same number twice": ("record", lambda rows: rows[1].update(number=rows[0]["number"]), "clash"),
    "an id that is none": ("record", sets(id="../../etc/passwd"), "row"),
    "an id that is a list": ("record", sets(id=[]), "row"),
    "a year larger than a database holds": ("record", sets(year=10**30), "row"),
    "a number that is none": ("record", sets(rank="1"), "row"),
    "half of a letter": ("record", sets(title="\ud800"), "row"),
    "a letter that ends text": ("record", sets(title="a\0b"), "row"),
    "authors that are a number": ("record", sets(authors=7), "row"),
    "a column too many": ("record", sets(password="x"), "row"),
    "a column too few": ("record", lambda rows: rows[0].pop("doi"), "row"),
    "a state that there is not": ("record", sets(title_state="surely"), "row"),
    "a record merged into itself": (
        "record", lambda rows: rows[0].update(merged_into_id=rows[0]["id"]), "row",
    ),
    "records merged in a circle": (
        "record",
        lambda rows: (
            rows[0].update(merged_into_id=rows[1]["id"]), rows[1].update(merged_into_id=rows[0]["id"]),
        ),
        "circle",
    ),
    "a record of another synthesis": (
        "record", lambda rows: rows[1].update(synthesis_id=other()), "row",
    ),
    "a source record that says what nobody reads": (
        "sourcerecord", sets(understood={"__class__": "x"}), "row",
    ),
    "raw values without end": ("sourcerecord", sets(raw=nested()), "row"),
    "notices that are none": ("sourcerecord", sets(notices=["x"]), "row"),
    "a file of which nobody is known": ("import", sets(by_id=other()), "row"),
    "a file with another fingerprint": ("import", sets(sha256="0" * 64), "bytes"),
    "a file of another size": ("import", sets(size=1), "bytes"),
    "a file with other bytes": (
        "importpart", sets(data=base64.b64encode(zlib.compress(b"TY  - JOUR\n")).decode()), "bytes",
    ),
    "a file that unpacks to a gigabyte": (
        "importpart", sets(data=base64.b64encode(zlib.compress(b"\0" * 30_000_000)).decode()), "bytes",
    ),
    "a file that does not unpack": ("importpart", sets(data=base64.b64encode(b"nothing").decode()), "bytes"),
    "bytes that are none": ("importpart", sets(data="§§"), "row"),
    "an arrow to itself": ("arrow", lambda rows: rows[0].update(end_id=rows[0]["start_id"]), "clash"),
    "an arrow to a record": ("arrow", lambda rows: rows[0].update(end_id=other()), "nowhere"),
    "a role that there is not": ("member", sets(role="owner"), "row"),
    "criteria without a text": ("protocol", sets(criteria=[{"code": "a", "kind": "in"}]), "row"),
    "no protocol at all": ("protocol", list.clear, "nowhere"),
}  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_a_row_that_lies_is_refused_and_nothing_kept(parts: Parts, ruth: Account, case: str) -> None:
    name, change, code = ROWS[case]
    assert refused(rewritten(parts, f"{name}.jsonl", change), ruth).code == code


def lines(text: bytes) -> Callable[[Parts], Parts]:
    return lambda parts: {**parts, "record.jsonl": text}


def says(**values: object) -> Callable[[Parts], Parts]:
    return lambda parts: {
        **parts, "synthesis.json": json.dumps(json.loads(parts["synthesis.json"]) | values).encode(),
    }  # fmt: skip


FILES: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    "a part that is missing": (
        lambda parts: {k: v for k, v in parts.items() if k != "pair.jsonl"},
        "missing",
    ),
    "a part outside the folder": (lambda parts: {**parts, "../../passwd": b"x"}, "unknown-part"),
    "a part that does not belong": (lambda parts: {**parts, "run.exe": b"MZ"}, "unknown-part"),
    "another ZIP": (lambda _parts: {"[Content_Types].xml": b"<x/>"}, "not-ours"),
    "a newer version": (says(format_version=99), "version"),
    "a part that its version does not have": (says(format_version=1), "unknown-part"),
    "a version that is none": (says(format_version="3"), "not-ours"),
    "another format": (says(format="zip"), "not-ours"),
    "people that are a list": (says(people=["Ruth"]), "row"),
    "ten thousand people": (says(people={str(n): "x" for n in range(10_000)}), "row"),
    "a title that is none": (says(title=["x"]), "row"),
    "lists without end": (lines(b"[" * 100_000), "row"),
    "a row that is a list": (lines(b"[1]\n"), "row"),
    "a row that is cut": (lines(b'{"id": "'), "row"),
    "words instead of rows": (lines(b"not json\n"), "row"),
    "themes without end": (lambda parts: {**parts, "theme.jsonl": parts["theme.jsonl"] * 600}, "clash"),
}


@pytest.mark.parametrize("case", FILES)
def test_an_archive_that_is_put_together_wrongly_is_refused(parts: Parts, ruth: Account, case: str) -> None:
    change, code = FILES[case]
    assert refused(change(parts), ruth).code == code


def test_an_archive_that_would_fill_the_disk_is_refused_unread(
    parts: Parts, ruth: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(opening, "LONGEST_ROW", 100_000)
    assert refused({**parts, "record.jsonl": b" " * 2_000_000}, ruth).code == "too-large"
    assert refused({**parts, "record.jsonl": b" " * 200_000}, ruth).code == "too-large"


def test_a_part_that_stands_there_twice_is_refused(parts: Parts, ruth: Account) -> None:
    file = packed(parts)
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(file, "a") as archive,
    ):
        archive.writestr("record.jsonl", parts["record.jsonl"])
    file.seek(0)
    assert refused(file, ruth).code == "twice"


def broken_somewhere(data: bytes) -> Iterator[bytes]:
    """Cut, and with a byte changed here and there."""
    for at in range(10, len(data), len(data) // 12):
        yield data[:at]
        yield data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def test_whatever_byte_is_changed_it_opens_whole_or_not_at_all(parts: Parts, ruth: Account) -> None:
    """A changed byte that nothing depends on (a date of a part) may open; half of anything never does."""
    for data in broken_somewhere(packed(parts).getvalue()):
        before = everything()
        try:
            made = actions.open_(file=io.BytesIO(data), by=ruth)
        except NotAnArchive:
            assert everything() == before
        else:
            assert made.records.count() == 4
            assert made.imports.count() == 2


def test_what_stands_follows_from_the_decisions_whatever_the_archive_says(
    parts: Parts, ruth: Account
) -> None:
    def lie(rows: Rows) -> None:
        for row in rows:
            row.update(title_state="in" if row["title_state"] == "open" else "out", title_count=7)

    made = actions.open_(file=packed(rewritten(parts, "record.jsonl", lie)), by=ruth)
    stands = Record.objects.filter(synthesis=made, merged_into=None).order_by("number")
    assert [(each.title_state, each.title_count) for each in stands] == [("in", 2), ("in", 2), ("open", 0)]


def test_arrows_in_a_circle_open_and_are_drawn(parts: Parts, ruth: Account, client: Any) -> None:
    def circle(rows: Rows) -> None:
        (row,) = rows
        rows.append({**row, "id": other(), "start_id": row["end_id"], "end_id": row["start_id"]})

    made = actions.open_(file=packed(rewritten(parts, "arrow.jsonl", circle)), by=ruth)
    assert Arrow.objects.filter(synthesis=made).count() == 2
    client.force_login(ruth)
    page = client.get(reverse("appraisal:model", args=[made.pk]))
    assert page.status_code == 200
    assert page.content.count(b"<polygon") == 2


def test_markup_in_an_archive_is_shown_and_not_run(parts: Parts, ruth: Account, client: Any) -> None:
    script = "<script>alert(1)</script>"
    changed = rewritten(
        parts,
        "record.jsonl",
        lambda rows: [row.update(title=script, url="javascript:alert(1)") for row in rows],
    )
    about = json.loads(parts["synthesis.json"])
    about |= {"title": script, "people": dict.fromkeys(about["people"], script)}
    made = actions.open_(file=packed({**changed, "synthesis.json": json.dumps(about).encode()}), by=ruth)
    client.force_login(ruth)
    record = made.records.filter(merged_into=None).order_by("number")[0]
    for name, more in (
        ("synthesis:overview", []), ("records:records", []), ("records:record", [record.pk]),
        ("report:report", []), ("report:page", []), ("synthesis:members", []), ("synthesis:history", []),
        ("screening:next", ["title"]),
    ):  # fmt: skip
        page = client.get(reverse(name, args=[made.pk, *more]), follow=True)
        assert page.status_code == 200, name
        assert script.encode() not in page.content, name
        assert b'href="javascript:' not in page.content, name


def test_a_refused_archive_says_on_the_page_why(parts: Parts, ruth: Account, client: Any) -> None:
    client.force_login(ruth)
    file = packed(rewritten(parts, "decision.jsonl", sets(verdict="perhaps")))
    file.name = "synthesis.zip"
    before = everything()
    page = client.post(reverse("report:open-archive"), {"file": file})
    assert "Line 1 of “decision.jsonl”" in page.content.decode()
    assert everything() == before


def as_before(parts: Parts, version: int) -> Parts:
    """The archive as an earlier version wrote it: fewer tables, fewer columns."""
    later = {archives.name_of(model) for model, since in archives.SINCE.items() if since > version}
    kept = {name: data for name, data in parts.items() if name not in later}

    def without_what_came(rows: Rows) -> None:
        for row in rows:
            del row["kind"], row["ended_at"]

    return says(format_version=version)(rewritten(kept, "theme.jsonl", without_what_came))


@pytest.mark.parametrize("version", [1, 2])
def test_an_archive_of_an_earlier_version_opens_with_all_that_it_has(
    parts: Parts, ruth: Account, version: int
) -> None:
    opened = actions.open_(file=packed(as_before(parts, version)), by=ruth)
    assert opened.records.count() == 4
    assert {theme.kind for theme in opened.themes.all()} == {"theme"}
    assert not Arrow.objects.filter(synthesis=opened).exists()
    cut = as_before(parts, version)
    del cut["decision.jsonl"]
    assert refused(cut, ruth).code == "missing"

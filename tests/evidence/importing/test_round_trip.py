"""What is exported comes back unchanged: through our reader, and through one that is not ours."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.evidence.importing import (
    UNDERSTOOD,
    Position,
    SourceRecord,
    read,
    tables,
    write_csv,
    write_json,
    write_ris,
)
from alongside.evidence.importing.cleaning import page_range, plain
from alongside.evidence.importing.tags import TYPES

WRITERS = {".ris": write_ris, ".csv": write_csv, ".json": write_json}

text = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=60).map(plain)
title = text.filter(lambda value: len(value) > 2)
word = text.map(lambda value: value.replace(";", "").replace("*", "").strip(" ,.")).filter(bool)
name = st.from_regex(r"[A-ZÄÖÜЖ][a-zéíł]{1,12}, [A-Z][a-z]{0,8}", fullmatch=True)
number = st.from_regex(r"[1-9][0-9]{0,3}", fullmatch=True)
pages = st.one_of(st.just(""), number, st.tuples(number, number).map(lambda ends: page_range(*ends)))

records = st.builds(
    SourceRecord,
    position=st.just(Position("x", 1, 1)),
    id=st.from_regex(r"[a-z]{1,8}[0-9]{1,6}", fullmatch=True),
    type=st.sampled_from(["", *TYPES]),
    title=title,
    authors=st.lists(name, unique=True, max_size=4).map(tuple),
    year=st.one_of(st.none(), st.integers(1500, 2099)),
    journal=st.from_regex(r"Journal of [A-Z][a-zé]{1,20}", fullmatch=True),
    volume=st.one_of(st.just(""), number),
    issue=st.one_of(st.just(""), number),
    pages=pages,
    doi=st.one_of(st.just(""), st.from_regex(r"10\.[0-9]{4,6}/[a-z0-9]{1,12}", fullmatch=True)),
    pmid=st.one_of(st.just(""), st.from_regex(r"[1-9][0-9]{0,7}", fullmatch=True)),
    issn=st.one_of(st.just(""), st.from_regex(r"[0-9]{4}-[0-9]{3}[0-9X]", fullmatch=True)),
    abstract=text,
    keywords=st.lists(word, unique=True, max_size=4).map(tuple),
    language=st.sampled_from(["", "eng", "German"]),
    url=st.just(""),
    label=st.sampled_from([None, True, False]),
)


def understood(record: SourceRecord) -> dict[str, object]:
    return {field: getattr(record, field) for field in UNDERSTOOD}


def back(written: list[SourceRecord], ending: str) -> list[SourceRecord]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"records{ending}"
        with path.open("w", encoding="utf-8", newline="") as file:
            assert WRITERS[ending](written, file) == len(written)
        return list(read(path))


@pytest.mark.parametrize("ending", WRITERS)
@settings(max_examples=25)
@given(written=st.lists(records, min_size=1, max_size=3))
def test_what_is_written_is_read_as_it_was(ending: str, written: list[SourceRecord]) -> None:
    assert [understood(record) for record in back(written, ending)] == [
        understood(record) for record in written
    ]


@settings(max_examples=30)
@given(written=st.lists(records, min_size=1, max_size=3))
def test_rispy_reads_in_our_ris_what_we_wrote(written: list[SourceRecord]) -> None:
    kept = io.StringIO()
    write_ris(written, kept)
    entries = rispy.loads(kept.getvalue())
    assert len(entries) == len(written)
    for entry, record in zip(entries, written, strict=True):
        assert entry["title"] == record.title
        assert tuple(entry.get("authors", ())) == record.authors
        assert entry.get("year", "") == ("" if record.year is None else str(record.year))
        assert entry.get("secondary_title") == record.journal
        assert entry.get("doi", "") == record.doi
        assert entry.get("abstract", "") == record.abstract
        assert tuple(entry.get("keywords", ())) == record.keywords
        first, last = entry.get("start_page", ""), entry.get("end_page", "")
        assert (f"{first}-{last}" if last else first) == record.pages


@settings(max_examples=25)
@given(written=st.lists(records, min_size=1, max_size=3))
def test_the_standard_library_reads_our_csv_and_json(written: list[SourceRecord]) -> None:
    kept = io.StringIO(newline="")
    write_csv(written, kept)
    rows = list(csv.DictReader(io.StringIO(kept.getvalue(), newline="")))
    assert [row["title"] for row in rows] == [tables.guarded(record.title) for record in written]
    kept = io.StringIO()
    write_json(written, kept)
    assert [item["authors"] for item in json.loads(kept.getvalue())] == [
        list(record.authors) for record in written
    ]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "'=", "''+", "\t=", "'", ""])
def test_no_cell_runs_in_a_spreadsheet_and_each_comes_back(begin: str) -> None:
    said = f'{begin}HYPERLINK("x","y")'
    record = SourceRecord(Position("x", 1, 1), title=said, abstract=f"{begin}2", authors=(f"{begin}cmd",))
    kept = io.StringIO(newline="")
    write_csv([record], kept)
    (row,) = csv.DictReader(io.StringIO(kept.getvalue(), newline=""))
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())
    (again,) = back([record], ".csv")
    assert (again.title, again.abstract, again.authors) == tuple(
        value.strip() if isinstance(value, str) else tuple(each.strip() for each in value)
        for value in (record.title, record.abstract, record.authors)
    )


@given(st.text())
def test_cleaning_twice_is_cleaning_once(value: str) -> None:
    assert plain(plain(value)) == plain(value)

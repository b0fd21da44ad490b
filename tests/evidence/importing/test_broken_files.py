"""Nothing is dropped without a line that says what and why; what cannot be read is refused in words."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from alongside.evidence.importing import NotReadable, read, xlsx
from alongside.evidence.importing.encoding import LONGEST_FIELD
from tests.evidence.importing.conftest import Read

TWO = "TY  - JOUR\nTI  - Müller’s first\nER  - \nTY  - JOUR\nTI  - Second\nER  - \n"


@pytest.mark.parametrize(
    "encoding,said",
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8, marked"),
        ("utf-16", "UTF-16, marked"),
        ("utf-16-le", "UTF-16, little"),
        ("utf-16-be", "UTF-16, big"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(reading: Read, encoding: str, said: str) -> None:
    opened, records = reading(TWO.encode(encoding))
    assert opened.encoding.startswith(said)
    assert [record.title for record in records] == ["Müller’s first", "Second"]
    assert said in opened.notices[0].what


def test_one_broken_letter_does_not_spoil_the_others(reading: Read) -> None:
    content = (
        "TY  - JOUR\nTI  - " + "é" * 40 + "\nER  - \n"
    ).encode() + b"TY  - JOUR\nTI  - M\xfcller\nER  - \n"
    opened, records = reading(content)
    assert [record.title for record in records] == ["é" * 40, "Müller"]
    assert "1 bytes are not UTF-8" in opened.notices[1].what


def test_a_record_without_an_end_is_kept_and_so_is_the_next(reading: Read) -> None:
    _, records = reading("TY  - JOUR\nTI  - First\nTY  - JOUR\nTI  - Second\n")
    assert [record.title for record in records] == ["First", "Second"]
    assert [record.notices[0].code for record in records] == ["no-end", "no-end"]


def test_a_record_without_a_beginning_is_kept(reading: Read) -> None:
    _, records = reading("TY  - JOUR\nTI  - First\nER  - \nSN  - 1\nTI  - Second\nER  - \n")
    assert [record.title for record in records] == ["First", "Second"]
    assert records[1].issn == "1"
    assert records[1].notices[0].code == "no-beginning"


def test_what_stands_after_the_end_of_a_record_is_its_own_or_told(reading: Read) -> None:
    opened, records = reading(
        "1.\nTY  - JOUR\nTI  - First\nER  - \nNL  - J Pain\nA link\n\n2.\nTY  - JOUR\nTI  - Second\nER  - \n"
    )
    assert records[0].raw["NL"] == ("J Pain",)
    assert [(notice.code, notice.line) for notice in opened.notices[1:]] == [("outside", 6), ("numbering", 1)]
    assert "A link" in opened.notices[1].what


def test_a_value_that_means_nothing_is_told_and_the_raw_one_kept(reading: Read) -> None:
    _, (record,) = reading(
        "TY  - JOUR\nTI  - A\nPY  - 10 15\nSP  - No\nEP  - Specified\nDO  - none\nER  - \n"
    )
    assert (record.year, record.pages, record.doi) == (None, "", "")
    assert {notice.code for notice in record.notices} == {"no-year", "no-pages", "no-doi"}
    assert record.raw["PY"] == ("10 15",)


def test_a_field_of_fifty_megabytes_is_cut_and_that_is_said(reading: Read) -> None:
    _, records = reading(
        "TY  - JOUR\nTI  - Long\nAB  - " + "pain " * 10_000_000 + "\nER  - \nTY  - JOUR\nTI  - Next\nER  - \n"
    )
    assert [record.title for record in records] == ["Long", "Next"]
    assert len(records[0].abstract) <= LONGEST_FIELD
    (notice,) = records[0].notices
    assert notice.kind == "truncated"
    assert "49,999,99" in notice.what or "50,000,0" in notice.what
    assert not records[1].notices


def test_a_cell_of_many_megabytes_is_cut_too(reading: Read) -> None:
    _, records = reading('title,abstract\nLong,"' + "pain, " * 500_000 + '"\nNext,short\n', "t.csv")
    assert [record.title for record in records] == ["Long", "Next"]
    assert records[0].notices[0].kind == "truncated"


def test_the_same_id_twice_is_told_and_both_are_kept(reading: Read) -> None:
    opened, records = reading("id,title\n7,First\n7,Second\n", "t.csv")
    assert len(records) == 2
    assert [notice.code for notice in opened.notices] == ["format", "id-twice"]


def test_rows_with_too_many_or_too_few_cells_are_kept_and_told(reading: Read) -> None:
    opened, records = reading(
        "title,year,journal,volume\nA,2014,Pain,1,over\nB\n\ntitle,year,journal,volume\nC,2014,Pain,2\n",
        "t.csv",
    )
    assert [record.title for record in records] == ["A", "B", "C"]
    assert [notice.code for record in records for notice in record.notices] == ["cells-over", "cells-missing"]
    assert records[0].raw["(over)"] == ("over",)
    assert [notice.code for notice in opened.notices[1:]] == ["header-again"]


@pytest.mark.parametrize(
    "content,name,says",
    [
        (b"", "a.ris", "empty"),
        (b"%PDF-1.7 ...", "a.ris", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "XLSX"),
        (b"PK\x03\x04 docProps", "a.zip", "Unpack"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "a.ris", "signed in"),
        (b"\x1f\x8b\x08\x00", "a.gz", "compressed"),
        (b"\0" * 500, "a.txt", "no text"),
        (b"just some words\nand some more\n", "a.txt", "names columns"),
        (
            b"<?xml version='1.0'?><xml><records><record><ref-type name='Book'/></records>",
            "a.xml",
            "broken at line 1",
        ),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><xml>&a;</xml>', "a.xml", "entities"),
        (b"<?xml version='1.0'?><other/>", "a.xml", "“other”"),
        (b"[{broken\n", "a.json", "broken at line 1"),
        (b"PK\x03\x04 [Content_Types].xml xl/ broken", "a.xlsx", "damaged"),
    ],
)
def test_what_is_no_export_is_refused_in_words(reading: Read, content: bytes, name: str, says: str) -> None:
    with pytest.raises(NotReadable) as refused:
        reading(content, name)
    assert says in str(refused.value)
    assert refused.value.what.endswith(".")


def test_files_put_one_behind_the_other_keep_no_mark_in_a_record(reading: Read) -> None:
    opened, records = reading(("\ufeff" + TWO + "\ufeff" + TWO).encode())
    assert [record.title for record in records] == ["Müller’s first", "Second"] * 2
    assert [notice.code for notice in opened.notices] == ["format"]
    assert not any(record.notices for record in records)


def test_one_line_of_many_megabytes_that_is_nothing_is_refused_in_words(reading: Read) -> None:
    for content in ("x" * 5_000_000, "\ufeff\n \n"):
        with pytest.raises(NotReadable):
            list(reading(content.encode())[1])


def test_what_xml_forbids_and_endnote_writes_is_left_out_and_told(reading: Read) -> None:
    content = (
        "<xml><records><record><ref-type name='Journal Article'>17</ref-type><titles><title>Pa\x02in</title>"
        "</titles></record></records></xml>"
    )
    opened, (record,) = reading(('<?xml version="1.0"?>' + content).encode())
    assert record.title == "Pain"
    assert [notice.code for notice in opened.notices] == ["format", "control-characters"]


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_sheet_that_is_not_read_is_told(tmp_path: Path) -> None:
    table = [["Title", "Year"], ["Pacing", 2014]]
    opened = read(workbook(tmp_path / "a.xlsx", notes=[], first=table, second=table))
    assert [record.title for record in opened] == ["Pacing"]
    assert [(notice.kind, notice.code) for notice in opened.notices[1:]] == [("dropped", "other-sheet")]
    assert "second" in opened.notices[1].what


def test_a_small_file_that_would_unpack_to_hundreds_of_megabytes_is_refused_unopened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "bomb.xlsx", first=[["Title"], ["Pacing"]])
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as parts,
        parts.open("xl/worksheets/sheet9.xml", "w") as part,
    ):
        for _megabyte in range(xlsx.MOST_UNPACKED // 1_000_000 + 1):
            part.write(b" " * 1_000_000)
    assert path.stat().st_size < 10_000_000
    with pytest.raises(NotReadable, match="Unpacked"):
        list(read(path))

"""Tables: CSV in all its habits, tab-separated, XLSX."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from alongside.evidence.importing.encoding import Line
from alongside.evidence.importing.faults import NotReadable
from alongside.evidence.importing.raw import RawRecord
from alongside.evidence.importing.records import UNDERSTOOD, Kind, Notice

Tell = Callable[[Notice], None]
Row = tuple[int, list[str], str]  # its line, its cells, its text as written

DELIMITERS: Final = ("\t", ";", ",", "|")
#: A quote that is never closed would make one cell of the rest of the file.
LONGEST_CELL: Final = 100_000_000
MOST_LINES_BEFORE_HEADER: Final = 30
#: The names of columns are shorter than this together, and each than that; only so much is looked at.
LONGEST_HEADER: Final = 100_000
LONGEST_NAME: Final = 200
#: What a spreadsheet takes for the beginning of a formula; so a title could run something.
FORMULA: Final = frozenset("=+-@\t\r")


def delimiter_of(head: list[str]) -> str:
    """What parts the cells: that which the first lines have most often, the same number of times."""

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [
            len(next(csv.reader([line[:LONGEST_HEADER]], delimiter=delimiter), [])) for line in head[:1]
        ]
        return (counts[0] if counts else 0, -DELIMITERS.index(delimiter))

    best = max(DELIMITERS, key=evenness)
    return best if evenness(best)[0] > 1 else ","


def csv_rows(lines: Iterator[Line], delimiter: str) -> Iterator[Row]:
    """The rows, each with the line that it begins in and its text."""
    csv.field_size_limit(LONGEST_CELL)
    taken: list[str] = []
    began = 0

    def feed() -> Iterator[str]:
        nonlocal began
        for line in lines:
            if not taken:
                began = line.number
            taken.append(line.text)
            yield line.text + "\n"

    try:
        for cells in csv.reader(feed(), delimiter=delimiter):
            text = "\n".join(taken)
            line, taken[:] = began, []
            yield line, cells, text
    except csv.Error as wrong:
        raise NotReadable(
            f"The table cannot be read from line {began} on: {wrong}.",
            "A quotation mark there may have no partner; mend it in a text editor, or export again.",
        ) from wrong


def records(rows: Iterable[Row], known: Callable[[str], bool], tell: Tell) -> Iterator[RawRecord]:
    """A record a row. ``known`` says whether the name of a column is one that is understood.

    Lines before the header (a title, the date of the export) are told and left out, as are empty rows.
    """
    going, first = looked_at(rows)
    return turned(going) if by_row(first, known) else straight(going, known, tell)


def straight(rows: Iterable[Row], known: Callable[[str], bool], tell: Tell) -> Iterator[RawRecord]:
    header: list[str] = []
    ours = False
    number = 0
    waiting: list[Row] = []
    for row in rows:
        line, cells, text = row
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            named_here = sum(map(known, cells))
            # One word alone names a column only where nothing stands before it: text for reading has such
            # lines.
            if named_here >= 2 or (named_here == len(cells) and not waiting):
                header = named(cells, tell, line)
                ours = tuple(header) == UNDERSTOOD
                for early in waiting:
                    said = f"A line before the names of the columns is left out: “{' '.join(early[1])[:80]}”."
                    tell(Notice(Kind.DROPPED, "before-header", said, line=early[0]))
            else:
                waiting.append(row)
                if len(waiting) > MOST_LINES_BEFORE_HEADER:
                    break
            continue
        if (other := header_within(cells, header, line, known, tell)) is not None:
            header, ours = other, tuple(other) == UNDERSTOOD
            continue
        number += 1
        yield one(number, line, [unguarded(cell) for cell in cells] if ours else cells, text, header)
    if not header and not waiting:
        raise NotReadable("There is nothing in the file.", "Export the records again.")
    if not header:
        there = ", ".join(cell.strip()[:30] for cell in waiting[0][1] if cell.strip())[:120]
        raise NotReadable(
            "No line of the table names columns such as Title, Authors, Abstract or Year.",
            f"The first line says: “{there}”. Put the names there, or export as RIS, NBIB or CSV.",
        )


#: So many lines say whether a table has its fields in rows.
FEWEST_BY_ROW: Final = 3


def looked_at(rows: Iterable[Row]) -> tuple[Iterator[Row], list[Row]]:
    """All rows again, and the first of those that say something."""
    going = iter(rows)
    seen, first = [], []
    for row in going:
        seen.append(row)
        if any(cell.strip() for cell in row[1]):
            first.append(row)
        if len(first) == FEWEST_BY_ROW:
            break
    return chain(seen, going), first


def by_row(first: list[Row], known: Callable[[str], bool]) -> bool:
    """Whether each row is a field, its name and then its values, and a record some rows: Embase does so."""
    return len(first) == FEWEST_BY_ROW and all(
        len(cells) > 1 and known(cells[0]) and not known(cells[1]) for _, cells, _ in first
    )


def turned(rows: Iterable[Row]) -> Iterator[RawRecord]:
    """The records of a table with a field a row. An empty row, or the first field again, begins another."""
    record: RawRecord | None = None
    begins, number = "", 0
    for line, cells, text in rows:
        name = cells[0].strip() if cells else ""
        begins = begins or name
        if record is not None and (not name or name == begins):
            yield record
            record = None
        if not name:
            continue
        if record is None:
            number += 1
            record = RawRecord(number, line)
        record.keep(text)
        for cell in cells[1:]:
            if cell.strip():
                record.add(name, cell, line)
    if record is not None:
        yield record


def named(cells: list[str], tell: Tell, line: int) -> list[str]:
    """The names of the columns, each once; a second one of the same name gets a number."""
    names: list[str] = []
    for at, cell in enumerate(cells, 1):
        name = cell.replace("\ufeff", "").strip() or f"column {at}"
        if name in names:
            again = f"{name} ({at})"
            said = f"Two columns are called “{name}”; the one at {at} is kept as “{again}”."
            tell(Notice(Kind.CHANGED, "column-twice", said, line=line, tag=name))
            name = again
        names.append(name)
    return names


#: So many cells are names of columns where another table begins within the file.
FEWEST_NAMED: Final = 4


def names_columns(cells: list[str], known: Callable[[str], bool]) -> bool:
    """Whether nearly every cell of a row is the name of a column: two tables, one behind the other."""
    there = [cell for cell in cells if cell.strip()]
    return len(there) >= FEWEST_NAMED and sum(map(known, there)) >= max(FEWEST_NAMED, 0.7 * len(there))


def header_within(
    cells: list[str], header: list[str], line: int, known: Callable[[str], bool], tell: Tell
) -> list[str] | None:
    """The names of columns where they stand within the table, again or others; None for a record."""
    if len(cells) > 1 and [cell.strip() for cell in cells[: len(header)]] == header:
        said = "The names of the columns stand here again; left out."
        tell(Notice(Kind.DROPPED, "header-again", said, line=line))
        return header
    if not names_columns(cells, known):
        return None
    said = "Other names of columns stand here; the rows that follow are read by them."
    tell(Notice(Kind.CHANGED, "header-other", said, line=line))
    return named(cells, tell, line)


def one(number: int, line: int, cells: list[str], text: str, header: list[str]) -> RawRecord:
    record = RawRecord(number, line)
    record.keep(text)
    if "\n" in text and text.count('"') % 2:
        said = f"A quotation mark has no partner: the lines from {line} to the end of the file are one cell."
        record.notice(Kind.DOUBTFUL, "quote-open", said)
    for name, cell in zip(header, cells, strict=False):
        if cell.strip():
            record.add(name, cell, line)
    counted = f"The row has {len(cells)} cells and there are {len(header)} columns"
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    if extra:
        said = f"{counted}; what is over is kept, and not understood."
        record.notice(Kind.DOUBTFUL, "cells-over", said)
        record.add("(over)", " | ".join(extra), line)
    elif len(cells) < len(header) and len(cells) < max(2, len(header) // 2):
        said = f"{counted}: a line break may have cut it."
        record.notice(Kind.DOUBTFUL, "cells-missing", said)
    return record


def guarded(value: str) -> str:
    """``value`` as a spreadsheet takes it for text, however it begins; ``unguarded`` undoes it."""
    return f"'{value}" if value.lstrip("'")[:1] in FORMULA and value else value


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in FORMULA else cell


def plain_name(column: str) -> str:
    """*Publication Year*, *publication_year* and *PublicationYear* are one."""
    return re.sub(r"[^a-z0-9]", "", column[:LONGEST_NAME].lower())

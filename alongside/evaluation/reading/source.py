"""A file as it came: CSV or Parquet opened in DuckDB, its columns named, nothing understood yet.

Columns are called ``c0``, ``c1`` ... inside, so that no name in a file can be mistaken for SQL, and names
that differ in their capitals stay two. What is wrong in a CSV is said by its line in the file (names are line
1, empty lines count); a row of Parquet, which has no lines, as if names were row 1.
"""

from __future__ import annotations

import csv
import hashlib
import tempfile
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from alongside.evaluation.plan.naming import repeated
from alongside.evaluation.problems import Refused, Trouble, Troubles

REFUSAL = "The data cannot be used as they are."
KEPT_IN_MEMORY = 64 * 2**20  # bytes of CSV that are held as a table, not read again in each pass
LITTLE = 2**20  # bytes of a file that is read once, by one thread: several would wait for each other
MEMORY_LIMIT = "1GB"
CHUNK = 2**20
EXAMPLES = 5
PARQUET_MARK = b"PAR1"
# What DuckDB calls a column of numbers. Lists of numbers (``DOUBLE[]``) are none.
WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
NUMBERS = frozenset({"FLOAT", "DOUBLE", *WHOLE, *(f"U{kind}" for kind in WHOLE)})


@dataclass(frozen=True)
class Source:
    """``raw`` in ``connection`` has a column ``_row`` and ``c0`` ... in the order of ``names``."""

    connection: duckdb.DuckDBPyConnection
    path: Path
    sha256: str
    kind: str  # csv, parquet
    names: tuple[str, ...]
    types: tuple[str, ...]  # VARCHAR throughout for CSV
    rows: int
    simulated: bool = False  # whether the file says that its people are invented
    delimiter: str = ","

    def column(self, name: str) -> str | None:
        """What the column ``name`` is called inside; None where there is none."""
        return f"c{self.names.index(name)}" if name in self.names else None

    def is_number(self, name: str) -> bool:
        """Whether the file itself says that the column holds numbers (Parquet)."""
        kind = self.types[self.names.index(name)]
        return kind in NUMBERS or (kind.startswith("DECIMAL(") and kind.endswith(")"))

    def line(self, row: int) -> int:
        """Where the row ``_row`` begins in the file, counted from 1. Reads a CSV once, the first time."""
        if self.kind != "csv":
            return row
        rows, further = self._shifts
        return row + further[bisect_right(rows, row) - 1]

    @cached_property
    def _shifts(self) -> tuple[list[int], list[int]]:
        """From which ``_row`` on a line is by how much further on: after empty lines, and cells of many."""
        rows, further = [0], [0]
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            row, line = 1, 0
            for fields in reader:
                if fields or (row > 1 and len(self.names) == 1):  # one empty cell is a row, as DuckDB has it
                    if line + 1 - row != further[-1]:
                        rows.append(row)
                        further.append(line + 1 - row)
                    row += 1
                line = reader.line_num
        return rows, further

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()


def quoted(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def opened(path: Path, *, delimiter: str = ",") -> Iterator[Source]:
    """The file opened. Raises ``Refused`` for what is no table."""
    with tempfile.TemporaryDirectory(prefix="alongside-") as folder:
        connection = duckdb.connect()
        try:
            connection.execute(f"SET memory_limit = {quoted(MEMORY_LIMIT)}")
            connection.execute(f"SET temp_directory = {quoted(folder)}")
            connection.execute("SET enable_progress_bar = false")
            if _is_little(path):
                connection.execute("SET threads = 1")
            yield _source(connection, path, delimiter)
        finally:
            connection.close()


def _is_little(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= LITTLE


def _source(connection: duckdb.DuckDBPyConnection, path: Path, delimiter: str) -> Source:
    try:
        with path.open("rb") as file:
            mark = file.read(4)
    except OSError as wrong:
        raise Refused(REFUSAL, [Trouble(str(path), f"it cannot be read ({wrong.strerror}).")]) from wrong
    if not mark:
        raise Refused(REFUSAL, [Trouble(path.name, "the file is empty.")])
    if mark == PARQUET_MARK:
        return _parquet(connection, path)
    return _csv(connection, path, delimiter)


def _parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> Source:
    digest = _sha256(path, text=False)
    read = f"read_parquet({quoted(str(path))})"
    try:
        columns = connection.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()
        names = tuple(_name(str(column[0])) for column in columns)
        types = tuple(str(column[1]) for column in columns)
        renamed = ", ".join(f"c{number}" for number in range(len(names)))
        connection.execute(
            f"CREATE {'TABLE' if _is_little(path) else 'VIEW'} raw AS "
            f"SELECT row_number() OVER () + 1 AS _row, * FROM {read} AS file({renamed})"
        )
        rows = connection.execute("SELECT count(*) FROM raw").fetchall()[0][0]
    except duckdb.Error as wrong:
        raise Refused(
            REFUSAL, [Trouble(path.name, "this Parquet file cannot be read; it is damaged.")]
        ) from wrong
    troubles = Troubles(REFUSAL)
    _check_names(path, names, troubles)
    troubles.refuse_if_any()
    return Source(
        connection, path, digest, "parquet", names, types, int(rows), _says_simulated(connection, path)
    )


def _says_simulated(connection: duckdb.DuckDBPyConnection, path: Path) -> bool:
    found = connection.execute(
        f"SELECT count(*) FROM parquet_kv_metadata({quoted(str(path))}) "
        "WHERE decode(key) = 'alongside_simulated' AND decode(value) = 'true'"
    ).fetchall()
    return bool(found[0][0])


def _csv(connection: duckdb.DuckDBPyConnection, path: Path, delimiter: str) -> Source:
    digest = _sha256(path, text=True)
    names, header_lines = _header(path, delimiter)
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(names)))
    read = (
        f"read_csv({quoted(str(path))}, header = false, skip = {header_lines}, auto_detect = false, "
        f"delim = {quoted(delimiter)}, quote = '\"', escape = '\"', nullstr = '', columns = {{{columns}}}"
    )
    small = path.stat().st_size <= KEPT_IN_MEMORY
    kind = "TABLE" if small else "VIEW"
    try:
        connection.execute(f"SELECT count(*) FROM {read}, store_rejects = true)").fetchall()
        _refuse_rejects(connection, path, len(names))
        connection.execute(f"CREATE {kind} raw AS SELECT row_number() OVER () + 1 AS _row, * FROM {read})")
        rows = connection.execute("SELECT count(*) FROM raw").fetchall()[0][0]
    except duckdb.Error as wrong:
        first = str(wrong).split("\n", 1)[0][:300]
        raise Refused(REFUSAL, [Trouble(path.name, f"it cannot be read as CSV: {first}.")]) from wrong
    return Source(
        connection, path, digest, "csv", names, ("VARCHAR",) * len(names), int(rows), delimiter=delimiter
    )


def _refuse_rejects(connection: duckdb.DuckDBPyConnection, path: Path, width: int) -> None:
    rejects = connection.execute(
        "SELECT line, error_type, csv_line FROM reject_errors GROUP BY ALL ORDER BY line"
    ).fetchall()
    troubles = Troubles(REFUSAL)
    for line, kind, text in rejects[:EXAMPLES]:
        fields = len(next(csv.reader([str(text)]), []))
        what = (
            f"it has {fields} values, and there are {width} columns."
            if "COLUMNS" in str(kind)
            else f"{_WRONG_LINES.get(str(kind), str(kind).lower())}."
        )
        troubles.add(f"{path.name}, line {line}", what, "Mend the line.")
    if len(rejects) > EXAMPLES:
        troubles.add(path.name, f"{len(rejects) - EXAMPLES} more lines have too few or too many values.")
    troubles.refuse_if_any()


_WRONG_LINES = {
    "UNQUOTED VALUE": "a quotation mark is opened and not closed, or stands where none can be",
    "LINE SIZE OVER MAXIMUM": "it is too long",
    "INVALID ENCODING": "it is not UTF-8",
}


def _header(path: Path, delimiter: str) -> tuple[tuple[str, ...], int]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        names = tuple(_name(name) for name in next((fields for fields in reader if fields), []))
        lines = reader.line_num
    troubles = Troubles(REFUSAL)
    _check_names(path, names, troubles)
    if len(names) == 1:
        for other in ";\t|":
            if other in names[0]:
                troubles.add(
                    f"{path.name}, row 1",
                    f"there is one column only; it seems that {other!r} stands between the columns.",
                    f"Write delimiter = {other!r} under [data].",
                )
    troubles.refuse_if_any()
    return names, lines


def _name(name: str) -> str:
    """A column's name as plans write it: an é is an é, in however many pieces the file has it."""
    return unicodedata.normalize("NFC", name.strip())


def _check_names(path: Path, names: tuple[str, ...], troubles: Troubles) -> None:
    for name in repeated(name for name in names if name):
        troubles.add(f"{path.name}, row 1", f"two columns are called {name!r}.", "Give each its own name.")


def _sha256(path: Path, *, text: bool) -> str:
    """The file's fingerprint, and on the way whether it is UTF-8."""
    digest = hashlib.sha256()
    rest, at, row = b"", 0, 1
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            if not text:
                continue
            piece = rest + chunk
            try:
                piece.decode("utf-8")
                rest = b""
            except UnicodeDecodeError as wrong:
                if wrong.start < len(piece) - 3:
                    row += piece[: wrong.start].count(b"\n")
                    trouble = Trouble(
                        f"{path.name}, row {row}",
                        f"byte {at + wrong.start + 1} is not UTF-8.",
                        "Save the file as UTF-8.",
                    )
                    raise Refused(REFUSAL, [trouble]) from wrong
                rest = piece[wrong.start :]
            done = len(piece) - len(rest)
            row += piece[:done].count(b"\n")
            at += done
    if rest:
        raise Refused(
            REFUSAL, [Trouble(path.name, "its last byte is cut off.", "Save the file as UTF-8 again.")]
        )
    return digest.hexdigest()

"""Exports read from the command line, and written again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, TextIO

from alongside.config.problems import USAGE, Problem
from alongside.evidence.importing import (
    UNDERSTOOD,
    Kind,
    Notice,
    NotReadable,
    Reading,
    SourceRecord,
    read,
    write_csv,
    write_json,
    write_ris,
)

WRITERS: Final[dict[str, Callable[[Iterable[SourceRecord], TextIO], int]]] = {
    ".ris": write_ris,
    ".csv": write_csv,
    ".json": write_json,
}


@contextmanager
def readable(path: Path) -> Iterator[Reading]:
    """The reading of the file; what cannot be read becomes a Problem, in words."""
    try:
        yield read(path)
    except NotReadable as wrong:
        raise Problem(f"{path.name}: {wrong.what}", wrong.mend) from wrong
    except OSError as refused:
        raise Problem(
            f"{path}: {refused.strerror or refused}.", "Is it there, and may it be read?"
        ) from refused


def imported(path: Path, *, to: Path | None = None, replace: bool = False) -> dict[str, Any]:
    """What is in the file: how many records, how many of them say each field, and every notice."""
    counted = dict.fromkeys(UNDERSTOOD, 0)
    told: list[Notice] = []
    with readable(path) as reading:

        def counting() -> Iterator[SourceRecord]:
            for record in reading:
                told.extend(record.notices)
                for field in UNDERSTOOD:
                    counted[field] += getattr(record, field) not in ("", (), None)
                yield record

        if to is None:
            for _ in counting():
                pass
        else:
            written(counting(), to, replace=replace)
        told = sorted(
            (notice for notice in [*reading.notices, *told] if notice.code != "format"),
            key=lambda notice: (notice.line, notice.record),
        )
        return {
            "file": path.name,
            "format": str(reading.format),
            "encoding": reading.encoding,
            "records": reading.read,
            "fields": [{"field": field, "records": many} for field, many in counted.items() if many],
            "dropped": sum(notice.kind is Kind.DROPPED for notice in told),
            "notices": [asdict(notice) for notice in told],
        }


def written(records: Iterable[SourceRecord], to: Path, *, replace: bool) -> int:
    """Write ``records`` to the file, whole or not at all."""
    writer = WRITERS.get(to.suffix.lower())
    if writer is None:
        raise Problem(
            f"{to.name} ends in none of .ris, .csv, .json.", "The ending says what is written.", code=USAGE
        )
    if to.exists() and not replace:
        raise Problem(f"{to} is there already.", "Add --replace, or choose another name.", code=USAGE)
    handle, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            many = writer(records, file)
        Path(name).replace(to)
    finally:
        Path(name).unlink(missing_ok=True)
    return many

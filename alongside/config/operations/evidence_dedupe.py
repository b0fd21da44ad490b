"""Duplicates in an export, from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

from alongside.config.operations.evidence_files import readable, written
from alongside.evidence.dedupe import Duplicates, Pair, best_of, find_duplicates
from alongside.evidence.importing import SourceRecord


def deduplicated(path: Path, *, to: Path | None = None, replace: bool = False) -> dict[str, Any]:
    """Sets of ids that are one record, doubtful pairs, linked pairs. Ids as they stand in the file; ``#12``
    for the twelfth record where it has none."""
    ids: list[str] = []
    titles: list[str] = []
    kept: list[SourceRecord] = []

    def noted() -> Iterator[SourceRecord]:
        for record in reading:
            ids.append(record.id or f"#{record.position.number}")
            titles.append(record.title)
            if to is not None:
                kept.append(record)
            yield record

    with readable(path) as reading:
        found = find_duplicates(noted())
    if to is not None:
        written(merged_records(kept, found), to, replace=replace)
    return {
        "records": len(ids),
        "left": len(ids) - sum(len(merge.members) - 1 for merge in found.merged),
        "merged": [[ids[at] for at in merge.members] for merge in found.merged],
        "doubtful": pairs(found.doubtful, ids),
        "linked": pairs(found.linked, ids),
        "doubtful_rows": [
            {
                "first": ids[pair.first],
                "second": ids[pair.second],
                "title": titles[pair.first],
                "why": pair.reason,
            }
            for pair in found.doubtful
        ],
    }


def pairs(found: tuple[Pair, ...], ids: list[str]) -> list[list[str]]:
    return [[ids[pair.first], ids[pair.second]] for pair in found]


def merged_records(records: list[SourceRecord], found: Duplicates) -> Iterator[SourceRecord]:
    """Each set as one record of its best fields, at the place of its first; the others as they are."""
    sets = {merge.members[0]: merge.members for merge in found.merged}
    others = {at for merge in found.merged for at in merge.members[1:]}
    for at, record in enumerate(records):
        if at in sets:
            best = best_of([records[member] for member in sets[at]])
            values: dict[str, Any] = {field: chosen.value for field, chosen in best.items()}
            yield changed(record, **values)
        elif at not in others:
            yield record

"""The comparison of records, loaded when it is first needed: it counts with numpy, and most pages do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from alongside.evidence.importing.records import SourceRecord

if TYPE_CHECKING:
    from alongside.evidence.dedupe import Chosen, Duplicates, FieldDifference


def find_duplicates(records: Iterable[SourceRecord], *, progress: Callable[[float], None]) -> Duplicates:
    found: Duplicates = import_module("alongside.evidence.dedupe").find_duplicates(records, progress=progress)
    return found


def best_of(records: Sequence[SourceRecord]) -> Mapping[str, Chosen]:
    best: Mapping[str, Chosen] = import_module("alongside.evidence.dedupe").best_of(records)
    return best


def differences(first: SourceRecord, second: SourceRecord) -> tuple[FieldDifference, ...]:
    found: tuple[FieldDifference, ...] = import_module("alongside.evidence.dedupe").differences(first, second)
    return found

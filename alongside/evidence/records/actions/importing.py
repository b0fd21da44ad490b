"""Bringing in files: taken at once, read by a worker, every source record kept."""

from __future__ import annotations

import hashlib
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from alongside.base.accounts.models import Account
from alongside.evidence.importing import NotReadable, read
from alongside.evidence.importing.records import SourceRecord as Plain
from alongside.evidence.records import plain
from alongside.evidence.records.models import Import, ImportPart, Record, SourceRecord
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.actions.synthesis import note
from alongside.evidence.synthesis.authority import Verb, require
from alongside.evidence.synthesis.models import Job, Synthesis

PART_BYTES = 1_000_000
MOST_BYTES = 500_000_000
AT_ONCE = 100  # rows in one transaction: tens of milliseconds, so that nobody who decides has to wait
MOST_NOTICES = 500


class TooLarge(Exception):
    """The file is larger than we take in one piece."""


class Empty(Exception):
    """There is nothing in the file."""


class AlreadyHere(Exception):
    """The same bytes were brought in before."""

    def __init__(self, earlier: Import) -> None:
        super().__init__("already here")
        self.earlier = earlier


@transaction.atomic
def bring_in(
    *,
    synthesis: Synthesis,
    file_name: str,
    chunks: Iterable[bytes],
    source: str,
    other_way: bool,
    by: Account,
) -> Import:
    """Take a file; a worker reads it. ``other_way``: found otherwise than in a database.

    Raises ``Empty``, ``TooLarge`` and ``AlreadyHere``; then nothing is kept.
    """
    require(by, Verb.BRING_IN_RECORDS, synthesis)
    imported = Import.objects.create(
        synthesis=synthesis,
        file_name=plain.text(file_name)[:200],
        source=plain.text(source)[:200],
        other_way=other_way,
        size=0,
        sha256="",
        by=by,
    )
    digest, size = hashlib.sha256(), 0
    for number, part in enumerate(_parts(chunks)):
        digest.update(part)
        size += len(part)
        if size > MOST_BYTES:
            raise TooLarge
        ImportPart.objects.create(imported=imported, number=number, data=zlib.compress(part, 6))
    if size == 0:
        raise Empty
    earlier = Import.objects.filter(synthesis=synthesis, sha256=digest.hexdigest()).first()
    if earlier is not None:
        raise AlreadyHere(earlier)
    imported.size, imported.sha256 = size, digest.hexdigest()
    imported.save(update_fields=["size", "sha256"])
    note(synthesis, by, "imported", imported.pk, size=size)
    jobs.want(synthesis, Job.Kind.IMPORT, about=imported.pk)
    return imported


def _parts(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= PART_BYTES:
            yield bytes(held[:PART_BYTES])
            del held[:PART_BYTES]
    if held:
        yield bytes(held)


def bytes_of(imported: Import) -> Iterator[bytes]:
    """The file again, byte for byte."""
    for part in imported.parts.order_by("number").iterator(chunk_size=4):
        yield zlib.decompress(part.data)


def work(job: Job, progress: jobs.Progress) -> None:
    """Read one file. Begun again after a fault, it goes on after the last source record that was kept."""
    if job.about is None:
        return
    imported = Import.objects.select_related("synthesis").filter(pk=job.about).first()
    if imported is None or imported.state in {Import.State.DONE, Import.State.REFUSED}:
        return
    with tempfile.TemporaryDirectory(prefix="alongside-import-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as file:
            file.writelines(bytes_of(imported))
        try:
            _read_all(imported, path, progress)
        except NotReadable as refused:
            _refuse(imported, refused)


def _read_all(imported: Import, path: Path, progress: jobs.Progress) -> None:
    reading = read(path, called=imported.file_name)
    kept = imported.source_records.aggregate(last=Max("number"))["last"] or 0
    records = (record for record in reading if record.position.number > kept)
    many = imported.source_records.count()
    while batch := list(islice(records, AT_ONCE)):
        understood = [(each, plain.understood(each)) for each in batch]
        with jobs.a_little():
            _keep(imported, understood)
        many += len(batch)
        Import.objects.filter(pk=imported.pk).update(state=Import.State.READING, done=reading.done, read=many)
        progress(reading.done)
    with transaction.atomic():
        Import.objects.filter(pk=imported.pk).update(
            state=Import.State.DONE,
            done=1.0,
            read=many,
            format=str(reading.format)[:40],
            encoding=str(reading.encoding)[:40],
            notices=[asdict(each) for each in list(reading.notices)[:MOST_NOTICES]],
        )
        jobs.want(imported.synthesis, Job.Kind.DEDUPE)


def _keep(imported: Import, batch: list[tuple[Plain, dict[str, Any]]]) -> None:
    """Keep some source records and what was understood of each, with a record of its own to begin with."""
    last = Record.objects.filter(synthesis=imported.synthesis).aggregate(last=Max("number"))["last"] or 0
    records, sources = [], []
    for at, (each, fields) in enumerate(batch, start=last + 1):
        record = Record(synthesis=imported.synthesis, number=at, rank=at, **plain.shown(fields))
        records.append(record)
        sources.append(
            SourceRecord(
                synthesis=imported.synthesis,
                imported=imported,
                record=record,
                number=each.position.number,
                line=each.position.line,
                key=plain.text(each.id),
                understood=fields,
                raw=plain.raw(each),
                raw_text=plain.text(each.raw_text),
                notices=plain.notices(each),
            )
        )
    Record.objects.bulk_create(records)
    SourceRecord.objects.bulk_create(sources)


@transaction.atomic
def _refuse(imported: Import, refused: Any) -> None:
    Import.objects.filter(pk=imported.pk).update(
        state=Import.State.REFUSED, problem=refused.what, mend=refused.mend
    )

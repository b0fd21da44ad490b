"""Opening an archive: all of it or nothing, in pieces that others can write between."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import IO, Any
from uuid import UUID

from django.db import DatabaseError, connection, models, transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.evidence.records.models import Import, Record
from alongside.evidence.report import clearing, opening
from alongside.evidence.report.archive import TABLES, name_of
from alongside.evidence.report.opening import NotAnArchive
from alongside.evidence.screening.actions.decision import recount
from alongside.evidence.screening.models import Decision, Sample, Settling
from alongside.evidence.screening.rules.verdict import Stage, Verdict, state_of
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.actions.synthesis import NotAllowedToBegin, latest, note
from alongside.evidence.synthesis.authority import may_begin
from alongside.evidence.synthesis.models import Job, Member, Opening, Protocol, Synthesis

AT_ONCE = 200  # rows in one transaction: tens of milliseconds, so that nobody who decides has to wait
BYTES_AT_ONCE = 2_000_000
PART_BYTES = 1_000_000
#: No piece takes so long, nor does looking through the largest file.
LEASE = timedelta(minutes=10)


class Overtaken(Exception):
    """Whoever opened it stood still for so long that it was cleared away meanwhile."""


def open_(*, file: IO[bytes], by: Account) -> Synthesis:
    """Open an archive as a new synthesis that ``by`` leads. All of it or nothing.

    It comes in pieces, so that others can write meanwhile: call this outside any transaction. Until it is
    whole nobody has a seat in it (``models.Opening``); of one that never is, because the process was killed,
    a worker clears away what there is. Raises ``NotAnArchive``, which says why, and ``NotAllowedToBegin``.
    """
    if not may_begin(by):
        raise NotAllowedToBegin
    with opening.opened(file) as archive:
        about = opening.read_about(archive)
        synthesis, people = _begun(about)
        with _all_or_nothing(synthesis):
            keys = opening.Keys(synthesis, people)
            for model, _way in TABLES:
                _open_table(archive, model, about.version, keys)
            _check(synthesis)
            _count_again(synthesis)
            _made_whole(synthesis, by)
    return synthesis


@contextmanager
def _all_or_nothing(synthesis: Synthesis) -> Iterator[None]:
    whole = False
    try:
        yield
        whole = True
    finally:
        if not whole:
            clearing.clear(synthesis.pk)


@transaction.atomic
def _begun(about: opening.About) -> tuple[Synthesis, dict[str, Any]]:
    began = {} if about.begun_at is None else {"begun_at": about.begun_at}
    synthesis = Synthesis.objects.create(title=about.title, **began)
    people = _people(about.people)
    Opening.objects.create(
        synthesis=synthesis, until_at=clock.now() + LEASE, people=[str(key) for key in people.values()]
    )
    return synthesis, people


@transaction.atomic
def _made_whole(synthesis: Synthesis, by: Account) -> None:
    """In one moment it is whole, and has somebody who leads it. Files half read are read on."""
    _still_mine(synthesis)
    Opening.objects.filter(synthesis=synthesis).delete()
    Member.objects.create(synthesis=synthesis, account=by, role=Member.Roles.LEAD)
    note(synthesis, by, "archive-opened")
    unread = [Import.State.WAITING, Import.State.READING]
    for imported in synthesis.imports.filter(state__in=unread):
        jobs.want(synthesis, Job.Kind.IMPORT, about=imported.pk)


def _still_mine(synthesis: Synthesis) -> None:
    at_it = Opening.objects.filter(synthesis=synthesis).exclude(until_at=None)
    if not at_it.update(until_at=clock.now() + LEASE):
        raise Overtaken


def _people(names: dict[str, str]) -> dict[str, Any]:
    """Everybody in the archive as an account that nobody can sign in to: a name in a history."""
    return {
        key: Account.objects.create_user(None, name=name[:200], is_active=False).pk
        for key, name in names.items()
    }


def _open_table(
    archive: zipfile.ZipFile, model: type[models.Model], version: int, keys: opening.Keys
) -> None:
    held: list[models.Model] = []
    merged: list[tuple[UUID, UUID]] = []
    size = 0
    for line, plain in opening.rows_of(archive, model, version):
        row = opening.made(model, plain, keys, line)
        if isinstance(row, Record) and row.merged_into_id is not None:
            # It may come in a later piece.
            merged.append((row.pk, row.merged_into_id))
            row.merged_into_id = None
        held.append(row)
        size += sum(len(value) for value in plain.values() if isinstance(value, str))
        if len(held) >= AT_ONCE or size >= BYTES_AT_ONCE:
            _keep(model, held, keys.synthesis)
            held, size = [], 0
    _keep(model, held, keys.synthesis)
    for begin in range(0, len(merged), AT_ONCE):
        _keep_merged(merged[begin : begin + AT_ONCE], keys.synthesis)


def _keep(model: type[models.Model], rows: list[models.Model], synthesis: Synthesis) -> None:
    """A row that stands there twice, breaks a rule of its table or leads nowhere is found here."""
    with _one_piece(model, synthesis):
        try:
            model._default_manager.bulk_create(rows)
        except (DatabaseError, ValueError) as fault:
            raise NotAnArchive("clash", where=name_of(model)) from fault


def _keep_merged(merged: list[tuple[UUID, UUID]], synthesis: Synthesis) -> None:
    with _one_piece(Record, synthesis):
        rows = [Record(pk=record, merged_into_id=into) for record, into in merged]
        Record.objects.bulk_update(rows, ["merged_into"])


@contextmanager
def _one_piece(model: type[models.Model], synthesis: Synthesis) -> Iterator[None]:
    """A transaction of its own. What leads nowhere is found where it ends, or in ``_check``."""
    try:
        with transaction.atomic():
            yield
            _still_mine(synthesis)
    except DatabaseError as fault:
        raise NotAnArchive("nowhere", where=name_of(model)) from fault


def _check(synthesis: Synthesis) -> None:
    """What no row can say alone: nothing leads nowhere, files are what they were, nothing goes round."""
    if connection.in_atomic_block:
        _check_ways()
    if not synthesis.protocols.exists():
        raise NotAnArchive("no-protocol")
    for imported in synthesis.imports.all():
        _check_file(imported)
    _check_merges(dict(_merged(synthesis)))
    for sample in synthesis.samples.all():
        if sample.size != sample.drawn.count() or sample.size > sample.rest:
            raise NotAnArchive("row", where=name_of(Sample), what="size")


def _check_ways() -> None:
    """Within a transaction of the caller's the database has not asked yet whether ways lead anywhere."""
    for model, _way in TABLES:
        try:
            with transaction.atomic():
                connection.check_constraints([model._meta.db_table])
        except DatabaseError as fault:
            raise NotAnArchive("nowhere", where=name_of(model)) from fault


def _check_file(imported: Import) -> None:
    """Whether its bytes are those whose fingerprint stands with it; unpacked a part at a time."""
    digest, size = hashlib.sha256(), 0
    for number, part in enumerate(imported.parts.order_by("number").iterator(chunk_size=4)):
        unpacking = zlib.decompressobj()
        try:
            data = unpacking.decompress(bytes(part.data), PART_BYTES + 1)
        except zlib.error as fault:
            raise NotAnArchive("bytes", where=imported.file_name) from fault
        if part.number != number or len(data) > PART_BYTES or not unpacking.eof:
            raise NotAnArchive("bytes", where=imported.file_name)
        digest.update(data)
        size += len(data)
    if (digest.hexdigest(), size) != (imported.sha256, imported.size):
        raise NotAnArchive("bytes", where=imported.file_name)


def _merged(synthesis: Synthesis) -> Iterable[tuple[UUID, UUID]]:
    pairs = synthesis.records.exclude(merged_into=None).values_list("pk", "merged_into")
    return ((record, into) for record, into in pairs if into is not None)


def _check_merges(into: dict[UUID, UUID]) -> None:
    """Whoever follows a record to the one that goes on arrives."""
    ends: set[UUID] = set()
    for begin in into:
        at, way = begin, set[UUID]()
        while at in into and at not in ends:
            if at in way:
                raise NotAnArchive("circle", where=name_of(Record))
            way.add(at)
            at = into[at]
        ends |= way


def _count_again(synthesis: Synthesis) -> None:
    """What stands of a record follows from the decisions in the archive, whatever it says besides."""
    protocol = latest(synthesis)
    for stage in (Stage.TEXT, Stage.TITLE):
        other = _otherwise(synthesis, stage, protocol)
        for begin in range(0, len(other), AT_ONCE):
            with transaction.atomic():
                _still_mine(synthesis)
                recount(records=other[begin : begin + AT_ONCE], stage=stage, protocol=protocol)


def _otherwise(synthesis: Synthesis, stage: Stage, protocol: Protocol) -> list[UUID]:
    """The records of which something else stands than what the decisions say."""
    mine = {"record__synthesis": synthesis, "stage": stage, "ended_at": None}
    said: defaultdict[UUID, list[Verdict]] = defaultdict(list)
    for record, verdict in Decision.objects.filter(**mine).values_list("record", "verdict"):
        said[record].append(Verdict(verdict))
    settled = dict(Settling.objects.filter(**mine).values_list("record", "verdict"))
    columns = ("pk", f"{stage}_state", f"{stage}_count")
    stands = Record.objects.filter(synthesis=synthesis, merged_into=None).values_list(*columns)
    found = []
    for record, state, count in stands.iterator():
        words, end = said.get(record, []), settled.get(record)
        should = state_of(words, protocol.reviewers_needed, Verdict(end) if end else None)
        if (state, count) != (should.value, len(words)):
            found.append(record)
    return found

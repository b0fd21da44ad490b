"""Opening an archive: all of it or nothing."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable
from typing import IO, Any
from uuid import UUID

from django.db import DatabaseError, connection, models, transaction

from alongside.base.accounts.models import Account
from alongside.evidence.records.models import Import, Record
from alongside.evidence.report import opening
from alongside.evidence.report.archive import TABLES, name_of
from alongside.evidence.report.opening import NotAnArchive
from alongside.evidence.screening.actions.decision import recount
from alongside.evidence.screening.models import Decision, Sample, Settling
from alongside.evidence.screening.rules.verdict import Stage, Verdict, state_of
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.actions.synthesis import NotAllowedToBegin, latest, note
from alongside.evidence.synthesis.authority import may_begin
from alongside.evidence.synthesis.models import Job, Member, Protocol, Synthesis

AT_ONCE = 200
BYTES_AT_ONCE = 8_000_000
PART_BYTES = 1_000_000


@transaction.atomic
def open_(*, file: IO[bytes], by: Account) -> Synthesis:
    """Open an archive as a new synthesis that ``by`` leads. All of it or nothing.

    Raises ``NotAnArchive``, which says why, and ``NotAllowedToBegin``.
    """
    if not may_begin(by):
        raise NotAllowedToBegin
    with opening.opened(file) as archive:
        about = opening.read_about(archive)
        began = {} if about.begun_at is None else {"begun_at": about.begun_at}
        synthesis = Synthesis.objects.create(title=about.title, **began)
        keys = opening.Keys(synthesis, _people(about.people))
        for model, _way in TABLES:
            _open_table(archive, model, about.version, keys)
    _check(synthesis)
    Member.objects.create(synthesis=synthesis, account=by, role=Member.Roles.LEAD)
    note(synthesis, by, "archive-opened")
    _go_on(synthesis)
    return synthesis


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
    size = 0
    for line, plain in opening.rows_of(archive, model, version):
        held.append(opening.made(model, plain, keys, line))
        size += sum(len(value) for value in plain.values() if isinstance(value, str))
        if len(held) >= AT_ONCE or size >= BYTES_AT_ONCE:
            _keep(model, held)
            held, size = [], 0
    _keep(model, held)


def _keep(model: type[models.Model], rows: list[models.Model]) -> None:
    """A row that stands there twice, or breaks a rule of its table, is found here."""
    try:
        model._default_manager.bulk_create(rows)
    except (DatabaseError, ValueError) as fault:
        raise NotAnArchive("clash", where=name_of(model)) from fault


def _check(synthesis: Synthesis) -> None:
    """What no row can say alone: nothing leads nowhere, files are what they were, nothing goes round."""
    for model, _way in TABLES:
        try:
            connection.check_constraints([model._meta.db_table])
        except DatabaseError as fault:
            raise NotAnArchive("nowhere", where=name_of(model)) from fault
    if not synthesis.protocols.exists():
        raise NotAnArchive("no-protocol")
    for imported in synthesis.imports.all():
        _check_file(imported)
    _check_merges(dict(_merged(synthesis)))
    for sample in synthesis.samples.all():
        if sample.size != sample.drawn.count() or sample.size > sample.rest:
            raise NotAnArchive("row", where=name_of(Sample), what="size")


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


def _go_on(synthesis: Synthesis) -> None:
    """What stands of a record follows from the decisions in the archive, whatever it says besides.

    Files that were still being read are read on.
    """
    protocol = latest(synthesis)
    for stage in (Stage.TEXT, Stage.TITLE):
        recount(records=_otherwise(synthesis, stage, protocol), stage=stage, protocol=protocol)
    unread = [Import.State.WAITING, Import.State.READING]
    for imported in synthesis.imports.filter(state__in=unread):
        jobs.want(synthesis, Job.Kind.IMPORT, about=imported.pk)


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

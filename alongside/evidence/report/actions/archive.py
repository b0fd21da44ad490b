from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import IO, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction

from alongside.base.accounts.models import Account
from alongside.evidence.records.models import Record
from alongside.evidence.report import archive as archives
from alongside.evidence.synthesis.actions.synthesis import NotAllowedToBegin, note
from alongside.evidence.synthesis.authority import may_begin
from alongside.evidence.synthesis.models import Member, Synthesis

AT_ONCE = 200
MOST_BYTES = 4_000_000_000  # unpacked: a small file must not become one that fills the disk


@transaction.atomic
def open_(*, file: IO[bytes], by: Account) -> Synthesis:
    """Open an archive as a new synthesis that ``by`` leads. All of it or nothing.

    Raises ``archives.NotAnArchive`` and ``NotAllowedToBegin``.
    """
    if not may_begin(by):
        raise NotAllowedToBegin
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST_BYTES:
                raise archives.NotAnArchive
            about = archives.read_about(archive)
            synthesis = Synthesis.objects.create(title=about["title"])
            keys: dict[str, Any] = _people(about["people"])
            for model, _way in archives.TABLES:
                _open_table(archives.read_rows(archive, model, about["version"]), model, synthesis, keys)
            # A row that leads to one of another kind is found now, and not when all is committed.
            connection.check_constraints([model._meta.db_table for model, _way in archives.TABLES])
    except (zipfile.BadZipFile, DatabaseError, ValidationError, NotImplementedError) as fault:
        raise archives.NotAnArchive from fault
    Member.objects.filter(synthesis=synthesis, account=by).delete()
    Member.objects.create(synthesis=synthesis, account=by, role=Member.Roles.LEAD)
    note(synthesis, by, "archive-opened")
    return synthesis


def _people(names: dict[str, str]) -> dict[str, Any]:
    """Everybody in the archive as an account that nobody can sign in to: a name in a history."""
    return {
        key: Account.objects.create_user(None, name=str(name)[:200], is_active=False).pk
        for key, name in names.items()
    }


def _open_table(
    rows: Iterable[dict[str, Any]], model: type[models.Model], synthesis: Synthesis, keys: dict[str, Any]
) -> None:
    held: list[models.Model] = []
    later: list[tuple[str, str]] = []
    for plain in rows:
        old = str(plain.get("id"))
        if "synthesis_id" in plain:
            keys[plain["synthesis_id"]] = synthesis.pk
        if model is Record and plain.get("merged_into_id"):
            # The record it goes on in may come later: tied together at the end.
            later.append((old, plain["merged_into_id"]))
        row = archives.made(model, {**plain, "merged_into_id": None}, keys)
        if isinstance(row.pk, UUID):
            keys[old] = row.pk
        held.append(row)
        if len(held) >= AT_ONCE:
            model._default_manager.bulk_create(held)
            held = []
    model._default_manager.bulk_create(held)
    for old_key, kept in later:
        Record.objects.filter(pk=keys[old_key]).update(merged_into=keys[kept])

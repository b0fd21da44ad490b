"""What a backup says of itself, so that it can be checked before it replaces anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from alongside.base.backup.faults import BackupFault

FORMAT = 1


class Manifest(BaseModel):
    """``bytes`` and ``sha256`` are the database's own; ``tables`` its rows by table.

    ``files`` is the SHA-256 of each file kept beside it; None in a backup from before files were kept.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = FORMAT
    alongside: str = Field(max_length=64)
    made_at: AwareDatetime
    engine: str = Field(pattern="^(sqlite|postgresql)$")
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    migrations: dict[str, list[str]]
    tables: dict[str, int]
    simulated: bool
    files: dict[str, str] | None = None

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def read(raw: bytes) -> Manifest:
    """The manifest in ``raw``; raises ``BackupFault`` where it is none of ours, or a newer one."""
    try:
        manifest = Manifest.model_validate_json(raw)
    except ValidationError as wrong:
        raise BackupFault("This file is damaged: its manifest cannot be read.") from wrong
    if manifest.format != FORMAT:
        raise BackupFault(
            f"This backup has format {manifest.format}; this version of Alongside reads {FORMAT}.",
            "Use the version that made it.",
        )
    return manifest


def refuse_newer(manifest: Manifest, known: Mapping[str, set[str]]) -> None:
    """Raise ``BackupFault`` where the database in the backup has migrations that are not ``known``."""
    for app, names in manifest.migrations.items():
        unknown = set(names) - known.get(app, set())
        if unknown:
            raise BackupFault(
                f"This backup was made by a newer version of Alongside ({app}.{max(unknown)}).",
                f"Install version {manifest.alongside} and restore with that.",
            )


def refuse_older(manifest: Manifest, known: Mapping[str, set[str]]) -> None:
    """Raise ``BackupFault`` where the database in the backup lacks a migration that is ``known``."""
    for app, names in sorted(known.items()):
        missing = names - set(manifest.migrations.get(app, ()))
        if missing:
            raise BackupFault(
                f"This backup is of an older version of Alongside: it lacks {app}.{min(missing)}.",
                "Run alongside migrate on SQLite, make a new backup, and restore that.",
            )


def made(
    *,
    version: str,
    at: datetime,
    engine: str,
    size: int,
    sha256: str,
    migrations: Mapping[str, list[str]],
    tables: Mapping[str, int],
    simulated: bool,
    files: Mapping[str, str],
) -> Manifest:
    """The manifest of a copy that has been checked."""
    return Manifest(
        alongside=version,
        made_at=at,
        engine=engine,
        bytes=size,
        sha256=sha256,
        migrations=dict(migrations),
        tables=dict(tables),
        simulated=simulated,
        files=dict(files),
    )

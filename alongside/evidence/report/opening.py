"""Reading an archive that comes from elsewhere: nothing in it is believed that can be found out.

What is no archive, or not as one is written, is refused with a word for why (``NotAnArchive.code``) and
where. Every row gets a new key that only this opening can know, so that none can lead to what
is here already.
"""

from __future__ import annotations

import json
import lzma
import secrets
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, Final
from uuid import UUID

from django.db import models
from django.utils.dateparse import parse_datetime

from alongside.base import ids
from alongside.base.accounts.models import Account
from alongside.evidence.appraisal.models import Arrow, Theme
from alongside.evidence.report import shapes
from alongside.evidence.report.archive import (
    COLUMNS_SINCE_3,
    FORMAT,
    FORMAT_VERSION,
    SINCE,
    TABLES,
    name_of,
)
from alongside.evidence.synthesis.models import Member, Protocol, Synthesis

MOST_BYTES: Final = 4_000_000_000  # unpacked: a small file must not become one that fills the disk
LONGEST_ROW: Final = 64_000_000
LONGEST_ABOUT: Final = 5_000_000
MOST_PEOPLE: Final = 2_000
#: Of what pages show all at once.
MOST_ROWS: Final[dict[type[models.Model], int]] = {Member: 2_000, Protocol: 2_000, Theme: 500, Arrow: 2_000}
ABOUT: Final = "synthesis.json"
#: All that a damaged or a made-up ZIP can raise while it is read.
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip


class NotAnArchive(Exception):
    """The file is no archive of a synthesis, or not one that can be opened here.

    ``code`` says why in a word; ``where`` names the part, ``line`` its line from 1, ``what`` the column, as
    far as that is known.
    """

    def __init__(self, code: str, *, where: str = "", line: int = 0, what: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.line = line
        self.what = what


@dataclass(frozen=True, slots=True)
class About:
    """What an archive says of itself."""

    title: str
    version: int
    people: dict[str, str]
    begun_at: datetime | None


@contextmanager
def opened(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """The archive in ``file``, its parts looked over and none of them read."""
    if not zipfile.is_zipfile(file):
        raise NotAnArchive("no-zip")
    try:
        with zipfile.ZipFile(file) as archive:
            _look_over(archive)
            yield archive
    except BROKEN as fault:
        raise NotAnArchive("damaged") from fault


def _look_over(archive: zipfile.ZipFile) -> None:
    known = {ABOUT, *(name_of(model) for model, _way in TABLES)}
    seen: set[str] = set()
    for part in archive.infolist():
        if part.flag_bits & 1:
            raise NotAnArchive("locked")
        if part.filename in seen:
            raise NotAnArchive("twice", where=part.filename[:80])
        seen.add(part.filename)
    if ABOUT not in seen:
        raise NotAnArchive("not-ours")
    if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
        raise NotAnArchive("too-large")
    if archive.getinfo(ABOUT).file_size > LONGEST_ABOUT:
        raise NotAnArchive("too-large", where=ABOUT)
    if other := sorted(seen - known):
        # A newer version says so itself; what it brings along is no reason to call it broken.
        read_about(archive)
        raise NotAnArchive("unknown-part", where=other[0][:80])


def read_about(archive: zipfile.ZipFile) -> About:
    """What the archive says of itself."""
    said = _parsed(archive.read(ABOUT), ABOUT, 0)
    version = said.get("format_version")
    if said.get("format") != FORMAT or not isinstance(version, int) or isinstance(version, bool):
        raise NotAnArchive("not-ours")
    if not 1 <= version <= FORMAT_VERSION:
        raise NotAnArchive("version", what=str(version)[:20])
    title, people = said.get("title"), said.get("people")
    begun_at = said.get("begun_at")
    if not shapes.is_text(title) or not isinstance(people, dict) or not shapes.storable(people):
        raise NotAnArchive("row", where=ABOUT)
    if len(people) > MOST_PEOPLE or not all(isinstance(name, str) for name in people.values()):
        raise NotAnArchive("row", where=ABOUT, what="people")
    try:
        began = parse_datetime(begun_at) if isinstance(begun_at, str) else None
    except ValueError:
        began = None
    known = began is not None and began.tzinfo is not None and began.year in shapes.YEARS
    return About(str(title)[:300], version, people, began if known else None)


def _parsed(line: bytes, where: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise NotAnArchive("row", where=where, line=number) from fault
    if not isinstance(row, dict):
        raise NotAnArchive("row", where=where, line=number)
    return row


def rows_of(
    archive: zipfile.ZipFile, model: type[models.Model], version: int
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of one table as they are written, each with its line."""
    if SINCE.get(model, 1) > version:
        if name_of(model) in archive.namelist():
            # Nobody writes it; left out in silence it would be lost.
            raise NotAnArchive("unknown-part", where=name_of(model))
        return
    missing = COLUMNS_SINCE_3.get(model, {}) if version < 3 else {}
    where = name_of(model)
    try:
        part = archive.open(where)
    except KeyError:
        raise NotAnArchive("missing", where=where) from None
    with part:
        number = 0
        while line := part.readline(LONGEST_ROW + 1):
            number += 1
            if len(line) > LONGEST_ROW:
                raise NotAnArchive("too-large", where=where, line=number)
            if number > MOST_ROWS.get(model, number):
                raise NotAnArchive("too-many", where=where, line=number)
            yield number, {**missing, **_parsed(line, where, number)}


@dataclass
class Keys:
    """New keys for old ones, without holding them: what was drawn by chance is moved on, for all by the same.

    They keep their order, also within one instant, so that what is shown in the order of keys stays so.
    """

    synthesis: Synthesis
    people: dict[str, Any]
    drawn: int = field(default_factory=lambda: secrets.randbits(ids.DRAWN_BITS - 1))
    of_it: str = ""  # the key of the synthesis in the archive

    def new(self, old: str) -> UUID:
        high, low = divmod(UUID(old).int, 1 << ids.DRAWN_BITS)
        return UUID(int=(high << ids.DRAWN_BITS) + (low + self.drawn) % (1 << ids.DRAWN_BITS))

    def of(self, to: type[models.Model], old: str) -> Any:
        """The key here of a row of table ``to``. Raises KeyError, ValueError and AttributeError."""
        if to is Account:
            return self.people[old]
        if to is Synthesis:
            self.of_it = self.of_it or old
            return {self.of_it: self.synthesis.pk}[old]
        return self.new(old)


def made(model: type[models.Model], plain: dict[str, Any], keys: Keys, line: int) -> models.Model:
    """A row of the archive as a new row here."""
    fields = model._meta.concrete_fields
    where = name_of(model)
    if other := plain.keys() ^ {each.attname for each in fields}:
        raise NotAnArchive("row", where=where, line=line, what=min(other)[:80])
    values = {}
    for each in fields:
        given = plain[each.attname]
        try:
            values[each.attname] = _value(model, each, given, keys)
        except (shapes.WrongShape, KeyError, ValueError, AttributeError, TypeError) as fault:
            raise NotAnArchive("row", where=where, line=line, what=each.name) from fault
    if not isinstance(model._meta.pk, models.UUIDField):
        del values[model._meta.pk.attname]
    row = model(**values)
    try:
        shapes.row_of(row)
    except shapes.WrongShape as fault:
        raise NotAnArchive("row", where=where, line=line, what=fault.field) from fault
    return row


def _value(model: type[models.Model], each: models.Field[Any, Any], given: Any, keys: Keys) -> Any:
    if isinstance(each, models.ForeignKey) and given is not None:
        return keys.of(each.related_model, given)
    if isinstance(each, models.ForeignKey):
        return shapes.value_of(model, each, None)
    if isinstance(each, models.UUIDField) and given is not None:
        return keys.new(given)
    return shapes.value_of(model, each, given)

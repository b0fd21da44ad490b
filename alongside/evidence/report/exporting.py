"""Records to take away: RIS, CSV and JSON, as they stand now, with what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from alongside.evidence.importing.records import Position, SourceRecord
from alongside.evidence.importing.writing import csv_pieces, json_pieces, ris_pieces
from alongside.evidence.records.models import Record
from alongside.evidence.synthesis.models import Synthesis

AT_ONCE = 250
FORMS = {
    "ris": (ris_pieces, "application/x-research-info-systems"),
    "csv": (csv_pieces, "text/csv"),
    "json": (json_pieces, "application/json"),
}


def plain(record: Record) -> SourceRecord:
    """A record as the engines know it; ``label`` is what stands: in, out, or nothing yet."""
    states = {Record.State.IN.value: True, Record.State.OUT.value: False}
    after_text = record.title_state == Record.State.IN and record.text_state != Record.State.OPEN
    label = states.get(record.text_state if after_text else record.title_state)
    return SourceRecord(
        position=Position("", record.number, 0),
        id=str(record.number),
        type=record.type,
        title=record.title,
        authors=tuple(map(str, record.authors)),
        year=record.year,
        journal=record.journal,
        volume=record.volume,
        issue=record.issue,
        pages=record.pages,
        doi=record.doi,
        pmid=record.pmid,
        issn=record.issn,
        abstract=record.abstract,
        keywords=tuple(map(str, record.keywords)),
        language=record.language,
        url=record.url,
        label=label,
    )


def written(synthesis: Synthesis, form: str) -> Iterator[bytes]:
    """The file in pieces, so that a hundred thousand records need no more memory than some hundred.

    Raises ``KeyError`` for a form that there is not.
    """
    pieces, _content_type = FORMS[form]
    rows = Record.objects.filter(synthesis=synthesis, merged_into=None).order_by("number")
    written_ = pieces(plain(each) for each in rows.iterator(chunk_size=AT_ONCE))
    while some := list(islice(written_, AT_ONCE)):
        yield "".join(some).encode()

"""Records to take away: RIS, CSV and JSON, as they stand now, with what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from alongside.evidence.importing import write_csv, write_json, write_ris
from alongside.evidence.importing.records import Position, SourceRecord
from alongside.evidence.records.models import Record
from alongside.evidence.synthesis.models import Synthesis

FORMS = {
    "ris": (write_ris, "application/x-research-info-systems"),
    "csv": (write_csv, "text/csv"),
    "json": (write_json, "application/json"),
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
    """The file, in one piece; raises ``KeyError`` for a form that there is not."""
    write, _content_type = FORMS[form]
    rows = Record.objects.filter(synthesis=synthesis, merged_into=None).order_by("number")
    to = StringIO(newline="")
    write((plain(each) for each in rows.iterator(chunk_size=500)), to)
    yield to.getvalue().encode()

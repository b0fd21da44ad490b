"""Files, records and possible duplicates in sentences."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.evidence.records import plain
from alongside.evidence.records.engine import differences
from alongside.evidence.records.models import Import, Merge, Pair, Record, SourceRecord


def field_names() -> dict[str, str]:
    return {
        "title": _("Title"),
        "abstract": _("Abstract"),
        "authors": _("Authors"),
        "keywords": _("Keywords"),
        "year": _("Year"),
        "journal": _("Journal"),
        "volume": _("Volume"),
        "issue": _("Issue"),
        "pages": _("Pages"),
        "doi": _("DOI"),
        "pmid": _("PubMed number"),
        "issn": _("ISSN"),
        "language": _("Language"),
        "type": _("Kind"),
        "url": _("Address"),
        "id": _("Id in the file"),
    }


def import_line(imported: Import) -> dict[str, Any]:
    """One file in the list: its name, how far it is, and where it is from."""
    state = {
        Import.State.WAITING.value: _("waiting to be read"),
        Import.State.READING.value: _("%(n)d%% read") % {"n": round(imported.done * 100)},
        Import.State.REFUSED.value: _("could not be read"),
    }.get(imported.state) or ngettext("%(n)d record", "%(n)d records", imported.read) % {"n": imported.read}
    return {
        "name": imported.file_name,
        "href": reverse("records:import", args=[imported.synthesis_id, imported.pk]),
        "state": state,
        "done": imported.state == Import.State.DONE,
        "source": imported.source,
        "notices": len(imported.notices),
    }


def field_lines(fields: dict[str, Any]) -> list[dict[str, str]]:
    """The fields that say something, as label and text."""
    names = field_names()
    lines = []
    for name, label in names.items():
        value = fields.get(name)
        text = "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
        if text:
            lines.append({"label": label, "value": text})
    return lines


def record_fields(record: Record) -> list[dict[str, str]]:
    return field_lines({name: getattr(record, name) for name in plain.SHOWN})


def source_block(source: SourceRecord) -> dict[str, Any]:
    """Where a source record stands, what was noticed, and every field as it was written."""
    return {
        "where": _("%(file)s, record %(n)d, line %(line)d")
        % {"file": source.imported.file_name, "n": source.number, "line": source.line},
        "href": reverse("records:import", args=[source.synthesis_id, source.imported_id]),
        "notices": [each["what"] for each in source.notices],
        "raw": [(tag, " | ".join(values)) for tag, values in source.raw.items()],
    }


def compared(pair: Pair) -> list[dict[str, Any]]:
    """Two source records field by field; what differs is marked in both."""
    names = field_names()
    return [
        {
            "label": names.get(each.field, each.field),
            "same": each.same,
            "sides": (each.first_marks, each.second_marks),
        }
        for each in differences(plain.of(pair.first), plain.of(pair.second))
        if each.first or each.second
    ]


def because(reason: str) -> str:
    """Why the comparison brought records together, or did not dare to merge them."""
    words = {
        "same pages": _("They fill the same pages of one volume."),
        "little": _("Too little is said to be sure."),
        "contradiction": _("One of several that belong together contradicts the others."),
        "twice": _("Published twice."),
        "pmid": _("They have different PubMed numbers."),
        "doi": _("They have different DOIs."),
        "numbers": _("Their titles have different numbers, as parts one and two have."),
        "words": _("Each title has a word that the other has not."),
        "title": _("One title says more than the other, and nothing else shows that they are one."),
        "place": _("They stand in different places."),
        "journal": _("They stand in different journals."),
        "year": _("They are of different years."),
        "edition": _("They may be two versions of one review."),
        "column": _("Many pieces have this title."),
        "kind": _("Only one of them calls itself a letter, an abstract or another short piece."),
        "signs": _("Their titles have other signs, as over 65 and under 65 may have."),
        "registered": _("They name trials that are registered under different numbers."),
        "about": _("One is about the other: a correction, a reply, a protocol."),
        "preprint": _("One is a preprint."),
    }
    known = [words[each] for each in (reason, *reason.split()) if each in words]
    return known[0] if known else _("Their fields say nearly the same.")


def merge_line(merge: Merge) -> dict[str, Any]:
    """What was merged: its title, how many, why, and who was sure of it."""
    parts = list(merge.parts.all())
    return {
        "pk": merge.pk,
        "title": merge.kept.title,
        "href": reverse("records:record", args=[merge.synthesis_id, merge.kept_id]),
        "how_many": ngettext("%(n)d source record", "%(n)d source records", len(parts)) % {"n": len(parts)},
        "reason": because(merge.reason),
        "by_software": merge.by_id is None,
        "undone": merge.undone_at,
    }

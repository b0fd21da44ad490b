"""Files that hold records and cannot be read: which they look like, and how to export instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

Why = tuple[str, str]


class Look(NamedTuple):
    """Every pattern is found in some line of the beginning."""

    signs: tuple[re.Pattern[str], ...]
    what: str
    mend: str


def _look(what: str, mend: str, *signs: str) -> Look:
    return Look(tuple(re.compile(sign) for sign in signs), what, mend)


_OVID: Final = "In Ovid choose Export, then the format RIS."
_PUBMED: Final = "In PubMed choose Save, then the format PubMed; or Send to, Citation manager."
_EBSCO: Final = "In EBSCO choose Export, then RIS (or: direct export in RIS format)."
LOOKS: Final = (
    _look("This is Ovid\u2019s text for reading, with the name of each field on a line of its own.", _OVID,
        r"^(?:<\d+>|\d+\.)\s*$", r"^(?:Unique Identifier|Accession Number|Title|Source|Authors?)\s*$"),
    _look("This is Ovid\u2019s text without a hyphen behind each tag.", _OVID, r"^<\d+>\s*$", r"^TI  ?\S"),
    _look("This is PubMed\u2019s text for reading.", _PUBMED, r"^1[.:] \S", r"\bPMID: \d+"),
    _look("These are PubMed numbers without their records.",
        "Search for them in PubMed, then choose Save, and the format PubMed.", r"\A(?:\d{1,8}\s*)+\Z"),
    _look("This is EBSCO\u2019s text for reading.", _EBSCO,
        r"^(?:Record: \d+|Title: )", r"^(?:Authors?|Source|Database): "),
    _look("This is ScienceDirect\u2019s text for reading.", "In ScienceDirect choose Export, then RIS.",
        r"^ISSN \d{4}-\d{3}[\dXx],?\s*$", r"^https?://doi\.org/"),
    _look("This is Zotero\u2019s RDF.", "In Zotero choose Export, then RIS, BibTeX or CSV.", r"<rdf:RDF"),
    _look("This is an e-mail.", "Save the file that is attached to it, and bring that in.",
        r"^(?:MIME-Version|Received): ", r"^(?:From|Subject|Content-Type): "),
)  # fmt: skip
PACKED: Final = (
    (b"word/", "The file is a Word document.", "Export the records as RIS or CSV."),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "The file is an OpenDocument table (ODS).",
        "Open it and save it as XLSX or CSV."),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "The file is an OpenDocument text (ODT).",
        "Export the records as RIS or CSV."),
    (b"Index/Document.iwa", "The file is one of Apple\u2019s Numbers or Pages.",
        "Open it there and export it as CSV."),
)  # fmt: skip
LINES: Final = 60
LONGEST_LINE: Final = 400


def known_as(head: Sequence[str]) -> Why | None:
    """What the file looks like and what to do; None where it looks like nothing that we know."""
    lines = [line[:LONGEST_LINE] for line in head[:LINES]]
    whole = "\n".join(lines).strip()
    for look in LOOKS:
        if all(
            sign.search(whole) if sign.pattern.startswith(r"\A") else any(map(sign.search, lines))
            for sign in look.signs
        ):
            return look.what, look.mend
    return None


def packed_as(head: bytes) -> Why | None:
    """The same of a packed file."""
    return next(((what, mend) for sign, what, mend in PACKED if sign in head), None)

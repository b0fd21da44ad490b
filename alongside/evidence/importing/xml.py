"""EndNote's and PubMed's XML, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from alongside.evidence.importing.faults import NotReadable
from alongside.evidence.importing.raw import RawRecord
from alongside.evidence.importing.records import Kind, Notice
from alongside.evidence.importing.tables import Tell

ENDNOTE: Final = "record"
FORBIDDEN: Final = bytes(set(range(0x20)) - set(b"\t\n\r"))
PUBMED: Final = frozenset({"PubmedArticle", "PubmedBookArticle"})
#: EndNote's element to the name by which its text is kept.
ENDNOTE_FIELDS: Final = (
    ("rec-number", "rec-number"), ("ref-type", "ref-type"), ("contributors/authors/author", "author"),
    ("titles/title", "title"), ("titles/secondary-title", "secondary-title"), ("titles/alt-title",
        "alt-title"),
    ("titles/tertiary-title", "tertiary-title"), ("periodical/full-title", "full-title"),
        ("periodical/abbr-1", "abbr-1"),
    ("dates/year", "year"), ("dates/pub-dates/date", "date"), ("pages", "pages"), ("volume", "volume"),
        ("number", "number"), ("issue", "issue"),
    ("electronic-resource-num", "doi"), ("accession-num", "accession-num"), ("abstract", "abstract"),
    ("keywords/keyword", "keyword"), ("language", "language"), ("isbn", "isbn"), ("urls/related-urls/url",
        "url"),
    ("urls/web-urls/url", "url"), ("notes", "notes"), ("research-notes", "research-notes"), ("label",
        "label"),
    ("remote-database-name", "database"), ("publisher", "publisher"), ("work-type", "work-type"),
    ("custom1", "custom1"), ("custom2", "custom2"), ("contributors/secondary-authors/author", "editor"),
)  # fmt: skip
PUBMED_FIELDS: Final = (
    (".//Article/ArticleTitle", "title"), (".//BookTitle", "booktitle"), (".//VernacularTitle",
        "vernacular-title"),
    (".//Article/Journal/Title", "full-title"), (".//Article/Journal/ISOAbbreviation", "abbr-1"),
    (".//JournalIssue/Volume", "volume"), (".//JournalIssue/Issue", "number"),
        (".//JournalIssue/PubDate/Year", "year"),
    (".//JournalIssue/PubDate/MedlineDate", "year"), (".//Pagination/MedlinePgn", "pages"),
    (".//Article/Language", "language"), (".//Article/Journal/ISSN", "isbn"), (".//KeywordList/Keyword",
        "keyword"),
    (".//MeshHeading/DescriptorName", "keyword"), (".//PublicationType", "work-type"),
    (".//Pagination/StartPage", "start-page"), (".//Pagination/EndPage", "end-page"),
    ("./BookDocument/ArticleTitle", "title"), ("./BookDocument/Book/PubDate/Year", "year"),
    ("./BookDocument/Language", "language"),
)  # fmt: skip


#: The WHO's register of trials.
TRIAL: Final = "Trial"
TRIAL_FIELDS: Final = (
    ("TrialID", "rec-number"), ("Scientific_title", "title"), ("Public_title", "vernacular-title"),
    ("Primary_sponsor", "author"), ("Date_registration", "year"), ("Source_Register", "full-title"),
    ("web_address", "url"), ("Condition", "keyword"), ("Intervention", "keyword"),
)  # fmt: skip


class WithoutControls:
    """A file without the characters that XML forbids and EndNote writes all the same; they are counted."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._wide = b"\0" in file.read(100)  # UTF-16: there a zero byte is half a letter
        file.seek(0)
        self.taken_out = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        if self._wide:
            return piece
        kept = piece.translate(None, FORBIDDEN)
        self.taken_out += len(piece) - len(kept)
        # Nothing at all would be the end of the file.
        return kept or (b" " if piece else b"")


def read(path: Path, tell: Tell) -> Iterator[RawRecord]:
    """The records of an XML file. Raises NotReadable where it is broken, after those before the break."""
    number, last = 0, ""
    try:
        with path.open("rb") as opened:
            file = WithoutControls(opened)
            for _, element in iterparse(file, events=("end",), forbid_dtd=False, forbid_entities=True):
                tag = local(element.tag)
                if (tag == ENDNOTE and is_reference(element)) or tag in PUBMED:
                    number += 1
                    yield one(number, element, pubmed=tag in PUBMED)
                    element.clear()
                elif tag == TRIAL and element.find("TrialID") is not None:
                    number += 1
                    yield trial(number, element)
                    element.clear()
                last = tag
            if not number and last:
                raise NotReadable(
                    f"The XML is one of “{last[:40]}”, in which we know no records.",
                    "We read EndNote’s, PubMed’s and the WHO’s of trials. Export as RIS, NBIB or CSV.",
                )
            if file.taken_out:
                said = f"{file.taken_out} characters that XML forbids are left out."
                tell(Notice(Kind.CHANGED, "control-characters", said))
    except DefusedXmlException as refused:
        raise NotReadable(
            "The XML defines entities of its own, which no database does: it is not read."
        ) from refused
    except ParseError as broken:
        line = broken.position[0]
        raise NotReadable(
            f"The XML is broken at line {line}; {number} records stand before it.", "Export it again."
        ) from broken


def trial(number: int, element: Element) -> RawRecord:
    """One trial as the WHO's register (ICTRP) writes it."""
    record = RawRecord(number, 0)
    record.keep(tostring(element, encoding="unicode"))
    for path, name in TRIAL_FIELDS:
        text = (element.findtext(path) or "").strip()
        if text:
            record.add(name, text, 0)
    return record


def is_reference(element: Element) -> bool:
    """Whether a ``record`` is EndNote's: it says what it is, what it is called, or who wrote it."""
    return any(element.find(part) is not None for part in ("ref-type", "titles", "contributors"))


def local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def one(number: int, element: Element, *, pubmed: bool) -> RawRecord:
    record = RawRecord(number, 0)
    record.keep(tostring(element, encoding="unicode"))
    if pubmed:
        record.add("ref-type", "pubmed", 0)
        pubmed_ids(record, element)
    for path, name in PUBMED_FIELDS if pubmed else ENDNOTE_FIELDS:
        for found in element.findall(path):
            text = "".join(found.itertext()).strip()
            if path == "ref-type":
                text = found.get("name") or text
            if text:
                record.add(name, text, 0)
    return record


def pubmed_ids(record: RawRecord, element: Element) -> None:
    for path in ("./MedlineCitation/PMID", "./BookDocument/PMID"):
        for found in element.iterfind(path):
            record.add("pmid", found.text or "", 0)
    # Not those of the works that it cites, which have such lists too.
    for path in ("./PubmedData/ArticleIdList", "./BookDocument/ArticleIdList"):
        for found in element.iterfind(f"{path}/ArticleId[@IdType='doi']"):
            record.add("doi", found.text or "", 0)
    for found in element.iterfind(".//Article/ELocationID[@EIdType='doi']"):
        record.add("doi", found.text or "", 0)
    people = element.findall(".//Article/AuthorList/Author") or element.findall(
        "./BookDocument/AuthorList[@Type='authors']/Author"
    )
    for author in people:
        last, given, group = (
            author.findtext(name) or "" for name in ("LastName", "ForeName", "CollectiveName")
        )
        record.add("author", f"{last}, {given}".strip(", ") or group, 0)
    pieces = []
    abstract = element.findall(".//Article/Abstract/AbstractText")
    for found in abstract or element.findall("./BookDocument/Abstract/AbstractText"):
        label = found.get("Label")
        pieces.append((f"{label}: " if label else "") + "".join(found.itertext()).strip())
    if pieces:
        record.add("abstract", "\n".join(pieces), 0)

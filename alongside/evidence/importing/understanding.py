"""What a raw record says, in fields of our own. What could not be understood is told; the raw stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from alongside.evidence.importing import cleaning
from alongside.evidence.importing.raw import RawRecord
from alongside.evidence.importing.records import Kind, Notice, Position, SourceRecord
from alongside.evidence.importing.tables import plain_name
from alongside.evidence.importing.tags import ALSO_CALLED, TABLE, TYPES, Tags

#: Volumes and issues have a number, perhaps a word (*Suppl 2 Pt B*).
LONGEST_NUMBER: Final = 60
Values = dict[str, list[str]]

GLUED: Final = re.compile(r"(?<=[a-zß-ÿ])(?<!Mc)(?<!Mac)(?<!De)(?<!Di)(?<!La)(?<!Le)(?<!Du)(?=[A-ZÀ-Ý])")
#: A line of Zotero's *Extra*, or what a note begins with.
NOTED_PMID: Final = re.compile(r"^PMID: ?(\d{1,8})\b", re.MULTILINE)
#: What Europe PMC calls a record of PubMed.
EUROPE_PMC: Final = re.compile(r"MED/0*(\d{1,8})")
RELEVANT: Final = re.compile(r"\bASReview_(relevant|irrelevant)\b")
RAYYAN: Final = re.compile(r"RAYYAN-INCLUSION:\s*\{([^}]*)\}")
ISSN: Final = re.compile(r"\d{4}-\d{3}[\dXx]")
YES: Final = frozenset({"1", "1.0", "yes", "y", "true", "include", "included", "relevant", "in"})
NO: Final = frozenset({"0", "0.0", "no", "n", "false", "exclude", "excluded", "irrelevant", "out"})
FROM_DATABASES_OF_PUBMED: Final = re.compile(r"pubmed|medline|nlm|ncbi", re.IGNORECASE)
#: *Endoscopic Ultrasound (2014) 3:3 (152-160). Date of Publication: 2014*
EMBASE_SOURCE: Final = re.compile(
    r"^(?P<journal>.+?)\s*\((?P<year>\d{4})\)\s*(?P<volume>[^:\s(]*)?(?::(?P<issue>[^\s(]+))?\s*(?:\((?P<pages>[^)]*)\))?"
)
#: *Clin Rehabil. 2011 Jul;25(7):627-37. doi: …* and *Brain 2012; 135: 912-921*
CITED_SOURCE: Final = re.compile(
    r"^(?P<journal>[^;:]+?)[.,]?\s+\(?(?P<year>\d{4})\)?[^;:]*;\s*(?P<volume>\w+)\s*(?:\((?P<issue>[^)]*)\))?\s*:?\s*(?P<pages>[\w-]+)?"
)
#: *Pain. 94(3):244-52, 2008 Sep.* and *Physiotherapy. Vol.94(3), Sep 2008, pp. 244-252.*
OVID_SOURCE: Final = re.compile(
    r"^(?P<journal>[^.]+)\.\s*(?:Vol\.?\s*)?(?P<volume>\d+)\s*(?:\((?P<issue>[^)]*)\))?"
    r"(?=.*?\b(?P<year>1[89]\d\d|20\d\d)\b)(?:\s*:\s*|,.*?\bpp\.\s*)(?P<pages>\w+(?:-\w+)?)"
)


@dataclass(frozen=True, slots=True)
class Format:
    """How the fields of one kind of file are called, and how its lists of names are written."""

    tags: Tags
    columns: bool = False  # tags are names of columns: compared without capitals, spaces, signs
    lines_are_values: frozenset[str] = frozenset()  # fields whose lines are values of their own
    clean: Callable[[str], str] = cleaning.plain


def understood(raw: RawRecord, file: str, form: Format) -> SourceRecord:
    """``raw`` as a source record of ``file``, with what was told about it."""
    values = by_name(raw, form)
    reader = _Reader(raw, values, form)
    embedded = reader.source() if form.columns or "source" in form.tags else {}
    kind = reader.kind()
    journal = reader.first("journal")
    if embedded and journal == cleaning.plain(embedded["whole"]):
        journal = embedded["journal"]
    return SourceRecord(
        position=Position(file, raw.number, raw.line),
        id=reader.first("id"),
        type=kind,
        title=reader.first("title"),
        authors=reader.authors(),
        year=reader.year(embedded.get("year", "")),
        journal=journal if journal != reader.first("title") else "",
        volume=reader.short("volume") or embedded.get("volume", ""),
        issue=reader.short("issue") or embedded.get("issue", ""),
        pages=reader.pages() or cleaning.page_range(embedded.get("pages", "")),
        doi=reader.doi(),
        pmid=reader.pmid(),
        issn=reader.first("issn"),
        abstract=reader.first("abstract"),
        keywords=reader.keywords(),
        language=reader.first("language"),
        url=reader.url(),
        label=reader.label(),
        raw=raw_values(raw),
        raw_text="\n".join(raw.text).strip("\n"),
        notices=tuple(reader.told()),
    )


def by_name(raw: RawRecord, form: Format) -> Values:
    values: Values = {}
    for one in raw.fields:
        name = plain_name(one.tag) if form.columns else one.tag
        if one.value:
            values.setdefault(name, []).append(one.value)
    return values


def raw_values(raw: RawRecord) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for one in raw.fields:
        values[one.tag] = (*values.get(one.tag, ()), one.value)
    return values


class _Reader:
    """Looks a record's fields up by the names that its format gives them."""

    def __init__(self, raw: RawRecord, values: Values, form: Format) -> None:
        self.raw = raw
        self.values = values
        self.form = form

    def all(self, field: str) -> list[tuple[str, str]]:
        """Tags and values of ``field``, in the order of the format's preference."""
        return [(tag, value) for tag in self.form.tags.get(field, ()) for value in self.values.get(tag, ())]

    def first(self, field: str) -> str:
        return next((clean for _, value in self.all(field) if (clean := self.form.clean(value))), "")

    def short(self, field: str) -> str:
        """A volume or an issue; a whole sentence is none."""
        said = (self.form.clean(value) for _, value in self.all(field))
        # Ovid's column *IS* is an ISSN, and everybody else's the issue.
        value = next((clean for clean in said if clean and not ISSN.fullmatch(clean)), "")
        if len(value) <= LONGEST_NUMBER:
            return value
        self.raw.notice(Kind.DOUBTFUL, "no-number", f"“{value[:40]}…” is no {field}.", tag=field)
        return ""

    def of_first_tag(self, field: str) -> list[str]:
        """All values of the first tag of ``field`` that has any."""
        for tag in self.form.tags.get(field, ()):
            if tag in self.values:
                return self.values[tag]
        return []

    def kind(self) -> str:
        for _, value in self.all("type"):
            kind = type_called(value)
            if kind is not None:
                return kind or self.first("work")
        return ""

    def authors(self) -> tuple[str, ...]:
        values = self.of_first_tag("authors")
        if "itemdoi" in self.values:
            # Springer writes one name behind the other: *Kay CooperBlair H. Smith*.
            values = [GLUED.sub("; ", value) for value in values]
        if self.form.columns or self.form.clean is not cleaning.plain:
            found = [
                name
                for value in values
                for name in cleaning.names(self.form.clean(value) if "\n" not in value else value)
            ]
        else:
            found = [cleaning.tidy_name(name) for value in values for name in cleaning.parts(value)]
        return tuple(dict.fromkeys(name for name in found if name))

    def year(self, embedded: str) -> int | None:
        said = [value for _, value in self.all("year")]
        for value in said:
            year = cleaning.year_in(value)
            if year is not None:
                return year
        if said:
            tag = next(tag for tag, _ in self.all("year"))
            self.raw.notice(
                Kind.DOUBTFUL, "no-year", f"There is no year in “{cleaning.plain(said[0])[:40]}”.", tag=tag
            )
        return int(embedded) if embedded else None

    def pages(self) -> str:
        first, last = self.first("first_page"), self.first("last_page")
        if first and not last:
            # Another column may have both: *Startpage 244*, *Pages 244-252*.
            whole = [self.form.clean(value) for _, value in self.all("first_page")]
            first = next((each for each in whole if each.startswith(f"{first}-")), first)
        both = cleaning.page_range(first, last)
        if (first or last) and not both:
            said = f"“{first} {last}” names no page."
            self.raw.notice(Kind.CHANGED, "no-pages", said.replace(" ”", "”"), tag="pages")
        return both or cleaning.page_range(self.first("article_number"))

    def doi(self) -> str:
        for _, value in self.all("doi"):
            doi = cleaning.doi_in(value)
            if doi:
                return doi
        own = [value for tag, value in self.all("doi")[:1] if tag.lower() in {"do", "doi", "di"}]
        if own:
            self.raw.notice(Kind.DOUBTFUL, "no-doi", f"“{cleaning.plain(own[0])[:60]}” is no DOI.", tag="DOI")
        return ""

    def pmid(self) -> str:
        for _, value in self.all("pmid"):
            pmid = cleaning.pmid_in(value)
            if pmid:
                return pmid
        from_pubmed = any(FROM_DATABASES_OF_PUBMED.search(value) for _, value in self.all("database"))
        if from_pubmed:
            return next((pmid for _, value in self.all("accession") if (pmid := cleaning.pmid_in(value))), "")
        medline = (EUROPE_PMC.fullmatch(value.strip()) for _, value in self.all("accession"))
        if found := next(filter(None, medline), None):
            return found[1]
        noted = (NOTED_PMID.search(value) for _, value in self.all("notes"))
        return next((found[1].lstrip("0") for found in noted if found), "")

    def keywords(self) -> tuple[str, ...]:
        found: list[str] = []
        for tag in self.form.tags.get("keywords", ()):
            for value in self.values.get(tag, ()):
                least = 2 if self.form.columns else 1
                listed = self.form.columns or self.form.clean is not cleaning.plain
                comma = listed and ";" not in value and "\n" not in value and value.count(",") >= least
                found.extend(
                    word.lstrip("*").strip()
                    for word in cleaning.parts(
                        self.form.clean(value) if "\\" in value else value, at="," if comma else ";"
                    )
                )
        return tuple(dict.fromkeys(word for word in found if word))

    def url(self) -> str:
        return next(
            (
                found
                for _, value in self.all("url")
                if (found := cleaning.plain(value)).startswith(("http", "www", "ftp"))
            ),
            "",
        )

    def source(self) -> dict[str, str]:
        """Journal, year, volume, issue, pages from one cell that has them all."""
        for _, value in self.all("source"):
            whole = cleaning.plain(value)
            patterns = (EMBASE_SOURCE, CITED_SOURCE) if self.form.columns else (OVID_SOURCE,)
            found = next(filter(None, (pattern.match(whole) for pattern in patterns)), None)
            if found:
                return {
                    "whole": whole,
                    **{name: (text or "").strip() for name, text in found.groupdict().items()},
                }
        return {}

    def label(self) -> bool | None:
        """What ASReview, Rayyan or a column of decisions says."""
        for _, value in self.all("label"):
            word = value.strip().lower()
            if word in YES | NO:
                return word in YES
        for _, value in self.all("notes"):
            found = RELEVANT.search(value)
            if found:
                return found[1] == "relevant"
            decided = RAYYAN.search(value)
            if decided:
                words = set(re.findall(r"=>\s*\"?(\w+)", decided[1]))
                if len(words) == 1 and (word := words.pop().lower()) in YES | NO:
                    return word in YES
        return None

    def told(self) -> list[Notice]:
        if not self.first("title"):
            what = (
                "The record has no title."
                if self.first("abstract") or self.authors()
                else "The record is all but empty."
            )
            self.raw.notice(Kind.DOUBTFUL, "no-title", what)
        return self.raw.notices


def type_called(name: str) -> str | None:
    """Our word for a type; empty for *other*; the name itself where we have none; None for *a kind of
    support*."""
    lower = cleaning.plain(name).lower()
    plain = plain_name(lower)
    if lower in TYPES:
        return lower
    if plain in ALSO_CALLED:
        return ALSO_CALLED[plain]
    if "support" in plain:
        return None
    return lower if len(lower) > 1 else ""


def label_columns(columns: list[str]) -> list[str]:
    """Those of ``columns`` whose name says that they hold decisions."""
    return [column for column in columns if plain_name(column) in TABLE["label"]]

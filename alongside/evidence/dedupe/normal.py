"""A record as it is compared: without case, accents, punctuation, and the habits of one database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from alongside.evidence.dedupe.plain import PLACEHOLDERS, fold, said, words
from alongside.evidence.dedupe.telling import CITED, about, column, kind_of, registered_in, signs_of
from alongside.evidence.importing.records import SourceRecord

NUMBER: Final = re.compile(r"\d+")
NOT_PAGE: Final = re.compile(r"[^0-9a-z]+")
PAGE_WORD: Final = re.compile(r"^(?:pp?|pages?)(?=[a-z]?\d)")
COUNTED: Final = re.compile(r"\d+ ?(?:p|pp|pages|s|leaves)\.?")
IN_SUPPLEMENT: Final = re.compile(r"[sap]\d{1,3}$")
ROMAN_PAGE: Final = re.compile(r"[ivxlc]+")
ROMAN_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
MONTH: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall|winter)[a-z]*\b"
)
CORPORATE: Final = re.compile(
    r"\b(?:group|study|trial|trials|collaborati\w+|collaborators?|committee|society|consortium|investigators?|network|"
    r"organi[sz]ation|association|institute|college|academy|council|ministry|department|task force|panel|"
    r"team|"
    r"university|centers?|centre|federation|foundation|agency|commission|programme?|initiative|workgroup)\b"
)
THESIS: Final = re.compile(r"\b(?:thesis|dissertation|dissertations|ph d|phd|proquest theses)\b|^thes$")
PREPRINT: Final = re.compile(
    r"\b(?:preprints?|arxiv|biorxiv|medrxiv|psyarxiv|chemrxiv|socarxiv|ssrn|research square|authorea|"
    r"working papers?)\b"
)
PREPRINT_DOI: Final = re.compile(r"^10\.(?:1101|2139|48550|31234|20944|21203|31219|31235|26434|22541)/")
#: A remark in round brackets at the end of a title, not a part of it.
REMARK: Final = re.compile(
    r"\s*\((?:\d+ ref\w*|(?:systematic )?review\w*|abstract|letter|editorial|english|poster)\)\W*$",
    re.IGNORECASE,
)
#: What databases add in square brackets that is no translation.
ADDED: Final = re.compile(
    r"\W*(?:erratum|errata|correct|published|comment|review|in process|provisional|\d+ refs?|see)",
    re.IGNORECASE,
)
ROMAN: Final = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
        "x": "10",
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "first": "1", "second": "2", "third": "3", "fourth": "4",
}  # fmt: skip
#: A bracket that follows fewer letters is part of the title.
SHORTEST_TITLE: Final = 15
NUMBERED: Final = frozenset(
    {
        "part",
        "phase",
        "study",
        "experiment",
        "chapter",
        "volume",
        "paper",
        "report",
        "type",
        "stage",
        "grade",
        "series",
        "wave",
        "year",
    }
)


@dataclass(frozen=True, slots=True)
class Normal:
    """What is compared. Empty text, empty tuples and 0 mean: the record does not say."""

    title: str  # words parted by one space
    short_title: str  # without a translation or an explanation in brackets; often the same
    other_title: str  # in another language, where the record gives both
    numbers: str  # the digits and numerals in the short title, in order
    about: str  # "erratum", "reply", …: what it is to another record
    kind: str  # "abstract", "letter", …: a shorter kind of writing than an article, where it says so
    registered: frozenset[str]  # the numbers of the trials that it names
    signs: str  # in the title: *+*, *-*, *<*, *>*
    points: str  # numbers in the title that have a decimal point
    surnames: tuple[str, ...]
    names: frozenset[str]  # every word of three letters or more of every author
    given: str  # given names of the first author, or their initials
    year: int
    journal: str
    volume: str
    issue: str
    first_page: str
    last_page: str
    doi: str
    pmid: str
    abstract: str
    corporate: bool  # only groups and bodies stand as authors
    thesis: bool
    preprint: bool
    supplement: bool  # on the pages of a supplement, or in one: *S12*, *A123*, *12 Suppl 1*; an abstract
    column: bool  # its title is that of a column, not its own
    own: bool  # beside the column's name it says enough of its own to be known by


def normal(record: SourceRecord) -> Normal:
    """``record`` as it is compared."""
    title, short, other = titles(record.title)
    surnames, names, given, corporate = authors(record.authors)
    first, last = pages(record.pages)
    is_column, own = column(short)
    signs, points = signs_of(record.title)
    # What a number is does not matter there.
    volume = "0" if record.volume.isdecimal() else record.volume
    thesis, preprint, journal = stands_in(record.type, record.journal, volume)
    return Normal(
        title=title,
        short_title=short,
        other_title=other,
        numbers=numerals(short),
        about=about(short, record.type, record.title),
        kind=kind_of(record.type, record.title),
        registered=registered_in(record.id, record.title, record.url, record.abstract),
        signs=signs,
        points=points,
        surnames=surnames,
        names=names,
        given=given,
        year=record.year or 0,
        journal=journal,
        volume=number_of(record.volume),
        issue=number_of(record.issue),
        first_page=first,
        last_page=last,
        doi=record.doi.lower(),
        pmid=record.pmid,
        abstract=words(record.abstract[:600])[:300],
        corporate=corporate,
        thesis=thesis,
        preprint=preprint if record.journal else preprint or bool(PREPRINT_DOI.match(record.doi.lower())),
        supplement=bool(IN_SUPPLEMENT.match(first))
        or "supp" in f"{record.volume} {record.issue}".lower()
        or "abstract" in record.type.lower(),
        column=is_column,
        own=own,
    )


@lru_cache(maxsize=100_000)
def stands_in(kind: str, journal: str, volume: str) -> tuple[bool, bool, str]:
    """Whether a thesis stands there, or a preprint (by its kind only where it stands nowhere); the name."""
    return (
        bool(THESIS.search(words(f"{kind} {journal} {volume}"))),
        bool(PREPRINT.search(words(journal or kind))),
        container(journal),
    )


def titles(title: str) -> tuple[str, str, str]:
    """The title, the title without what databases and translators add to its end, and its translation.

    That is what stands in square brackets (*[Review] [45 refs]*, *[Erratum appears in …]*, the title in
    another language), after ``=``, or as a remark in round brackets.
    """
    cited = CITED.sub("", title) if "(" in title else title
    whole = AMPERSAND.sub(" and ", cited) if "&" in cited else cited
    short, _, other = whole.partition(" = ")
    bracket = short.find("[", SHORTEST_TITLE)
    if bracket > 0:
        # What stands behind and between brackets is the title's own again: *[Review]: part II [In German]*.
        added = " ".join(BRACKETED.findall(short, bracket))
        short, other = short[:bracket] + BRACKETED.sub(" ", short[bracket:]), added
    while "(" in short and (remark := REMARK.search(short)) and remark.start() >= SHORTEST_TITLE:
        short = short[: remark.start()]
    plain = said(whole)
    if short == whole:
        return plain, plain, ""
    translated = said(other) if len(other) > SHORTEST_TITLE and not ADDED.match(other) else ""
    return plain, said(short) or plain, translated


#: Brackets that are never closed go to the end.
BRACKETED: Final = re.compile(r"\[[^\]]*\]?")
#: As databases write it, and what is left of it where they wrote it for a page.
AMPERSAND: Final = re.compile(r"&(?:amp;)*")
#: A digit among letters that a scanner took for one of them: *ear1y*.
MISREAD: Final = re.compile(r"[a-z]{2,}[015][a-z]{2,}")


def numerals(title: str) -> str:
    """The digits of a title, and words that number a part (*part II*, *a second study*, a numeral at its
    end)."""
    found: list[str] = []
    tokens = title.split()
    for at, token in enumerate(tokens):
        if token.isalpha() and token not in ROMAN:
            continue
        if token in ROMAN and (
            at == len(tokens) - 1
            or (at > 0 and tokens[at - 1] in NUMBERED)
            or (len(token) > 1 and token[0] in "ivx" and token[1] in "ivx")
        ):
            found.append(ROMAN[token])
        elif not MISREAD.fullmatch(token):
            found.extend(NUMBER.findall(token))
    return "".join(found)


class Author(NamedTuple):
    """One author, however the name is written."""

    surname: str  # nothing where it is only a way of saying *unknown* or *and others*
    given: str  # or initials
    words: tuple[str, ...]  # of three letters or more
    body: bool  # a group, not a person


@lru_cache(maxsize=200_000)
def author(name: str) -> Author:
    surname, given = parted(name)
    body = bool(CORPORATE.search(words(name)))
    if given in PLACEHOLDERS:
        given = ""
    if not surname or surname in PLACEHOLDERS or surname in {"et al", "al", "others"}:
        return Author("", "", (), body)
    found = tuple(word for word in f"{surname} {given}".split() if len(word) > 2)
    return Author(surname.replace(" ", ""), given, found, body)


def parted(name: str) -> tuple[str, str]:
    """Surname and given names (or their initials)."""
    if "," in name:
        surname, _, given = name.partition(",")
        return words(surname), words(given)
    parts = name.replace(".", ". ").split()
    if len(parts) > 1 and all(
        part.endswith(".") or (part.isupper() and len(part) <= 3) for part in parts[1:]
    ):
        at = next(
            index for index, part in enumerate(parts) if index and (part.endswith(".") or part.isupper())
        )
        return words(" ".join(parts[:at])), words(" ".join(parts[at:]))
    return (words(parts[-1]), words(" ".join(parts[:-1]))) if len(parts) > 1 else (words(name), "")


@lru_cache(maxsize=50_000)
def authors(written: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str], str, bool]:
    """Surnames in order, every longer word of the names, the first author's given names; only bodies?"""
    every = [author(name) for name in written]
    known = [each for each in every if each.surname]
    return (
        tuple([each.surname for each in known]),
        frozenset([word for each in known for word in each.words]),
        known[0].given if known else "",
        bool(every) and all(each.body for each in every),
    )


@lru_cache(maxsize=100_000)
def container(journal: str) -> str:
    """A journal's or a proceedings' name without what databases add in brackets or after a colon."""
    short = re.sub(r"[\[(].*?[\])]", " ", journal)
    plain = said(short or journal).replace(" and ", " ").removeprefix("the ")
    return " ".join(word for word in plain.split() if word not in {"of", "the", "in", "for", "on"})


@lru_cache(maxsize=50_000)
def number_of(text: str) -> str:
    """A volume's or an issue's number: *Vol. 12*, *12(3)*, *012* and *XII* are ``12``.

    A month (*2016 May*) is no number, nor is *Ph.D.*: the record does not say.
    """
    plain = said(text)
    if MONTH.search(plain):
        return ""
    found = NUMBER.search(plain)
    if found:
        return found[0].lstrip("0") or "0"
    return str(roman(plain)) if plain and ROMAN_PAGE.fullmatch(plain) else ""


def roman(numeral: str) -> int:
    values = [ROMAN_VALUES[letter] for letter in numeral]
    return sum(
        -value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True)
    )


def pages(text: str) -> tuple[str, str]:
    """First and last page; *288-97* ends at 297, *e12* stays; empty where there is none.

    *215 p* counts pages and names none. *Suppl-29* and *t-8* are how one database writes a range with
    letters:
    only the end of the last page is left of it.
    """
    folded = fold(text).strip()
    if COUNTED.fullmatch(folded):
        return "", ""
    parts = [part for part in NOT_PAGE.split(folded) if part and part not in {"p", "pp", "pg", "pages"}]
    if not parts:
        return "", ""
    if not NUMBER.search(parts[0]) and not ROMAN_PAGE.fullmatch(parts[0]):
        return "", next((part.lstrip("0") for part in parts[1:] if NUMBER.search(part)), "")
    first = PAGE_WORD.sub("", parts[0]).lstrip("0")
    last = parts[1].lstrip("0") if len(parts) > 1 else ""
    if last and not NUMBER.search(last) and not ROMAN_PAGE.fullmatch(last):
        last = ""
    if last and len(last) < len(first) and last.isdigit():
        last = first[: len(first) - len(last)] + last
    return first, last

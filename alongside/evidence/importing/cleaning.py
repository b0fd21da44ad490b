"""Values as databases write them, made plain: markup, entities, identifiers, years, pages, names."""

# ruff: noqa: RUF001 - letters that look alike are what it is about

from __future__ import annotations

import ast
import html
import re
from typing import Final
from urllib.parse import unquote

#: Only what is a tag by its name: *p <0.05 and >2* stays.
INLINE: Final = re.compile(
    r"</?(?:i|b|em|strong|sub|sup|u|span|a|font|inf|small|big|tt|code|q|cite|mark|italic|bold|sc|underline|"
    r"jats:(?:italic|bold|sub|sup|sc|ext-link|xref)|mml:[a-z]+|inline-formula|math|"
    r"mi|mo|mn|mrow|msup|msub|msubsup|mfrac|mtext|mover|munder|mspace|mstyle|msqrt|mfenced)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
BLOCK: Final = re.compile(
    r"</?(?:p|br|div|sec|title|h[1-6]|li|ul|ol|dl|dt|dd|table|tr|td|th|tbody|thead|hr|section|abstract|label|abstracttext|"
    r"jats:[a-z-]+|html|body|head|blockquote|pre)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
SPACE: Final = re.compile(r"\s+")
#: Old ones have signs within: *10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2*; what
#: comes before them is the same in all papers of one issue.
DOI: Final = re.compile(r"10\.\d{4,9}/(?:[^\s\"<>]|<\d+:[^\s\"<>]*>)+", re.IGNORECASE)
YEAR: Final = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
#: *20080901*
YEAR_OF_DAY: Final = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)")
PMID: Final = re.compile(r"(?<!\d)\d{1,8}(?!\d)")
PMID_ONLY: Final = re.compile(
    r"\s*(?:https?://(?:www\.)?(?:ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)/)?"
    r"(?:pmid|pubmed|medline)?[\s:]*(\d{1,8})/?(?:\.0)?\s*(?:\(?(?:pmid|pubmed id|nlm|medline)\)?)?\s*",
    re.IGNORECASE,
)
DASHES: Final = re.compile(r"\s*(?:--+|[‐‑‒–—−-])\s*")
INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,5}")
NO_PAGES: Final = re.compile(r"no\W*(?:pagination)?\W*specified|no pagination|n/?a", re.IGNORECASE)
MOST_ROUNDS: Final = 20
LONGEST_INITIALS: Final = 4


def plain(text: str) -> str:
    """``text`` in one line, without markup, entities and control characters. Made plain twice, it is the
    same."""
    for _ in range(MOST_ROUNDS):
        before = text
        if "<" in text:
            text = BLOCK.sub(" ", INLINE.sub("", text))
        if "&" in text:
            text = ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
        if text == before:
            break
    return SPACE.sub(" ", CONTROL.sub(" ", text)).strip()


def doi_in(text: str) -> str:
    """The first DOI in ``text``, without an address before and punctuation after it; empty where there is
    none."""
    if "10." not in text and "10%2e" not in text.lower():
        return ""
    if "%2" in text or "%3" in text:
        text = unquote(text)
    if "&lt;" in text:
        text = html.unescape(text)
    found = DOI.search(text)
    if not found:
        return ""
    doi = found[0]
    if "&" in doi and "://" in text:
        doi = doi.partition("&")[0]
    doi = re.sub(r"\[(?:doi|pii)\]$", "", doi.rstrip(".,;:'")).rstrip(".,;:'")
    while doi.endswith((")", "]", "}")) and doi.count(doi[-1]) > doi.count(
        {")": "(", "]": "[", "}": "{"}[doi[-1]]
    ):
        doi = doi[:-1].rstrip(".,;:")
    return doi


def year_in(text: str) -> int | None:
    """The first number in ``text`` that can be a year (1500 to 2099)."""
    found = YEAR.search(text) or YEAR_OF_DAY.search(text)
    return int(found[1]) if found else None


def pmid_in(text: str) -> str:
    found = PMID_ONLY.fullmatch(text)
    return found[1].lstrip("0") if found else ""


def page_range(first: str, last: str = "") -> str:
    """*288-297*; *288* where no last page is said; empty where it is said that there is none."""
    first, last = DASHES.sub("-", plain(first)), DASHES.sub("-", plain(last))
    both = f"{first}-{last}" if last and first and last != first and "-" not in first else first or last
    if NO_PAGES.fullmatch(both):
        return ""
    return re.sub(r"^(?:pp?\.?|pages?|pg\.?)\s*(?=\w?\d)", "", both, flags=re.IGNORECASE).rstrip(".-")


def parts(text: str, *, at: str = ";") -> list[str]:
    """The parts of a list in one cell, in its order, each once."""
    listed = listed_literally(text)
    pieces = listed if listed is not None else re.split(rf"[{re.escape(at)}\n\r]+", text)
    return list(dict.fromkeys(piece for piece in map(plain, pieces) if piece))


def listed_literally(text: str) -> list[str] | None:
    """``['Marx, Karl', 'Lindgren, Astrid']``: a list as one program prints it."""
    text = text.strip()
    if not (text.startswith("[") and text.endswith("]") and len(text) > 2 and text[1] in "'\""):
        return None
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [piece for one in value for piece in one.split(";")]
    return None


def names(text: str) -> list[str]:
    """The authors in one cell, whichever way they are parted: ``;``, *and*, lines, or only commas."""
    if listed_literally(text) is not None or re.search(r"[;\n|]", text):
        return [name for name in (tidy_name(one) for one in parts(text, at=";|")) if name]
    pieces = re.split(r"\s+and\s+", plain(text)) if " and " in text else commas_apart(plain(text))
    return [name for name in map(tidy_name, pieces) if name]


def tidy_name(name: str) -> str:
    return "" if name.lower().strip(" .,") in {"et al", "et. al", "others", ""} else name.strip(" ,;")


def commas_apart(text: str) -> list[str]:
    """*Liu R., Adler D.G.* and *Liu, R., Adler, D.G.* are two; *Trindade, Ines A* is one."""
    pieces = [piece.strip() for piece in text.rstrip(".").split(",") if piece.strip()]
    if len(pieces) < 2:
        return pieces
    if len(pieces) % 2 == 0 and all(is_initials(piece) for piece in pieces[1::2]):
        return [f"{surname}, {given}" for surname, given in zip(pieces[::2], pieces[1::2], strict=True)]
    if len(pieces) == 2 and " " not in pieces[0]:
        return [f"{pieces[0]}, {pieces[1]}"]
    return pieces


def is_initials(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return (
        bool(INITIALS.fullmatch(text)) and len(letters) <= LONGEST_INITIALS and all(map(str.isupper, letters))
    )

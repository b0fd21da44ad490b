"""BibTeX, entry by entry: nested braces, strings, joined values, and what stands between entries."""

# ruff: noqa: RUF001 - letters that look alike are what it is about

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from alongside.evidence.importing.encoding import LONGEST_FIELD, Line
from alongside.evidence.importing.raw import RawRecord
from alongside.evidence.importing.records import Kind, Notice

Tell = Callable[[Notice], None]

ENTRY: Final = re.compile(r"^\s*@\s*(\w+)\s*[{(]")
NAME: Final = re.compile(r"\s*([\w:.+/-]+)\s*=\s*")
#: An entry of more lines has lost its closing brace.
LONGEST_ENTRY: Final = 3 * LONGEST_FIELD
MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS: Final = {name: name for name in MONTH_NAMES}
ACCENTS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "c": "\u0327", "k": "\u0328",
        "d": "\u0323", "b": "\u0331",
}  # fmt: skip
SYMBOLS: Final = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø",
        "l": "ł", "L": "Ł",
    "i": "i", "j": "j", "dh": "ð", "th": "þ", "dj": "đ", "textendash": "–", "textemdash": "—",
        "textquoteright": "’",
    "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "alpha": "α", "beta": "β",
        "gamma": "γ",
    "delta": "δ", "kappa": "κ", "mu": "μ", "pm": "±", "times": "×", "leq": "≤", "geq": "≥", "le": "≤",
        "ge": "≥",
    "textregistered": "®", "texttrademark": "™", "textdegree": "°", "textasciitilde": "~",
        "textbackslash": "\\",
}  # fmt: skip
ACCENTED: Final = re.compile(r"\\([`'^~=u.\"rHvckdb])\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))")
SYMBOL: Final = re.compile(r"\\([A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))")
WRAPPED: Final = re.compile(
    r"\\(?:text(?:it|bf|sc|rm|tt|sf|up|normal)?|emph|mathrm|mathit|textsuperscript|textsubscript|url|href)\s*\{([^{}]*)\}"
)


def read(lines: Iterator[Line], tell: Tell) -> Iterator[RawRecord]:
    """The entries of the file; ``@comment``, ``@preamble`` and ``@string`` are none."""
    strings: dict[str, str] = dict(MONTHS)
    number = 0
    for first, text, cut in entries(lines, tell):
        found = ENTRY.match(text)
        if found is None:
            continue
        kind = found[1].lower()
        if kind in {"comment", "preamble"}:
            continue
        body = text[found.end() :]
        if kind == "string":
            strings.update((name.lower(), value) for name, value in fields(body, strings))
            continue
        number += 1
        record = RawRecord(number, first)
        record.keep(text)
        key, _, rest = body.partition(",")
        if "=" in key:
            key, rest = "", body
        record.add("ENTRYTYPE", kind, first)
        if key.strip(" \n})"):
            record.add("ID", key.strip(" \n})"), first)
        for name, value in fields(rest, strings):
            record.add(name.lower(), value, first)
        if cut:
            record.notice(
                Kind.TRUNCATED, "too-long", f"{cut:,} letters of the entry are left out: it is too long."
            )
        if not balanced(text) and not cut:
            record.notice(
                Kind.DOUBTFUL, "no-end", "The entry has no closing brace: what follows may belong to it."
            )
        yield record


def entries(lines: Iterator[Line], tell: Tell) -> Iterator[tuple[int, str, int]]:
    """Each entry with its first line and how many letters of it were cut. It ends where its braces close."""
    taken: list[str] = []
    first = size = depth = cut = 0
    for line in lines:
        starts = ENTRY.match(line.text)
        if starts and taken and (depth <= 0 or line.text.startswith("@")):
            yield first, "\n".join(taken), cut
            taken, size, depth, cut = [], 0, 0, 0
        if not taken:
            if not starts:
                if line.text.strip() and not line.text.lstrip().startswith("%"):
                    said = f"A line between entries is left out: “{line.text.strip()[:80]}”."
                    tell(Notice(Kind.DROPPED, "outside", said, line=line.number))
                continue
            first = line.number
        depth += depth_of(line.text)
        size += len(line.text)
        if size <= LONGEST_ENTRY:
            taken.append(line.text)
            cut += line.cut
        else:
            cut += len(line.text) + line.cut
        if depth <= 0:
            yield first, "\n".join(taken), cut
            taken, size, depth, cut = [], 0, 0, 0
    if taken:
        yield first, "\n".join(taken), cut


def depth_of(text: str) -> int:
    text = re.sub(r"\\[{}]", "", text)
    return text.count("{") - text.count("}")


def balanced(text: str) -> bool:
    return depth_of(text) <= 0


def fields(body: str, strings: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Names with values: in braces, in quotation marks, bare, or several joined by ``#``."""
    at = 0
    while found := NAME.search(body, at):
        name, at = found[1], found.end()
        pieces: list[str] = []
        while True:
            piece, at = value(body, at, strings)
            pieces.append(piece)
            joined = re.compile(r"\s*#\s*").match(body, at)
            if not joined:
                break
            at = joined.end()
        yield name, "".join(pieces)


def value(body: str, at: int, strings: dict[str, str]) -> tuple[str, int]:
    if at < len(body) and body[at] == "{":
        end = closing(body, at)
        return body[at + 1 : end], end + 1
    if at < len(body) and body[at] == '"':
        end, depth = at + 1, 0
        while end < len(body) and (body[end] != '"' or depth > 0 or body[end - 1] == "\\"):
            depth += {"{": 1, "}": -1}.get(body[end], 0)
            end += 1
        return body[at + 1 : end], end + 1
    bare = re.compile(r"[^,}\s#]*").match(body, at)
    word = bare[0] if bare else ""
    return strings.get(word.lower(), word), at + max(1, len(word))


def closing(body: str, at: int) -> int:
    """Where the brace that opens at ``at`` closes; the end where it does not."""
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(body, at):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0 and found[0] == "}":
            return found.start()
    return len(body)


def from_latex(text: str) -> str:
    """Letters for LaTeX's commands; braces that only keep capitals are taken away."""
    if "\\" in text:
        text = (
            text.replace("\\&", "&")
            .replace("\\%", "%")
            .replace("\\$", "$")
            .replace("\\_", "_")
            .replace("\\#", "#")
        )
        text = re.sub(r"\{\s*(\\[`'^~=u.\"rHvckdb]\s*\{?\\?[A-Za-z]\}?)\s*\}", r"\1", text)
        text = ACCENTED.sub(
            lambda found: unicodedata.normalize("NFC", (found[2] or found[3]) + ACCENTS[found[1]]), text
        )
        text = WRAPPED.sub(r"\1", text)
        text = SYMBOL.sub(lambda found: SYMBOLS.get(found[1], ""), text)
        text = text.replace("\\", "")
    if "$" in text:
        text = re.sub(r"\$([^$]{0,200})\$", r"\1", text)
    return text.replace("{", "").replace("}", "").replace("---", "—").replace("~", " ")

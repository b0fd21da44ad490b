"""Which encoding a file has, found by reading it once; and its lines, none of them too long for memory."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

CHUNK: Final = 1 << 20
#: A field longer than this is cut, and it is said how long it was. The longest abstracts have some ten
#: thousand.
LONGEST_FIELD: Final = 500_000
#: Bytes that cp1252 does not define; a file with one of them is older than that.
NOT_CP1252: Final = frozenset(b"\x81\x8d\x8f\x90\x9d")
BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Of a hundred letters outside ASCII in a UTF-8 file, so many may be broken before it is none.
BROKEN_OF_HUNDRED: Final = 10


@dataclass(frozen=True, slots=True)
class Encoding:
    """``name`` for Python, ``said`` for people; ``broken`` counts bytes that are not in it."""

    name: str
    said: str
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end: counted from 1; ``cut`` is how many letters were left out of it."""

    number: int
    text: str
    cut: int = 0


def as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """A byte that is not UTF-8 is nearly always one that another program left in its own encoding."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    piece = error.object[error.start : error.end]
    return piece.decode("cp1252", errors="replace"), error.end


codecs.register_error("alongside-cp1252", as_cp1252)


def encoding_of(path: Path) -> Encoding:
    """The encoding of the file, from its mark, else from all of its bytes."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
        for mark, name in BOMS:
            if head.startswith(mark):
                plain = "utf-8" if name == "utf-8-sig" else name
                broken = count_broken(path)[1] if plain == "utf-8" else 0
                return Encoding(name, f"{plain.upper()}, marked as such", broken)
        wide = without_mark(head)
        if wide:
            return wide
    letters, broken = count_broken(path)
    if not broken:
        return Encoding("utf-8", "UTF-8")
    if broken * 100 <= letters * BROKEN_OF_HUNDRED:
        return Encoding("utf-8", "UTF-8 with some bytes of another encoding", broken)
    return one_byte(path)


def without_mark(head: bytes) -> Encoding | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = head[:4000]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) * 0.2 and even < odd / 4:
        return Encoding("utf-16-le", "UTF-16, little end first")
    if even > len(sample) * 0.2 and odd < even / 4:
        return Encoding("utf-16-be", "UTF-16, big end first")
    return None


def count_broken(path: Path) -> tuple[int, int]:
    """How many letters outside ASCII are UTF-8, and how many bytes are not."""
    broken = 0
    letters = 0

    def count(error: UnicodeError) -> tuple[str, int]:
        nonlocal broken
        if not isinstance(error, UnicodeDecodeError):
            raise error
        broken += error.end - error.start
        return "", error.end

    codecs.register_error("alongside-count", count)
    decoder = codecs.getincrementaldecoder("utf-8")("alongside-count")
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if chunk.isascii():
                continue
            text = decoder.decode(chunk)
            letters += sum(1 for letter in text if letter > "\x7f")
        decoder.decode(b"", final=True)
    return letters, broken


def one_byte(path: Path) -> Encoding:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if not NOT_CP1252.isdisjoint(chunk):
                return Encoding("latin-1", "Latin-1 (ISO 8859-1)")
    return Encoding("cp1252", "Windows-1252")


def opened(file: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    """``file`` as text. Line ends of all systems count."""
    errors = "alongside-cp1252" if encoding.name.startswith("utf-8") else "replace"
    return io.TextIOWrapper(file, encoding=encoding.name, errors=errors, newline=None)


def lines(stream: io.TextIOBase, longest: int = LONGEST_FIELD) -> Iterator[Line]:
    """The lines of ``stream``, each cut at ``longest`` letters, whatever its length in the file."""
    number = 0
    while piece := stream.readline(longest + 1):
        number += 1
        # Files put one behind the other keep the mark of each.
        text = piece[:longest].removesuffix("\n").lstrip("\ufeff")
        cut = 0
        if len(piece) > longest and not piece.endswith("\n"):
            cut = len(piece) - longest
            while rest := stream.readline(longest + 1):
                cut += len(rest.removesuffix("\n"))
                if rest.endswith("\n"):
                    break
        yield Line(number, text.replace("\0", ""), cut)

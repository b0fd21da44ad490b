"""Text as it is compared: without case, accents, punctuation, markup."""

# ruff: noqa: RUF001 - letters that look alike are what it is about

from __future__ import annotations

import re
import unicodedata
from typing import Final

TAG: Final = re.compile(r"</?[A-Za-z][^>]{0,200}>")
NOT_WORD: Final = re.compile(r"[\W_]+")
PLACEHOLDERS: Final = frozenset(
    {"unknown", "null", "none", "na", "nan", "no", "not available", "anonymous", "anon"}
)
GREEK: Final = {
    "α": " alpha ", "β": " beta ", "γ": " gamma ", "δ": " delta ", "κ": " kappa ", "λ": " lambda ",
        "μ": " mu ", "ω": " omega ",
    "ß": "ss", "ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ı": "i",
}  # fmt: skip
FOLDED: Final = str.maketrans(
    GREEK | {letter.upper(): text for letter, text in GREEK.items() if len(letter.upper()) == 1}
)


def fold(text: str) -> str:
    """``text`` in lower case, without accents, Greek letters by name."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.translate(FOLDED).lower())
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def words(text: str) -> str:
    """The words of ``text``, folded, parted by one space."""
    if "<" in text:
        text = TAG.sub(" ", text)
    return NOT_WORD.sub(" ", fold(text)).strip()


def said(text: str) -> str:
    """``words``, or nothing where the text is only a way of saying *unknown*."""
    plain = words(text)
    return "" if plain in PLACEHOLDERS else plain

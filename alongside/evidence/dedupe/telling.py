"""What a record says of itself beside its words: whether it is about another one, which kind of writing it
is, under which number a trial is registered, and the signs that tell two titles of the same words apart.
"""

from __future__ import annotations

import re
from typing import Final

from alongside.evidence.dedupe.plain import TAG

#: What stands before a title, with a colon or a stop, and makes it another piece of writing about the first.
BEFORE: Final = re.compile(
    r"^\W*(?:(?P<erratum>(?:publisher|author)?[\s’']*s?\s*correction|corrigend(?:um|a)|errat(?:um|a)|"
    r"errata corrige|addendum|berichtigung(?:en)?|rectificati(?:on|f)s?|fe de errat\w+|correcci[oó]n|"
    r"correzione)|"
    r"(?P<protocol>(?:study |trial )?protocol)|"
    r"(?P<retraction>retract(?:ion|ed)(?: notice| article| paper)?|withdrawn|withdrawal|"
    r"(?:editorial )?expression of concern)|"
    r"(?P<reply>(?:the )?(?:authors?[’']?s? )?(?:reply|response|rejoinder))|"
    r"(?P<comment>(?:invited |editorial )?comment(?:ary|s)?|discussion|re)|"
    r"(?P<summary>(?:plain[ -]language|lay|video|graphical|visual|press)[ -](?:summary|abstract|release))|"
    r"(?P<letter>letters?(?: to the editors?)?)|(?P<editorial>(?:guest )?editorial))\s*[:.\u2013\u2014-]\s",
    re.IGNORECASE,
)
#: What stands alone in brackets after a title, and makes it another piece of writing about the first.
AFTER: Final = re.compile(
    r"[\[(]\s*(?:published )?(?:(?P<erratum>errat(?:um|a)|corrigend(?:um|a)|correction|addendum)|"
    r"(?P<retraction>retraction(?: notice)?|withdrawal)|(?P<reply>(?:authors?[’']?s? )?(?:reply|response))|"
    r"(?P<protocol>(?:study |review )?protocol))\s*[\])](?:\W*[\[(][^\])]*[\])])*\W*$",
    re.IGNORECASE,
)
#: A correction that names in brackets what it corrects: *(vol 12, pg 288, 2014)*.
CITED: Final = re.compile(
    r"[\s.,;:]*\((?:[^()]*?\b)?(?:vol(?:ume)?|pg?|pp|pages?)\b\.?\s*\w?\d[^()]*\)\s*\.?\s*$", re.IGNORECASE
)
#: What a record says about another one. The first that fits is what it is; more specific ones stand first.
ABOUT_ANOTHER: Final = (
    ("retraction", re.compile(r"^(?:notice of )?(?:retraction|retracted|withdrawn|withdrawal)\b|"
        r"\bretraction (?:of|to|notice)\b")),
    ("erratum", re.compile(r"^(?:publisher s? ?|author s? ?)?(?:erratum|errata|corrigend(?:um|a))\b|"
        r"^correction(?:$| to | notice| for )|\b(?:erratum|corrigendum|correction to)$|"
        r"\berratum (?:in|to|for)\b")),
    ("reply", re.compile(r"^(?:(?:the )?authors? s? ?)?(?:reply|response|rejoinder)\b(?: (?:to|from|by|"
        r"re)\b|$)|^in reply\b|\b(?:authors?|author s) (?:reply|response)$|\breply$|"
        r"\bresponse to (?:comment|letter)\b")),
    ("comment", re.compile(r"^(?:comments?|commentary|invited commentary|editorial comment|"
        r"discussion) (?:on|to|re|of)\b|^re\b|\b(?:comment|commentary)$|^letter to\b")),
    ("editorial", re.compile(r"^(?:editorial|editor s note)\b")),
    ("protocol", re.compile(r"\b(?:study|trial|review) protocol\b|\bprotocol (?:for|of) a\b|"
        r"\bdesign and rationale\b|\brationale and design\b")),
)  # fmt: skip

#: Titles that a journal uses again and again.
COLUMN: Final = re.compile(
    r"^(?:guest |invited )?(?:editorial|editor s?|editors|preface|foreword|introduction|letters?|"
    r"correspondence|news|abstracts?|index|contents|"
    r"calendar|obituary|in memoriam|book reviews?|announcements?|reply|response|erratum|errata|"
    r"corrigendum|commentary|comments?|discussion|"
    r"reviewers?|acknowledg\w+|summary|conclusions?|from the editor|poster|oral|untitled|no title|"
    r"title page|front matter)\b|"
    r"\b(?:editor s? comments?|editorial|editor s note|book reviews?|from the editors?)$"
)
#: One of these is in every title in which ABOUT_ANOTHER finds anything (but *re*). A word costs less than a
#: pattern.
SAYS_ABOUT: Final = (
    "retract", "withdraw", "errat", "corrig", "correction", "repl", "respon", "rejoinder", "comment",
    "discussion", "letter", "editor", "protocol", "rationale",
)  # fmt: skip
LONGEST_COLUMN: Final = 60
WORDS_OF_ITS_OWN: Final = 4
BRACKET: Final = re.compile(r"[\[(]")

#: Shorter than an article, and in some databases under its very title. What they call a *conference paper* or
#: a *note* in one is an article in the next: that says nothing.
KINDS: Final = (
    ("abstract", re.compile(r"\b(?:(?:conference|meeting|congress|published) abstracts?|poster|"
        r"oral presentation)\b|^abstracts?$")),
    ("letter", re.compile(r"\b(?:letters?|correspondence)\b")),
    ("editorial", re.compile(r"\beditorials?\b")),
    ("comment", re.compile(r"\b(?:comment|comments|commentary|reply|response)\b")),
    ("protocol", re.compile(r"\bprotocols?\b")),
    ("registration", re.compile(r"\b(?:registry|register|registration)\b")),
    ("news", re.compile(r"\b(?:news|press release|interview|book review)\b")),
)  # fmt: skip
#: In brackets at the end of a title.
KIND_IN_BRACKETS: Final = re.compile(
    r"[\[(]\s*((?:conference |meeting |published )?abstract|poster(?: presentation)?|oral(?: presentation)?|"
    r"letters?(?: to the editors?)?|correspondence|(?:guest )?editorial|comment(?:ary)?|protocol|news|"
    r"press release|interview|book review)\s*[\])]\W*$",
    re.IGNORECASE,
)
#: How registers of trials number them (WHO's primary registers and those that were).
REGISTERS: Final = (
    "NCT", "ISRCTN", "ACTRN", "CTR", "DRKS", "KCT", "NTR", "NL-OMON", "UMIN", "RBR-", "IRCT", "EudraCT",
    "jRCT", "JapicCTI", "LBCTR", "CRD4",
)  # fmt: skip
REGISTERED: Final = re.compile(
    r"\b(NCT|ISRCTN|ACTRN|(?:Chi|EU|PA|SL|T)?CTR[A-Z]*|DRKS|KCT|NTR|NL-OMON|UMIN|RBR-|IRCT|EudraCT|jRCTs?|JapicCTI|"
    r"LBCTR|CRD)[\s:#-]{0,3}(?:(?:no|number)\b[.:\s]{0,3})?((?:[A-Z]{1,5}-?)?\d[\d/-]{2,20}\w?)"
)
#: *HER2+* and *HER2-*, *over 65* and *under 65* written as signs, *1.5* and *15*.
SIGNS: Final = re.compile(r"(?P<than>[<>≤≥])(?=\s*[=/]*\s*\d)|(?<=\w)\(?(?P<charge>[+−–-])\)?(?=[\s,;:.)]|$)")
SIGN_THERE: Final = re.compile(r"[<>≤≥+−–-]")
MEANS: Final = str.maketrans("≤≥−–", "<>--")
POINT: Final = re.compile(r"(?<!\d)\d{1,4}[.·]\d{1,3}(?![\d.·])")


def kind_of(kind: str, title: str) -> str:
    """Which shorter kind of writing the type or the end of the title says; empty for an article."""
    found = KIND_IN_BRACKETS.search(title) if title.endswith((")", "]", ".")) else None
    said = (kind.lower(), found[1].lower() if found else "")
    return next((name for name, sign in KINDS if any(map(sign.search, said))), "")


def registered_in(*texts: str) -> frozenset[str]:
    """The numbers under which trials are registered, without spaces and signs."""
    return frozenset(
        re.sub(r"\W", "", f"{register}{number}").upper()
        for text in texts
        if any(name in text for name in REGISTERS)
        for register, number in REGISTERED.findall(text)
    )


def signs_of(title: str) -> tuple[str, str]:
    """The signs of a title that no word says, in order; and its numbers with a point."""
    signs = ""
    if SIGN_THERE.search(title):
        signs = "".join(
            (found["than"] or found["charge"]).translate(MEANS) for found in SIGNS.finditer(title)
        )
    points = " ".join(POINT.findall(title)).replace("·", ".") if "." in title or "·" in title else ""
    return signs, points


def column(short: str) -> tuple[bool, bool]:
    """Whether a title is that of a column, and whether it says enough of its own beside it."""
    if COLUMN.search(short) is None:
        return False, short.count(" ") >= WORDS_OF_ITS_OWN - 1
    return len(short) < LONGEST_COLUMN, len(COLUMN.sub("", short).split()) >= WORDS_OF_ITS_OWN


def about(title: str, kind: str, written: str) -> str:
    """What the record is to another one: an erratum, a reply, …; empty where it stands for itself."""
    written = (TAG.sub("", written) if "<" in written else written).strip()
    if said_so := BEFORE.match(written) or (AFTER.search(written) if BRACKET.search(written) else None):
        return next(name for name, text in said_so.groupdict().items() if text)
    if "(" in written and CITED.search(written):
        return "erratum"
    if title.startswith("re") or any(word in title for word in SAYS_ABOUT):
        for name, pattern in ABOUT_ANOTHER:
            if pattern.search(title):
                return name
    kind = kind.lower()
    return "erratum" if "erratum" in kind else "retraction" if "retract" in kind else ""

"""Where two records stand: the same journal, volume, issue, pages, or another place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from alongside.evidence.dedupe.levels import Level
from alongside.evidence.dedupe.normal import Normal

#: *CD007039*: a review of the Cochrane library keeps its number through all its versions.
UPDATED: Final = re.compile(r"\bcochrane\b.*\b(?:database|library|reviews?|syst\w*|db)\b")
NUMBER_THERE: Final = re.compile(r"cd\d{6}")


def volumes(one: Normal, two: Normal) -> Level:
    """The year in place of a volume says nothing, nor do the volume of a thesis's abstract and its own."""
    if one.thesis and two.thesis:
        return Level.UNSAID
    level = exactly(one.volume, two.volume)
    if level is Level.DIFFERENT and {one.volume, two.volume} & {str(one.year), str(two.year)}:
        return Level.UNSAID
    return level


def exactly(one: str, two: str) -> Level:
    if not one or not two:
        return Level.UNSAID
    return Level.SAME if one == two else Level.DIFFERENT


@lru_cache(maxsize=200_000)
def journals(one: str, two: str) -> Level:
    """SAME: the same words, or an abbreviation of them, or one with an addition."""
    if not one or not two:
        return Level.UNSAID
    if one == two:
        return Level.SAME
    short, long = sorted((one.split(), two.split()), key=len)
    if abbreviates(short, long) or abbreviates(long, short) or initials_of(short, long):
        return Level.SAME
    alike = fuzz.token_sort_ratio(one, two)
    # *Pain* is not the *European Journal of Pain*, nor is *Stroke* the *European Stroke Conference*.
    if alike >= 85 or long[: len(short)] == short:
        return Level.NEAR
    return Level.DIFFERENT


def abbreviates(short: list[str], long: list[str]) -> bool:
    """Whether the words of ``short`` begin, in order, the words of ``long``: *chin j cerebrovasc dis*."""
    if not begins(short[0], long[0]):
        return False
    at = 0
    used = 0
    for word in short:
        while at < len(long) and not begins(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
        used += 1
    return len(short) > 1 and used >= min(len(long), 3)


def begins(abbreviation: str, word: str) -> bool:
    """*dis* and *dses* shorten *diseases*, *natl* shortens *national*."""
    if word.startswith(abbreviation):
        return True
    if abbreviation[0] != word[0] or len(abbreviation) >= len(word):
        return False
    at = -1
    for letter in abbreviation:
        at = word.find(letter, at + 1)
        if at < 0:
            return False
    return len(abbreviation) <= 5


def initials_of(short: list[str], long: list[str]) -> bool:
    """*jama* for *journal american medical association*, also as one word among others."""
    for one, two in ((short, long), (long, short)):
        letters = "".join(word[0] for word in two)
        if len(letters) >= 3 and any(len(word) >= 3 and letters.startswith(word) for word in one):
            return True
    return False


def pages(one: Normal, two: Normal) -> Level:
    """SAME: first and last page. NEAR: the first page, or the last where the first is lost, or a letter
    more."""
    if one.thesis and two.thesis:
        return Level.UNSAID
    mine, theirs = one.first_page, two.first_page
    if not mine or not theirs:
        return Level.NEAR if same_end(one.last_page, two.last_page) else Level.UNSAID
    if mine == theirs:
        ends = one.last_page and two.last_page and one.last_page != two.last_page
        return Level.NEAR if ends else Level.SAME
    if is_article_number(mine) != is_article_number(theirs):
        return Level.UNSAID
    if mine.lstrip("e") == theirs.lstrip("e") or mine == two.last_page or theirs == one.last_page:
        return Level.NEAR
    if mine.lstrip("s") == theirs.lstrip("s") and same_end(
        one.last_page.lstrip("s"), two.last_page.lstrip("s")
    ):
        return Level.NEAR
    return Level.DIFFERENT


def only_page(one: Normal) -> bool:
    return bool(one.first_page) and not one.volume


def only_volume(one: Normal) -> bool:
    return bool(one.volume) and not one.first_page


def edition(one: Normal, two: Normal) -> bool:
    """Two versions of one review: of another year, or in another issue by another identifier."""
    if not of_one_collection(one, two):
        return False
    other_issue = exactly(one.issue, two.issue) is Level.DIFFERENT and not (one.doi and one.doi == two.doi)
    return one.year != two.year or other_issue


def of_one_collection(one: Normal, two: Normal) -> bool:
    mine, theirs = NUMBER_THERE.search(one.first_page), NUMBER_THERE.search(two.first_page)
    if mine and theirs:
        return mine[0] == theirs[0]
    return bool(UPDATED.search(one.journal) and UPDATED.search(two.journal))


def length(one: Normal) -> int:
    """How many pages; 0 where they are not numbers."""
    if not (one.first_page.isdecimal() and one.last_page.isdecimal()):
        return 0
    return max(0, int(one.last_page) - int(one.first_page) + 1)


def whole_range(one: Normal, two: Normal) -> Level:
    """SAME where both records give the same first page and the same, later, last page."""
    if not one.last_page or one.last_page == one.first_page or not one.first_page:
        return Level.UNSAID
    return Level.SAME if (one.first_page, one.last_page) == (two.first_page, two.last_page) else Level.UNSAID


def is_article_number(page: str) -> bool:
    """*e12724*, *a1754*, *CD007039*, *104501*: the number of an article that has no pages. *S12* is a
    page."""
    return (page[0].isalpha() and page[0] != "s" and len(page) >= 5) or (page.isdigit() and len(page) >= 6)


def same_end(one: str, two: str) -> bool:
    return bool(one) and bool(two) and (one.endswith(two) or two.endswith(one))

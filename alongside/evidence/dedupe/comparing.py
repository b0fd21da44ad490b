"""What two records say together: field by field the same, near, different, or not said by one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from alongside.evidence.dedupe.levels import Level
from alongside.evidence.dedupe.normal import Normal
from alongside.evidence.dedupe.wording import own_words, read_alike, turned_or_missed


@dataclass(slots=True)
class Comparison:
    """Two records, field by field. Not frozen: millions of them are made, and most live for microseconds."""

    title: float  # 0–100: how alike the titles are
    length: int  # letters in the shorter title: a short one says little
    words: Level  # DIFFERENT: each title has a word that is not a slip of one in the other
    numbers: Level
    digit_slipped: bool  # the numbers differ by one digit missed, doubled or turned, as a typist does
    about: Level  # one is an erratum, a reply, …, and the other is not
    authors: Level
    first_author: Level
    given: Level  # the first author's given names, where both records have them in full
    year: Level
    journal: Level
    volume: Level
    issue: Level
    pages: Level
    whole_range: Level  # the first and the last page, of more than one
    filled: bool  # these are so many pages that no two pieces of work by the same people share them
    edition: bool  # in a collection whose reviews are brought up to date, in another year or issue
    supplement: bool  # one stands in a supplement, and the other does not
    crosswise: bool  # one says on which page and not in which volume, and the other the other way round
    doi: Level
    pmid: Level
    abstract: Level
    column: bool  # a title that many hands have: *Editorial*, *Book reviews*
    own: bool  # and behind it the title says something of its own: *Editorial: why plans are not kept*
    preprint: bool  # one is a preprint, and the other is not


#: Abstracts and letters of the same people share a page or two; a whole supplement is no paper either.
FEWEST_FILLED: Final = 3
MOST_FILLED: Final = 60
#: *CD007039*: a review of the Cochrane library keeps its number through all its versions.
UPDATED: Final = re.compile(r"\bcochrane\b.*\b(?:database|library|reviews?|syst\w*|db)\b")
NUMBER_THERE: Final = re.compile(r"cd\d{6}")
#: A title without its subtitle counts as this much alike.
SUBTITLE_DROPPED: Final = 90.0
SHORTEST_PREFIX: Final = 20
#: A title that is so long may end within a word.
SHORTEST_CUT: Final = 40


#: Two titles whose words are still to be compared; None where it is known how they stand to each other.
Unread = tuple[str, str] | None


def read_closely(seen: Comparison, unread: tuple[str, str], usage: Mapping[str, int]) -> Comparison:
    """``seen``, with what comparing the titles word by word says: it costs as much as all the rest.

    ``usage``: how many titles among all have a word.
    """
    seen.words = own_words(*unread, usage)
    return seen


def at_first_sight(one: Normal, two: Normal) -> tuple[Comparison, Unread]:
    """``one`` and ``two`` as if their titles had the same words, and the titles whose words are unread."""
    title, words, unread = titles(one, two)
    seen = Comparison(
        title=title,
        length=min(len(one.short_title), len(two.short_title)),
        words=words,
        numbers=numbers(one, two),
        digit_slipped=turned_or_missed(one.numbers, two.numbers) and not (one.supplement or two.supplement),
        about=Level.SAME if one.about == two.about else Level.DIFFERENT,
        authors=authors(one, two),
        first_author=first_author(one, two),
        given=given_names(one, two),
        year=years(one.year, two.year),
        journal=Level.UNSAID if one.thesis and two.thesis else journals(one.journal, two.journal),
        volume=volumes(one, two),
        issue=exactly(one.issue, two.issue),
        pages=pages(one, two),
        whole_range=whole_range(one, two),
        filled=FEWEST_FILLED <= length(one) <= MOST_FILLED,
        edition=edition(one, two),
        supplement=one.supplement != two.supplement,
        crosswise=(only_page(one) and only_volume(two)) or (only_volume(one) and only_page(two)),
        doi=exactly(one.doi, two.doi),
        pmid=exactly(one.pmid, two.pmid),
        abstract=abstracts(one.abstract, two.abstract),
        column=one.column,
        own=one.own and two.own,
        preprint=one.preprint != two.preprint and bool(one.journal or two.journal),
    )
    return seen, unread


def numbers(one: Normal, two: Normal) -> Level:
    """NEAR: one title says no number, or stops before it. DIFFERENT: *part 1*, *part 2*."""
    if one.numbers == two.numbers:
        return Level.SAME
    if one.other_title or two.other_title or read_alike(one.short_title) == read_alike(two.short_title):
        return Level.NEAR
    few, many = sorted((one.numbers, two.numbers), key=len)
    return (
        Level.NEAR
        if many.startswith(few) and begins_with(one.short_title, two.short_title)
        else Level.DIFFERENT
    )


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


def titles(one: Normal, two: Normal) -> tuple[float, Level, Unread]:
    """How alike, from 0 to 100, and whether each has words that the other has not, as far as that is seen."""
    if one.short_title == two.short_title or one.title == two.title:
        return 100.0, Level.SAME, None
    best, alike = ("", ""), -1.0
    for mine, theirs in ways_to_compare(one, two):
        ratio = fuzz.ratio(mine.replace(" ", ""), theirs.replace(" ", ""))
        if ratio > alike:
            best, alike = (mine, theirs), ratio
    if alike == 100.0:
        return alike, Level.SAME, None
    if alike < SUBTITLE_DROPPED and begins_with(*best):
        return SUBTITLE_DROPPED, Level.NEAR, None
    return alike, Level.SAME, best


def ways_to_compare(one: Normal, two: Normal) -> set[tuple[str, str]]:
    ways = {(one.short_title, two.short_title), (one.title, two.title)}
    if one.other_title:
        ways.add((one.other_title, two.short_title))
    if two.other_title:
        ways.add((one.short_title, two.other_title))
    return ways


def begins_with(one: str, two: str) -> bool:
    """Whether one title is the other with something after it: a subtitle, a study's name; or is cut off."""
    short, long = sorted((one, two), key=len)
    return (
        len(short) >= SHORTEST_PREFIX
        and short.count(" ") >= 2
        and long.startswith(short if len(short) >= SHORTEST_CUT else f"{short} ")
    )


#: Of the authors of the shorter list, to be called the same.
MOST: Final = 0.75


def authors(one: Normal, two: Normal) -> Level:
    """SAME: nearly all of the shorter list are in the other. DIFFERENT: nobody is."""
    if not one.surnames or not two.surnames:
        return Level.UNSAID
    if one.surnames == two.surnames:
        return Level.SAME
    if one.corporate or two.corporate:
        return Level.NEAR if one.names & two.names else Level.UNSAID
    share = max(part_known(one, two), part_known(two, one))
    if share >= MOST:
        return Level.SAME
    return Level.NEAR if share else Level.DIFFERENT


def part_known(one: Normal, two: Normal) -> float:
    """How many of the authors of ``one`` are in ``two``, as a part of the shorter list."""
    there = sum(1 for surname in one.surnames if known(surname, two))
    return min(1.0, there / min(len(one.surnames), len(two.surnames)))


def known(surname: str, among: Normal) -> bool:
    if surname in among.surnames or surname in among.names:
        return True
    return any(
        near_name(surname, other)
        or (len(other) >= 4 and other in surname)
        or (len(surname) >= 4 and surname in other)
        for other in among.surnames
    )


@lru_cache(maxsize=100_000)
def near_name(one: str, two: str) -> bool:
    return len(one) >= 4 and DamerauLevenshtein.distance(one, two, score_cutoff=max(1, len(one) // 4)) <= max(
        1, len(one) // 4
    )


def first_author(one: Normal, two: Normal) -> Level:
    if not one.surnames or not two.surnames:
        return Level.UNSAID
    if one.corporate or two.corporate:
        return Level.UNSAID
    mine, theirs = one.surnames[0], two.surnames[0]
    if mine == theirs:
        clash = one.given and two.given and one.given[0] != two.given[0]
        return Level.NEAR if clash else Level.SAME
    if known(mine, two) or known(theirs, one):
        return Level.NEAR
    return Level.DIFFERENT


def given_names(one: Normal, two: Normal) -> Level:
    """SAME: the first author's given names are there in full in both, and are the same."""
    mine, theirs = one.given, two.given
    if len(mine.partition(" ")[0]) < 3 or len(theirs.partition(" ")[0]) < 3:
        return Level.UNSAID
    return Level.SAME if mine.split()[0] == theirs.split()[0] else Level.NEAR


def years(one: int, two: int) -> Level:
    """One year apart is near: *online first* and the printed issue."""
    if not one or not two:
        return Level.UNSAID
    apart = abs(one - two)
    return Level.SAME if apart == 0 else Level.NEAR if apart == 1 else Level.DIFFERENT


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


def abstracts(one: str, two: str) -> Level:
    if len(one) < 80 or len(two) < 80:
        return Level.UNSAID
    if one[:80] == two[:80]:
        return Level.SAME
    alike = fuzz.ratio(one, two)
    if alike < 75:
        alike = max(alike, fuzz.partial_ratio(one[:150], two), fuzz.partial_ratio(two[:150], one))
    return Level.SAME if alike >= 90 else Level.NEAR if alike >= 75 else Level.DIFFERENT

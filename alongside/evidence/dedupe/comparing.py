"""What two records say together: field by field the same, near, different, or not said by one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from alongside.evidence.dedupe.levels import Level
from alongside.evidence.dedupe.normal import Normal
from alongside.evidence.dedupe.placing import (
    edition,
    exactly,
    journals,
    length,
    only_page,
    only_volume,
    pages,
    volumes,
    whole_range,
)
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
    kind: Level  # DIFFERENT: one calls itself a letter, an abstract, …, and the other does not
    registered: Level  # DIFFERENT: they name trials, and none together
    signs: Level  # DIFFERENT: *HER2+*, *HER2-*; *over 65*, *under 65* in signs; *1.5*, *15*
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
    poster: bool  # or both do: there many share a page and an identifier
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
        kind=Level.SAME if one.kind == two.kind else Level.DIFFERENT,
        registered=registered(one.registered, two.registered),
        signs=signs(one, two),
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
        poster=one.supplement or two.supplement,
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


def registered(one: frozenset[str], two: frozenset[str]) -> Level:
    if not one or not two:
        return Level.UNSAID
    return Level.DIFFERENT if one.isdisjoint(two) else Level.SAME


def signs(one: Normal, two: Normal) -> Level:
    """NEAR: one database has left them out, or put one more in."""
    if one.signs == two.signs and one.points == two.points:
        return Level.SAME
    other_sign = one.signs != two.signs and len(one.signs) == len(two.signs)
    # *Web 2.0* is also *Web 2 0*: only digits that run together without their point are another number.
    lost = {point.replace(".", "") for point in (one.points + " " + two.points).split()}
    other_number = one.points != two.points and not lost.isdisjoint((one.title + " " + two.title).split())
    return Level.DIFFERENT if other_sign or other_number else Level.NEAR


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


def abstracts(one: str, two: str) -> Level:
    if len(one) < 80 or len(two) < 80:
        return Level.UNSAID
    if one[:80] == two[:80]:
        return Level.SAME
    alike = fuzz.ratio(one, two)
    if alike < 75:
        alike = max(alike, fuzz.partial_ratio(one[:150], two), fuzz.partial_ratio(two[:150], one))
    return Level.SAME if alike >= 90 else Level.NEAR if alike >= 75 else Level.DIFFERENT

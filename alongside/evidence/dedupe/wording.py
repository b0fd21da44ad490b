"""Whether two titles have words of their own, or only slips of the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from rapidfuzz.distance import OSA, DamerauLevenshtein

from alongside.evidence.dedupe.levels import Level

#: One letter in so many may be a slip before it is another word: *hypertension* is not *hypotension*.
LETTERS_A_SLIP: Final = 8
SHORTEST_SLIP: Final = 4
#: Letters that an ending may have more: *program*, *programme*.
ENDING: Final = 2
#: Letters in which spellings differ: *randomised*, *defence*.
SPELLINGS: Final = re.compile(r"[szck]")
#: What a scanner takes for each other.
LOOKS_LIKE: Final = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("1", "l"), ("0", "o"), ("5", "s"))
#: A word of at most so many titles is one that hardly anybody writes; one of so many, everybody. Among a
#: million titles the same slip is made more often, and the word as well: then one is used so much oftener.
SELDOM: Final = 2
USUAL: Final = 8
OFTENER: Final = 50
#: *symptomatic* and *asymptomatic* are two words however seldom one is.
WITHOUT: Final = "a"
NO_USAGE: Final[Mapping[str, int]] = MappingProxyType({})


def own_words(one: str, two: str, usage: Mapping[str, int] = NO_USAGE) -> Level:
    """SAME: nothing of their own. NEAR: slips, or one says more. DIFFERENT: each has a word of its own.

    ``usage``: how many titles among all have a word. A word that hardly any other title has, one slip away
    from one that many have, is that word.
    """
    first, second = one.split(), two.split()
    if first != second and sorted(first) == sorted(second):
        return Level.NEAR
    mine, theirs = more_often(first, second), more_often(second, first)
    mine, theirs = mine - spaced(first, second, theirs), theirs - spaced(second, first, mine)
    odd = {word for word in mine if odd_slip(word, theirs, usage)}
    mine, theirs = mine - odd, theirs - {word for word in theirs if odd_slip(word, odd, usage)}
    mine_left = [word for word in mine if not slip_of_any(word, theirs)]
    theirs_left = [word for word in theirs if not slip_of_any(word, mine)]
    if mine_left and theirs_left:
        return Level.DIFFERENT
    if mine_left or theirs_left or any(may_be_another_word(word, theirs) for word in mine):
        return Level.NEAR
    return Level.SAME


def more_often(these: list[str], those: list[str]) -> set[str]:
    """Counted: *older adults, in young adults* is not *older adults, in older adults*."""
    once = set(these)
    return once - set(those) if len(once) == len(these) else set(Counter(these) - Counter(those))


def spaced(these: list[str], those: list[str], only_those: set[str]) -> set[str]:
    """Words of ``these`` that are in ``those`` with the space elsewhere: *curse of*, *curs eof*."""
    # As pairs they must not be in both: *older adults* twice here and once there is a word more.
    pairs = set(pairwise(those))
    others = {left + right for left, right in pairs}
    apart = {
        word
        for left, right in pairwise(these)
        if (left + right in only_those or left + right in others) and (left, right) not in pairs
        for word in (left, right)
    }
    return apart | {word for word in these if word in others}


def odd_slip(word: str, others: set[str], usage: Mapping[str, int]) -> bool:
    """Whether ``word`` and one of ``others`` are one, by how many use each: *ydsfunctional*."""
    return any(
        hardly_used(usage.get(word, 0), usage.get(other, 0))
        and turned_or_missed(word, other)
        and WITHOUT + word != other
        and WITHOUT + other != word
        for other in others
    )


def hardly_used(one: int, two: int) -> bool:
    few, many = (one, two) if one < two else (two, one)
    return few > 0 and many >= USUAL and (few <= SELDOM or few * OFTENER <= many)


def turned_or_missed(one: str, two: str) -> bool:
    """One letter or digit too many, or two in the wrong order: not one in the place of another."""
    return (
        bool(one and two)
        and OSA.distance(one, two, score_cutoff=1) == 1
        and (len(one) != len(two) or sorted(one) == sorted(two))
    )


def may_be_another_word(word: str, others: set[str]) -> bool:
    """One letter in the place of another: *ileum*, *ilium*. A slip of the finger is rarely that."""
    return not any(
        len(word) != len(other)
        or sorted(word) == sorted(other)
        or SPELLINGS.sub("", word) == SPELLINGS.sub("", other)
        for other in others
        if slip_of_any(word, {other})
    )


def slip_of_any(word: str, others: set[str]) -> bool:
    """Whether ``word`` is one of ``others`` with a slip, in another spelling, or in the plural."""
    if len(word) < SHORTEST_SLIP:
        return False
    allowed = max(1, len(word) // LETTERS_A_SLIP)
    mine, seen = spelled(word), read_alike(word)
    for other in others:
        if len(other) < SHORTEST_SLIP:
            continue
        theirs = spelled(other)
        # Hardly anybody mistypes the first letter; *symptomatic* is not *asymptomatic*.
        if mine[0] == theirs[0] and (
            DamerauLevenshtein.distance(mine, theirs, score_cutoff=allowed) <= allowed
            or (
                abs(len(mine) - len(theirs)) <= ENDING
                and (mine.startswith(theirs) or theirs.startswith(mine))
            )
        ):
            return True
        if seen == read_alike(other):
            return True
    return False


def spelled(word: str) -> str:
    """*oesophagus* and *aetiology* as Americans write them."""
    return word[1:] if word.startswith(("oe", "ae")) else word


@lru_cache(maxsize=50_000)
def read_alike(word: str) -> str:
    for seen, meant in LOOKS_LIKE:
        word = word.replace(seen, meant)
    return word

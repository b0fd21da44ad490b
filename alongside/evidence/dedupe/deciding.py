"""Whether two records are one: evidence for and against, added up, and what no sum outweighs.

Each field that agrees or disagrees adds or takes weight, by how rarely two different records agree on it and
one record disagrees with itself (the idea of Fellegi & Sunter 1969; the weights are set by reason and checked
on exports whose duplicates are known, see docs/reference/evidence-files.md). Some differences forbid merging
whatever the rest says: an erratum is not its article, part II is not part I.
"""

from __future__ import annotations

from enum import StrEnum
from operator import attrgetter
from typing import Final, NamedTuple

from alongside.evidence.dedupe.comparing import Comparison
from alongside.evidence.dedupe.levels import Level

#: A title without its subtitle is this much like the whole (comparing.SUBTITLE_DROPPED).
SUBTITLE: Final = 90.0

S, N, U, D = Level.SAME, Level.NEAR, Level.UNSAID, Level.DIFFERENT


class Verdict(StrEnum):
    MERGE = "merge"  # one and the same, certainly enough to merge by itself
    DOUBTFUL = "doubtful"  # a person decides
    LINK = "link"  # belong together and are two: preprint and article, erratum and article
    APART = "apart"


class Decision(NamedTuple):
    verdict: Verdict
    score: float
    reason: str


#: What each field adds when it is the same, near, not said, different.
WEIGHTS: Final[dict[str, dict[Level, float]]] = {
    "authors": {S: 2.0, N: 0.5, U: 0.0, D: -5.0},
    "first_author": {S: 1.0, N: 0.0, U: 0.0, D: -1.0},
    "given": {S: 1.0, N: 0.0, U: 0.0, D: 0.0},
    "year": {S: 0.5, N: -0.5, U: 0.0, D: -3.0},
    "journal": {S: 1.5, N: 1.0, U: 0.0, D: -2.0},
    "volume": {S: 1.5, N: 0.0, U: 0.0, D: -2.0},
    "issue": {S: 0.5, N: 0.0, U: 0.0, D: -0.5},
    "pages": {S: 4.0, N: 2.0, U: 0.0, D: -3.5},
    "whole_range": {S: 2.0, N: 0.0, U: 0.0, D: 0.0},
    "doi": {S: 6.0, N: 0.0, U: 0.0, D: -5.0},
    "pmid": {S: 8.0, N: 0.0, U: 0.0, D: -8.0},
    "abstract": {S: 3.0, N: 1.0, U: 0.0, D: -2.0},
    "numbers": {S: 0.0, N: 0.0, U: 0.0, D: -3.0},
    "words": {S: 0.0, N: -0.5, U: 0.0, D: -2.5},
}  # fmt: skip
WEIGHED: Final = attrgetter(*WEIGHTS)
EACH_WEIGHT: Final = tuple(WEIGHTS.values())
#: From which likeness of titles (of 100) which weight. A short title gets its share only.
TITLE: Final = (
    (100.0, 6.0),
    (97.0, 5.5),
    (94.0, 4.5),
    (90.0, 3.0),
    (85.0, 1.0),
    (75.0, -1.5),
    (60.0, -4.0),
    (0.0, -8.0),
)
#: A title of so many letters has its full weight; a longer one a little more.
FULL_TITLE: Final = 40
LONG_TITLE: Final = 1.2
MERGE_FROM: Final = 10.0
DOUBT_FROM: Final = 5.0
#: Titles at least so alike, by the same authors, are of one piece of work.
SAME_WORK: Final = 94.0
#: Titles less alike are not trusted for a DOI alone: a supplement's stands in all its abstracts.
NEAR_TITLE: Final = 85.0
#: From here on two titles have more in common than any two.
SOMETHING_ALIKE: Final = 55.0


def score(seen: Comparison) -> float:
    """The evidence added up; more is likelier one record."""
    title = next(weight for least, weight in TITLE if seen.title >= least)
    if title > 0:
        title *= min(LONG_TITLE, seen.length / FULL_TITLE)
    return title + sum([weights[level] for weights, level in zip(EACH_WEIGHT, WEIGHED(seen), strict=True)])


def decide(seen: Comparison) -> Decision:
    """What is to be done with the two, how strong the evidence is, and what stands against merging."""
    total = score(seen)
    if seen.about is D or seen.preprint:
        linked = seen.title >= SUBTITLE and seen.authors in (S, U) and total >= 0
        return Decision(
            Verdict.LINK if linked else Verdict.APART, total, "about" if seen.about is D else "preprint"
        )
    if same_pages(seen):
        # Nothing alike in the titles: two languages, or a page that was copied wrongly. A person can tell.
        sure = seen.title >= SOMETHING_ALIKE
        return Decision(Verdict.MERGE if sure else Verdict.DOUBTFUL, max(total, MERGE_FROM), "same pages")
    if seen.column and D in (seen.volume, seen.issue, seen.doi, seen.year):
        return Decision(Verdict.APART, total, "column")
    if total < DOUBT_FROM:
        twice = (
            seen.title >= SAME_WORK
            and seen.authors is S
            and seen.words is S
            and not seen.column
            and total >= 0
        )
        return Decision(Verdict.LINK if twice else Verdict.APART, total, "twice" if twice else "")
    against = forbids(seen)
    if against or total < MERGE_FROM:
        return Decision(Verdict.DOUBTFUL, total, against or "little")
    return Decision(Verdict.MERGE, total, "")


def hopeless(seen: Comparison) -> bool:
    """Whether the two are apart whatever comparing their titles word by word says: that only takes weight."""
    return seen.title < SUBTITLE and seen.whole_range is not S and score(seen) < DOUBT_FROM


def same_pages(seen: Comparison) -> bool:
    """Two pieces of work by the same people never fill the same pages of one volume: a title in two
    languages."""
    return (
        seen.whole_range is S
        and seen.filled
        and not seen.edition
        and seen.journal is S
        and seen.volume is S
        and seen.authors is S
        and seen.first_author is S
        and D not in (seen.year, seen.issue, seen.doi, seen.pmid)
        and (seen.numbers is not D or (seen.digit_slipped and seen.title >= SAME_WORK))
        and not seen.column
    )


def forbids(seen: Comparison) -> str:
    """What forbids merging whatever the sum is; empty where nothing does."""
    same_pmid, same_doi = seen.pmid is S, seen.doi is S
    placed = seen.whole_range is S or (seen.pages in (S, N) and seen.volume is not D)
    # Posters share a page, two pages, and the identifier of their supplement; papers share none of these.
    trusted = (
        same_pmid
        or (seen.whole_range is S and seen.filled)
        or (same_doi and placed and seen.title >= NEAR_TITLE and not seen.poster)
    )
    against = {
        "pmid": seen.pmid is D,
        "edition": seen.edition and not same_pmid,
        "numbers": seen.numbers is D,
        "doi": seen.doi is D and not same_pmid,
        "column": seen.column and not (same_pmid or same_doi or placed or known_column(seen)),
        "words": (seen.words is D or (seen.words is N and seen.poster)) and not trusted,
        "signs": seen.signs is D and not trusted,
        "registered": seen.registered is D and not trusted,
    }
    found = next((reason for reason, so in against.items() if so), "")
    return found or ("" if same_pmid or same_doi or placed else unplaced(seen))


def known_column(seen: Comparison) -> bool:
    """A column's piece that says enough of its own, by the same people in the same volume."""
    return (
        seen.own
        and seen.words is S
        and seen.numbers is S
        and seen.authors is S
        and seen.journal is S
        and seen.volume is S
        and seen.pages is U
    )


def unplaced(seen: Comparison) -> str:
    """What forbids merging two that share neither an identifier nor a page."""
    same_issue = seen.volume is S and seen.issue is S
    if same_issue and seen.words is S and not seen.supplement and seen.kind is S:
        return ""
    same_abstract = seen.abstract is S
    if seen.pages is D or (D in (seen.volume, seen.issue) and not same_abstract):
        return "place"
    # Reports of every year begin with the same words.
    if seen.year is D and seen.volume is not S:
        return "year"
    if seen.supplement or seen.kind is D:
        return "kind"
    if seen.journal is D:
        return "journal"
    if seen.year is N and seen.crosswise and not same_abstract:
        return "year"
    # *Part II* may say so behind the same words.
    return "title" if seen.words is N else ""

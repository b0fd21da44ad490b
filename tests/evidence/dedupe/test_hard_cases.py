"""Other people's exports will be tried: no two works become one, whatever the hand that wrote them down."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.evidence.dedupe import find_duplicates
from tests.evidence.dedupe.hard import OTHERS, SLIPS, collection, one_work, two_works
from tests.evidence.dedupe.made import pairs_of

#: Cut titles, and letters that a scanner has read, may be too little: then a person is asked.
ASKED_SOMETIMES = 0.8


@pytest.mark.parametrize("kind", OTHERS)
def test_another_work_is_never_merged_however_alike_it_looks(kind: str) -> None:
    for seed in range(40):
        one, two = two_works(kind, seed)
        assert not find_duplicates([one, two]).merged, (one, two)


@settings(max_examples=150)
@given(st.sampled_from(sorted(OTHERS)), st.integers(1000, 10**6))
def test_nor_is_it_with_any_other_seed(kind: str, seed: int) -> None:
    one, two = two_works(kind, seed)
    assert not find_duplicates([one, two]).merged


@pytest.mark.parametrize(
    "shared", [{"pages": "S123-S124"}, {"pages": "S123"}, {"pages": "", "doi": "10.1000/supplement"}]
)
@pytest.mark.parametrize(
    "words",
    [
        ("Efficacy of", "Safety of", ""),
        ("", "", "in older {}, with young carers"),
        ("Pain in", "Sleep in", ""),
    ],
)
def test_posters_share_a_page_and_the_identifier_of_their_supplement(
    shared: dict[str, str], words: tuple[str, str, str]
) -> None:
    """A word that is in both titles, once here and twice there, is a word of its own as well."""
    before, other, after = words
    for seed in range(20):
        one = replace(two_works("part B", seed)[0], **{"doi": "", "pmid": "", **shared})
        first = replace(one, title=f"{before} {one.title} {after.format('older men')}".strip())
        second = replace(one, id="b", title=f"{other} {one.title} {after.format('young men')}".strip())
        assert not find_duplicates([first, second]).merged, (first.title, second.title)


@pytest.mark.parametrize("kind", SLIPS)
def test_the_same_work_is_merged_or_a_person_is_asked(kind: str) -> None:
    found = [find_duplicates(one_work(kind, seed)) for seed in range(40)]
    assert all(each.merged or each.doubtful for each in found)
    assert sum(bool(each.merged) for each in found) >= ASKED_SOMETIMES * len(found)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_among_many_no_chain_brings_two_works_together(seed: int) -> None:
    records, works = collection(400, seed)
    merged = {pair for merge in find_duplicates(records).merged for pair in combinations(merge.members, 2)}
    truth = pairs_of(works)
    assert not {(records[a].title, records[b].title) for a, b in merged - truth}
    assert len(merged & truth) / len(truth) >= 0.9


#: What is written once, and what others write often: one slip away, a letter too many or turned.
SLIPPED = {
    "dysfunctional": "ydsfunctional", "review": "erview", "mobile": "obile", "with": "wth",
    "and": "adn", "the": "tehe",
}  # fmt: skip
#: As near, and another word however seldom it is.
ANOTHER = {"symptomatic": "asymptomatic", "ileum": "ilium", "men": "women", "invasive": "noninvasive"}


@pytest.mark.parametrize(
    "often, once, one_work",
    [(*words, True) for words in SLIPPED.items()] + [(*words, False) for words in ANOTHER.items()],
)
def test_a_word_that_nobody_else_writes_is_a_slip_of_the_one_that_all_write(
    often: str, once: str, one_work: bool
) -> None:
    """Among others who write it, that is; alone, the same two records are a question for a person."""
    one = replace(two_works("part B", 7)[0], doi="", pmid="")
    first = replace(one, id="a", title=f"Care of {often} people and the {one.title}", pages="")
    second = replace(one, id="b", title=f"Care of {once} people and the {one.title}")
    others = [
        replace(each, title=f"{each.title} {often}")
        for each in (two_works("part B", seed)[0] for seed in range(100, 110))
    ]
    merged = [each.members for each in find_duplicates([*others, first, second]).merged]
    assert merged == ([(10, 11)] if one_work else [])
    alone = find_duplicates([first, second])
    assert alone.doubtful or (one_work and alone.merged)


@pytest.mark.slow
def test_many_collections_have_no_false_merge() -> None:
    for seed in range(10, 40):
        records, works = collection(600, seed)
        found = find_duplicates(records)
        merged = {pair for merge in found.merged for pair in combinations(merge.members, 2)}
        assert merged <= pairs_of(works), seed

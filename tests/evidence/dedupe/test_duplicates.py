"""What is one record is merged, what is not is not, and what is hard to say goes to a person."""

# ruff: noqa: E501 - what databases write is shown as they write it

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.evidence.dedupe import Duplicates, best_of, differences, find_duplicates
from alongside.evidence.importing import UNDERSTOOD, Position, SourceRecord
from tests.evidence.dedupe.made import made

TRIAL = SourceRecord(
    position=Position("a.ris", 1, 1),
    id="1",
    type="journal article",
    title="Pacing for chronic low back pain in older adults: a randomised controlled trial",
    authors=("Marsh, Lena", "Okafor, Ben", "Noor, Amina"),
    year=2014,
    journal="Journal of Pain",
    volume="12",
    issue="3",
    pages="288-297",
)


def pairs(found: Duplicates) -> set[tuple[int, int]]:
    return {pair for merge in found.merged for pair in combinations(merge.members, 2)}


SAME = {
    "capitals, initials, an abbreviated journal and short pages": {
        "title": TRIAL.title.upper(), "authors": ("Marsh L", "Okafor B", "Noor A"), "journal": "J Pain",
            "pages": "288-97",
    },
    "a slip in the title": {"title": TRIAL.title.replace("chronic", "chornic")},
    "British and American spelling": {"title": TRIAL.title.replace("randomised", "randomized")},
    "a note of the database in brackets": {"title": TRIAL.title + ".[Erratum appears in J Pain. 2014;12(4):400]"},
    "the title in two languages": {"title": TRIAL.title + " [Pacing bei chronischen Rückenschmerzen]"},
    "without its subtitle": {"title": "Pacing for chronic low back pain in older adults"},
    "only the first page": {"pages": "288"},
    "no issue, no pages": {"issue": "", "pages": ""},
    "published online the year before": {"year": 2013},
    "authors the other way round": {"authors": ("Lena Marsh", "Ben Okafor", "Amina Noor")},
    "the first three of the authors": {"authors": (*TRIAL.authors, "Shah, Priya", "Silva, Rosa")},
    "markup in the title": {"title": TRIAL.title.replace("Pacing", "<i>Pacing</i>")},
    "the year in the place of the volume": {"volume": "2014"},
}  # fmt: skip

OTHER = {
    "part two": {"title": TRIAL.title + ", part II", "pages": "298-310"},
    "another age": {"title": TRIAL.title.replace("older", "younger"), "pages": "301-309"},
    "another illness, in the same issue": {
        "title": TRIAL.title.replace("low back", "neck"),
        "pages": "301-309",
    },
    "the conference abstract of the year before": {
        "journal": "Pain Practice",
        "year": 2012,
        "volume": "3",
        "pages": "S12",
    },
    "a title with nothing in common, by a slip on the same pages": {
        "title": "Nobody rang: people who stopped, asked a year later"
    },
    "other people": {
        "authors": ("Ito, Yuki", "Rossi, Paolo"),
        "pages": "1-9",
        "volume": "40",
        "journal": "Brain",
    },
}

LINKED = {
    "an erratum": {"title": "Erratum to: " + TRIAL.title, "pages": "400", "issue": "4"},
    "a reply": {"title": "Reply to: " + TRIAL.title, "pages": "401"},
    "a preprint": {
        "journal": "medRxiv",
        "volume": "",
        "issue": "",
        "pages": "",
        "doi": "10.1101/2013.01",
        "year": 2013,
    },
    "the same reported twice": {"journal": "Pain Practice", "volume": "3", "issue": "1", "pages": "S12"},
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_work_written_otherwise_is_merged(case: str) -> None:
    found = find_duplicates([TRIAL, replace(TRIAL, id="2", **SAME[case])])
    assert pairs(found) == {(0, 1)}, found


@pytest.mark.parametrize("case", OTHER)
def test_another_work_that_looks_alike_is_not_merged(case: str) -> None:
    found = find_duplicates([TRIAL, replace(TRIAL, id="2", **OTHER[case])])
    assert not found.merged


@pytest.mark.parametrize("case", LINKED)
def test_what_belongs_together_and_is_two_is_linked(case: str) -> None:
    found = find_duplicates([TRIAL, replace(TRIAL, id="2", **LINKED[case])])
    assert not found.merged
    assert [(pair.first, pair.second) for pair in found.linked] == [(0, 1)]


ABSTRACT = (
    "Older adults rest more than helps them. We asked two hundred of them to plan what they do, and when."
)
ALIKE_TO_THE_ABSTRACT = {
    "the congress abstract of the year before, without a place": {
        "type": "conference abstract", "year": 2013, "volume": "", "issue": "", "pages": "",
    },
    "the report of two years later, without its pages": {"year": 2016, "volume": "14", "pages": ""},
    "the report of two years later, without a place": {"year": 2016, "volume": "", "issue": "", "pages": ""},
    "part two, without its pages": {"title": TRIAL.title + ": part 2", "pages": ""},
    "part two, by a numeral": {"title": TRIAL.title + ". II. Why it helps", "pages": ""},
    "the summary in plain language": {"title": "Plain language summary: " + TRIAL.title, "pages": "288"},
    "the video abstract": {"title": "Video abstract: " + TRIAL.title, "pages": ""},
}  # fmt: skip


@pytest.mark.parametrize("case", ALIKE_TO_THE_ABSTRACT)
def test_the_same_abstract_does_not_make_one_of_two(case: str) -> None:
    one = replace(TRIAL, abstract=ABSTRACT, pmid="24512345")
    found = find_duplicates([one, replace(one, id="2", pmid="", **ALIKE_TO_THE_ABSTRACT[case])])
    assert not found.merged


@pytest.mark.parametrize(
    "changes",
    [
        {"pmid": "78"},
        {"doi": "10.1000/other"},
        {"title": TRIAL.title.replace("back", "back 2")},
        {"volume": "13", "pages": ""},
    ],
)
def test_a_contradiction_keeps_two_apart_however_alike_they_are(changes: dict[str, str]) -> None:
    known = replace(TRIAL, pmid="77", doi="10.1000/one")
    found = find_duplicates([known, replace(replace(known, id="2", doi="", pmid=""), **changes)])
    assert not found.merged
    assert found.doubtful


def test_a_column_with_the_same_title_in_every_issue_is_no_duplicate() -> None:
    column = replace(TRIAL, title="From the president", authors=("Marsh, Lena",), pages="")
    issues = [replace(column, id=str(at), volume=str(at), issue="1") for at in range(1, 6)]
    found = find_duplicates(issues)
    assert not found.merged
    assert not found.doubtful


def test_a_chain_never_brings_two_identifiers_into_one_set() -> None:
    one, two = replace(TRIAL, pmid="1"), replace(TRIAL, id="2", pmid="2")
    found = find_duplicates([one, replace(TRIAL, id="3"), two])
    assert len(found.merged) == 1
    assert len(found.merged[0].members) == 2
    assert found.doubtful


def test_records_without_anything_are_left_alone() -> None:
    empty = replace(TRIAL, title="", authors=(), year=None, journal="", volume="", issue="", pages="")
    found = find_duplicates([empty, replace(empty, id="2"), replace(empty, id="3", title="No title")])
    assert (found.merged, found.doubtful, found.linked) == ((), (), ())
    assert find_duplicates([]).merged == ()


@settings(max_examples=12)
@given(st.integers(0, 10_000))
def test_the_order_of_the_records_does_not_matter(seed: int) -> None:
    records, _ = made(25, seed)
    one, two = find_duplicates(records), find_duplicates(records[::-1])
    last = len(records) - 1
    turned = {tuple(sorted(last - at for at in merge.members)) for merge in two.merged}
    assert turned == {merge.members for merge in one.merged}


def test_made_duplicates_are_found_without_a_false_one() -> None:
    """Records made apart from the real exports; the weights were not set on them."""
    records, truth = made(1500, 4)
    found = pairs(find_duplicates(records))
    assert not found - truth
    assert len(found & truth) / len(truth) >= 0.985


def test_the_best_of_each_field_is_chosen_and_where_it_is_from() -> None:
    shouted = replace(
        TRIAL,
        id="2",
        title=TRIAL.title.upper(),
        authors=("Marsh L",),
        pages="288",
        abstract="Cut",
        doi="10.1000/x",
    )
    third = replace(TRIAL, id="3", abstract="A whole abstract.", year=2013, title=TRIAL.title + " [Review]")
    best = best_of([shouted, third, TRIAL])
    assert set(best) == set(UNDERSTOOD)
    assert (best["title"].value, best["title"].source) == (TRIAL.title, 2)
    assert (best["authors"].value, best["authors"].source) == (TRIAL.authors, 1)
    assert (best["abstract"].value, best["abstract"].why) == ("A whole abstract.", "fullest")
    assert (best["doi"].value, best["doi"].source, best["doi"].why) == ("10.1000/x", 0, "only")
    assert (best["year"].value, best["year"].why) == (2014, "most")
    assert best["pmid"].why == "missing"
    assert best["volume"].why == "same"


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_differs_is_marked_and_nothing_is_lost(one: str, two: str) -> None:
    first, second = replace(TRIAL, title=one), replace(TRIAL, title=two)
    for found in differences(first, second):
        assert "".join(piece for piece, _ in found.first_marks).strip() == found.first.strip()
        assert "".join(piece for piece, _ in found.second_marks).strip() == found.second.strip()
        if found.first == found.second:
            assert not any(marked for _, marked in found.first_marks)
            assert found.same is not False

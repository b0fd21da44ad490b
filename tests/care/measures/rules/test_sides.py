"""Every pair of ratings means one thing, nobody sees too early, and only the person knows what is felt."""

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.measures.rules.library import DEFINITIONS, shipped
from alongside.care.measures.rules.refusals import Refusals
from alongside.care.measures.rules.sides import (
    MEDICINES,
    Audience,
    Kind,
    Outcome,
    Reader,
    may_read,
    read_outcomes,
    read_two_sided,
    visible,
)

TABLES = shipped().outcomes
RATINGS = range(9)
PAIRS = [(person, professional) for person in RATINGS for professional in RATINGS]


@pytest.mark.parametrize("person, professional", PAIRS)
def test_each_of_the_81_pairs_means_what_the_file_says_it_should(person, professional):
    low, high = min(person, professional), max(person, professional)
    if high - low > 3:
        expected = Outcome.SEE_DIFFERENTLY  # more than 3 apart
    elif high < 4 or (high == 4 and low <= 4):
        expected = Outcome.BOTH_HARD  # both under 4, or the middle leaning that way, or both in the middle
    elif low >= 4:
        expected = Outcome.STRENGTH_SHARED  # both above 4, or the middle leaning that way
    else:
        expected = Outcome.SEE_DIFFERENTLY  # one calls it hard and the other does not
    assert TABLES.of_ratings(person, professional) is expected
    assert TABLES.of_ratings(professional, person) is expected


@pytest.mark.parametrize("person, professional", PAIRS)
def test_a_note_is_asked_for_under_4_or_more_than_3_apart(person, professional):
    wanted = person < 4 or professional < 4 or person - professional > 3 or professional - person > 3
    assert TABLES.note_wanted(person, professional) is wanted


def test_the_nearer_the_two_the_less_they_differ():
    for person in RATINGS:
        differ = [q for q in RATINGS if TABLES.of_ratings(person, q) is Outcome.SEE_DIFFERENTLY]
        assert person not in differ
        assert all(
            further in differ for q in differ for further in RATINGS if (further - q) * (q - person) > 0
        )


@pytest.mark.parametrize("rating", [-1, 9, True, None, "4", 4.0])
def test_what_is_no_rating_has_no_outcome(rating):
    with pytest.raises(ValueError, match="not a rating"):
        TABLES.of_ratings(rating, 4)
    with pytest.raises(ValueError, match="not a rating"):
        TABLES.of_ratings(4, rating)


@pytest.mark.parametrize("person", MEDICINES)
@pytest.mark.parametrize("professional", MEDICINES)
def test_two_different_answers_about_medicines_are_always_a_difference(person, professional):
    outcome = TABLES.of_medicines(person, professional)
    assert (outcome is Outcome.SEE_DIFFERENTLY) is (person != professional)
    if person == professional:
        assert (outcome is Outcome.STRENGTH_SHARED) is (person == "about-right")
    with pytest.raises(ValueError, match="not two of"):
        TABLES.of_medicines(person, "some")


ANSWERS = st.none() | st.dictionaries(st.text(max_size=3), st.integers(0, 8))


@given(ANSWERS, ANSWERS)
def test_neither_sees_the_other_before_both_are_in(mine, theirs):
    both = mine is not None and theirs is not None
    assert visible(mine, theirs) == (theirs if both else None)
    assert visible(theirs, mine) == (mine if both else None)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("reader", Reader)
def test_who_reads_the_rating_of_the_partnership_is_the_persons_to_say(audience, reader):
    allowed = {(Audience.CONTACT, Reader.CONTACT), (Audience.SOMEONE_ELSE, Reader.SOMEONE_ELSE_CHOSEN)}
    assert may_read(audience, reader) is ((audience, reader) in allowed)


def outcomes_file(**spoil):
    rows = [row.split() for row in _rows()]
    for cell, letter in spoil.items():
        rows[int(cell[1])][int(cell[2])] = letter
    text = ",".join(f'"{" ".join(row)}"' for row in rows)
    return f"""
id = "mine"
version = "1"
[signed]
author = "A"
written_on = 2026-01-01
checked_by = ""
review_by = 2027-01-01
sources = []
[ratings]
note_under = 4
note_gap_over = 3
sides_weigh_alike = true
rows = [{text}]
[medicines]
rows = ["H D D", "D S D", "D D H"]
""".encode()


def _rows():
    letters = {Outcome.STRENGTH_SHARED: "S", Outcome.BOTH_HARD: "H", Outcome.SEE_DIFFERENTLY: "D"}
    return [" ".join(letters[cell] for cell in row) for row in TABLES.ratings]


@pytest.mark.parametrize(
    "spoil, said",
    [
        ({"c08": "S"}, "they differ by more than 3"),
        ({"c44": "D"}, "they say the same"),
        ({"c00": "S"}, "one of them is under 4"),
        ({"c66": "H"}, "neither calls it hard"),
        ({"c35": "H"}, "with the sides exchanged"),
        ({"c11": "X"}, "'X' is no outcome"),
        ({"c11": ""}, "it has 8 cells"),
    ],
)
def test_a_table_that_says_what_no_table_may_is_refused(spoil, said):
    assert read_outcomes(outcomes_file()).ratings == TABLES.ratings
    with pytest.raises(Refusals, match=said):
        read_outcomes(outcomes_file(**spoil))


def test_what_is_felt_is_put_as_a_guess_and_what_is_judged_needs_a_reason():
    for item in shipped().two_sided.item:
        guess = item.professional.startswith("What I think %(name)s would say: ")
        assert guess is (item.kind == Kind.FELT)
        assert item.reason_required is (item.kind == Kind.JUDGED)
        assert "Anna" in item.professional % {"name": "Anna"}


def test_nobody_but_the_person_answers_about_pain_or_readiness():
    for instrument in ("pain-check", "readiness-check"):
        assert shipped().two_sided.of(instrument) == ()


def test_every_theme_of_the_partnership_is_asked_of_both_sides():
    themes = {item.theme for item in shipped().two_sided.of("partnership-check")}
    rooms = {"communication", "understanding", "support", "information", "involvement", "plan", "access"}
    assert themes == rooms


@pytest.mark.parametrize(
    "change, said",
    [
        (('item = "helps"', 'item = "nothing"'), "has no item 'nothing'"),
        (('instrument = "managing-check"', 'instrument = "other"'), "there is no instrument 'other'"),
        (('item = "active"', 'item = "helps"'), "is named twice"),
        (('\nkind = "felt"', '\nkind = "guessed"'), "guessed"),
        (("%(name)s would say: when the pain flares", "%(secret)s"), "a % that is not"),
    ],
)
def test_a_faulty_list_of_two_sided_items_is_refused(change, said):
    raw = _two_sided_file()
    questionnaires = {key: value.questionnaire for key, value in shipped().instruments.items()}
    assert read_two_sided(raw.encode(), questionnaires).item
    with pytest.raises(Refusals, match=said):
        read_two_sided(raw.replace(*change, 1).encode(), questionnaires)


def _two_sided_file():
    return (resources.files(DEFINITIONS) / "two-sided.toml").read_text()

"""The same meaning has the same fingerprint; another meaning has another."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.measures.rules.hashes import canonical, content_hash, questionnaire_hash, scoring_hash
from alongside.care.measures.rules.library import shipped

DOCUMENTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inside, max_size=4)
    ),
    max_leaves=12,
)


def shuffled(document):
    if isinstance(document, dict):
        return {key: shuffled(document[key]) for key in sorted(document, reverse=True)}
    if isinstance(document, list):
        return [shuffled(each) for each in document]
    return document


@given(DOCUMENTS)
def test_the_order_of_keys_and_white_space_make_no_difference(document):
    raw = json.dumps({"resourceType": document}).encode().replace(b"\\u0000", b"0").replace(b"\\u00", b"x")
    try:
        parsed = json.loads(raw)
    except ValueError:
        return
    assert content_hash(parsed) == content_hash(shuffled(parsed))
    assert content_hash(json.loads(json.dumps(parsed, indent=3))) == content_hash(parsed)


@given(DOCUMENTS, DOCUMENTS)
def test_different_documents_have_different_canonical_texts(one, other):
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (canonical(one) == canonical(other)) is same


def test_numbers_of_the_same_value_are_the_same_and_yes_is_not_one():
    assert len({content_hash([number]) for number in (1, Decimal(1), Decimal("1.00"), Decimal("1E0"))}) == 1
    assert content_hash([True]) != content_hash([1])
    assert content_hash(["1"]) != content_hash([1])
    assert content_hash([10]) != content_hash([1])
    assert canonical(Decimal("0.10")) == "0.1"
    assert canonical(Decimal(100)) == "100"


@pytest.mark.parametrize("name", ["managing-check", "pain-check"])
def test_the_fingerprint_of_a_file_is_the_one_its_instrument_pins(name):
    instrument = shipped().instruments[name]
    assert questionnaire_hash(instrument.questionnaire_json) == instrument.questionnaire_hash
    assert scoring_hash(instrument.scoring_toml + b"\n# a comment") == instrument.scoring_hash


def test_a_changed_word_or_number_changes_the_fingerprint():
    instrument = shipped().instruments["managing-check"]
    spoilt = instrument.questionnaire_json.replace(b"flares up", b"flares")
    assert questionnaire_hash(spoilt) != instrument.questionnaire_hash
    assert scoring_hash(instrument.scoring_toml.replace(b"most = 1", b"most = 2")) != instrument.scoring_hash


def test_what_is_no_document_has_no_fingerprint():
    with pytest.raises(TypeError):
        content_hash({"a": object()})

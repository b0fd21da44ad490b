"""A questionnaire is read faithfully, or refused with every item named."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.measures.rules import documents, questionnaire_reading
from alongside.care.measures.rules.questionnaire import ItemType, Questionnaire
from alongside.care.measures.rules.questionnaire_reading import read_questionnaire
from alongside.care.measures.rules.refusals import Refusals
from alongside.care.measures.rules.values import Coding

from .builders import choice, document, extension, item, questionnaire, refused, refused_bytes, whole


def test_everything_the_issue_names_is_read():
    types = ["integer", "decimal", "boolean", "date", "string", "text", "display"]
    read = questionnaire(
        item("g", "group", item=[item(kind, kind) for kind in types]),
        choice("c", "a", "b", required=True, repeats=True),
        item("o", "open-choice", answerOption=[{"valueString": "Rest", "initialSelected": True}]),
        item("first", "integer", initial=[{"valueInteger": 3}]),
    )
    assert [found.type for found in read.walk()] == [
        ItemType.GROUP,
        *(ItemType(kind) for kind in types),
        ItemType.CHOICE,
        ItemType.OPEN_CHOICE,
        ItemType.INTEGER,
    ]
    assert read.index["c"].required
    assert read.index["c"].repeats
    assert read.index["o"].options[0].initially
    assert read.index["first"].initial == (3,)


@pytest.mark.parametrize("on_the_coding", [True, False])
def test_a_weight_is_read_from_the_option_or_from_its_coding(on_the_coding):
    weight = {"extension": [extension("ordinalValue", valueDecimal=0.1)]}
    coding = {"code": "a", "display": "A", **(weight if on_the_coding else {})}
    option = {"valueCoding": coding, **({} if on_the_coding else weight)}
    raw = json.dumps(document(item("c", "choice", answerOption=[option]))).encode()
    assert read_questionnaire(raw).index["c"].options[0].weight == Decimal("0.1")


def test_the_ends_of_a_scale_are_read_as_hints():
    control = extension("questionnaire-itemControl", valueCodeableConcept={"coding": [{"code": "lower"}]})
    low = item("low", "display", extension=[control])
    assert questionnaire(whole("x", item=[low])).index["x"].hint("lower") == "Question low?"
    assert questionnaire(whole("x")).index["x"].hint("lower") == ""


CODES = [{"code": "y", "display": "Yes"}, {"code": "n", "display": "No"}]


def listed(**valueset: Any) -> dict[str, Any]:
    return {"contained": [{"resourceType": "ValueSet", "id": "list", "status": "active", **valueset}]}


@pytest.mark.parametrize(
    "valueset",
    [
        {"expansion": {"timestamp": "2026-01-01", "total": 2, "contains": [dict(each) for each in CODES]}},
        {"compose": {"include": [{"system": "http://x.example", "concept": CODES}]}},
    ],
    ids=["expanded", "composed"],
)
def test_a_list_of_answers_that_the_file_holds_is_read_with_its_weights(valueset):
    with_weight = f'"extension": {json.dumps(WEIGHT)}, "code": "y"'
    weighted = json.loads(json.dumps(valueset).replace('"code": "y"', with_weight))
    group = item("g", "group", item=[item("a", "choice", answerValueSet="#list")])
    read = questionnaire(group, **listed(**weighted))
    yes, no = read.index["a"].options
    assert (yes.value.code, no.value.code, yes.weight, no.weight) == ("y", "n", Decimal(3), None)


WEIGHT = [extension("ordinalValue", valueDecimal=3)]


@pytest.mark.parametrize(
    "valueset",
    [
        {"expansion": {"timestamp": "2026-01-01", "total": 40, "contains": CODES}},
        {"expansion": {"timestamp": "2026-01-01", "contains": [{**CODES[0], "abstract": True}]}},
        {"compose": {"include": [{"system": "http://x.example", "filter": [{"property": "p"}]}]}},
        {"compose": {"include": [{"system": "x", "concept": CODES}], "exclude": [{"system": "x"}]}},
        {"compose": {"include": [{"valueSet": ["http://x.example/other"]}]}},
        {"compose": {"include": ["all"]}},
    ],
    ids=["cut off", "a heading", "filtered", "excluding", "another list", "no list"],
)
def test_a_list_of_answers_that_is_not_whole_is_refused_with_the_item_named(valueset):
    said = refused(item("a", "choice", answerValueSet="#list"), **listed(**valueset))
    assert "item a" in said
    assert "a value set that the file does not hold whole" in said


def test_description_at_the_top_is_passed_over():
    read = questionnaire(
        item("a"),
        contact=[{"name": "N"}],
        useContext=[],
        jurisdiction=[],
        meta={"tag": []},
        text={"status": "generated", "div": "<div/>"},
        extension=[{"url": "https://vendor.example/anything", "valueString": "x"}],
    )
    assert [found.link_id for found in read.walk()] == ["a"]


def test_two_codes_that_are_the_same_in_two_systems_have_two_keys():
    options = [
        {"valueCoding": {"system": f"urn:{system}", "code": "1", "display": system}} for system in "ab"
    ]
    read = questionnaire(item("c", "choice", answerOption=options))
    assert [option.key for option in read.index["c"].options] == ["urn:a|1", "urn:b|1"]
    assert read.index["c"].option("urn:b|1").value == Coding("1", "urn:b", "b")


REFUSED = [
    (item("a", "quantity"), "item a ('Question a?'): the type 'quantity' is not supported."),
    (item("a", "attachment"), "the type 'attachment' is not supported"),
    (item("a", "reference"), "the type 'reference' is not supported"),
    (item("a", "dateTime"), "the type 'dateTime' is not supported. Ask for a date."),
    (item("a", "nonsense"), "type is 'nonsense'"),
    (item("a", modifierExtension=[]), "a modifier extension changes what the item means"),
    (item("a", "choice", answerValueSet="http://x"), "its answers are in a value set"),
    (item("a", "choice"), "it is a choice, and no answer is offered"),
    (item("a", readOnly=True), "nobody could answer it"),
    (item("a", "display", required=True), "a text to read (display) cannot be required"),
    (item("a", "group"), "the group is empty"),
    (item("a", "group", repeats=True, item=[item("b")]), "a group that repeats is not supported"),
    (item("a", "integer", initial=[{"valueString": "3"}]), "the initial answer '3' is no integer"),
    (whole("a", initial=[{"valueInteger": 11}]), "the initial answer '11' is out of range"),
    (item("a", "boolean", answerOption=[{"valueInteger": 1}]), "a boolean cannot have options"),
    (choice("a", "x", "x"), "the option 'x' is offered twice"),
    (choice("a", "x", initial=[{"valueCoding": {"code": "y"}}]), "the initial answer 'y' is not offered"),
    (item("a", "choice", answerOption=[{"valueCoding": {"display": "Yes"}}]), "the coding 'Yes' has no code"),
    (
        item("a", "choice", answerOption=[{"valueCoding": {"code": "y"}}]),
        "the option 'y' has nothing to read",
    ),
    (item("a", "choice", answerOption=[{}]), "has 0 values"),
    (item("a", "integer", maxLength=3), "maxLength does not go with type integer"),
    (whole("a", 5, 1), "minValue is above maxValue"),
    (
        item("a", enableWhen=[{"question": "z", "operator": "exists", "answerBoolean": True}]),
        "'z', which is not there",
    ),
    (item("a", extension=[extension("questionnaire-hidden", valueBoolean=True)]), "it is hidden"),
    (item("a", extension=[extension("questionnaire-constraint", extension=[])]), "a rule between answers"),
    (
        item("a", extension=[{"url": "https://vendor.example/x"}]),
        "https://vendor.example/x is not known here",
    ),
    (item("a", surprise=1), "surprise is not supported"),
    ({"type": "string", "text": "Who am I?"}, "#1 (no linkId) ('Who am I?'): linkId is missing"),
    ({"linkId": "a", "type": "string"}, "it has no text"),
    ({"linkId": "a", "type": "string", "text": " "}, "it has no text"),
    (item("a", required="yes"), "required is 'yes'"),
]


@pytest.mark.parametrize("spoilt, said", REFUSED)
def test_what_cannot_be_represented_is_refused_with_the_item_named(spoilt, said):
    assert said in refused(spoilt, item("sound"))


@pytest.mark.parametrize("name", ["calculatedExpression", "enableWhenExpression", "initialExpression"])
def test_an_expression_is_refused(name):
    url = f"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-{name}"
    assert f"({name}" in refused(item("a", extension=[{"url": url}])).replace("sdc-questionnaire-", "")


def test_all_problems_are_told_at_once():
    said = refused(item("a", "quantity"), item("b", "choice"), item("c", "group", item=[item("d", "time")]))
    for path in ("item a (", "item b (", "item c > d ("):
        assert path in said


def test_problems_are_told_in_the_order_of_the_file():
    inside = item("b", "group", item=[item("c", "time"), item("d", "quantity")])
    said = refused(item("a", "quantity"), inside, item("e", "attachment"))
    named = [line.split(" (")[0].removeprefix("item ") for line in said.splitlines()]
    assert named == ["a", "b > c", "b > d", "e"]


def test_a_file_of_a_newer_fhir_is_told_what_that_is_called_in_r4():
    newer = item("a", "coding", answerConstraint="optionsOnly")
    said = refused(newer, item("b", disabledDisplay="hidden"), versionAlgorithmString="semver")
    assert "the type 'coding' is not supported. That is FHIR R5. In R4 it is called choice" in said
    assert said.count(" is FHIR R5.") == 4


def test_a_broken_item_does_not_hide_the_ones_inside_it():
    assert "item a > b" in refused(item("a", "group", surprise=1, item=[item("b", "quantity")]))


def test_a_link_id_used_twice_is_named():
    assert "item a: this linkId is used 2 times" in refused(item("a"), item("g", "group", item=[item("a")]))


def _when(question, operator="=", **answer):
    return {"question": question, "operator": operator, **answer}


def test_conditions_that_go_round_in_a_circle_are_refused():
    yes = {"answerBoolean": True}
    said = refused(
        item("a", "boolean", enableWhen=[_when("b", **yes)]),
        item("b", "boolean", enableWhen=[_when("a", **yes)]),
    )
    assert "goes round in a circle" in said
    inside = item("q", "boolean")
    assert "circle" in refused(item("g", "group", item=[inside], enableWhen=[_when("q", **yes)]))


@pytest.mark.parametrize(
    "condition, said",
    [
        (_when("c", answerCoding={"code": "z"}), "which 'c' does not offer"),
        (_when("c", ">", answerCoding={"code": "x"}), "> needs numbers or dates"),
        (_when("n", answerString="3"), "compares 'n' (integer) with '3'"),
        (_when("n", "exists", answerInteger=3), "'exists' needs answerBoolean"),
        (_when("n"), "has 0 values"),
        (_when("n", "~", answerInteger=3), "operator is '~'"),
    ],
)
def test_a_condition_that_could_never_hold_is_refused(condition, said):
    assert said in refused(choice("c", "x"), whole("n"), item("a", enableWhen=[condition]))


def test_several_conditions_must_say_whether_all_or_any():
    two = [_when("n", answerInteger=1), _when("n", answerInteger=2)]
    assert "Say 'all' or 'any'" in refused(whole("n"), item("a", enableWhen=two))
    assert questionnaire(whole("n"), item("a", enableWhen=two, enableBehavior="any")).index["a"].any_condition


@pytest.mark.parametrize(
    "raw, said",
    [
        (b"", "this is not JSON"),
        (b"{", "line 1, column 2"),
        (b"[]", "no JSON object"),
        (b"\xff", "byte 0 is not UTF-8"),
        (b'{"resourceType": "Patient"}', "resourceType is 'Patient'"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b'{"a": 1e400000}', "too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too large"),
        (b'{"a": "\\u0000"}', "cannot be stored"),
        (b'{"a": "\\ud800"}', "cannot be stored"),
        (
            b'{"item": [{"linkId": "q1", "type": "text", "type": "string"}]}',
            "item q1: 'type' is written twice",
        ),
        (b'{"a":' * 100_000, "nested more than 64 deep"),
        (b"[" * 1_000_000, "nested more than 64 deep"),
        (b'"\\' * 900_000, "this is not JSON"),
        (b" " * 10_000_000, "at most 2000000 are read"),
    ],
)
def test_a_hostile_file_is_refused_in_words(raw, said):
    assert said in refused_bytes(raw)


def test_the_size_limits_are_told():
    assert "more than 500 items" in refused(*(item(str(number)) for number in range(501)))
    deep = item("leaf")
    for level in range(questionnaire_reading.MOST_ITEM_DEPTH):
        deep = item(f"g{level}", "group", item=[deep])
    assert "nested more than 8 deep" in refused(deep)
    assert "offers more than 200 answers" in refused(choice("c", *(f"x{n}" for n in range(201))))


def test_only_draft_and_active_questionnaires_about_people_are_taken():
    assert "status is 'retired'" in refused(item("a"), status="retired")
    assert "about Location" in refused(item("a"), subjectType=["Location"])
    assert "it has no items" in refused()
    assert "it asks nothing" in refused(item("a", "display"))
    assert "implicit rules" in refused(item("a"), implicitRules="http://x")
    assert "surprise is not supported" in refused(item("a"), surprise=1)


def attempt(reader, raw):
    """What was read, or the reasons why not; anything else that is raised fails the test."""
    try:
        return reader(raw)
    except Refusals as refused_for:
        return refused_for.refusals


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=10,
)
_KEYS = st.sampled_from(
    ["linkId", "type", "text", "item", "answerOption", "extension", "enableWhen", "initial"]
)


@given(st.lists(st.dictionaries(_KEYS, _JSON, max_size=6), max_size=4))
def test_no_document_makes_the_loader_do_anything_but_read_or_refuse(items):
    raw = json.dumps(document(*items)).encode()
    said = attempt(read_questionnaire, raw)
    assert said.items if isinstance(said, Questionnaire) else said


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail_otherwise(raw):
    with pytest.raises(Refusals):
        documents.read_toml(b"\x00" + raw, name="x")
    said = attempt(lambda each: documents.read_json(each, name="x"), raw)
    assert isinstance(said, dict) or said

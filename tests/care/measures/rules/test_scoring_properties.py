"""What is true of every score, whatever the answers."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from alongside.care.measures.rules.scoring import reverse, round_half_up, score

from .builders import item, questionnaire, rule, scoring, whole

ITEMS = ["a", "b", "c", "d"]
ASKED = questionnaire(*(whole(link_id, 1, 7) for link_id in ITEMS))
RANGES = {"sum": [4, 28], "mean": [1, 7]}
NUMBERS = st.fractions(min_value=-100, max_value=100)
COMPLETE = st.fixed_dictionaries({link_id: st.integers(1, 7) for link_id in ITEMS})
PARTIAL = st.dictionaries(st.sampled_from(ITEMS), st.integers(1, 7))


def definition(method="sum", items=ITEMS, asked=ASKED, **more):
    made = rule(method=method, items=items, item_range=[1, 7], range=RANGES[method], decimals=4, **more)
    return scoring(asked, made)


def found(of, answers, asked=ASKED):
    return score(of, asked, {key: (value,) for key, value in answers.items()})["total"]


@given(NUMBERS, NUMBERS, NUMBERS)
def test_reversing_twice_changes_nothing(value, low, high):
    assert reverse(reverse(value, low, high), low, high) == value
    assert reverse(low, low, high) == high


@given(NUMBERS, st.integers(0, 4))
def test_rounding_goes_at_most_half_a_step_and_halves_go_away_from_zero(value, decimals):
    rounded = round_half_up(value, decimals)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**decimals)
    assert round_half_up(-value, decimals) == -rounded
    assert round_half_up(Fraction(5, 2), 0) == 3
    assert round_half_up(Fraction(-5, 2), 0) == -3


@given(COMPLETE, st.sets(st.sampled_from(ITEMS)), st.sampled_from(["sum", "mean"]))
def test_a_score_lies_within_its_range(answers, reversed_items, method):
    value = found(definition(method, reversed=sorted(reversed_items)), answers).value
    assert RANGES[method][0] <= value <= RANGES[method][1]


@given(PARTIAL, st.integers(1, 3))
def test_a_prorated_sum_lies_within_its_range_or_is_none(answers, most):
    value = found(definition(missing={"rule": "mean_for_missing", "most": most}), answers).value
    assert (value is None) is (len(answers) < 4 - most)
    assert value is None or 4 <= value <= 28


@given(COMPLETE)
def test_a_prorated_sum_of_all_answers_is_the_sum(answers):
    prorated = found(definition(missing={"rule": "mean_for_missing", "most": 3}), answers)
    assert prorated.value == found(definition(), answers).value == sum(answers.values())


@given(COMPLETE)
def test_a_percentage_of_all_answers_is_the_sum_over_the_highest_sum(answers):
    asked = questionnaire(*(whole(link_id, 0, 7) for link_id in ITEMS))
    made = rule(method="percent_of_maximum", items=ITEMS, item_range=[0, 7], range=[0, 100], decimals=3)
    value = found(scoring(asked, made), answers, asked).exact
    assert value == Fraction(100 * sum(answers.values()), 28)


@given(PARTIAL, st.permutations(ITEMS), st.sampled_from(["all", "mean_for_missing"]))
def test_the_order_of_the_items_makes_no_difference(answers, order, name):
    missing = {"rule": name, **({"most": 2} if name == "mean_for_missing" else {})}
    one, other = definition(missing=missing), definition(items=list(order), missing=missing)
    assert found(one, answers).value == found(other, answers).value


@given(PARTIAL)
def test_a_missing_answer_is_never_scored_as_nothing(answers):
    answered = found(definition("mean", missing={"rule": "at_least", "n": 1}), answers)
    if answers:
        assert answered.exact == Fraction(sum(answers.values()), len(answers))
    else:
        assert answered.value is None
    assert (found(definition(), answers).value is None) is (len(answers) < 4)


@given(PARTIAL)
def test_a_missing_answer_is_the_lowest_only_where_the_rule_says_so(answers):
    value = found(definition(missing={"rule": "unticked_is_no"}), answers).value
    assert value == sum(answers.values()) + (4 - len(answers))


def test_an_answer_to_a_question_that_is_not_asked_is_missing():
    condition = [{"question": "gate", "operator": "=", "answerBoolean": True}]
    asked = questionnaire(item("gate", "boolean"), whole("a", 0, 10, enableWhen=condition), whole("b"))
    made = rule(items=["a", "b"], item_range=[0, 10], range=[0, 20])
    answers = {"gate": (False,), "a": (9,), "b": (1,)}
    assert score(scoring(asked, made), asked, answers).value("total") is None
    assert score(scoring(asked, made), asked, {**answers, "gate": (True,)}).value("total") == 10


def test_a_total_adds_exact_parts_and_names_the_one_that_is_missing():
    asked = questionnaire(*(whole(link_id, 0, 10) for link_id in "abcd"))
    part = {"method": "mean", "item_range": [0, 10], "range": [0, 10]}
    rules = [
        rule("one", items=["a", "b"], **part),
        rule("two", items=["c", "d"], **part),
        rule("both", scores=["one", "two"], range=[0, 20]),
    ]
    made = scoring(asked, *rules)
    answers = {"a": (0,), "b": (1,), "c": (0,), "d": (1,)}
    # Each part is 0.5 and shown as 1, half up; their sum is 1, not 2.
    assert score(made, asked, answers).value("one") == 1
    assert score(made, asked, answers).value("both") == Decimal(1)
    del answers["d"]
    assert str(score(made, asked, answers)["both"].reason) == "A part of this score is missing: Two."

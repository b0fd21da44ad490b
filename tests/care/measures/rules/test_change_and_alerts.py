"""Change knows its direction and its limits; alerts are what the definition names, and nothing else."""

from decimal import Decimal

import pytest

from alongside.care.measures.rules.alerts import alerts_raised
from alongside.care.measures.rules.change import NotComparable, Verdict, change, change_between
from alongside.care.measures.rules.scoring import score
from alongside.care.measures.rules.scoring_reading import scoring_from

from .builders import choice, item, questionnaire, rule, scoring, scoring_document, whole

ASKED = questionnaire(whole("a", 0, 100))


def made(better="lower", matters=None, **more):
    single = rule(items=["a"], item_range=[0, 100], range=[0, 100], better=better)
    if matters:
        single["matters"] = {**matters, "source": "s"}
    return scoring(ASKED, single, **more)


def verdict(definition, before, after):
    scores = [score(definition, ASKED, {} if value is None else {"a": (value,)}) for value in (before, after)]
    return change(definition, "total", *scores).verdict


@pytest.mark.parametrize("better, up", [("higher", Verdict.BETTER), ("lower", Verdict.WORSE)])
def test_change_knows_which_direction_is_better(better, up):
    definition = made(better, {"absolute": 10})
    down = Verdict.WORSE if up is Verdict.BETTER else Verdict.BETTER
    assert verdict(definition, 50, 60) is up
    assert verdict(definition, 60, 50) is down
    assert verdict(definition, 50, 59) is Verdict.NO_CHANGE_THAT_MATTERS
    assert verdict(definition, 50, 50) is Verdict.NO_CHANGE_THAT_MATTERS


def test_a_percentage_is_of_the_value_before():
    definition = made("lower", {"percent": 30})
    assert verdict(definition, 10, 7) is Verdict.BETTER
    assert verdict(definition, 10, 8) is Verdict.NO_CHANGE_THAT_MATTERS
    assert verdict(definition, 0, 5) is Verdict.UNDETERMINED
    assert verdict(made("lower", {"percent": 30, "absolute": 5}), 0, 5) is Verdict.WORSE


@pytest.mark.parametrize("before, after", [(None, 5), (5, None), (None, None)])
def test_change_from_or_to_nothing_is_undetermined(before, after):
    assert verdict(made("lower", {"absolute": 5}), before, after) is Verdict.UNDETERMINED


def test_without_an_agreed_amount_or_a_direction_change_is_undetermined_and_says_why():
    for definition in (made("lower"), made("none")):
        found = change_between(
            definition,
            "total",
            before=Decimal(1),
            after=Decimal(9),
            before_id="an-instrument",
            before_version="1",
        )
        assert (found.verdict, found.amount) == (Verdict.UNDETERMINED, 8)
        assert found.why


def test_change_across_versions_is_refused_unless_declared_comparable():
    old = score(made("lower", {"absolute": 5}), ASKED, {"a": (50,)})
    apart, joined = (
        made("lower", {"absolute": 5}, version="2", comparable_with=list(named)) for named in ("", "1")
    )
    with pytest.raises(NotComparable, match="not declared comparable"):
        change(apart, "total", old, score(apart, ASKED, {"a": (40,)}))
    assert change(joined, "total", old, score(joined, ASKED, {"a": (40,)})).verdict is Verdict.BETTER


def test_later_scores_must_be_made_with_the_definition_given():
    one, two = made(), made(version="2")
    with pytest.raises(NotComparable):
        change(one, "total", score(one, ASKED, {}), score(two, ASKED, {}))


GATED = questionnaire(
    item("drives", "boolean"),
    item("nodded", "boolean", enableWhen=[{"question": "drives", "operator": "=", "answerBoolean": True}]),
    whole("feelings", 0, 8),
    choice("where", "here", "there"),
)


def with_alerts():
    common = {"shows": "We will ring.", "owner": "contact", "reason": "r"}
    alerts = [
        {"name": "low", "item": "feelings", "at_most": 1, "within_hours": 72, **common},
        {"name": "nodded", "item": "nodded", "answers": [True], "within_hours": 24, **common},
        {"name": "there", "item": "where", "answers": ["there"], "within_hours": 48, **common},
    ]
    document = scoring_document(
        rule(items=["feelings"], item_range=[0, 8], range=[0, 8]), alert=[dict(alert) for alert in alerts]
    )
    del document["no_alerts"]
    return scoring_from(document, GATED)


def names(answers):
    return [alert.name for alert in alerts_raised(with_alerts(), GATED, answers)]


def test_the_answers_that_are_named_raise_an_alert_soonest_first():
    there = GATED.index["where"].options[1].value
    answers = {"drives": (True,), "nodded": (True,), "feelings": (0,), "where": (there,)}
    assert names(answers) == ["nodded", "there", "low"]
    assert alerts_raised(with_alerts(), GATED, {"feelings": (1,)})[0].within_hours == 72


def test_other_answers_raise_none_and_neither_does_a_question_not_asked():
    assert names({"feelings": (2,), "nodded": (False,), "drives": (True,)}) == []
    assert names({"drives": (False,), "nodded": (True,)}) == []
    assert names({}) == []

"""An analysis plan is fixed before the data are seen; what is wrong with it is said all at once, by place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.evaluation.plan.hashing import fingerprint, was_registered_as
from alongside.evaluation.plan.loading import read
from alongside.evaluation.plan.notes import notes
from alongside.evaluation.plan.references import Ref, term
from alongside.evaluation.plans import SEEDS
from alongside.evaluation.problems import Refused
from tests.evaluation.writing import PLAN, plan

FORMER = "be6e265fa3a3d2e58e121269e85f648efc87f3fd8d2ae4836d349bff024a68a6"


def _plan_of(text: str):
    return read(text.encode()).plan


def refused(text: str) -> str:
    with pytest.raises(Refused) as refusal:
        read(text.encode())
    return str(refusal.value)


def test_every_problem_of_the_grammar_is_said_at_once_by_its_place():
    said = refused(
        plan(**{"[outcomes.managing]": "[outcomes.managing]\nwhenn = 3", "time = 3": 'time = "three"'})
    )
    assert "outcomes.managing.whenn: there is no such entry. Is 'when' meant?" in said
    assert "occasions[2].time (later): 'three'" not in said
    assert "occasions[2].time" in said
    assert "a number is wanted here" in said


def test_every_name_that_means_nothing_is_said_at_once():
    said = refused(
        plan(
            **{
                'when = "later"': 'when = "latre"',
                '"pain@baseline"': '"pain@basline"',
                'reversed = ["m3"]': 'reversed = ["m4"]',
                'predictors = ["arm"]': 'predictors = ["managing@later"]',
            }
        )
    )
    for part in (
        "outcomes.managing.when: there is no occasion 'latre'. Is 'later' meant?",
        "blocks[1].predictors[2] (Before): there is no occasion 'basline'. Is 'baseline' meant?",
        "scales.managing.reversed: 'm4' is none of the items.",
    ):
        assert part in said


def test_an_outcome_cannot_predict_itself():
    assert "is the outcome 'managing' itself" in refused(
        plan(**{'predictors = ["arm"]': 'predictors = ["managing@later"]'})
    )


def test_a_scale_that_is_asked_twice_needs_its_occasion():
    assert "is asked more than once" in refused(plan(**{'predictors = ["arm"]': 'predictors = ["managing"]'}))


def test_reversing_needs_the_ends_of_the_answers():
    assert "scales.managing.item_range" in refused(plan(**{"item_range = [0, 8]\n": ""}))


@pytest.mark.parametrize("text", ["", "[plan", "plan = 3", "\x00", "[plan]\ntitle = 'x'"])
def test_what_is_no_plan_is_refused_in_words(text):
    assert refused(text).startswith("The analysis plan cannot be used as it is.")


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_nothing_that_is_fed_to_it_breaks_it(raw):
    with pytest.raises(Refused):
        read(raw)


def test_the_fingerprint_is_that_of_the_meaning():
    one = fingerprint(read(PLAN.encode()).plan)
    assert fingerprint(read(("# a comment\n" + PLAN.replace(" = ", "  =  ")).encode()).plan) == one
    assert fingerprint(read(plan(**{"at_most = 1": "at_most = 0"}).encode()).plan) != one
    blocks = PLAN.index("[[blocks]]")
    first, second = PLAN[blocks:].split("\n\n")[:2]
    turned = PLAN[:blocks] + second + "\n\n" + first
    assert fingerprint(read(turned.encode()).plan) != one


def test_a_plan_that_was_changed_after_it_was_registered_says_so():
    one = fingerprint(read(PLAN.encode()).plan)
    registered = f'[registered]\nhash = "sha256:{one}"\non = 2026-11-22\n'
    same = read((PLAN + registered).encode())
    assert was_registered_as(same.plan) is True
    changed = read((plan(**{"mic = 2": "mic = 3"}) + registered).encode())
    assert was_registered_as(changed.plan) is False
    assert any("is not the plan that was registered" in note for note in notes(changed))


def test_a_plan_from_before_an_entry_was_added_keeps_its_fingerprint():
    """As it was before ``not_due`` could be said."""
    assert fingerprint(_plan_of(PLAN)) == FORMER
    assert fingerprint(_plan_of(PLAN + '[dropout]\nreasons = "why"\nnot_due = ["soon"]\n')) != fingerprint(
        _plan_of(PLAN + '[dropout]\nreasons = "why"\n')
    )


def test_a_plan_that_nobody_registered_says_so():
    assert any("Nobody registered" in note for note in notes(read(PLAN.encode())))


def test_predictors_that_are_measured_after_the_outcome_are_pointed_out():
    meant = read(plan(**{'when = "later"': 'when = "baseline"', '"{outcome}@baseline", ': ""}).encode())
    assert not any("after the outcome" in note for note in notes(meant))
    later = plan(
        **{'when = "later"': 'when = "baseline"', '"{outcome}@baseline", "pain@baseline"': '"pain@later"'}
    )
    assert any("after the outcome" in note for note in notes(read(later.encode())))


def test_references_are_read_with_any_name_before_the_at():
    assert term("schmerz stärke@t1 : alter", ("t1",)).factors == (Ref("schmerz stärke", "t1"), Ref("alter"))
    assert term("me@home", ()).factors == (Ref("me@home"),)
    assert str(term("{outcome}@t1", ("t1",), "pain")) == "pain@t1"


def test_the_seeds_plan_is_a_plan():
    meant = read(SEEDS.read_bytes())
    assert [block.name for block in meant.blocks_of("managing-at-three-months")] == ["Pain", "Partnership"]
    assert str(meant.terms_of("managing-at-three-months")[1][1][0]) == "partnership@three-months"


@pytest.mark.parametrize(
    "addition, said",
    [
        ('[errors]\nkind = "CR2"\n', "errors.kind: CR2 errors need a cluster."),
        (
            '[dropout]\nimputation = { methods = { "mangaing@later" = "pmm" } }\n',
            "dropout.imputation.methods: 'mangaing@later' is not imputed. Is 'managing@later' meant?",
        ),
        (
            '[dropout]\nnot_due = ["not due yet"]\n',
            "dropout.not_due: these are codes in a column of reasons, and the plan names none.",
        ),
        (
            '[dropout]\ncompare = ["pain@baseline : arm"]\n',
            "dropout.compare[1]: 'pain@baseline : arm' is a product. Name one thing, or each by itself.",
        ),
        (
            '[dropout]\nweighting = { predictors = ["pain@baseline : {outcome}@baseline"] }\n',
            "dropout.weighting.predictors[1]: {outcome}@baseline means something in blocks only.",
        ),
        (
            '[[subgroups]]\nby = "arm@same"\n',
            "subgroups[1].by: 'arm@same' means something in blocks only.",
        ),
        ("[variables.m1]\ncenter = 4\n", "scales.managing.items: 'm1' is centred, scaled or transformed"),
    ],
)
def test_what_would_be_passed_over_in_silence_is_said(addition, said):
    assert said in refused(PLAN + addition)

"""What was decided so far decides what comes next; the same decisions give the same ranking."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.evidence.ranking import Ranker, Text, simulate
from alongside.evidence.ranking.simulation import start, time_to_discovery, work_saved

ABOUT = [
    "pacing",
    "exercise",
    "rehabilitation",
    "chronic",
    "pain",
    "partnership",
    "selfmanagement",
    "walking",
    "therapist",
    "goals",
]
OTHER = [
    "genome",
    "protein",
    "enzyme",
    "crystal",
    "membrane",
    "kinase",
    "receptor",
    "mouse",
    "plasma",
    "assay",
]
COMMON = [
    "study",
    "patients",
    "results",
    "method",
    "group",
    "effect",
    "analysis",
    "outcome",
    "data",
    "clinical",
]


def texts(many: int, seed: int = 1) -> tuple[list[Text], list[bool]]:
    chance = random.Random(seed)
    labels = [at % 8 == 0 for at in range(many)]
    made = []
    for label in labels:
        words = (
            chance.choices(ABOUT if label else OTHER, k=5)
            + chance.choices(ABOUT + OTHER, k=2)
            + chance.choices(COMMON, k=10)
        )
        chance.shuffle(words)
        made.append(Text(" ".join(words[:6]), " ".join(words[6:]), (chance.choice(words),)))
    return made, labels


MADE, LABELS = texts(160)
RANKER = Ranker(MADE)


def test_after_two_decisions_what_is_alike_comes_first() -> None:
    ranking = RANKER.rank({0: True, 1: False})
    assert ranking.by == "decisions"
    assert ranking.learned_from == (1, 1)
    assert len(ranking.order) == 158
    assert sum(LABELS[at] for at in ranking.order[:19]) >= 10


def test_criteria_rank_before_anybody_has_decided_and_without_them_the_order_stays() -> None:
    ranking = Ranker(MADE, criteria="Pacing, exercise or walking for chronic pain, in partnership").rank({})
    assert ranking.by == "criteria"
    assert sum(LABELS[at] for at in ranking.order[:20]) >= 12
    nothing = RANKER.rank({3: False})
    assert nothing.by == "nothing"
    assert nothing.order == tuple(at for at in range(160) if at != 3)


def test_the_features_kept_on_disk_give_the_same_ranking(tmp_path: Path) -> None:
    path = tmp_path / "features.npz"
    ranker = Ranker(MADE, criteria="chronic pain")
    ranker.save(path)
    decisions = {0: True, 1: False, 8: True, 9: False}
    assert Ranker.load(path).rank(decisions).order[:50] == ranker.rank(decisions).order[:50]
    assert [one.name for one in tmp_path.iterdir()] == ["features.npz"]


@settings(max_examples=20)
@given(st.dictionaries(st.integers(0, 159), st.booleans(), max_size=40))
def test_each_undecided_record_is_ranked_once_and_the_order_of_decisions_does_not_matter_to_who(
    decisions: dict[int, bool],
) -> None:
    ranking = RANKER.rank(decisions)
    assert sorted([*ranking.order, *decisions]) == list(range(160))
    assert RANKER.rank(decisions).order == ranking.order


def test_records_without_a_word_are_ranked_too_and_a_decision_on_none_is_refused() -> None:
    empty = Ranker([Text(""), Text(""), Text("")])
    assert len(empty.rank({0: True, 1: False}).order) == 1
    with pytest.raises(IndexError):
        empty.rank({3: True})


def test_records_that_share_no_word_or_every_word_are_ranked_too() -> None:
    for texts in ([Text(f"word{at}") for at in range(30)], [Text("the same title")] * 30):
        assert len(Ranker(texts).rank({0: True, 1: False}).order) == 28


def test_a_screening_acted_again_starts_as_the_seed_says_and_finds_everything() -> None:
    found = simulate(RANKER, LABELS, 5)
    assert found.started_from == start(LABELS, 5)
    assert simulate(RANKER, LABELS, 5) == found
    assert len(found.labels) == 158
    assert sum(found.labels) == sum(LABELS) - 1
    assert found.recall[-1][1] == 1.0
    assert found.wss95 > 0.5
    with pytest.raises(ValueError, match="relevant and irrelevant"):
        start([True, True], 1)


def test_work_saved_and_time_to_discovery_are_those_of_the_definition() -> None:
    labels = [True, False, True, False, *[False] * 16]
    # Two relevant ones of 20. At or below 95 % is the first of them; at random (rounded) it comes at place
    # 5 from 0.
    assert work_saved(labels, 0.95) == pytest.approx((5 - 0) / 20)
    assert time_to_discovery(labels) == 2
    assert work_saved([False] * 5, 0.95) == 0


@given(st.lists(st.booleans(), min_size=2, max_size=80).filter(any))
def test_perfect_is_best_and_worst_is_last(labels: list[bool]) -> None:
    best, worst = sorted(labels, reverse=True), sorted(labels)
    assert work_saved(worst, 0.95) <= work_saved(labels, 0.95) <= work_saved(best, 0.95) <= 1
    assert time_to_discovery(best) <= time_to_discovery(labels) <= time_to_discovery(worst)

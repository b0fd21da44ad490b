"""Which of the records not yet decided is likeliest relevant, learned from the decisions so far.

Two linear models look at two views of the text, and their opinions, each put on one scale, are added:

- phrases of title and abstract, a linear support vector machine on the decisions alone, irrelevant ones
weighing
  a tenth of the relevant ones together (the choice of ASReview's ELAS u4);
- words of everything, keywords too, a linear support vector machine on the decisions and on some records
drawn at
  random from those not decided, which are presumed irrelevant with little weight (after Cormack & Grossman's
  AutoTAR 2015): it keeps the model from taking for typical what only the first few have in common.

The criteria's text counts as one relevant record. It is no decision: a person decides each record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn import config_context
from sklearn.svm import LinearSVC

from alongside.evidence.ranking import features as made
from alongside.evidence.ranking.features import Features, Text, View, features_of

Scores = NDArray[np.float64]
Positions = NDArray[np.int64]

#: How far the machine follows single decisions; and how much all relevant ones weigh against all
#: irrelevant ones.
PENALTY: Final = 0.11
RATIO: Final = 9.8
#: How exactly the machine is trained.
TOLERANCE: Final = 0.01
#: So many of the undecided are presumed irrelevant, weighing together this part of what the relevant ones
#: weigh.
PRESUMED: Final = 100
PRESUMED_WEIGHT: Final = 0.3
#: How much the opinion on phrases counts, and that on words.
PHRASES: Final = 1.0
WORDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """``order``: positions of the undecided records, likeliest relevant first; ``scores``: of all records.

    ``learned_from``: how many relevant and irrelevant decisions. ``by``: *decisions*, *criteria*, or
    *nothing*,
    where there was nothing to learn from and the order is that of the records.
    """

    order: tuple[int, ...]
    scores: Scores
    learned_from: tuple[int, int]
    by: str


class Ranker:
    """Ranks records by decisions. Its features are made once; ranking again costs a training, in
    milliseconds for
    thousands of records and seconds for a hundred thousand. The same decisions give the same ranking.
    """

    def __init__(self, texts: Iterable[Text], *, criteria: str = "", seed: int = 0) -> None:
        self._start(features_of(texts, criteria), seed)

    def _start(self, features: Features, seed: int) -> None:
        self.features = features
        self.seed = seed

    @classmethod
    def load(cls, path: Path, *, seed: int = 0) -> Ranker:
        """The ranker of the file that ``save`` has written."""
        ranker = cls.__new__(cls)
        ranker._start(made.load(path), seed)
        return ranker

    def save(self, path: Path) -> None:
        """Keep the features, so that another process need not make them again."""
        made.save(self.features, path)

    def __len__(self) -> int:
        return self.features.records

    def rank(self, decisions: Mapping[int, bool]) -> Ranking:
        """The undecided records, likeliest relevant first. Raises IndexError for a position that is none."""
        decided = np.fromiter(decisions, dtype=np.int64, count=len(decisions))
        if decisions and not 0 <= min(decisions) <= max(decisions) < len(self):
            raise IndexError("a decision is about a record that is not there")
        relevant = np.fromiter(decisions.values(), dtype=np.bool_, count=len(decisions))
        undecided_mask = np.ones(len(self), dtype=np.bool_)
        undecided_mask[decided] = False
        undecided = np.flatnonzero(undecided_mask)
        counts = (int(relevant.sum()), int((~relevant).sum()))
        if (not counts[0] and not self.features.has_criteria) or not len(undecided):
            return Ranking(tuple(undecided.tolist()), np.zeros(len(self)), counts, "nothing")
        scores = self._scores(decided, relevant, undecided)
        order = undecided[np.argsort(-scores[undecided], kind="stable")]
        return Ranking(tuple(order.tolist()), scores, counts, "decisions" if counts[0] else "criteria")

    def _scores(self, decided: Positions, relevant: NDArray[np.bool_], undecided: Positions) -> Scores:
        one = self.features
        chance = np.random.default_rng((self.seed, len(decided)))
        presumed = chance.choice(undecided, min(PRESUMED, len(undecided)), replace=False)
        nobody = presumed[:0] if len(relevant) and not relevant.all() else presumed
        phrases = learned(one.phrases, decided, relevant, nobody)
        words = learned(one.words, decided, relevant, presumed)
        return PHRASES * on_one_scale(phrases, undecided) + WORDS * on_one_scale(words, undecided)


def learned(view: View, decided: Positions, relevant: NDArray[np.bool_], presumed: Positions) -> Scores:
    """The opinion of one linear machine on every record."""
    examples = np.concatenate([decided, presumed])
    answers = np.concatenate([relevant, np.zeros(len(presumed), dtype=np.bool_)])
    weights = balanced(relevant, len(presumed))
    if view.has_criteria:
        examples = np.append(examples, view.records)
        answers = np.append(answers, True)
        weights = np.append(weights, weights[answers[:-1]].max(initial=1.0))
    # What goes in was made here, so it needs no checking.
    machine = LinearSVC(C=PENALTY, tol=TOLERANCE, random_state=0)
    with config_context(assume_finite=True, skip_parameter_validation=True):
        machine.fit(view.rows(examples), answers, sample_weight=weights)
    return view.against(machine.coef_[0])


def balanced(relevant: NDArray[np.bool_], presumed: int) -> Scores:
    """How much each example weighs: all irrelevant decisions a part of what the relevant ones weigh."""
    some, none = int(relevant.sum()), int((~relevant).sum())
    weights = np.where(relevant, 1.0, max(some, 1) / (RATIO * max(none, 1)))
    weights *= len(relevant) / weights.sum() if len(relevant) else 1.0
    together = PRESUMED_WEIGHT * (weights[relevant].sum() if some else 1.0)
    return np.concatenate([weights, np.full(presumed, together / max(presumed, 1))])


def on_one_scale(scores: Scores, among: Positions) -> Scores:
    """``scores`` with the mean 0 and the spread 1 among the undecided."""
    of_these = scores[among]
    scaled: Scores = (scores - of_these.mean()) / (of_these.std() + 1e-9)
    return scaled

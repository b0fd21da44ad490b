"""What a record says, as numbers: those that scikit-learn makes, in a quarter of the memory."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.sparse import csc_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from alongside.evidence.ranking import counting, features
from alongside.evidence.ranking.features import Text, features_of

#: Few words, so that many stand side by side twice; letters of other kinds; one that begins another.
WORDS = ["pain", "pains", "Pacing", "walk", "straße", "ΑΒΓ", "x1", "back-pain", "a", "10,000", "pain_free"]


def texts(many: int) -> list[Text]:
    chance = random.Random(many)
    made = [
        Text(
            " ".join(chance.choices(WORDS, k=chance.randint(0, 4))),
            " ".join(
                ["always", *chance.choices(WORDS, k=chance.randint(0, 9)), f"word{chance.randint(0, many)}"]
            ),
            tuple(chance.choices(WORDS, k=chance.randint(0, 3))),
        )
        for _ in range(many)
    ]
    return [*made, Text(""), Text("straße straße straße")]


def by_scikit_learn(
    texts: list[str], criteria: str, longest: int, least: int
) -> tuple[np.ndarray, np.ndarray]:
    """The same weights: all terms make the length of a row, those that two records have are its columns."""
    machine = TfidfVectorizer(ngram_range=(1, longest), sublinear_tf=True, min_df=least, max_df=0.95)
    rows = csc_matrix(machine.fit_transform(texts))
    shared = np.diff(rows.indptr) > 1
    return rows[:, shared].toarray(), csc_matrix(machine.transform([criteria]))[:, shared].toarray()


@pytest.mark.parametrize(
    "many_records, at_once", [(5_000, 2_000_000), (5_000, 7), (50, 7)], ids=["few", "slices", "many"]
)
def test_the_weights_are_those_of_scikit_learn_however_they_are_made(
    monkeypatch: pytest.MonkeyPatch, many_records: int, at_once: int
) -> None:
    monkeypatch.setattr(features, "MANY_RECORDS", many_records)
    monkeypatch.setattr(features, "ROWS_AT_ONCE", 33)
    monkeypatch.setattr(counting, "AT_ONCE", at_once)
    given, criteria = texts(140), "Walk, pace, pacing walk and nothing else: pain pain"
    found = features_of(iter(given), criteria)
    prose = [f"{each.title} {each.abstract}" for each in given]
    everything = [f"{text} {' '.join(each.keywords)}" for text, each in zip(prose, given, strict=True)]
    least = 2 if many_records < len(given) else 1
    for view, words, longest in ((found.phrases, prose, 2), (found.words, everything, 1)):
        rows, criterion = by_scikit_learn(words, criteria, longest, least)
        assert view.has_criteria
        np.testing.assert_allclose(view.rows(np.arange(len(given))).toarray(), rows, atol=1e-14)
        np.testing.assert_allclose(view.rows(np.asarray([view.records])).toarray(), criterion, atol=1e-14)
        weights = np.linspace(-1, 1, rows.shape[1])
        np.testing.assert_allclose(view.against(weights), rows @ weights, atol=1e-14)

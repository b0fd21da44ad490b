"""Ranking what is still to be screened, and knowing when to stop."""

from __future__ import annotations

from alongside.evidence.ranking.features import Text
from alongside.evidence.ranking.ranker import Ranker, Ranking
from alongside.evidence.ranking.simulation import Simulated, simulate
from alongside.evidence.ranking.stopping import Stopping, stopping

__all__ = [
    "Ranker",
    "Ranking",
    "Simulated",
    "Stopping",
    "Text",
    "simulate",
    "stopping",
]

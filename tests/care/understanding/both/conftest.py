"""The same shortcuts as the checks have."""

from tests.care.measures.conftest import baseline, checks, joan_answers, priya_answers

__all__ = ["baseline", "checks", "joan_answers", "priya_answers"]

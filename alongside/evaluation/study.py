"""The whole evaluation: a plan and a file in, results out. ``results`` and ``report`` write them down.

    from pathlib import Path
    from alongside.evaluation.study import evaluate

    results = evaluate(Path("plan.toml"), Path("data.csv"))
    results["outcomes"]["confidence"]["blocks"][-1]["delta_r2"]

The same plan, data and versions give the same numbers: everything drawn by chance begins at the plan's seed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from alongside.evaluation.estimators.duck import SMALL
from alongside.evaluation.plan.loading import load
from alongside.evaluation.plan.references import Meaning
from alongside.evaluation.reading.people import People, read
from alongside.evaluation.results.manifest import about_data, about_plan, manifest
from alongside.evaluation.steps import (
    blocks,
    describing,
    dropout,
    flow,
    mixed,
    multiplicity,
    scales,
    subgroups,
)
from alongside.evaluation.steps.asking import Question
from alongside.evaluation.steps.numbers import Json

Progress = Callable[[str, int, int], None]
FORMAT = 1


def silent(_doing: str, _done: int, _total: int) -> None:
    """Says nothing of how far it is."""


def evaluate(plan: Path, data: Path, *, made_at: datetime | None = None, progress: Progress = silent) -> Json:
    """Everything the plan asks of the data, as ``results.json`` has it.

    ``progress`` is told what is being done, how many steps are done, and of how many. Raises ``Refused``.
    """
    meaning = load(plan)
    progress("Reading the data", 0, 1)
    with read(meaning, data) as people:
        return evaluated(people, made_at=made_at, progress=progress)


def evaluated(people: People, *, made_at: datetime | None = None, progress: Progress = silent) -> Json:
    """The same of people who were read."""
    study = _Study(people, progress)
    found: Json = {
        "format": FORMAT,
        "plan": about_plan(people.meaning),
        "data": about_data(people),
        "manifest": manifest(people, made_at),
        **study.run(),
    }
    return found


class _Study:
    """The steps in their order, each told to ``progress`` before it begins."""

    def __init__(self, people: People, progress: Progress) -> None:
        self.people = people
        self.meaning: Meaning = people.meaning
        self.seed = people.meaning.plan.plan.seed
        self.progress = progress
        self.done = 0
        self.total = 4 + 2 * len(self.meaning.plan.outcomes) + len(self.meaning.plan.mixed)

    def begin(self, doing: str) -> None:
        self.progress(doing, self.done, self.total)
        self.done += 1

    def run(self) -> Json:
        people = self.people
        self.begin("Counting who is there")
        found: Json = {
            "flow": flow.flow(people),
            "leavers": describing.leavers(people),
            "baseline": describing.baseline(people),
            "missing": describing.missingness(people),
        }
        found["not_done"] = []
        self.begin("Looking at the scales")
        found["scales"] = scales.scales(people, seed=self.seed)
        found["change"] = scales.change(people, found["scales"])
        found["outcomes"] = self._outcomes()
        found["multiplicity"] = multiplicity.multiplicity(self.meaning.plan, found["outcomes"])
        found |= self._dropout(found["outcomes"])
        found["mixed"] = {}
        for asked in self.meaning.plan.mixed:
            self.begin(f"Fitting {asked.name}")
            found["mixed"][asked.name] = mixed.mixed(people, asked)
        self.begin("Comparing sub-groups")
        found["subgroups"] = subgroups.subgroups(people)
        return found

    def _outcomes(self) -> Json:
        found = {}
        for key in self.meaning.plan.outcomes:
            self.begin(f"Asking about {key}")
            found[key], _ = blocks.outcome(self.people, key)
        return found

    def _dropout(self, outcomes: Json) -> Json:
        """Imputed, weighted and tipping point of every outcome, as far as the plan wants them."""
        asked = self.meaning.plan.dropout
        found: Json = {"imputed": {}, "weighted": {}, "tipping": {}}
        # A filled-in set is a whole table in memory: of more people it is made for a choice of them.
        chosen = self.people.chosen(SMALL) if self.people.n > SMALL else "true"
        for key in self.meaning.plan.outcomes:
            self.begin(f"Counting in who left: {key}")
            if outcomes[key]["problem"]:
                continue
            # Who is not due yet has not left: nothing is filled in for them, nobody is weighted for them.
            question = Question(self.people, key, where=self.people.due)
            later = self.people.waits(question.ref.occasion)
            filled = None
            if asked.imputation:
                where = f"{question.where} AND {chosen}" if later else chosen
                told, filled = dropout.imputed(Question(self.people, key, where=where), asked.imputation)
                if told is not None:
                    found["imputed"][key] = {"sample": self._sampled(where), **told}
            if asked.weighting:
                told = dropout.weighted(question, asked.weighting.predictors)
                if told is not None:
                    found["weighted"][key] = told
            if asked.tipping and filled is not None:
                found["tipping"][key] = dropout.tipping(filled, asked.tipping.deltas)
        return found

    def _sampled(self, where: str) -> int | None:
        """How many were chosen, where not all were."""
        return self.people.count(where) if self.people.n > SMALL else None

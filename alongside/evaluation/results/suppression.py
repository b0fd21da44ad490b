"""Small numbers left out, and the others rounded, so that nobody can be found in what is passed on.

Counts of people under ``below`` become None (*fewer than*), the others the nearest multiple of it. What shows
single people goes: residuals, known and filled-in values, patterns of answers. What was fitted in a group of
fewer people goes. R², coefficients and their errors stay: they are of everybody together.
"""

from __future__ import annotations

from typing import Any

from alongside.evaluation.problems import Refused, Trouble
from alongside.evaluation.steps.numbers import Json

COUNTS = {
    "n",
    "count",
    "missing",
    "left",
    "not_due",
    "stayed",
    "n_left",
    "n_stayed",
    "better",
    "same",
    "worse",
    "unscored",
    "complete",
    "left_out",
    "rows",
    "people",
    "in_study",
    "at_floor",
    "at_ceiling",
    "influential",
    "high_leverage",
}
# A number of these is no count of people.
NOT_COUNTED = {"manifest", "plan", "multiplicity", "not_done", "mixed"}
LABELS = {"file": "People in the file"}  # without the rows, which are counted exactly in it
EXTREMES = {"min", "max", "lowest", "highest"}


MEND = "Leave out more, or nobody."
FEW = "These are too few people to be shown."


def suppressed(results: Json, below: int) -> Json:
    """The results with small numbers left out; the same where ``below`` is under 2.

    Raises ``Refused`` where there are fewer than twice as many people in all.
    """
    if below < 2:
        return results
    refuse_few(results["data"]["in_study"], below)
    few = [name for name, outcome in results["outcomes"].items() if outcome["n"] < 2 * below]
    results = {**results, "outcomes": {name: _level(one, below) for name, one in results["outcomes"].items()}}
    results["subgroups"] = [
        {**group, "levels": [_level(level, below) for level in group["levels"]]}
        for group in results["subgroups"]
    ]
    for part in ("imputed", "weighted", "tipping"):
        results[part] = {name: one for name, one in results[part].items() if name not in few}
    found: Json = {
        name: part if name in NOT_COUNTED else _part(part, below, name) for name, part in results.items()
    }
    found["suppressed_below"] = below
    found["flow"] = [{**step, "label": LABELS.get(step["step"], step["label"])} for step in found["flow"]]
    found["missing"] = {**found["missing"], "patterns": []}
    for imputed in found["imputed"].values():
        imputed |= {"densities": [], "traces": []}
    for outcome in found["outcomes"].values():
        if outcome.get("diagnostics"):
            outcome["diagnostics"]["pictures"] = None
    return found


def refuse_few(people: int, below: int) -> None:
    """Raise ``Refused`` where there are fewer than twice ``below`` people in all."""
    if people < 2 * below:
        trouble = Trouble("people", f"there are {people:,}; it takes at least {2 * below}.")
        raise Refused("Nothing can be shown of so few people.", [trouble])


def refuse_few_left_out(results: Json, below: int) -> None:
    """Raise ``Refused`` where the plan itself leaves out fewer than ``below`` people for a reason.

    Whoever put the report beside one of everybody could work out what those few answered.
    """
    troubles = [
        Trouble("exclude", f"for the reason {one['reason']!r} fewer than {below} people are left out.", MEND)
        for step in results["flow"]
        if step["step"] == "study"
        for one in step["left"]
        if 0 < one["n"] < below
    ]
    if troubles:
        raise Refused("Beside an evaluation of everybody this one would show single people.", troubles)


def _level(level: Json, below: int) -> Json:
    if level["n"] >= 2 * below:
        return level
    return {**level, "blocks": [], "coefficients": [], "diagnostics": None, "problem": FEW}


def _part(part: Any, below: int, name: str = "") -> Any:
    if isinstance(part, dict):
        kept = {key: _part(one, below, key) for key, one in part.items() if key not in EXTREMES}
        return _shares(kept, below)
    if isinstance(part, list):
        return [_part(one, below) for one in part]
    if name in COUNTS and isinstance(part, int) and not isinstance(part, bool):
        return rounded(part, below)
    return part


def _shares(counted: Json, below: int) -> Json:
    """Shares as rough as the counts beside them: an exact share would give the count away."""
    if "share" not in counted:
        return counted
    count = counted.get("count", counted.get("missing"))
    shares = {key: counted[key] for key in ("share", "ci_low", "ci_high") if key in counted}
    step = 0.01 * below
    rough = {key: None if one is None else round(step * round(one / step), 2) for key, one in shares.items()}
    return counted | (dict.fromkeys(shares) if count is None else rough)


def rounded(count: int, below: int) -> int | None:
    """A count as it may be shown: 0 stays, under ``below`` is None, else the nearest multiple of it."""
    if count == 0:
        return 0
    if count < below:
        return None
    return max(below, below * ((count + below // 2) // below))

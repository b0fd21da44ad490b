"""Any person that the rules may meet, for Hypothesis."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from alongside.care.plan.rules.circumstances import (
    ONE_OF,
    SOME_OF,
    Alarm,
    Area,
    Circumstances,
    Rating,
    Situation,
    Stage,
    Tried,
)
from alongside.care.plan.rules.library_reading import read_library
from alongside.care.plan.rules.rulebook import Rulebook, read_rulebook


@cache
def shipped() -> Rulebook:
    """The rules as they are shipped, on the steps as they are shipped."""
    return read_rulebook(read_library())


def lives() -> st.SearchStrategy[Circumstances]:
    said: dict[str, st.SearchStrategy[Any]] = {
        **{name: st.none() | st.sampled_from(kind) for name, kind in ONE_OF.items()},
        **{name: st.none() | st.frozensets(st.sampled_from(kind)) for name, kind in SOME_OF.items()},
        "tried": st.dictionaries(st.sampled_from(Area), st.sampled_from(Tried), max_size=5),
    }
    return st.builds(Circumstances, **said)


def situations(**fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Situation]:
    ids = st.frozensets(st.sampled_from(list(shipped().library.steps)), max_size=4)
    parts: dict[str, st.SearchStrategy[Any]] = {
        "life": lives(),
        "may_advise": st.sampled_from([True, True, True, False]),
        "refused": ids,
        "on_plan": ids,
        "ratings": st.fixed_dictionaries(
            {}, optional={rating: st.integers(0, rating.top) for rating in Rating}
        ),
        "stage": st.none() | st.sampled_from(Stage),
        "alarm": st.none() | st.sampled_from(Alarm),
    }
    return st.builds(Situation, **{**parts, **fixed})

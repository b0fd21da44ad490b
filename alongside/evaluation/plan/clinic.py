"""What a plan may ask of a clinic's own answers, before anybody looks at them. Knows no data and no Django.

The answers are what the one door of care lets out: a row a person and occasion, columns by name. Nothing is
worked out of one person or of one professional: both columns say only who belongs together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alongside.evaluation.plan.loading import REFUSAL
from alongside.evaluation.plan.loading import read as read_plan
from alongside.evaluation.plan.naming import near
from alongside.evaluation.plan.references import Meaning
from alongside.evaluation.problems import Troubles

OWN = {"person": "person", "occasion": "occasion", "cluster": "professional", "reasons": "follow_up"}
OCCASIONS = ("baseline", "three-months")
OF_ONE = {"person": "one person", "professional": "one professional"}


def read(raw: bytes, columns: Sequence[str], *, name: str = "plan") -> Meaning:
    """Read a plan that is to be asked of a clinic with these columns.

    Raises ``Refused`` with everything that stands against it.
    """
    meaning = read_plan(raw, name=name)
    troubles = Troubles(REFUSAL)
    _layout(meaning, troubles)
    for where, column in sorted(set(used(meaning))):
        if column in OF_ONE:
            troubles.add(where, f"{column!r} would show {OF_ONE[column]}.", "Take it out.")
        elif column not in columns:
            troubles.add(where, f"the answers have no column {column!r}.", near(column, columns))
    troubles.refuse_if_any()
    return meaning


def used(meaning: Meaning) -> Iterator[tuple[str, str]]:
    """Every column that is asked for by what the plan compares, with the name by which it does."""
    for ref in meaning.needed():
        scale = meaning.scale(ref.name)
        for name in scale.items if scale else [ref.name]:
            yield ref.name, meaning.variable(name).column or name


def _layout(meaning: Meaning, troubles: Troubles) -> None:
    data = meaning.plan.data
    if data.layout != "long":
        troubles.add("data.layout", "a clinic's answers have a row a person and occasion.", 'Write "long".')
        return
    for key, found, needed in (
        ("data.person", data.person, OWN["person"]),
        ("data.occasion", data.occasion, OWN["occasion"]),
        ("data.cluster", data.cluster or OWN["cluster"], OWN["cluster"]),
        ("dropout.reasons", meaning.plan.dropout.reasons or OWN["reasons"], OWN["reasons"]),
    ):
        if found != needed:
            troubles.add(key, f"in a clinic's answers it is called {needed!r}.", f"Write {needed!r}.")
    written = [one.written or one.name for one in meaning.plan.occasions]
    for code in written:
        if code not in OCCASIONS:
            troubles.add("occasions", f"{code!r} is not asked.", f"There are {' and '.join(OCCASIONS)}.")
    if set(written) < set(OCCASIONS) and data.other_occasions == "refuse":
        troubles.add(
            "data.other_occasions", "not every occasion is named.", 'Name both, or write "leave out".'
        )

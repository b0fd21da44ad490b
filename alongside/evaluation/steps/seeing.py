"""What data make of a plan, before anything is worked out: ``alongside evaluate --check`` with data."""

from __future__ import annotations

from alongside.evaluation.explaining import Seen
from alongside.evaluation.reading.people import People
from alongside.evaluation.steps.asking import errors_of


def seen(people: People) -> Seen:
    """Who is there, who is left out and why, who came when; and the errors that the plan means for them."""
    said = [f"{people.source.rows:,} rows, {people.everybody:,} people, {people.n:,} of them in the study."]
    said += [f"{one.n:,} left out: {one.reason}." for one in people.excluded if one.n]
    said += [f"{one.n:,} rows left out: {one.reason}." for one in people.rows_left_out if one.n]
    said += [
        f"{people.count(people.came(occasion)):,} came at {occasion}."
        for occasion in people.meaning.occasions
    ]
    kind, cluster = errors_of(people)
    return Seen(said, kind, people.clusters if cluster else None)

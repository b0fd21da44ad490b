"""The best of what several records of one work say, field by field, and from which record it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from alongside.evidence.dedupe.normal import container, normal, number_of, pages
from alongside.evidence.dedupe.plain import words
from alongside.evidence.importing.records import UNDERSTOOD, SourceRecord

Value = object


@dataclass(frozen=True, slots=True)
class Chosen:
    """A field's value, the position of the record that it is from, and why that one, in a stable word.

    ``why``: *only* (no other record says it), *same* (all that say it agree), *most* (most records agree),
    *fullest* (it says most), *missing* (no record says it; ``source`` is then -1).
    """

    value: Value
    source: int
    why: str


#: How two values of a field are the same although written otherwise.
Plain = Callable[[SourceRecord], object]
PLAIN: Final[dict[str, Plain]] = {
    "title": lambda record: normal(record).short_title,
    "authors": lambda record: normal(record).surnames,
    "journal": lambda record: container(record.journal),
    "volume": lambda record: number_of(record.volume) or record.volume,
    "issue": lambda record: number_of(record.issue) or record.issue,
    "pages": lambda record: pages(record.pages),
    "doi": lambda record: record.doi.lower(),
    "abstract": lambda record: words(record.abstract[:300]),
    "keywords": lambda record: tuple(sorted(words(word) for word in record.keywords)),
}
#: Of these the fullest is best, whatever most records have: a cut abstract is not better for being common.
FULLEST: Final = frozenset({"abstract", "keywords", "authors", "journal", "title"})


def best_of(records: Sequence[SourceRecord]) -> Mapping[str, Chosen]:
    """For each field that reading understands, the best value of ``records`` and where it is from."""
    return {field: chosen(field, records) for field in UNDERSTOOD}


def chosen(field: str, records: Sequence[SourceRecord]) -> Chosen:
    said = [(at, record) for at, record in enumerate(records) if getattr(record, field) not in ("", (), None)]
    if not said:
        return Chosen(getattr(records[0], field) if records else None, -1, "missing")
    if len(said) == 1:
        return Chosen(getattr(said[0][1], field), said[0][0], "only")
    plain = plainly(field)
    forms = {at: plain(record) for at, record in said}
    counted = Counter(forms.values()).most_common()
    if field == "title" or (field not in FULLEST and counted[0][1] > 1):
        said = [(at, record) for at, record in said if forms[at] == counted[0][0]]
    at, record = max(said, key=lambda one: (fullness(field, one[1]), -one[0]))
    why = "same" if len(counted) == 1 else "fullest" if field in FULLEST or counted[0][1] == 1 else "most"
    return Chosen(getattr(record, field), at, why)


def plainly(field: str) -> Plain:
    """What makes two values of ``field`` the same."""
    if field in PLAIN:
        return PLAIN[field]

    def as_it_is(record: SourceRecord) -> object:
        return getattr(record, field)

    return as_it_is


def fullness(field: str, record: SourceRecord) -> tuple[float, ...]:
    """More is better: small and capital letters before capitals only, then more of it."""
    value = getattr(record, field)
    if field == "title":
        # What a database adds in brackets does not make a title better.
        return (
            float(not value.isupper()),
            float("[" not in value),
            float(len(set(value) - set("abcdefghijklmnopqrstuvwxyz"))),
        )
    if field == "authors":
        return (
            float(len(value)),
            float(sum(not name.isupper() for name in value)),
            float(sum(map(len, value))),
        )
    if isinstance(value, str):
        return (float(not value.isupper()), float(len(value)))
    return (float(len(value)),) if isinstance(value, tuple) else (0.0,)

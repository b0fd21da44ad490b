"""The numbers of the flow, each from the rows that a click on it shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from alongside.evidence.records.models import Import, Record, SourceRecord
from alongside.evidence.screening.models import Decision, Settling, Stage
from alongside.evidence.synthesis.models import Synthesis

#: What a number of the flow counts, in the order of the flow.
WHAT = (
    "databases", "other-ways", "found", "duplicates", "screened", "title-out", "title-open", "sought",
    "not-got", "not-yet-got", "assessed", "text-out", "text-open", "studies",
)  # fmt: skip

#: Those that count source records, and the files that these are from.
FILES: dict[str, dict[str, bool]] = {
    "databases": {"other_way": False}, "other-ways": {"other_way": True}, "found": {},
}  # fmt: skip


def behind(synthesis: Synthesis, what: str) -> QuerySet[Record] | QuerySet[SourceRecord]:
    """The rows that a number counts. Raises ``KeyError`` for a number that there is not."""
    if what in FILES:
        return sources_of(synthesis.imports.filter(**FILES[what]))
    every = Record.objects.filter(synthesis=synthesis).order_by("number")
    records = every.filter(merged_into=None)
    let_in = records.filter(title_state=Record.State.IN)
    got = let_in.filter(got=Record.Got.GOT)
    open_states = [Record.State.OPEN, Record.State.CONFLICT]
    rows: dict[str, QuerySet[Record]] = {
        "duplicates": every.filter(merged_into__isnull=False),
        "screened": records,
        "title-out": records.filter(title_state=Record.State.OUT),
        "title-open": records.filter(title_state__in=open_states),
        "sought": let_in,
        "not-got": let_in.filter(got=Record.Got.NOT_GOT),
        "not-yet-got": let_in.filter(got__in=[Record.Got.NOT_SOUGHT, Record.Got.SOUGHT]),
        "assessed": got,
        "text-out": got.filter(text_state=Record.State.OUT),
        "text-open": got.filter(text_state__in=open_states),
        "studies": got.filter(text_state=Record.State.IN),
    }
    return rows[what]


def sources_of(imports: QuerySet[Import]) -> QuerySet[SourceRecord]:
    """What some files brought, file by file: counted and turned over in an index, without a look at any."""
    keys = list(imports.values_list("pk", flat=True))
    return SourceRecord.objects.filter(imported__in=keys).order_by("imported", "number")


def part_of(synthesis: Synthesis, what: str, at: int) -> tuple[str, QuerySet[Any]]:
    """One line in a box of the flow, by its place: a source, or the code of a reason; and the rows it counts.

    Raises ``LookupError`` where there is no such line.
    """
    numbers = counts(synthesis)
    lines = {"databases": numbers.sources, "other-ways": numbers.otherwise, "text-out": numbers.reasons}[what]
    name = lines[at][0]
    rows: QuerySet[Any] = behind(synthesis, what)
    if what == "text-out":
        said = reasons_by_record(synthesis, Stage.TEXT)
        return name, rows.filter(pk__in=[record for record, codes in said.items() if name in codes])
    return name, sources_of(synthesis.imports.filter(other_way=what == "other-ways", source=name))


@dataclass(frozen=True, slots=True)
class Counts:
    """All numbers of the flow; ``reasons`` why full texts were left out, by code, a record once for each."""

    of: dict[str, int]
    sources: tuple[tuple[str, int], ...]  # databases, each with its records
    otherwise: tuple[tuple[str, int], ...]  # where else records were found
    reasons: tuple[tuple[str, int], ...]

    @property
    def found(self) -> int:
        return self.of["found"]

    def adds_up(self) -> bool:
        """Whether every record is somewhere, and only once."""
        of = self.of
        return (
            self.found == of["databases"] + of["other-ways"] == of["duplicates"] + of["screened"]
            and of["screened"] == of["title-out"] + of["title-open"] + of["sought"]
            and of["sought"] == of["not-got"] + of["not-yet-got"] + of["assessed"]
            and of["assessed"] == of["text-out"] + of["text-open"] + of["studies"]
        )


def counts(synthesis: Synthesis) -> Counts:
    read = synthesis.imports.exclude(state=Import.State.REFUSED).order_by("at")
    sources: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    every = sources_of(synthesis.imports.all()).order_by()
    brought = dict(every.values_list("imported").annotate(n=Count("*")))
    for imported in read:
        sources[imported.other_way][imported.source] += brought.get(imported.pk, 0)
    return Counts(
        of={what: behind(synthesis, what).count() for what in WHAT},
        sources=tuple(sources[False].items()),
        otherwise=tuple(sources[True].items()),
        reasons=tuple(_reasons(synthesis).most_common()),
    )


def reasons_by_record(synthesis: Synthesis, stage: str) -> dict[object, set[str]]:
    """The codes given for each record that was left out: those of the settling, else of everybody."""
    out: QuerySet[Any] = behind(synthesis, f"{stage}-out").order_by()
    said: dict[object, set[str]] = {}
    rows = Decision.objects.filter(record__in=out, stage=stage, ended_at=None)
    for record, codes in rows.values_list("record", "reasons"):
        said.setdefault(record, set()).update(codes)
    settled = Settling.objects.filter(record__in=out, stage=stage, ended_at=None)
    for record, codes in settled.values_list("record", "reasons"):
        said[record] = set(codes) or said.get(record, set())
    return said


def _reasons(synthesis: Synthesis) -> Counter[str]:
    return Counter(code for codes in reasons_by_record(synthesis, Stage.TEXT).values() for code in codes)

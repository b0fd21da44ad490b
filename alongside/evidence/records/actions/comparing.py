"""Finding what came twice: sure of itself, a merge that can be undone; in doubt, a question to a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record.holding import hold
from alongside.evidence.importing.records import SourceRecord as Plain
from alongside.evidence.records import plain
from alongside.evidence.records.engine import best_of, find_duplicates
from alongside.evidence.records.models import Merge, MergePart, Pair, Record, SourceRecord
from alongside.evidence.records.reading import by_number
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.actions.synthesis import note
from alongside.evidence.synthesis.authority import Verb, require
from alongside.evidence.synthesis.models import Job, Synthesis

if TYPE_CHECKING:
    from alongside.evidence.dedupe import Pair as Compared

AT_ONCE = 10  # groups in one transaction, so that nobody who decides has to wait
PAIRS_AT_ONCE = 500


class AlreadyAnswered(Exception):
    """Somebody has decided about this pair, or undone this merge, already."""


def work(job: Job, progress: jobs.Progress) -> None:
    """Compare all source records of a synthesis. What a person has decided stays decided."""
    synthesis = job.synthesis
    rows: list[UUID] = []
    found = find_duplicates(_one_by_one(synthesis, rows), progress=lambda done: progress(done * 0.8))
    kept_apart = _kept_apart(synthesis)
    for start in range(0, len(found.merged), AT_ONCE):
        with jobs.a_little():
            for group in found.merged[start : start + AT_ONCE]:
                _merge_sure(synthesis, [rows[at] for at in group.members], _why(group.pairs), kept_apart)
        progress(0.8 + 0.2 * start / len(found.merged))
    pairs = [
        Pair(
            synthesis=synthesis, first_id=rows[each.first], second_id=rows[each.second],
            score=each.score, reason=each.reason[:300], linked=linked,
        )
        for linked, some in ((False, found.doubtful), (True, found.linked))
        for each in some
    ]  # fmt: skip
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        with jobs.a_little():
            Pair.objects.bulk_create(pairs[start : start + PAIRS_AT_ONCE], ignore_conflicts=True)


def _one_by_one(synthesis: Synthesis, keys: list[UUID]) -> Iterator[Plain]:
    """Every source record as it is compared; ``keys`` takes their keys. They are never all in memory."""
    for imported in synthesis.imports.order_by("at", "pk"):
        for key, *stored in by_number(imported.source_records.all(), "pk", "understood", "number", "line"):
            keys.append(key)
            yield plain.out_of(*stored)


def _why(pairs: Sequence[Compared]) -> str:
    """What held a group together, as the engine's stable words."""
    return " ".join(dict.fromkeys(pair.reason for pair in pairs))


def _kept_apart(synthesis: Synthesis) -> set[frozenset[UUID]]:
    """Pairs of source records that a person has said are different."""
    apart = Pair.objects.filter(synthesis=synthesis, verdict=Pair.Verdict.DIFFERENT)
    pairs = {frozenset(pair) for pair in apart.values_list("first", "second")}
    undone = Merge.objects.filter(synthesis=synthesis).exclude(undone_at=None).prefetch_related("parts")
    for merge in undone:
        keys = [part.source_id for part in merge.parts.all()]
        pairs |= {frozenset((one, other)) for one in keys for other in keys if one != other}
    return pairs


def _merge_sure(synthesis: Synthesis, keys: Sequence[UUID], reason: str, apart: set[frozenset[UUID]]) -> None:
    if any(frozenset((one, other)) in apart for one in keys for other in keys if one != other):
        return
    fresh = list(_sources(pk__in=keys).select_related("record"))
    records = {row.record_id: row.record for row in fresh}
    decided = [record for record in records.values() if record.title_count]
    if len(records) < 2:
        return
    if len(decided) > 1:
        # Two of them were screened already: that is for a person to look at.
        first, second = (next(row for row in fresh if row.record_id == each.pk) for each in decided[:2])
        Pair.objects.get_or_create(
            first=first, second=second,
            defaults={"synthesis": synthesis, "score": 1.0, "reason": reason[:300]},
        )  # fmt: skip
        return
    kept = decided[0] if decided else min(records.values(), key=lambda each: each.number)
    _merge(synthesis, kept, [each for each in records.values() if each.pk != kept.pk], reason, None)


def _merge(
    synthesis: Synthesis, kept: Record, others: Sequence[Record], reason: str, by: Account | None
) -> Merge:
    merge = Merge.objects.create(synthesis=synthesis, kept=kept, reason=reason[:300], by=by)
    sources = list(_sources(record__in=[kept, *others]))
    MergePart.objects.bulk_create(
        [MergePart(merge=merge, source=row, came_from_id=row.record_id) for row in sources]
    )
    SourceRecord.objects.filter(record__in=others).update(record=kept)
    Record.objects.filter(pk__in=[each.pk for each in others]).update(merged_into=kept)
    _show_best(kept, sources)
    return merge


def _sources(**which: Any) -> QuerySet[SourceRecord]:
    """Source records in the order in which they came, without what was written: that is not compared."""
    rows = SourceRecord.objects.filter(**which).defer("raw", "raw_text", "notices")
    return rows.order_by("imported__at", "number")


def _show_best(record: Record, sources: Iterable[SourceRecord]) -> None:
    """Let the record show the best of its sources, field by field."""
    best = best_of([plain.of(row) for row in sources])
    Record.objects.filter(pk=record.pk).update(
        **plain.shown({name: chosen.value for name, chosen in best.items()})
    )


@transaction.atomic
def same(*, pair: Pair, by: Account) -> None:
    """They are one. The one that was screened goes on; where both were, the first of them."""
    require(by, Verb.COMPARE_RECORDS, pair.synthesis)
    pair = _open(pair)
    records = sorted(
        {pair.first.record, pair.second.record}, key=lambda each: (not each.title_count, each.number)
    )
    if len(records) == 2:
        _merge(pair.synthesis, records[0], records[1:], pair.reason, by)
    _answer(pair, Pair.Verdict.SAME, by)


@transaction.atomic
def different(*, pair: Pair, by: Account) -> None:
    """They are two, and stay two also when the comparison is run again."""
    require(by, Verb.COMPARE_RECORDS, pair.synthesis)
    _answer(_open(pair), Pair.Verdict.DIFFERENT, by)


@transaction.atomic
def undo(*, merge: Merge, by: Account) -> None:
    """Take a merge apart: every source record goes back to the record it came from."""
    require(by, Verb.COMPARE_RECORDS, merge.synthesis)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    later = Merge.objects.filter(kept=merge.kept, at__gt=merge.at, undone_at=None)
    absorbed = Record.objects.filter(pk=merge.kept_id).exclude(merged_into=None)
    if merge.undone_at is not None or later.exists() or absorbed.exists():
        raise AlreadyAnswered
    parts = list(merge.parts.all())
    for part in parts:
        SourceRecord.objects.filter(pk=part.source_id).update(record=part.came_from_id)
    back = {part.came_from_id for part in parts} - {merge.kept_id}
    Record.objects.filter(pk__in=back).update(merged_into=None)
    _show_best(merge.kept, _sources(record=merge.kept))
    Merge.objects.filter(pk=merge.pk).update(undone_at=clock.now(), undone_by=by)
    Pair.objects.filter(
        synthesis=merge.synthesis,
        verdict=Pair.Verdict.SAME,
        first__in=[part.source_id for part in parts],
        second__in=[part.source_id for part in parts],
    ).update(verdict=Pair.Verdict.DIFFERENT, by=by, at=clock.now())
    note(merge.synthesis, by, "merge-undone", merge.pk)


def _open(pair: Pair) -> Pair:
    found = hold(Pair.objects.select_related("first__record", "second__record", "synthesis"), pair.pk)
    if found.verdict or found.linked:
        raise AlreadyAnswered
    return found


def _answer(pair: Pair, verdict: str, by: Account) -> None:
    Pair.objects.filter(pk=pair.pk).update(verdict=verdict, by=by, at=clock.now())
    note(pair.synthesis, by, f"pair-{verdict}", pair.pk)

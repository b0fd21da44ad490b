"""Which record comes next for a reviewer: a few look-ups in an index, however many records there are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.evidence.records.models import Record
from alongside.evidence.screening.models import Decision, Drawn, Stage, Verdict
from alongside.evidence.synthesis.models import Member, Synthesis


def records(synthesis: Synthesis) -> QuerySet[Record]:
    """The records of a synthesis that stand for themselves."""
    return Record.objects.filter(synthesis=synthesis, merged_into=None)


def at_stage(synthesis: Synthesis, stage: str) -> QuerySet[Record]:
    """The records that this stage is about: all of them, or those let in on title whose text was got."""
    if stage == Stage.TITLE:
        return records(synthesis)
    return records(synthesis).filter(title_state=Record.State.IN, got=Record.Got.GOT)


def untouched(synthesis: Synthesis) -> QuerySet[Record]:
    """Those about whose title nobody has said anything."""
    return records(synthesis).filter(title_state=Record.State.OPEN, title_count=0)


def relevant(synthesis: Synthesis) -> QuerySet[Record]:
    """Those let in on title, and those that may still be: in conflict, or let in by the first who looked."""
    words = Decision.objects.filter(
        record=OuterRef("pk"), stage=Stage.TITLE, ended_at=None, verdict=Verdict.IN
    )
    settled = Q(title_state__in=[Record.State.IN, Record.State.CONFLICT])
    may_be = Q(title_state=Record.State.OPEN, title_count__gt=0) & Exists(words)
    return records(synthesis).filter(settled | may_be)


def sampled(synthesis: Synthesis) -> QuerySet[Record]:
    """Those drawn at random that still need somebody, in the order in which they come."""
    drawn = Drawn.objects.filter(sample__synthesis=synthesis, record=OuterRef("pk"))
    return records(synthesis).filter(Exists(drawn), title_state=Record.State.OPEN).order_by("rank")


def needing(member: Member, stage: str, needed: int) -> list[QuerySet[Record]]:
    """The records that still need this reviewer, in parts that do not overlap: each a range of an index."""
    open_ = at_stage(member.synthesis, stage).filter(**{f"{stage}_state": Record.State.OPEN})
    # Nobody was the first yet: said so, an index leads straight to the one that comes first.
    parts = [open_.filter(**{f"{stage}_count": 0, f"{stage}_first": None})]
    if needed > 1:
        parts += [open_.filter(**{f"{stage}_count": 1, f"{stage}_first": other}) for other in _others(member)]
    if needed > 2:
        mine = Decision.objects.filter(member=member, stage=stage, ended_at=None).values("record")
        parts.append(open_.filter(**{f"{stage}_count__gte": 2}).exclude(pk__in=mine))
    return parts


def upcoming(member: Member, stage: str, needed: int) -> Record | None:
    """The first record by rank that still needs this reviewer; None where there is none."""
    found = [_first(part) for part in needing(member, stage, needed)]
    waiting = [record for record in found if record is not None]
    return min(waiting, key=lambda record: record.rank) if waiting else None


def _first(rows: QuerySet[Record]) -> Record | None:
    return rows.order_by("rank").first()


def _others(member: Member) -> list[UUID]:
    """Everybody else who ever had a seat: what they decided counts after they have left."""
    seats = Member.objects.filter(synthesis=member.synthesis_id).exclude(pk=member.pk)
    return list(seats.values_list("pk", flat=True))


def progress(member: Member, stage: str) -> dict[str, Any]:
    """How many I decided, of how many."""
    mine = Decision.objects.filter(member=member, stage=stage, ended_at=None)
    return {"mine": mine.count(), "all": at_stage(member.synthesis, stage).count()}

"""Deciding about a record. One short transaction; nothing here waits for the ranking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record.holding import hold
from alongside.evidence.records.models import Record
from alongside.evidence.screening.models import Decision, Ranking, Settling, Verdict
from alongside.evidence.screening.rules.verdict import Stage, State, state_of
from alongside.evidence.screening.rules.verdict import Verdict as Said
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.actions.synthesis import latest, note
from alongside.evidence.synthesis.authority import Verb, require
from alongside.evidence.synthesis.models import Job, Member, Protocol

RANK_AFTER = 10  # new decisions between two rankings
RANK_AT_LEAST_EVERY = timedelta(minutes=2)


class NotHere(Exception):
    """The record is not at this stage (any more): merged, left out, or its text is not there."""


class NeedsReason(Exception):
    """Leaving out on full text needs a reason; a reason is one of the criteria."""


class NothingToSettle(Exception):
    """There is no conflict about this record (any more)."""


class OwnDecision(Exception):
    """Whoever decided about it is not the third."""


@transaction.atomic
def decide(*, record: Record, stage: str, verdict: str, reasons: Sequence[str], by: Account) -> Decision:
    """Say include, exclude or undecided. Said before, it is said anew; the earlier word is kept with its end.

    Raises ``NotHere`` and ``NeedsReason``.
    """
    seat = require(by, Verb.SCREEN, record.synthesis)
    record = _locked(record, stage)
    protocol = latest(record.synthesis)
    given = _reasons(protocol, stage, verdict, reasons)
    _end(record, stage, seat)
    made = Decision.objects.create(
        record=record, stage=stage, member=seat, verdict=verdict, reasons=given, protocol=protocol
    )
    _keep(record, stage, protocol)
    if stage == Stage.TITLE:
        _want_ranking(record)
    return made


@transaction.atomic
def take_back(*, decision: Decision, by: Account) -> None:
    """Undo one's own last word about a record; it counts no more and stays in the history."""
    record = decision.record
    seat = require(by, Verb.SCREEN, record.synthesis)
    if decision.member_id != seat.pk or decision.ended_at is not None:
        raise NotHere
    record = Record.objects.select_for_update().get(pk=record.pk)
    _end(record, decision.stage, seat)
    _keep(record, decision.stage, latest(record.synthesis))


@transaction.atomic
def settle(
    *, record: Record, stage: str, verdict: str, reasons: Sequence[str], how: str, by: Account
) -> Settling:
    """End a conflict: as the third, or because the reviewers talked.

    Raises ``NothingToSettle``, ``NeedsReason``, and ``OwnDecision`` where the third is one of the two.
    """
    talked = how == Settling.How.TALK
    seat = require(by, Verb.TALK if talked else Verb.SETTLE, record.synthesis)
    record = Record.objects.select_for_update().get(pk=record.pk)
    if getattr(record, f"{stage}_state") != Record.State.CONFLICT or record.merged_into_id:
        raise NothingToSettle
    mine = Decision.objects.filter(record=record, stage=stage, member=seat, ended_at=None).exists()
    if talked != mine:
        raise OwnDecision
    protocol = latest(record.synthesis)
    made = Settling.objects.create(
        record=record,
        stage=stage,
        verdict=verdict,
        reasons=_reasons(protocol, stage, verdict, reasons),
        how=how,
        member=seat,
        protocol=protocol,
    )
    _keep(record, stage, protocol)
    note(record.synthesis, by, "settled", record.pk, how=how, stage=stage)
    if stage == Stage.TITLE:
        _want_ranking(record)
    return made


@transaction.atomic
def reopen(*, settling: Settling, by: Account) -> None:
    """Take a settling back: the conflict is open again."""
    record = settling.record
    seat = require(by, Verb.OPEN, record.synthesis)
    if settling.member_id != seat.pk or settling.ended_at is not None:
        raise NothingToSettle
    record = Record.objects.select_for_update().get(pk=record.pk)
    Settling.objects.filter(pk=settling.pk).update(ended_at=clock.now())
    _keep(record, settling.stage, latest(record.synthesis))
    note(record.synthesis, by, "reopened", record.pk, stage=settling.stage)


@transaction.atomic
def full_text(*, record: Record, got: str, why: str, by: Account) -> None:
    """Say whether the full text was sought, got, or could not be got, and why not."""
    require(by, Verb.GET_FULL_TEXTS, record.synthesis)
    record = Record.objects.select_for_update().get(pk=record.pk)
    if record.title_state != Record.State.IN or record.merged_into_id or record.text_count:
        raise NotHere
    Record.objects.filter(pk=record.pk).update(got=got, got_note=why[:300])
    note(record.synthesis, by, "full-text", record.pk, got=got)


def recount(*, records: Sequence[UUID], stage: str, protocol: Protocol) -> None:
    """What stands of records by the decisions about them, after more or fewer reviewers are asked for.

    Called by the worker, inside its transaction: whoever wrote the protocol was asked then whether they may.
    What was decided on title stays where the full text was screened since: that rests on it.
    """
    for record in Record.objects.select_for_update().filter(pk__in=records, merged_into=None):
        if stage == Stage.TEXT or not record.text_count:
            _keep(record, stage, protocol)


def _locked(record: Record, stage: str) -> Record:
    record = hold(Record.objects.select_related("synthesis"), record.pk)
    gone = record.merged_into_id is not None
    if gone or (stage == Stage.TEXT and (record.title_state, record.got) != ("in", "got")):
        raise NotHere
    settled = Settling.objects.filter(record=record, stage=stage, ended_at=None).exists()
    if settled or (stage == Stage.TITLE and record.text_count):
        raise NotHere
    return record


def _reasons(protocol: Protocol, stage: str, verdict: str, given: Sequence[str]) -> list[str]:
    known = {each["code"] for each in protocol.criteria}
    reasons = list(dict.fromkeys(given)) if verdict == Verdict.OUT else []
    if set(reasons) - known or (stage == Stage.TEXT and verdict == Verdict.OUT and known and not reasons):
        raise NeedsReason
    return reasons


def _end(record: Record, stage: str, seat: Member) -> None:
    Decision.objects.filter(record=record, stage=stage, member=seat, ended_at=None).update(
        ended_at=clock.now()
    )


def _keep(record: Record, stage: str, protocol: Protocol) -> None:
    """The columns by which lists and the next record are found, from the rows."""
    said = Decision.objects.filter(record=record, stage=stage, ended_at=None).order_by("at")
    words = list(said.values_list("verdict", "member"))
    settling = Settling.objects.filter(record=record, stage=stage, ended_at=None).first()
    state = state_of(
        [Said(verdict) for verdict, _member in words],
        protocol.reviewers_needed,
        Said(settling.verdict) if settling else None,
    )
    if stage == Stage.TITLE and state is not State.IN and record.text_count:
        raise NotHere
    Record.objects.filter(pk=record.pk).update(
        **{
            f"{stage}_state": state.value,
            f"{stage}_count": len(words),
            f"{stage}_first": words[0][1] if words else None,
        }
    )


def _want_ranking(record: Record) -> None:
    """Have the rest ranked anew when enough was decided since, by a worker and never here."""
    synthesis = record.synthesis
    last = Ranking.objects.filter(synthesis=synthesis).order_by("-at").first()
    decided = Decision.objects.filter(member__synthesis=synthesis, stage=Stage.TITLE, ended_at=None)
    since = decided.filter(at__gt=last.at) if last else decided
    if since[:RANK_AFTER].count() >= RANK_AFTER or (
        last is not None and clock.now() - last.at > RANK_AT_LEAST_EVERY
    ):
        jobs.want(synthesis, Job.Kind.RANK)

"""What a file holds is kept for ever; a merge can be taken apart; a worker that dies loses nothing."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from alongside.base import clock
from alongside.evidence.records.actions import comparing, importing
from alongside.evidence.records.models import Import, Merge, Pair, Record, SourceRecord
from alongside.evidence.synthesis import jobs, presenters
from alongside.evidence.synthesis.authority import Refused
from alongside.evidence.synthesis.models import Job, Member, Synthesis
from tests.evidence import web

pytestmark = pytest.mark.django_db

TITLES = [f"Waving and the {word}" for word in ("sea", "hill", "river", "lake")]


@pytest.fixture
def ruth(db: None):
    return web.account("Ruth Adler", professional=True)


@pytest.fixture
def synthesis(ruth) -> Synthesis:
    return web.begun(ruth)


def test_a_file_comes_back_byte_for_byte(synthesis: Synthesis, ruth) -> None:
    data = web.ris(TITLES)
    made = web.bring_in(synthesis, data, ruth)
    assert b"".join(importing.bytes_of(made)) == data
    assert (made.state, made.read) == (Import.State.DONE, 4)


def test_every_source_record_keeps_every_field_as_it_was_written(synthesis: Synthesis, ruth) -> None:
    web.bring_in(synthesis, web.ris(TITLES[:1]), ruth)
    row = SourceRecord.objects.get()
    assert row.raw["TI"] == [TITLES[0]]
    assert row.record.title == TITLES[0]


@pytest.mark.parametrize("data", [b"\x00\x01\x02 nothing that anybody wrote", b"\x89PNG\r\n\x1a\n\x00"])
def test_a_file_that_cannot_be_read_says_why_and_is_kept(synthesis: Synthesis, ruth, data: bytes) -> None:
    made = web.bring_in(synthesis, data, ruth)
    assert made.state == Import.State.REFUSED
    assert made.problem
    assert b"".join(importing.bytes_of(made)) == data
    assert not Record.objects.exists()


def test_an_empty_file_and_the_same_file_again_are_refused(synthesis: Synthesis, ruth) -> None:
    with pytest.raises(importing.Empty):
        web.bring_in(synthesis, b"", ruth)
    web.bring_in(synthesis, web.ris(TITLES), ruth)
    with pytest.raises(importing.AlreadyHere):
        web.bring_in(synthesis, web.ris(TITLES), ruth, name="again.ris")
    assert Import.objects.count() == 1


def test_a_reader_brings_nothing_in(synthesis: Synthesis, ruth) -> None:
    reader = web.account("Rea Der")
    web.joins(synthesis, reader, "reader")
    with pytest.raises(Refused):
        web.bring_in(synthesis, web.ris(TITLES), reader)


def test_a_worker_that_died_in_the_middle_is_followed_by_one_that_goes_on(
    synthesis: Synthesis, ruth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    kept = importing._keep

    def dies_at_the_third(imported, batch):
        if SourceRecord.objects.count() == 2:
            raise SystemExit
        kept(imported, batch)

    monkeypatch.setattr(importing, "_keep", dies_at_the_third)
    with pytest.raises(SystemExit):
        web.bring_in(synthesis, web.ris(TITLES), ruth)
    assert SourceRecord.objects.count() == 2
    monkeypatch.setattr(importing, "_keep", kept)
    assert not jobs.work_once(), "its lease has not ended"
    Job.objects.filter(kind=Job.Kind.IMPORT).update(leased_until=clock.now() - timedelta(seconds=1))
    web.work()
    assert Import.objects.get().state == Import.State.DONE
    assert [row.number for row in SourceRecord.objects.order_by("number")] == [1, 2, 3, 4]


def dies(job, progress, *, at: float) -> None:
    progress(at)
    raise SystemExit


def test_a_job_that_ends_its_worker_each_time_is_given_up_until_somebody_has_it_tried_again(
    synthesis: Synthesis, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    works = jobs._work[Job.Kind.DEDUPE.value]
    monkeypatch.setitem(jobs._work, Job.Kind.DEDUPE.value, partial(dies, at=0.4))
    jobs.want(synthesis, Job.Kind.DEDUPE)
    for _try in range(jobs.MOST_TRIES):
        with pytest.raises(SystemExit):
            jobs.work_once()
        clock_goes_on()
    assert not jobs.work_once()
    failed = "Looking for duplicates did not work. Nothing was lost."
    assert presenters.work_under_way(synthesis) == [failed]
    monkeypatch.setitem(jobs._work, Job.Kind.DEDUPE.value, works)
    again = reverse("synthesis:work-again", args=[synthesis.pk])
    client.force_login(seated(synthesis, "reader").account)
    assert b"Try again" not in client.get(reverse("synthesis:overview", args=[synthesis.pk])).content
    assert client.post(again).status_code == 404
    assert presenters.work_under_way(synthesis) == [failed]
    client.force_login(seated(synthesis, "reviewer").account)
    assert b"Try again" in client.get(reverse("synthesis:overview", args=[synthesis.pk])).content
    client.post(again)
    client.post(again)
    assert presenters.work_under_way(synthesis) == ["Looking for duplicates: waiting for its turn."]
    web.work()
    assert presenters.work_under_way(synthesis) == []


def test_a_job_that_comes_further_each_time_is_not_given_up(
    synthesis: Synthesis, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.want(synthesis, Job.Kind.DEDUPE)
    for at in range(1, 3 * jobs.MOST_TRIES):
        monkeypatch.setitem(jobs._work, Job.Kind.DEDUPE.value, partial(dies, at=at / 10))
        with pytest.raises(SystemExit):
            jobs.work_once()
        clock_goes_on()


def test_a_page_says_when_nothing_was_heard_of_a_job(
    synthesis: Synthesis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(jobs._work, Job.Kind.DEDUPE.value, partial(dies, at=0.4))
    jobs.want(synthesis, Job.Kind.DEDUPE)
    assert presenters.work_under_way(synthesis) == ["Looking for duplicates: waiting for its turn."]
    with pytest.raises(SystemExit):
        jobs.work_once()
    assert presenters.work_under_way(synthesis) == ["Looking for duplicates: 40% done."]
    clock_goes_on(jobs.SILENT)
    (line,) = presenters.work_under_way(synthesis)
    assert "heard nothing" in line


def seated(synthesis: Synthesis, role: str) -> Member:
    return web.joins(synthesis, web.account(f"{role.title()} Somebody"), role)


def clock_goes_on(by: timedelta = jobs.LEASE) -> None:
    """The lease of what was begun is as after so long without a word, and a moment more."""
    Job.objects.filter(state=Job.State.RUNNING).update(
        leased_until=clock.now() + jobs.LEASE - by - timedelta(seconds=1)
    )


def test_what_came_twice_is_merged_and_can_be_taken_apart_for_good(synthesis: Synthesis, ruth) -> None:
    web.bring_in(synthesis, web.ris(TITLES), ruth)
    web.bring_in(synthesis, web.ris(TITLES[:2]) + b"\n", ruth, name="other.ris", source="Embase")
    assert Record.objects.filter(merged_into=None).count() == 4
    assert SourceRecord.objects.count() == 6
    merge = Merge.objects.order_by("at").first()
    assert merge is not None
    assert merge.by is None
    comparing.undo(merge=merge, by=ruth)
    assert Record.objects.filter(merged_into=None).count() == 5
    jobs.want(synthesis, Job.Kind.DEDUPE)
    web.work()
    assert Record.objects.filter(merged_into=None).count() == 5, "what a person took apart stays apart"
    with pytest.raises(comparing.AlreadyAnswered):
        comparing.undo(merge=merge, by=ruth)


def test_a_doubtful_pair_is_answered_once(synthesis: Synthesis, ruth) -> None:
    web.bring_in(synthesis, web.ris(TITLES), ruth)
    one, other, third, fourth = SourceRecord.objects.order_by("number")
    same = Pair.objects.create(synthesis=synthesis, first=one, second=other, score=0.6)
    apart = Pair.objects.create(synthesis=synthesis, first=third, second=fourth, score=0.5)
    comparing.same(pair=same, by=ruth)
    comparing.different(pair=apart, by=ruth)
    assert Record.objects.filter(merged_into=None).count() == 3
    for answer in (comparing.same, comparing.different):
        with pytest.raises(comparing.AlreadyAnswered):
            answer(pair=same, by=ruth)

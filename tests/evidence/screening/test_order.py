"""The order in which records come: learned in a worker, never in the way of a decision."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from alongside.evidence.agreement import cohen
from alongside.evidence.screening import queue, stopping
from alongside.evidence.screening.actions import decision as actions
from alongside.evidence.screening.models import Decision, Ranking
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.models import Job, Synthesis
from tests.evidence import web

pytestmark = pytest.mark.django_db

OTHER = ["Steel bridges", "Wheat harvests", "River trade", "Opera houses", "Glass blowing"]


@pytest.fixture
def begun(db: None) -> tuple[Synthesis, object, object]:
    """Sixty records: every sixth is about waving for back pain."""
    ruth, eli = web.account("Ruth Adler", professional=True), web.account("Eli Marks")
    synthesis = web.begun(ruth)
    seat = web.joins(synthesis, eli)
    titles = [
        f"Waving relieves back pain in group {at}" if at % 6 == 0 else f"{OTHER[at % 5]} of region {at}"
        for at in range(60)
    ]
    web.bring_in(synthesis, web.ris(titles), ruth)
    return synthesis, ruth, seat


def decides(synthesis: Synthesis, who, count: int) -> None:
    for record in synthesis.records.filter(merged_into=None, title_count=0).order_by("number")[:count]:
        verdict = "in" if "Waving" in record.title else "out"
        actions.decide(record=record, stage="title", verdict=verdict, reasons=[], by=who)


def test_after_ten_decisions_a_worker_puts_likely_ones_first(begun) -> None:
    synthesis, ruth, _seat = begun
    decides(synthesis, ruth, 13)
    assert not Ranking.objects.exists(), "deciding itself ranks nothing"
    web.work()
    assert Ranking.objects.get().decisions == 13
    rest = queue.records(synthesis).filter(title_count=0).order_by("rank")
    assert [("Waving" in record.title) for record in rest[:7]] == [True] * 7


def test_a_ranking_changes_no_decision_and_shows_what_another_decided_to_nobody(begun) -> None:
    synthesis, ruth, seat = begun
    decides(synthesis, ruth, 13)
    before = list(Decision.objects.order_by("at").values_list("pk", "verdict", "ended_at"))
    web.work()
    assert list(Decision.objects.order_by("at").values_list("pk", "verdict", "ended_at")) == before
    assert queue.upcoming(seat, "title", 2) is not None


def test_a_worker_that_dies_between_decision_and_ranking_loses_neither(
    begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    synthesis, ruth, _seat = begun
    decides(synthesis, ruth, 13)
    work = jobs._work[Job.Kind.RANK.value]

    def dies(_job, _progress):
        raise SystemExit

    monkeypatch.setitem(jobs._work, Job.Kind.RANK.value, dies)
    with pytest.raises(SystemExit):
        jobs.work_once()
    assert Decision.objects.filter(ended_at=None).count() == 13
    monkeypatch.setitem(jobs._work, Job.Kind.RANK.value, work)
    Job.objects.filter(kind=Job.Kind.RANK).update(leased_until=Job.objects.get(kind="rank").wanted_at)
    web.work()
    assert Ranking.objects.exists()


def test_whether_to_stop_is_said_in_words_and_drawn(begun) -> None:
    synthesis, ruth, _seat = begun
    assert stopping.standing(synthesis) == {}
    decides(synthesis, ruth, 13)
    web.work()
    said = stopping.standing(synthesis)
    assert "13 of 60" in said["words"]
    assert "<svg" in said["picture"]


def test_what_shows_pages_loads_no_numerical_library() -> None:
    code = (
        "import django, sys; django.setup(); import alongside.config.urls;"
        "print(sorted({'numpy', 'scipy', 'sklearn', 'polars', 'pandas'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stdout.strip() == "[]", ran.stderr[-500:] or ran.stdout


def test_agreement_is_over_what_both_said_last_and_the_curve_over_what_anybody_let_in(begun) -> None:
    synthesis, ruth, seat = begun
    rows = list(synthesis.records.order_by("number")[:12])
    for at, record in enumerate(rows):
        said(record, ruth, "out" if at else "in")
        said(record, ruth, "in" if at % 3 == 0 else "out")
    for at, record in enumerate(rows[2:9]):
        said(record, seat.account, "in" if at % 2 == 0 else "undecided")
    taken_back = Decision.objects.get(record=rows[8], member=seat, ended_at=None)
    actions.take_back(decision=taken_back, by=seat.account)
    (line,) = stopping.agreement(synthesis)["rows"]
    # Of records 3 to 8 Ruth let in the 4th and the 7th, Eli the 3rd, 5th and 7th; he left the others open.
    first = ["out", "in", "out", "out", "in", "out"]
    second = ["in", "undecided", "in", "undecided", "in", "undecided"]
    assert f"κ {cohen(first, second).value:.2f}" in line["value"]
    assert "the same on 17% of 6" in line["value"]
    web.work()
    assert "6 let in after 12 of 60" in str(stopping.standing(synthesis)["picture"])


def said(record, who, verdict: str) -> None:
    actions.decide(record=record, stage="title", verdict=verdict, reasons=[], by=who)

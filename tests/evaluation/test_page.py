"""The lead's page: one button, how far it is, and a report to take away. The page computes nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.base import clock
from alongside.base.record.models import Event
from alongside.config.operations import evaluation_jobs
from alongside.evaluation.room.actions import job as jobs
from alongside.evaluation.room.models import Job

PAGE = "/clinic/evaluation/"


def test_asking_twice_makes_one_job(clinic, as_):
    as_("lena").post(PAGE)
    as_("lena").post(PAGE)
    job = Job.objects.get()
    assert (job.state, job.asked_by) == (Job.State.WAITING, clinic.lena)
    assert Event.objects.filter(kind="evaluation.asked").count() == 1
    assert "It waits to begin." in as_("lena").get(PAGE).text


@pytest.mark.parametrize("who", ["priya", "joan", "stranger"])
def test_only_the_lead_asks_and_for_others_it_is_not_there(clinic, as_, who):
    assert as_(who).get(PAGE).status_code == 404
    assert as_(who).post(PAGE).status_code == 404
    with pytest.raises(jobs.MayNot):
        jobs.ask(service=clinic.service, by=getattr(clinic, who))
    assert not Job.objects.exists()


def test_a_job_is_held_by_one_and_comes_free_when_its_holder_dies(clinic, thursday):
    job = jobs.ask(service=clinic.service, by=clinic.lena)
    assert jobs.due() == job.pk
    assert jobs.hold(job.pk) is not None
    assert jobs.hold(job.pk) is None
    assert jobs.due() is None
    with clock.frozen(thursday + jobs.HELD_FOR + timedelta(seconds=1)):
        assert jobs.due() == job.pk
        assert jobs.hold(job.pk) is not None
    with clock.frozen(thursday + 3 * jobs.HELD_FOR):
        assert jobs.due() is None
    job.refresh_from_db()
    assert job.state == Job.State.FAILED


def test_a_clinic_of_two_is_told_why_there_is_nothing_to_see(clinic, as_, monkeypatch):
    monkeypatch.setattr(evaluation_jobs, "require_current", lambda: None)
    job = jobs.ask(service=clinic.service, by=clinic.lena)
    assert evaluation_jobs.run(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.REFUSED
    assert not job.folder.exists()
    assert "It could not be done." in as_("lena").get(PAGE).text


def test_what_is_done_can_be_taken_by_the_lead_and_nobody_else(clinic, as_):
    job = jobs.ask(service=clinic.service, by=clinic.lena)
    jobs.hold(job.pk)
    address = reverse("evaluation:take", args=[job.pk, "report"])
    assert as_("lena").get(address).status_code == 404
    jobs.finished(job, summary=["One goes with the other."], people=150, plan_hash="0" * 64)
    job.folder.mkdir(parents=True)
    (job.folder / "report.html").write_text("<!doctype html><style></style>", encoding="utf-8")
    answer = as_("lena").get(address)
    assert answer.status_code == 200
    assert "script-src 'none'" in answer.headers["Content-Security-Policy"]
    assert Event.objects.get(kind="evaluation.taken").facts == {"what": "report"}
    assert as_("priya").get(address).status_code == 404
    assert as_("lena").get(reverse("evaluation:take", args=[job.pk, "secrets"])).status_code == 404
    assert "One goes with the other." in as_("lena").get(PAGE).text


def test_neither_the_page_nor_the_command_line_loads_the_mathematics():
    asked = (
        "import sys, django; from django.conf import settings; import alongside.config.cli; django.setup();"
        "import alongside.evaluation.room.views, alongside.evaluation.room.looking;"
        "print([name for name in ('duckdb', 'fpdf', 'alongside.evaluation.study') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"

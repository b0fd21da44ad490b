"""The lead's page: one button, how far it is, and a report to take away. The page computes nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from alongside.base import clock
from alongside.base.record.models import Event
from alongside.base.services.models import Service
from alongside.care.measures.actions import instrument
from alongside.care.partnership.actions import team as teams
from alongside.care.support.actions import extract as door
from alongside.config.operations import evaluation_jobs
from alongside.evaluation.room import looking, presenters
from alongside.evaluation.room.actions import job as jobs
from alongside.evaluation.room.actions import plan as plans
from alongside.evaluation.room.models import Job, KeptPlan
from tests.evaluation.writing import CLINIC_PLAN

PAGE = "/clinic/evaluation/"
NEW = "/clinic/evaluation/plans/new/"
OURS = {"plan": "alongside"}


def test_asking_twice_makes_one_job(clinic, as_):
    as_("lena").post(PAGE, OURS)
    as_("lena").post(PAGE, OURS)
    job = Job.objects.get()
    assert (job.state, job.asked_by) == (Job.State.WAITING, clinic.lena)
    assert Event.objects.filter(kind="evaluation.asked").count() == 1
    assert "It waits to begin." in as_("lena").get(PAGE).text


@pytest.mark.parametrize("who", ["priya", "joan", "stranger"])
def test_only_the_lead_asks_and_for_others_it_is_not_there(clinic, as_, who):
    assert as_(who).get(PAGE).status_code == 404
    assert as_(who).post(PAGE, OURS).status_code == 404
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


def test_a_plan_is_checked_without_looking_at_answers_and_kept_as_it_was_written(clinic, as_):
    instrument.ensure_own_checks()
    checked = as_("lena").post(NEW, {"text": CLINIC_PLAN, "check": "yes"}).text
    assert "Nothing stands against it." in checked
    assert "pain-check.week@baseline" in checked
    assert not KeptPlan.objects.exists()
    file = SimpleUploadedFile("plan.toml", CLINIC_PLAN.replace("\n", "\r\n").encode())
    kept_at = as_("lena").post(NEW, {"file": file, "keep": "yes"}).headers["Location"]
    kept = KeptPlan.objects.get()
    assert (kept.text, kept.title, kept.changes_on) == (CLINIC_PLAN, "Does pain go with managing?", None)
    assert kept.fingerprint in as_("lena").get(kept_at).text
    assert not Event.objects.filter(kind="extract.made").exists()
    as_("lena").post(PAGE, {"plan": str(kept.pk)})
    assert Job.objects.get().plan == kept
    with pytest.raises(RuntimeError):
        kept.save()


def test_what_stands_against_a_plan_is_said_all_at_once_and_nothing_is_kept(clinic, as_):
    instrument.ensure_own_checks()
    wrong = CLINIC_PLAN.replace('"pain-check.week@same"', '"pain-check.weak@same", "professional"')
    wrong = wrong.replace('cluster = "professional"', 'cluster = "person"')
    said = unescape(as_("lena").post(NEW, {"text": wrong, "keep": "yes"}).text)
    assert "the answers have no column 'pain-check.weak'. Is 'pain-check.week' meant?" in said
    assert "'professional' would show one professional." in said
    assert "data.cluster: in a clinic's answers it is called 'professional'." in said
    assert "pain-check.weak@same" in said.partition("<textarea")[2]
    assert "Choose the file of the plan" in as_("lena").post(NEW, {"keep": "yes"}).text
    assert not KeptPlan.objects.exists()


def test_a_changed_plan_says_so_and_how_often_was_looked_before(clinic, as_, thursday):
    instrument.ensure_own_checks()
    first = plans.keep(service=clinic.service, text=CLINIC_PLAN, by=clinic.lena)
    door.make(service=clinic.service, by=clinic.lena)
    changed = CLINIC_PLAN.replace("pain-check.week", "pain-check.now")
    second = plans.keep(service=clinic.service, text=changed, by=clinic.lena)
    assert (second.changes_hash, second.changes_on) == (first.fingerprint, thursday.date())
    assert second.looked_before == 1
    said = as_("lena").get(reverse("evaluation:plan", args=[second.pk])).text
    assert "It is a changed plan: the one before is of" in said
    assert "answers had been taken out once" in said
    # The same again, with another comment, is the plan that is there; putting away forgets no day.
    plans.put_away(plan=first, by=clinic.lena)
    assert first.title not in str(list(plans.offered(clinic.service))[1:])
    again = plans.keep(service=clinic.service, text=CLINIC_PLAN + "# again\n", by=clinic.lena)
    assert (again.pk, again.kept_at) == (first.pk, first.kept_at)
    assert "# again" not in again.text


def test_a_lead_is_told_what_every_column_is(clinic, as_):
    instrument.ensure_own_checks()
    assert presenters.MEANINGS.keys() == set(door.ABOUT)
    said = presenters.columns(door.columns())
    rows = [*said["everybody"], *(row for check in said["checks"].values() for row in check)]
    assert {name for name, _meaning in rows} == door.columns().keys()
    assert all(meaning for _name, meaning in rows)
    # A plan asks for scores first of all: they come before the questions that they are made of.
    assert said["checks"]["pain-check"][0][0].endswith(".score")
    assert "pain-check.week" in as_("lena").get(reverse("evaluation:columns")).text


def test_another_clinics_plan_is_not_there(clinic, as_):
    instrument.ensure_own_checks()
    kept = plans.keep(service=clinic.service, text=CLINIC_PLAN, by=clinic.lena)
    elsewhere = Service.objects.create(name="Elsewhere")
    noor = clinic.noor
    teams.make_lead(service=elsewhere, account=noor)
    assert as_("noor").get(reverse("evaluation:plan", args=[kept.pk])).status_code == 404
    assert as_("noor").post(reverse("evaluation:put-away", args=[kept.pk])).status_code == 404
    assert "Choose a plan." in as_("noor").post(PAGE, {"plan": str(kept.pk)}).text
    for refused in (
        lambda: jobs.ask(service=elsewhere, by=noor, plan=kept),
        lambda: plans.keep(service=clinic.service, text=CLINIC_PLAN, by=noor),
        lambda: plans.put_away(plan=kept, by=noor),
    ):
        with pytest.raises(jobs.MayNot):
            refused()


def test_the_worker_takes_a_job_up_again_whose_process_was_killed(clinic, monkeypatch):
    job = jobs.ask(service=clinic.service, by=clinic.lena)
    asleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    started = []

    def start(key):
        started.append(subprocess.Popen(asleep))
        assert jobs.hold(key)
        return started[-1]

    monkeypatch.setattr(looking, "_start", start)
    monkeypatch.setattr(looking, "_running", [])
    left = job.folder.parent / f".{job.pk}-left"
    for attempt in (1, 2):
        looking.start_what_waits()
        looking.start_what_waits()  # it works: nobody starts another
        assert len(started) == attempt
        left.mkdir(parents=True)
        (left / "answers.parquet").write_text("what was taken out")
        started[-1].kill()
        started[-1].wait()
    looking.start_what_waits()
    job.refresh_from_db()
    assert (job.state, len(started), left.exists()) == (Job.State.FAILED, 2, False)


def test_neither_the_page_nor_the_command_line_loads_the_mathematics():
    asked = (
        "import sys, django; from django.conf import settings; import alongside.config.cli; django.setup();"
        "import alongside.evaluation.room.views, alongside.evaluation.room.looking;"
        "heavy = ('duckdb', 'numpy', 'fpdf', 'alongside.evaluation.study');"
        "print([name for name in heavy if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"

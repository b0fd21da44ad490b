"""A lead brings a plan, has the clinic evaluated by it, reads the report; and what is refused beside it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from alongside.base.accounts.models import Account
from alongside.care.measures.actions import assessment, occasion
from alongside.care.measures.rules.sight import Side
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.models import Partnership
from alongside.config.operations import evaluation_jobs
from alongside.evaluation.room.models import Job
from tests.conftest import Clinic
from tests.evaluation.writing import CLINIC_PLAN
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, look
from tests.journeys.steps import follow, heading, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = "What goes with what, here?"
PEOPLE = 24


def answered(clinic: Clinic) -> None:
    """More people come, and say how strong the pain is and what they can do for what matters to them."""
    for number in range(PEOPLE):
        person = Account.objects.create_user(f"p{number}@people.example", name=f"Person {number}")
        begun = partnerships.start(
            service=clinic.service,
            team=clinic.team,
            person=person,
            known_as=person.name,
            full_name=person.name,
            born_on=date(1950 + number, 1, 2),
            phone="0113 496 0202",
            came_by=Partnership.CameBy.SELF,
            by=person,
        )
        asked = {one.key: one for one in occasion.open_baseline(partnership=begun, by=person)}
        pain = number % 9
        said = {"pain-check": {"week": [str(pain)]}}
        said["managing-check"] = {"matters": [str(max(0, 7 - pain + number % 3))]}
        for key, sent in said.items():
            assessment.complete(occasion=asked[key], side=Side.PERSON, by=person, sent=sent)


def worked_out(page: Page) -> None:
    """What the worker's process does; then the lead looks again."""
    assert evaluation_jobs.run(str(Job.objects.get(state=Job.State.WAITING).pk))
    follow(page, "Look again")
    heading(page, HERE)


def bring(page: Page, plan: str, *, button: str = "Check it") -> None:
    page.get_by_label("Or paste it here").fill(plan)
    press(page, button)


def read(page: Page) -> None:
    """The report, on a phone and on a desk."""
    follow(page, "Read the report")
    expect(page.get_by_role("heading", level=1, name="Does pain go with managing?")).to_be_visible()
    expect(page.get_by_text("It is not proof.")).to_be_visible()
    look(page)
    page.set_viewport_size(DESK)
    look(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_lead_gets_the_report_by_a_plan_of_their_own(
    window: Window, clinic: Clinic, monkeypatch: pytest.MonkeyPatch, scripts: bool
) -> None:
    monkeypatch.setattr(evaluation_jobs, "require_current", lambda: None)
    lena = window("lena", scripts=scripts, at="/clinic/evaluation/")
    heading(lena, HERE)
    lena.get_by_label("The plan that comes with Alongside").check()
    press(lena, "Evaluate now")
    expect(lena.get_by_text("It waits to begin.")).to_be_visible()
    worked_out(lena)
    expect(lena.get_by_text("Nothing can be shown of so few people.")).to_be_visible()

    answered(clinic)
    follow(lena, "Bring a plan of your own")
    heading(lena, "A plan of your own")
    follow(lena, "What a plan can ask for")
    heading(lena, "What a plan can ask for")
    follow(lena, "A plan of your own")
    bring(lena, CLINIC_PLAN.replace("pain-check.week", "pain-check.weak").replace('"person"', '"name"'))
    expect(lena.get_by_text("Is 'pain-check.week' meant?")).to_be_visible()
    expect(lena.get_by_text("data.person: in a clinic's answers it is called 'person'.")).to_be_visible()
    look(lena)
    bring(lena, CLINIC_PLAN)
    expect(lena.get_by_text("Nothing stands against it. This would be done:")).to_be_visible()
    look(lena)
    press(lena, "Keep this plan")
    heading(lena, "Does pain go with managing?")
    press(lena, "Evaluate now")
    heading(lena, HERE)
    worked_out(lena)
    expect(lena.get_by_text("Done, about 25 people.")).to_be_visible()

    read(lena)

    # A changed plan is another one, and its report says so.
    lena.goto("/clinic/evaluation/plans/new/")
    bring(lena, CLINIC_PLAN.replace("pain-check.week", "pain-check.now"), button="Check it")
    press(lena, "Keep this plan")
    heading(lena, "Does pain go with managing?")
    expect(lena.get_by_text("It is a changed plan")).to_be_visible()

    priya = window("priya", scripts=scripts)
    answer = priya.goto("/clinic/evaluation/")
    assert answer is not None
    assert answer.status == 404

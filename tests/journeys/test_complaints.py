"""What people said of their care, each as a story that ends otherwise: Joan on her phone, Priya at her desk.

*The exercise was too hard* is in ``test_keep_going.py``.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from alongside.base import ids
from alongside.care.plan.actions import circumstances
from alongside.care.understanding.actions import draft, reflection, story
from alongside.care.understanding.rules.content import Content
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, look
from tests.journeys.steps import follow, heading, press, rate, write_back

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MATTERS = "I want to fetch my grandson from school."
HEARD = "The school gate is where you want to be."

# What Joan said of her life before; the question about money is still open.
LIFE = {
    "wants": ["move"],
    "minutes": "20",
    "health": ["nothing"],
    "places": ["home", "outdoors", "gym"],
    "equipment": ["chair", "wall"],
    "standing": "some",
    "walking": "some",
}


def _shared(clinic: Clinic) -> None:
    """Joan has told what matters to her, and shared it. An answer may reach her at any time of the day."""
    reflection.choose_release(partnership=clinic.partnership, any_time=True, by=clinic.joan)
    draft.save(
        partnership=clinic.partnership,
        section="matters",
        content=Content(MATTERS),
        revision=0,
        window=ids.uuid7(),
        by=clinic.joan,
    )
    story.share(partnership=clinic.partnership, by=clinic.joan)


def _says_there_is_no_money(joan: Page) -> None:
    follow(joan, "Our plan")
    follow(joan, "Ideas that could fit")
    heading(joan, "Ideas that could fit")
    follow(joan, "What fits my life")
    heading(joan, "What fits my life")
    joan.get_by_role("link", name=re.compile("money")).click()
    look(joan)
    joan.get_by_label("No, it has to be free").check(force=True)
    press(joan, "Save")
    expect(joan.get_by_text("Saved. The ideas keep to it.")).to_be_visible()
    follow(joan, "Ideas that could fit")


def _nothing_shown_costs(joan: Page) -> list[str]:
    """The titles of the ideas picked out for her. Each is free, and none is at a gym."""
    heading(joan, "Ideas that could fit")
    ideas = joan.locator(".ideas-first .card")
    shown = [one.inner_text() for one in ideas.all()]
    assert shown
    for each in shown:
        assert "free" in each
        assert "costs money" not in each
        assert "gym" not in each.lower()
    return [one.inner_text() for one in ideas.locator("h2").all()]


@pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["scripts", "no-scripts"]
)
def test_i_could_not_afford_a_gym(window: Window, clinic: Clinic, scripts: bool) -> None:
    for question, answer in LIFE.items():
        circumstances.say(partnership=clinic.partnership, question=question, answer=answer, by=clinic.joan)
    joan = window("joan", scripts=scripts)
    _says_there_is_no_money(joan)
    title = _nothing_shown_costs(joan)[0]
    follow(joan, title)
    heading(joan, title)
    press(joan, "Put it on our plan")
    expect(joan.get_by_text("Proposed. It is on the plan when you have both said yes.")).to_be_visible()
    heading(joan, "Our plan")

    priya = window("priya", scripts=scripts, size=DESK)
    expect(priya.get_by_text("Proposed a step for the plan")).to_be_visible()
    follow(priya, "Read and answer")
    heading(priya, "The plan")
    expect(priya.get_by_text(title).first).to_be_visible()
    press(priya, "Yes, let us do this")
    expect(priya.get_by_text("You both agreed. It is on the plan.")).to_be_visible()
    joan.reload()
    expect(joan.locator(".step", has_text=title).get_by_text("Free", exact=True)).to_be_visible()
    look(joan)


def test_they_did_not_ask_me_what_i_wanted(window: Window, clinic: Clinic) -> None:
    _shared(clinic)
    joan = window("joan")
    expect(joan.get_by_role("heading", name="What do you want to work on?")).to_be_visible()
    look(joan)
    follow(joan, "Pick one thing")
    heading(joan, "Name a goal")
    joan.get_by_role("link", name=MATTERS).click()
    expect(joan.get_by_label("What would you like to do or have?")).to_have_value(MATTERS)
    rate(joan, "How near are you to it now?", "2")
    press(joan, "Propose it")
    expect(joan.get_by_text("Priya has not answered yet.")).to_be_visible()
    follow(joan, "Today")
    expect(joan.get_by_role("heading", name="What do you want to work on?")).to_have_count(0)

    priya = window("priya", size=DESK)
    expect(priya.get_by_text("Wrote what they want to work on, and waits for your answer")).to_be_visible()
    follow(priya, "Read and answer")
    heading(priya, "What we agreed")
    priya.get_by_role("link", name=MATTERS).first.click()
    heading(priya, "A goal")
    expect(priya.get_by_text(MATTERS).first).to_be_visible()
    expect(priya.get_by_text("2 of 8 on the way")).to_be_visible()
    press(priya, "Yes, I agree")
    joan.goto(joan.url)
    follow(joan, "Agreed")
    expect(joan.get_by_role("heading", name="What we agreed", level=2)).to_be_visible()
    look(joan)


def _a_colleague_would_say(priya: Page) -> None:
    """Her name and why she waits, on the list; what matters to her, before any number, on her page."""
    expect(priya.get_by_text("Shared their story; nobody has read it")).to_be_visible()
    look(priya)
    follow(priya, "Joan Archer")
    heading(priya, "Joan Archer")
    expect(priya.get_by_role("heading", name="What matters to Joan")).to_be_visible()
    expect(priya.get_by_text(MATTERS)).to_be_visible()
    follow(priya, "Story")
    expect(priya.get_by_text(MATTERS)).to_be_visible()
    write_back(priya, HEARD, to="Joan")


def test_i_was_a_number(window: Window, clinic: Clinic) -> None:
    _shared(clinic)
    priya = window("priya", size=DESK)
    _a_colleague_would_say(priya)

    joan = window("joan")
    expect(joan.get_by_role("heading", name="Priya Shah wrote back")).to_be_visible()
    expect(joan.get_by_text(HEARD)).to_be_visible()
    expect(joan.get_by_text("Priya Shah, physiotherapist").first).to_be_visible()  # her contact, by name
    look(joan)
    follow(joan, "My story")
    look(joan)
    expect(joan.get_by_text(re.compile("Priya Shah, physiotherapist,? read")).first).to_be_visible()
    follow(joan, "My way")
    heading(joan, "My way")
    follow(joan, "Who looked")
    heading(joan, "Who looked at my record")
    expect(
        joan.get_by_text("Priya Shah, physiotherapist, your contact, opened your page").first
    ).to_be_visible()
    expect(
        joan.get_by_text("Priya Shah, physiotherapist, your contact, read your story").first
    ).to_be_visible()

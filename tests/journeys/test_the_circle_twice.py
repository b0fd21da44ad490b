"""The whole circle, twice: a goal, a step, check-ins, looking back; a step changed, and the door left open.

And what it costs Priya. Safety allows her six minutes in the software for a first visit and two for a
follow-up. A press, a link or a choice counts as one step of her hands; a sentence that she writes counts as
two. At ten seconds a step, two minutes are twelve steps and six minutes are thirty-six. Talking with Joan is
not counted: that is what the minutes are for.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from alongside.base import ids
from alongside.care.understanding.actions import draft, reflection, story
from alongside.care.understanding.rules.content import Content
from tests.conftest import Clinic
from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, look
from tests.journeys.steps import follow, heading, press, rate, say_no

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SECONDS_A_STEP = 10
FIRST_VISIT = 6 * 60 // SECONDS_A_STEP
FOLLOW_UP = 2 * 60 // SECONDS_A_STEP

MATTERS = "I want to fetch my grandson from school."
WALK = "Walk towards the school"


@dataclass
class Hands:
    """What a professional does on a page, counted."""

    page: Page
    steps: int = 0

    def _do(self, one: Locator, *, costs: int = 1) -> Locator:
        self.steps += costs
        return one

    def follows(self, name: str | re.Pattern[str]) -> None:
        self._do(self.page.get_by_role("link", name=name, exact=True).first).click()

    def presses(self, name: str) -> None:
        self._do(self.page.get_by_role("button", name=name, exact=True).first).click()

    def chooses(self, name: str) -> None:
        self._do(self.page.get_by_label(name, exact=True)).check(force=True)

    def picks(self, label: str, value: str) -> None:
        self._do(self.page.get_by_label(label)).select_option(value)

    def writes(self, label: str, words: str) -> None:
        self._do(self.page.get_by_label(label), costs=2).fill(words)

    @contextmanager
    def visit(self, most: int):
        """One visit begins on her list, and takes at most so many steps."""
        self.page.goto("/")
        heading(self.page, "Who needs you now")
        self.steps = 0
        yield
        assert 0 < self.steps <= most, f"{self.steps} steps of {SECONDS_A_STEP} seconds; {most} are allowed"
        look(self.page)


@pytest.fixture(autouse=True)
def _told(clinic: Clinic) -> None:
    """Joan has told what matters to her, and shared it. Priya may answer at any time of the day."""
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


def _joan_says_what_she_wants(joan: Page) -> None:
    follow(joan, "Today")
    follow(joan, "Pick one thing")
    joan.get_by_role("link", name=MATTERS).click()
    rate(joan, "How near are you to it now?", "2")
    press(joan, "Propose it")
    heading(joan, "A goal")


def _first_visit(priya: Hands) -> None:
    """Read the story and write back; answer the goal; let a step grow out of it."""
    priya.follows("Joan Archer")
    priya.follows("Story")
    priya.follows("Write back what you heard")
    priya.writes("What I heard", "The school gate is where you want to be.")
    priya.presses("Send to Joan")
    priya.follows("Agreed")
    priya.follows(MATTERS)
    priya.presses("Yes, I agree")
    expect(priya.page.get_by_text("Agreed. Both of you have said yes.")).to_be_visible()
    priya.follows("as a step on the plan")
    expect(priya.page.get_by_text(MATTERS)).to_be_visible()
    priya.writes("What?", WALK)
    priya.writes("How much, each time?", "20 minutes")
    priya.picks("How often?", "7")
    priya.writes("Why this?", "A little each day brings the school nearer.")
    priya.chooses("Nothing")
    priya.presses("Send it to Joan")
    expect(priya.page.get_by_text("Sent. It is on the plan when Joan says yes too.")).to_be_visible()


def _joan_is_understood_and_agrees(joan: Page) -> None:
    follow(joan, "Today")
    press(joan, "That’s right")
    follow(joan, "Today")
    expect(joan.get_by_role("heading", name="Priya proposes a step")).to_be_visible()
    look(joan)
    press(joan, "Yes, let us do this")
    expect(joan.get_by_text("You both agreed. It is on the plan.")).to_be_visible()


def _joan_checks_in(joan: Page, says: str, hard: str = "") -> None:
    joan.goto("/")
    press(joan, says)
    heading(joan, "Kept. Thank you.")
    if hard:
        press(joan, hard)
        heading(joan, "Kept. Thank you.")


def _joan_looks_back(joan: Page, *, difference: str, words: str, step: str) -> None:
    """She begins it herself, from her own today; nobody shows her a number first."""
    joan.goto("/")
    follow(joan, "Looking back")
    heading(joan, "Looking back")
    press(joan, "Look back now")
    expect(joan.get_by_text("What has changed")).to_have_count(0)
    joan.get_by_label(difference).check()
    joan.get_by_label("What is different now, good or bad?").fill(words)
    press(joan, "Say it")
    heading(joan, "Looking back")
    press(joan, step)
    heading(joan, "Looking back")


def _priya_answers(priya: Hands, *, heard: str, sees: str, step: str, how: str) -> None:
    priya.follows("Read it and answer")
    expect(priya.page.get_by_text(heard)).to_be_visible()
    priya.writes("What you see, in plain words", sees)
    priya.presses("Say it")
    expect(priya.page.get_by_text(sees)).to_be_visible()
    priya.presses(step)
    priya.chooses(how)
    priya.presses("Ask them")
    expect(priya.page.get_by_text("Waits for an answer.")).to_be_visible()


def _joan_says_yes(joan: Page, *, read: str, then: str = "Looking back") -> None:
    joan.goto("/")
    expect(joan.get_by_role("heading", name="How shall we go on?")).to_be_visible()
    follow(joan, "Look back")
    expect(joan.get_by_text(read)).to_be_visible()
    look(joan)
    press(joan, "Yes, let us do that")
    heading(joan, then)


def _priya_changes_the_step(priya: Hands) -> None:
    priya.follows("Change the plan")
    heading(priya.page, "The plan")
    priya.follows(re.compile(f"^Change ?: {WALK}"))  # what is only heard stands apart
    heading(priya.page, "Other words for a step")
    priya.writes("How much, each time?", "to the corner and back")
    priya.writes("Why would you change it?", "You said that twenty minutes put you to bed.")
    priya.presses("Send it to Joan")
    expect(priya.page.get_by_text("Sent. It is on the plan when Joan says yes too.")).to_be_visible()


def _joan_reads_the_new_words_and_agrees(joan: Page) -> None:
    joan.goto("/")
    expect(joan.get_by_role("heading", name="Priya proposes other words for a step")).to_be_visible()
    follow(joan, "Read it, or change it")
    expect(joan.get_by_text("You said that twenty minutes put you to bed.")).to_be_visible()
    look(joan)
    press(joan, "Yes, let us do this")
    expect(joan.locator(".step-dose", has_text="to the corner and back")).to_be_visible()


def _the_door_stays_open(joan: Page) -> None:
    expect(joan.get_by_text("Nothing is planned, and you are not gone.")).to_be_visible()
    look(joan)
    joan.goto("/")
    expect(joan.get_by_role("heading", name="The door is open")).to_be_visible()
    follow(joan, "I need to come back")
    expect(joan.get_by_text("Still here. Nothing to tell again.")).to_be_visible()
    press(joan, "Begin the questions")
    say_no(joan)
    follow(joan, "Go on")
    heading(joan, "Tell us what has changed")
    joan.get_by_label("Sleep", exact=True).check()
    joan.get_by_label("Please ring me").check()
    press(joan, "Send it to my team")
    heading(joan, "You came back")
    follow(joan, "Our plan")
    expect(joan.get_by_text("to the corner and back").first).to_be_visible()
    follow(joan, "My story")
    follow(joan, "What my team can read")
    expect(joan.get_by_text(MATTERS)).to_be_visible()


def test_they_go_round_twice_in_the_minutes_that_safety_allows_and_she_comes_back(window: Window) -> None:
    joan = window("joan")
    priya = Hands(window("priya", size=DESK))
    _joan_says_what_she_wants(joan)
    with priya.visit(FIRST_VISIT):
        _first_visit(priya)
    _joan_is_understood_and_agrees(joan)
    _joan_checks_in(joan, "A bit", "Too hard")

    worse = "Twenty minutes puts me to bed."
    sees = "You went out on the worst days."
    _joan_looks_back(joan, difference="A little", words=worse, step="Change it")
    with priya.visit(FOLLOW_UP):
        again = "Go on, and look back again in three months"
        _priya_answers(priya, heard=worse, sees=sees, step="Change it", how=again)
    _joan_says_yes(joan, read=sees)

    with priya.visit(FOLLOW_UP):
        _priya_changes_the_step(priya)
    _joan_reads_the_new_words_and_agrees(joan)

    better = "I was at the school gate on Friday."
    sees = "You found your own way there."
    _joan_looks_back(joan, difference="Yes, a lot", words=better, step="Keep it")
    with priya.visit(FOLLOW_UP):
        door = "Stop here for now, with the door open"
        _priya_answers(priya, heard=better, sees=sees, step="Keep it", how=door)
    _joan_says_yes(joan, read=sees, then="How you come back")
    _the_door_stays_open(joan)
    priya.page.goto("/")
    expect(priya.page.get_by_text("Came back, and hopes to hear from you").first).to_be_visible()
    look(priya.page)

"""The whole way, from the door to both sides: two windows, two sessions, helped by nothing but the screens.

Ada comes in as a stranger. Priya takes her on. Ada tells her story, Priya writes back, and it takes two tries
to be understood. Then both say how it goes, unseen by each other, settle one difference and leave one open.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Window
from tests.journeys.looks import DESK, look
from tests.journeys.steps import (
    code_for,
    follow,
    go_on,
    heading,
    press,
    rate,
    say_no,
    sign_in_by_code,
    write_back,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADA, PRIYA = "ada@people.example", "priya@clinic.example"
PRIVATE = "I feel I have to prove it each time."  # what Ada writes beside her rating
GUESS = "They came back although it hurt."  # what Priya writes beside hers


WAYS = [
    pytest.param(True, id="with JavaScript"),
    # Shorter journeys without JavaScript are run every time (test_story, test_door, test_looking_back).
    pytest.param(False, id="without JavaScript", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("scripts", WAYS)
def test_a_stranger_comes_in_and_they_come_to_understand_each_other(window: Window, scripts: bool) -> None:
    ada = window(scripts=scripts, at="/")
    a_stranger_opens_the_door_and_passes_the_safety_questions(ada)
    she_says_who_she_is_with_a_code_from_her_mailbox(ada)
    she_asks_for_no_advice_unless_she_asks(ada)
    she_opens_her_own_pages(ada)

    priya = window(scripts=scripts, size=DESK, at="/")
    priya_signs_in_by_code_and_sees_who_needs_her(priya)
    priya_takes_her_on(priya)

    ada_tells_two_sections_and_shares_them(ada)
    priya_reads_it_and_writes_back(priya)
    ada_says_not_quite_and_why(ada)
    priya_writes_again(priya)
    ada_says_that_is_right_on_her_today_page(ada)

    ada_rates_three_things(ada)
    priya_sees_that_ada_answered_and_nothing_of_what(priya)
    priya_rates_the_same_things(priya)
    ada_sees_the_two_sides(ada)

    they_settle_one_difference_together(ada, priya)
    they_leave_one_open(ada)
    she_sees_who_looked_at_her_record(ada)


def a_stranger_opens_the_door_and_passes_the_safety_questions(ada: Page) -> None:
    heading(ada, "You can come in here")
    follow(ada, "Begin")
    look(ada)
    follow(ada, "Begin")
    say_no(ada)
    expect(ada.get_by_text("That does not mean that nothing is wrong.")).to_be_visible()
    look(ada)
    follow(ada, "Go on")


def she_says_who_she_is_with_a_code_from_her_mailbox(ada: Page) -> None:
    for label, value in (("Day", "27"), ("Month", "3"), ("Year", "1971")):
        ada.get_by_label(label, exact=True).fill(value)
    go_on(ada)
    ada.get_by_label("No, only me").check()
    go_on(ada)
    ada.get_by_label("Your full name").fill("Ada Quill")
    ada.get_by_label("What shall we call you?").fill("Ada")
    ada.get_by_label("Your e-mail address").fill(ADA)
    go_on(ada)
    ada.get_by_label("The code", exact=True).fill(code_for(ADA))
    go_on(ada)


def she_asks_for_no_advice_unless_she_asks(ada: Page) -> None:
    ada.get_by_label("Only here, when I sign in").check()
    go_on(ada)
    ada.get_by_label("None unless I ask").check()
    go_on(ada)
    ada.get_by_label("We decide together").check()
    go_on(ada)
    ada.get_by_label("Large print").check()
    go_on(ada)
    expect(ada.get_by_text("None unless I ask")).to_be_visible()
    look(ada)


def she_opens_her_own_pages(ada: Page) -> None:
    press(ada, "Send my referral to the team")
    heading(ada, "Sent")
    press(ada, "Open my pages now")
    expect(ada.get_by_role("heading", level=1)).to_contain_text("Ada")
    expect(ada.get_by_text("One of them will become your own contact.")).to_be_visible()
    look(ada)


def priya_signs_in_by_code_and_sees_who_needs_her(priya: Page) -> None:
    follow(priya, "I have been here before: sign in")
    heading(priya, "Sign in")
    sign_in_by_code(priya, PRIYA)
    heading(priya, "Who needs you now")


def priya_takes_her_on(priya: Page) -> None:
    follow(priya, "Ada Quill")
    heading(priya, "Ada Quill")
    expect(priya.get_by_text("No advice unless they ask")).to_be_visible()
    press(priya, "Take them on")
    expect(priya.get_by_role("button", name="Take them on")).to_have_count(0)
    look(priya)


def ada_tells_two_sections_and_shares_them(ada: Page) -> None:
    follow(ada, "Today")
    expect(ada.get_by_text("Priya Shah")).to_be_visible()
    look(ada)
    follow(ada, "My story")
    heading(ada, "My story")
    ada.get_by_text("When I see what you write back").click()
    ada.get_by_label("At any time").check()
    press(ada, "Save")
    tell(ada, "What matters to me", "What matters most to you?", "Being thought lazy is worse than the pain.")
    follow(ada, "My story")
    tell(ada, "What a day is like", "What is a normal day like for you?", "I am up at five.")
    follow(ada, "My story")
    follow(ada, "Look at it, then share")
    heading(ada, "Share with my team")
    press(ada, "Share with my team")
    expect(ada.get_by_text("Nobody has read version 1 yet.")).to_be_visible()
    look(ada)


def tell(ada: Page, section: str, question: str, words: str) -> None:
    follow(ada, section)
    heading(ada, section)
    ada.get_by_label(question).fill(words)
    press(ada, "Save")
    expect(ada.get_by_text("Saved. Your team cannot read it until you share it.")).to_be_visible()


def priya_reads_it_and_writes_back(priya: Page) -> None:
    follow(priya, "Who needs you now")
    heading(priya, "Who needs you now")
    follow(priya, "Ada Quill")
    follow(priya, "Story")
    heading(priya, "Ada’s story")
    expect(priya.get_by_text("Being thought lazy is worse than the pain.")).to_be_visible()
    write_back(priya, "You are tired of being thought lazy.", to="Ada")


def ada_says_not_quite_and_why(ada: Page) -> None:
    follow(ada, "Today")
    expect(ada.get_by_text("You are tired of being thought lazy.")).to_be_visible()
    look(ada)
    follow(ada, "Not quite")
    heading(ada, "What we heard")
    ada.get_by_label("What is not quite right?").fill("It is not being believed.")
    press(ada, "Not quite")
    expect(ada.get_by_text("Priya Shah will write back once more.")).to_be_visible()


def priya_writes_again(priya: Page) -> None:
    priya.reload()
    expect(priya.get_by_text("It is not being believed.")).to_be_visible()
    look(priya)
    write_back(priya, "Not being believed is the worst of it.", to="Ada")


def ada_says_that_is_right_on_her_today_page(ada: Page) -> None:
    follow(ada, "Today")
    expect(ada.get_by_text("Not being believed is the worst of it.")).to_be_visible()
    press(ada, "That’s right")
    expect(ada.get_by_text("You both see it the same way now.")).to_be_visible()
    look(ada)


def ada_rates_three_things(ada: Page) -> None:
    begin(ada, "How are you getting on?")
    rate(ada, "On a bad day", "2")
    rate(ada, "How well do you sleep?", "7")
    send(ada)

    begin(ada, "How are we doing together?")
    ada.get_by_label("Priya Shah, my contact").check()
    rate(ada, "Do we listen to you?", "1")
    words = ada.locator("details", has_text="Add a few words").first
    words.locator("summary").click()
    words.get_by_role("textbox").fill(PRIVATE)
    send(ada)

    begin(ada, "What about your medicines?")
    ada.get_by_label("Too much").check(force=True)
    send(ada)
    expect(ada.get_by_text(GUESS)).to_have_count(0)


def begin(page: Page, check: str) -> None:
    follow(page, "Checks")
    look(page)
    follow(page, check)
    look(page)


def send(page: Page) -> None:
    press(page, "Send my answers")
    expect(page.get_by_role("button", name="Send my answers")).to_have_count(0)
    look(page)


def priya_sees_that_ada_answered_and_nothing_of_what(priya: Page) -> None:
    follow(priya, "Both sides")
    heading(priya, "How we each see it")
    expect(priya.get_by_text("Ada: answered")).to_have_count(3)
    expect(priya.get_by_text(PRIVATE)).to_have_count(0)


def priya_rates_the_same_things(priya: Page) -> None:
    begin(priya, "How are you getting on?")
    rate(priya, "on a bad day", "7")
    rate(priya, "how well do you sleep?", "7")
    send(priya)

    begin(priya, "How are we doing together?")
    expect(priya.get_by_text(PRIVATE)).to_have_count(0)
    rate(priya, "do we listen to you?", "7")
    words = priya.locator("details", has_text="Say what makes you think so").first
    words.locator("summary").click()
    words.get_by_role("textbox").fill(GUESS)
    send(priya)

    begin(priya, "What about your medicines?")
    priya.get_by_label("About right").check(force=True)
    why = priya.get_by_label(re.compile("reason|why", re.IGNORECASE))
    if why.count():
        why.first.fill("The dose is the usual one.")
    send(priya)
    follow(priya, "Both sides")
    expect(priya.get_by_text(PRIVATE)).to_be_visible()
    look(priya)


def ada_sees_the_two_sides(ada: Page) -> None:
    follow(ada, "Both sides")
    heading(ada, "How we each see it")
    expect(ada.get_by_role("heading", name="We see this differently")).to_be_visible()
    expect(ada.get_by_role("heading", name="Strengths we share")).to_be_visible()
    expect(ada.get_by_text(GUESS)).to_be_visible()


def difference(page: Page, title: str):
    return page.locator(".both-row", has=page.get_by_role("heading", name=title))


def they_settle_one_difference_together(ada: Page, priya: Page) -> None:
    listened = "Being listened to"
    difference(ada, listened).get_by_role("button", name="Talk about it at the next visit").click()
    expect(ada.get_by_text("To talk about at the next visit.")).to_be_visible()
    look(ada)
    priya.reload()
    difference(priya, listened).get_by_role("link", name="We have talked: say what we found").click()
    heading(priya, "What did we find?")
    priya.get_by_role("textbox").fill("We listen, and then we hurry.")
    press(priya, "Send it")
    expect(priya.get_by_text("It is settled when they say so too.")).to_be_visible()
    ada.reload()
    difference(ada, listened).get_by_role("button", name="Yes, that is what we found").click()
    expect(ada.get_by_text("Settled by both of you")).to_be_visible()
    look(ada)


def they_leave_one_open(ada: Page) -> None:
    medicines = difference(ada, "My medicines")
    medicines.get_by_role("button", name="Leave it open").click()
    expect(difference(ada, "My medicines").locator(".difference-state")).to_contain_text("open")
    look(ada)


def she_sees_who_looked_at_her_record(ada: Page) -> None:
    follow(ada, "My way")
    heading(ada, "My way")
    follow(ada, "Who looked")
    heading(ada, "Who looked at my record")
    expect(ada.get_by_text(re.compile("Priya Shah")).first).to_be_visible()

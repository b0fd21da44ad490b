"""The first page of a synthesis says how far each step is: for me, and nothing of what others decided."""

from __future__ import annotations

import re

import pytest

from alongside.base.accounts.models import Account
from alongside.evidence.appraisal.actions import appraisal, theme
from alongside.evidence.appraisal.rules.rating import checklists
from tests.evidence.screening.test_deciding import Three

pytestmark = pytest.mark.django_db


def steps(three: Three, who: Account) -> dict[str, str]:
    page = three.browser(who).get(three.home).content.decode()
    found = re.findall(
        r'aria-describedby="task-\d+">([^<]+)</a>\s*<span class="state ([^"]*)" id="task-\d+">([^<]+)<', page
    )
    return {label: f"{words} ({far.strip()})" for label, far, words in found}


def test_each_sees_how_far_they_are_and_what_waits(django_assert_max_num_queries) -> None:
    three = Three()
    three.say(three.ruth, 0, "in")
    three.say(three.ruth, 1, "out")
    three.say(three.eli, 0, "in")
    with django_assert_max_num_queries(54):
        seen = steps(three, three.ruth)
    assert seen["Bring in files"] == "3 records (done)"
    assert seen["Look at possible duplicates"] == "nothing to look at now (done)"
    assert seen["Screen titles and abstracts"] == "you decided 2 of 3 (started)"
    assert seen["Get the full texts"] == "0 of 1 answered (started)"
    assert steps(three, three.eli)["Screen titles and abstracts"] == "you decided 1 of 3 (started)"
    three.say(three.ruth, 2, "out")
    three.let_in(0)
    seen = steps(three, three.ruth)
    assert seen["Screen titles and abstracts"] == "you decided 3 of 3 (done)"
    assert seen["Get the full texts"] == "1 of 1 answered (done)"
    assert seen["Screen full texts"] == "you decided 0 of 1 ()"
    for who in (three.ruth, three.eli):
        three.say(who, 0, "in", stage="text")
    assert steps(three, three.ruth)["Appraise the studies"] == "you appraised 0 of 1 ()"
    study = three.synthesis.records.get(text_state="in")
    answers = {item.id: "yes" for item in next(iter(checklists().values())).item}
    appraisal.appraise(record=study, answers=answers, by=three.ruth)
    trust = theme.add(synthesis=three.synthesis, name="Trust", about="", by=three.ruth)
    appraisal.fill(record=study, themes={trust: "p. 3"}, by=three.ruth)
    seen = steps(three, three.ruth)
    assert seen["Appraise the studies"] == "you appraised 1 of 1 (done)"
    assert seen["Fill the matrix"] == "1 of 1 studies speak of a theme (done)"
    assert steps(three, three.eli)["Appraise the studies"] == "you appraised 0 of 1 ()"


def test_before_anything_is_there_each_step_says_what_it_is_about() -> None:
    three = Three()
    seen = steps(three, three.ruth)
    assert seen["Screen full texts"] == "with a reason for what is left out ()"
    assert seen["Appraise the studies"] == "by a checklist ()"


def next_for(three: Three, who: Account, page: str = "") -> list[tuple[str, str]]:
    """What the page says is their turn: where it leads, and how much is left."""
    shown = three.browser(who).get(f"{three.home}{page}").content.decode()
    part = shown.partition('id="next"')[2].partition("</section>")[0]
    first = re.findall(r"<p>([^<]+)</p>.*?href=\"([^\"]+)\"", part, re.DOTALL)[:1]
    others = re.findall(r'<li><a href="([^"]+)">([^<]+)<', part)
    assert all(three.browser(who).get(href).status_code in (200, 302) for _said, href in first)
    assert all(three.browser(who).get(href).status_code in (200, 302) for href, _said in others)
    turns = [(href, said) for said, href in first] + others
    return [(href.removeprefix(three.home), said) for href, said in turns]


def test_the_first_page_says_whose_turn_it_is_and_nothing_of_what_the_others_said() -> None:
    three = Three()
    assert next_for(three, three.ruth) == [("screening/title/next/", "3 titles and abstracts to decide on")]
    three.say(three.ruth, 0, "in")
    three.say(three.eli, 0, "out", "out-animals")
    three.say(three.ruth, 1, "in")
    three.say(three.eli, 1, "in")
    conflict = ("screening/title/conflicts/", "1 conflict to settle")
    to_get = ("full-texts/", "1 full text to get")
    left = ("screening/title/next/", "1 title and abstract to decide on")
    assert next_for(three, three.ruth) == [left, conflict, to_get]
    assert next_for(three, three.nina) == [conflict, to_get], "the third is not sent to screen"
    three.say(three.ruth, 2, "out", "out-animals")
    assert next_for(three, three.ruth, "screening/title/done/") == [conflict, to_get], "no dead end"
    page = three.browser(three.eli).get(three.home).content.decode()
    row = re.search(r"Ruth Adler</th><td[^>]*>([^<]+)<", page)
    assert row
    assert row[1] == "3 of 3"
    assert "exclude" not in page
    assert "Animals" not in page


@pytest.mark.parametrize("role", ["arbiter", "reader"])
def test_each_step_of_the_way_opens_for_whoever_sees_it(role: str) -> None:
    three = Three()
    three.let_in(0)
    three.say(three.ruth, 1, "in")
    three.say(three.eli, 1, "out", "out-animals")
    three.eli_seat.role = role
    three.eli_seat.save()
    reading = three.browser(three.eli)
    page = reading.get(three.home).content.decode()
    way = re.findall(r'<li><a href="([^"]+)" aria-describedby="task', page)
    assert len(way) > 9
    for address in way:
        assert reading.get(address, follow=True).status_code == 200, address

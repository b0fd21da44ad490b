"""What people read here is easy to read, and what professionals read is not hard.

The Flesch-Kincaid grade of assembled pages of 100 words and more. It is a proxy: it counts syllables and the
length of sentences, and knows nothing of whether a sentence is clear or kind. Grade 6 is read at about 11
years, the upper end of what we aim at for people; grade 9 at about 14. Not counted are names and what
somebody in the world of the test wrote, which are not our words, and scraps of fewer than four words (a
label, a link, a number), which would make every page look easier than it is.
"""

from __future__ import annotations

import re
from html import unescape

import pytest
import textstat
from django.test import Client
from django.urls import reverse

from alongside.care.access.rules.screen_definition import safety_screen
from tests.care.partnership.test_erasure import just_signed_in
from tests.journeys.lived_in import WORDS, LivedIn, make_lived_in

FOR_PEOPLE, FOR_PROFESSIONALS = 6.0, 9.0
ENOUGH_WORDS = 100
SCRAP = 4  # words; what is shorter is no sentence
NAMES = (
    *("Priya Shah", "Joan Archer", "Dr Chidi Okafor", "Lena Marsh", "Noor Haddad", "Sam Bell"),
    *("Riverside Pain Clinic", "Back pain team", "Hand team", "Priya", "Joan", "Sam", "physiotherapist"),
)
BLOCKS = "p|h1|h2|h3|li|label|legend|button|dt|dd|th|td|caption|summary|span|a|figcaption|blockquote|option"


def words_of(html: str) -> str:
    """The text of a page's main part without names and people's own words, a full stop after each block."""
    main = html.split('<main id="main"', 1)[1].split(">", 1)[1].split("</main>", 1)[0]
    main = re.sub(r"<(script|style|textarea|svg|noscript)\b.*?</\1>", " ", main, flags=re.DOTALL)
    for words in WORDS:
        for line in words.splitlines():
            main = main.replace(line, " ")
    for name in NAMES:
        main = main.replace(name, "Ann")
    main = re.sub(r"<br>", " ", main)
    main = re.sub(rf"(?<=[.?!])\s*</({BLOCKS})>", " ", main)
    main = re.sub(rf"</({BLOCKS})>", ". ", main)
    text = unescape(re.sub(r"<[^>]+>", " ", main))
    text = re.sub(r"\S+@\S+|https?://\S+|[●■←→·“”]", " ", text)
    sentences = re.split(r"(?<=[.?!])\s+", re.sub(r"([?!:])\s*\.", r"\1 ", " ".join(text.split())))
    return " ".join(each for each in sentences if len(re.findall(r"[A-Za-z’'-]+", each)) >= SCRAP)


@pytest.fixture
def world(db: None) -> LivedIn:
    return make_lived_in()


def grades(client: Client, pages: dict[str, str]) -> dict[str, float]:
    """The grade of each page that is long enough to have one."""
    found = {}
    for name, address in pages.items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        text = words_of(answer.text)
        if len(text.split()) >= ENOUGH_WORDS:
            found[name] = float(textstat.flesch_kincaid_grade(text))
    return found


def signed_in(world: LivedIn, name: str) -> Client:
    client = Client()
    client.force_login(world.clinic.everyone[name], backend="django.contrib.auth.backends.ModelBackend")
    return client


def too_hard(found: dict[str, float], most: float) -> dict[str, float]:
    return {name: grade for name, grade in found.items() if grade > most}


def test_what_a_person_reads_is_no_harder_than_grade_six(world):
    found = grades(signed_in(world, "joan"), world.persons)
    assert {"story", "heard", "both", "checks", "way", "share", "new or worse"} <= set(found), found
    assert {"a goal", "a decision", "a choice"} <= set(found), found
    assert {"talk", "a conversation", "ring me", "told at home", "agenda", "what was sent"} <= set(found), (
        found
    )
    assert {"everything held", "erase my record"} <= set(found), found
    assert {"how I come back", "an open door", "where my referral stands", "reminders"} <= set(found), found
    assert too_hard(found, FOR_PEOPLE) == {}, found


def test_what_somebody_reads_who_comes_back_is_no_harder_than_grade_six(world):
    client, here = signed_in(world, "sam"), f"/p/{world.clinic.sams.pk}"
    found = grades(client, {"the open door": f"{here}/follow-up/", "come back": f"{here}/come-back/"})
    for question in safety_screen().questions:
        address = f"{here}/new-or-worse/safety/{question.id}/?then=come-back"
        client.post(address, {"answer": "no", "then": "come-back"})
    found |= grades(client, {"what has changed": f"{here}/come-back/say/"})
    assert {"the open door", "come back", "what has changed"} <= set(found), found
    assert too_hard(found, FOR_PEOPLE) == {}, found


def test_what_a_stranger_reads_is_no_harder_than_grade_six(world):
    client = Client()
    found = grades(client, world.signed_out)
    questions = safety_screen().questions
    client.post(f"/door/safety/{questions[0].id}/", {"answer": "not_sure"})
    found |= grades(client, {"advice": "/door/advice/"})
    assert {"door", "advice"} <= set(found), found
    assert too_hard(found, FOR_PEOPLE) == {}, found


def test_what_a_professional_reads_is_no_harder_than_grade_nine(world):
    found = grades(signed_in(world, "priya"), world.professionals)
    lena = just_signed_in(world.clinic, signed_in(world, "lena"))
    answering = reverse("partnership:keep-or-erase", args=[world.clinic.sams.pk])
    found |= grades(lena, world.leads | {"keep or erase": answering})
    assert {"story", "both", "checks", "a check answered"} <= set(found), found
    assert "keep or erase" in found, found
    assert too_hard(found, FOR_PROFESSIONALS) == {}, found


def test_a_hard_sentence_is_found_hard():
    hard = (
        "Participation necessitates comprehensive consideration of multidisciplinary "
        "recommendations concerning pharmacological alternatives."
    )
    html = f'<main id="main"><p>{hard * 12}</p></main>'
    assert textstat.flesch_kincaid_grade(words_of(html)) > FOR_PROFESSIONALS

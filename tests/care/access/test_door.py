"""Come in safely: the first line, the safety screen and the age limit, and every way in which they refuse."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.services.models import Installation, Service
from alongside.care.access import checks
from alongside.care.access.models import ScreenRun
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.partnership.models import Team
from tests.care.access.walk import (
    BORN,
    QUESTIONS,
    answer_all,
    text,
)

LANGUAGES = (
    "English",
    "Polski",
    "Română",
    "ਪੰਜਾਬੀ",
    "اردو",
    "Português",
    "Español",
    "العربية",
    "বাংলা",
    "ગુજરાતી",
)
AFTER_SCREEN = (
    "born/",
    "alone/",
    "you/",
    "how/reach/",
    "how/support/",
    "how/say/",
    "how/needs/",
    "check/",
    "sent/",
)


# ---- The first page ------------------------------------------------------------------------------------


def test_the_first_line_says_in_ten_languages_how_to_ring(door, clinic):
    page = text(door.get("/door/"))
    for language in LANGUAGES:
        assert language in page
    assert page.count(clinic.service.phone) >= len(LANGUAGES)
    assert page.index("Polski") < page.index("<h1>")
    assert 'dir="rtl"' in page


def test_the_numbers_are_those_of_the_services_country_and_of_no_other(door, clinic):
    Service.objects.update(country="NZ")
    page = text(door.get("/door/"))
    assert "1737" in page
    assert "116 123" not in page


def test_who_has_been_here_signs_in(door):
    assert "/account/sign-in/" in text(door.get("/door/"))


def test_where_nobody_can_refer_themselves_the_page_says_how_to_ring(door, clinic):
    Service.objects.update(self_referral_open=False)
    page = text(door.get("/door/"))
    assert "Please ring" in page
    assert "/door/safety/" not in page
    assert door.get("/door/safety/").url == "/door/"
    assert door.post(f"/door/safety/{QUESTIONS[0]}/", {"answer": "no"}).url == "/door/"


def test_a_door_behind_which_nobody_reads_is_shut(door, clinic):
    Team.objects.update(inbox_owner=None)
    assert "Please ring" in text(door.get("/door/"))
    assert door.get("/door/safety/").url == "/door/"


def test_real_people_do_not_meet_questions_that_no_clinician_has_checked(door, clinic, settings):
    settings.UNCHECKED_DEFINITIONS = False
    page = text(door.get("/door/"))
    assert "No clinician has checked" in page
    assert clinic.service.phone in page
    assert "999" in page
    assert door.get("/door/safety/").url == "/door/"
    assert door.get("/door/under-age/").status_code == 200


def test_a_simulation_may_use_them(door, clinic, settings):
    settings.UNCHECKED_DEFINITIONS = False
    Installation.objects.create(simulated=True)
    assert door.get("/door/safety/").status_code == 200


def test_the_deploy_check_says_why_the_door_stays_shut(settings):
    settings.UNCHECKED_DEFINITIONS = False
    assert [each.id for each in checks.signed_definitions()] == ["access.W001"]
    settings.UNCHECKED_DEFINITIONS = True
    assert [each.id for each in checks.signed_definitions()] == ["access.W002"]


def test_the_deploy_check_says_when_a_definition_is_due_for_review():
    with clock.frozen(datetime(2030, 1, 1, tzinfo=UTC)):
        assert "access.W003" in [each.id for each in checks.signed_definitions()]


def test_without_a_service_the_door_still_says_whom_to_ring(db):
    assert "Nothing is set up here yet" in text(Client().get("/door/"))


# ---- The screen ------------------------------------------------------------------------------------------


def test_the_questions_come_one_by_one(door):
    assert door.get("/door/safety/").status_code == 200
    for question, following in pairwise(QUESTIONS):
        assert door.get(f"/door/safety/{question}/").status_code == 200
        assert door.post(f"/door/safety/{question}/", {"answer": "no"}).url == f"/door/safety/{following}/"
    assert door.post(f"/door/safety/{QUESTIONS[-1]}/", {"answer": "no"}).url == "/door/after/"


def test_every_page_of_the_screen_says_whom_to_ring_in_despair_and_offers_to_leave(door):
    for question in QUESTIONS:
        page = text(door.get(f"/door/safety/{question}/"))
        assert "116 123" in page
        assert "data-quick-exit" in page
        door.post(f"/door/safety/{question}/", {"answer": "no"})


def test_nobody_jumps_ahead(door):
    assert door.get(f"/door/safety/{QUESTIONS[4]}/").url == "/door/safety/"
    door.post(f"/door/safety/{QUESTIONS[0]}/", {"answer": "no"})
    for method in (door.get, door.post):
        assert method(f"/door/safety/{QUESTIONS[4]}/").url == f"/door/safety/{QUESTIONS[1]}/"


@pytest.mark.parametrize("page", AFTER_SCREEN)
def test_no_page_after_the_screen_opens_before_it(door, page):
    for method in (door.get, door.post):
        assert method(f"/door/{page}").url == "/door/safety/"


def test_a_question_that_is_not_asked_is_not_found(door):
    assert door.get("/door/safety/shoe-size/").status_code == 404
    assert door.get("/door/how/shoe-size/").status_code == 404


@pytest.mark.parametrize("answer", ["", "maybe", "yes" * 5000, "\x00"])
def test_an_answer_that_is_none_is_asked_again_with_a_message(door, answer):
    response = door.post(f"/door/safety/{QUESTIONS[0]}/", {"answer": answer})
    assert response.status_code == 200
    assert "error-summary" in text(response)
    assert not ScreenRun.objects.exists()


def test_one_can_go_back_and_answer_anew(door):
    answer_all(door)
    assert "checked" in text(door.get(f"/door/safety/{QUESTIONS[0]}/"))
    assert door.post(f"/door/safety/{QUESTIONS[0]}/", {"answer": "yes"}).url == "/door/advice/"
    assert door.get("/door/born/").url == "/door/advice/"


def test_the_end_never_says_that_somebody_is_well(door):
    answer_all(door)
    page = text(door.get("/door/after/"))
    assert "does not mean that nothing is wrong" in page


def test_a_flag_that_means_now_stops_the_asking_at_once(door):
    assert door.post(f"/door/safety/{QUESTIONS[0]}/", {"answer": "not_sure"}).url == "/door/advice/"
    page = text(door.get("/door/advice/"))
    assert "We have not told anyone. Please ring now." in page
    assert 'href="tel:999"' in page
    assert door.get(f"/door/safety/{QUESTIONS[1]}/").url == "/door/advice/"


@pytest.mark.parametrize("question,speed", [("despair", "now"), ("trauma", "today"), ("weight", "this_week")])
def test_every_flag_pauses_the_referral_with_its_own_advice(door, question, speed):
    assert answer_all(door, **{question: "yes"}).url == "/door/advice/"
    assert ScreenRun.objects.get().speed == speed
    assert door.get("/door/born/").url == "/door/advice/"
    assert "We have not told anyone." in text(door.get("/door/advice/"))
    assert "First, please get this help" in text(door.get("/door/advice/"))


def test_before_consent_only_an_anonymous_row_is_kept(door):
    answer_all(door, saddle="yes")
    run = ScreenRun.objects.get()
    assert run.flags == ["saddle"]
    assert run.version == safety_screen().version
    assert run.partnership is None
    assert not run.complete
    assert Account.objects.count() == 7  # the cast, and nobody else


def test_sending_an_answer_twice_keeps_one_row(door):
    answer_all(door, saddle="yes")
    door.post("/door/safety/saddle/", {"answer": "yes"})
    assert ScreenRun.objects.count() == 1


def test_who_was_seen_comes_back_and_goes_on_where_they_were(door):
    answer_all(door, saddle="yes")
    assert door.post("/door/advice/", {"what": "seen"}).url == f"/door/safety/{QUESTIONS[2]}/"
    assert ScreenRun.objects.get().came_back_at is not None
    response: Any = None
    for question in QUESTIONS[2:]:
        response = door.post(f"/door/safety/{question}/", {"answer": "no"})
    assert response.url == "/door/after/"
    assert "Thank you for coming back" in text(door.get("/door/after/"))
    assert door.get("/door/born/").status_code == 200


def test_the_advice_can_be_found_again_after_coming_back(door):
    answer_all(door, weight="yes")
    door.post("/door/advice/", {"what": "seen"})
    assert "Talk to a doctor this week" in text(door.get("/door/advice/"))


def test_who_comes_back_can_be_asked_afresh(door):
    answer_all(door, saddle="yes")
    assert door.post("/door/advice/", {"what": "again"}).url == f"/door/safety/{QUESTIONS[0]}/"
    assert answer_all(door).url == "/door/after/"


def test_who_stops_leaves_nothing(door):
    answer_all(door, saddle="yes")
    key = door.session.session_key
    assert door.post("/door/forget/").url == "/door/"
    assert not ScreenRun.objects.exists()
    assert not Session.objects.filter(session_key=key).exists()
    assert door.get("/door/advice/").url == "/door/safety/"


# ---- Under the age limit -------------------------------------------------------------------------------


@pytest.mark.parametrize("born,admitted", [(date(2008, 11, 12), True), (date(2008, 11, 13), False)])
def test_the_birthday_itself_counts(door, clinic, thursday, born, admitted):
    answer_all(door)
    data = {"born_on_day": born.day, "born_on_month": born.month, "born_on_year": born.year}
    assert door.post("/door/born/", data).url == ("/door/alone/" if admitted else "/door/under-age/")


def test_under_the_age_limit_no_record_is_kept(door, clinic, thursday):
    answer_all(door)
    key = door.session.session_key
    response = door.post("/door/born/", {"born_on_day": 1, "born_on_month": 1, "born_on_year": 2012})
    page = text(door.get(response.url))
    assert "older" in page
    assert "A&amp;E" in page
    assert not ScreenRun.objects.exists()
    assert not Session.objects.filter(session_key=key).exists()
    assert door.get("/door/born/").url == "/door/safety/"


def test_a_service_may_take_people_from_sixteen(door, clinic, thursday):
    Service.objects.update(age_limit=16)
    answer_all(door)
    sixteen = {"born_on_day": 1, "born_on_month": 1, "born_on_year": 2010}
    assert door.post("/door/born/", sixteen).url == "/door/alone/"


@pytest.mark.parametrize(
    "data",
    [{}, {**BORN, "born_on_month": "13"}, {**BORN, "born_on_year": "2190"}, {**BORN, "born_on_year": "1800"}],
)
def test_a_date_that_cannot_be_is_asked_again(door, data):
    answer_all(door)
    response = door.post("/door/born/", data)
    assert response.status_code == 200
    assert "error-summary" in text(response)

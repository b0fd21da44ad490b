"""Who somebody is, an address proven, how they want it, and off to the team: once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from alongside.base import clock
from alongside.care.access.models import Referral, ScreenRun
from alongside.care.partnership import way
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.preferences import Support
from tests.care.access.walk import (
    BORN,
    DETAILS,
    QUESTIONS,
    answer_all,
    code_in_mail,
    send,
    text,
    to_check,
    up_to_details,
    way_of_ada,
)

# ---- Who, and the code -----------------------------------------------------------------------------------


def test_a_name_and_one_way_to_reach_them_is_enough(door):
    up_to_details(door)
    nothing = door.post("/door/you/", {"full_name": "Ada Quill"})
    assert "One is enough" in text(nothing)
    assert "Ada Quill" in text(nothing)
    assert (
        door.post("/door/you/", {"full_name": "Ada Quill", "phone": "0113 496 0303"}).url
        == "/door/how/reach/"
    )


@pytest.mark.parametrize(
    "bad", [{"email": "no-at"}, {"phone": "ring me"}, {"full_name": ""}, {"full_name": "x" * 201}]
)
def test_what_cannot_be_is_said_beside_the_field_and_kept(door, bad):
    up_to_details(door)
    response = door.post("/door/you/", {**DETAILS, **bad})
    assert response.status_code == 200
    assert "error-summary" in text(response)
    assert DETAILS["known_as"] in text(response)


def test_an_address_is_proven_before_anything_is_sent_under_it(door):
    up_to_details(door)
    assert door.post("/door/you/", DETAILS).url == "/door/code/"
    assert door.get("/door/check/").url == "/door/code/"
    assert "did not match" in text(door.post("/door/code/", {"code": "0000-0000"}))
    assert door.post("/door/code/", {"code": code_in_mail()}).url == "/door/how/reach/"


def test_a_code_serves_its_own_address_only(door):
    up_to_details(door)
    door.post("/door/you/", DETAILS)
    code = code_in_mail()
    door.post("/door/you/", {**DETAILS, "email": "other@people.example"})
    assert "did not match" in text(door.post("/door/code/", {"code": code}))


def test_a_code_dies_after_a_quarter_of_an_hour(door, thursday):
    up_to_details(door)
    door.post("/door/you/", DETAILS)
    with clock.frozen(datetime(2026, 11, 12, 10, 46, tzinfo=UTC)):
        assert "no longer works" in text(door.post("/door/code/", {"code": code_in_mail()}))


def test_guessing_codes_comes_to_an_end_also_across_sessions(door, clinic):
    page, window = "", Client()
    for _window in range(3):
        window = Client()
        up_to_details(window)
        window.post("/door/you/", DETAILS)
        for guess in range(5):
            page = text(window.post("/door/code/", {"code": f"0000000{guess}"}))
    assert "too many tries" in page
    assert "too many tries" in text(window.post("/door/code/", {"code": code_in_mail()}))


def test_the_answer_is_the_same_whether_or_not_we_know_the_address(door, clinic):
    pages = []
    for address in ("joan@people.example", "nobody@people.example"):
        client = Client()
        up_to_details(client)
        response: Any = client.post("/door/you/", {**DETAILS, "email": address})
        body = text(client.get(response.url)).replace(address, "")
        pages.append((response.url, mail.outbox[-1].subject, len(body)))
    assert pages[0] == pages[1]


def test_where_the_mail_server_is_away_nothing_typed_is_lost(door, settings):
    up_to_details(door)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    page = text(door.post("/door/you/", DETAILS))
    assert "cannot send e-mail just now" in page
    assert DETAILS["full_name"] in page
    assert door.post("/door/you/", {**DETAILS, "email": ""}).url == "/door/how/reach/"


# ---- How I want it, and off --------------------------------------------------------------------------------


def test_a_stranger_refers_themselves_from_the_first_question_to_their_own_pages(door, clinic, thursday):
    to_check(door)
    assert door.get("/door/check/").status_code == 200
    assert send(door).url == "/door/sent/"
    page = text(door.get("/door/sent/"))
    assert "We are open now, but we may not read this at once." in page
    partnership = Partnership.objects.get(full_name="Ada Quill")
    assert partnership.came_by == Partnership.CameBy.SELF
    assert partnership.team == clinic.team
    assert partnership.person.email == "ada@people.example"
    assert partnership.person.neutral_mail
    assert AttentionItem.objects.get(partnership=partnership).kind == "waiting-for-contact"
    assert ScreenRun.objects.get().partnership == partnership
    assert door.post("/door/open/").url == "/"
    assert "Ada" in text(door.get("/"))


def test_at_the_weekend_the_page_says_when_it_is_read(door, clinic):
    with clock.frozen(datetime(2026, 11, 14, 20, 0, tzinfo=UTC)):
        to_check(door)
        send(door)
        assert "Nobody reads this before Monday 9:00." in text(door.get("/door/sent/"))


def test_everything_about_how_can_be_left_for_later(door, clinic):
    answer_all(door)
    door.post("/door/born/", BORN)
    for page in ("alone/",):
        door.post(f"/door/{page}", {"later": "1"})
    door.post("/door/you/", {"full_name": "Ada Quill", "phone": "0113 496 0303"})
    for page in ("reach", "support", "say", "needs"):
        door.post(f"/door/how/{page}/", {"later": "1"})
    assert "Not said yet" in text(door.get("/door/check/"))
    send(door)
    assert way_of_ada().said == []


def test_what_they_asked_for_counts_from_the_first_day(door, clinic):
    to_check(door, support="none_unless_i_ask")
    send(door)
    partnership = Partnership.objects.get(full_name="Ada Quill")
    assert way.way_of(partnership).support is Support.NONE_UNLESS_I_ASK
    assert not way.may_offer_advice(partnership, asked=False)


def test_an_option_that_is_none_is_refused(door):
    up_to_details(door)
    door.post("/door/you/", {**DETAILS, "email": ""})
    assert "error-summary" in text(door.post("/door/how/reach/", {"channels": ["pigeon"]}))


def test_without_e_mail_the_team_rings(door, clinic):
    to_check(door, {"full_name": "Ada Quill", "phone": "0113 496 0303"})
    send(door)
    assert "the team will ring you" in text(door.get("/door/sent/"))
    assert Partnership.objects.get(full_name="Ada Quill").person.email is None
    assert door.post("/door/open/").url == "/"
    assert not door.get("/").wsgi_request.user.is_authenticated


def test_sent_twice_it_counts_once(door, clinic):
    to_check(door, {"full_name": "Ada Quill", "phone": "0113 496 0303"})
    before = {**door.session["door"]}
    send(door)
    session = door.session
    session["door"] = before  # the second window, which does not know of the first
    session.save()
    assert send(door).url == "/door/sent/"
    assert Partnership.objects.filter(full_name="Ada Quill").count() == 1
    assert Referral.objects.count() == 1


def test_once_sent_the_door_leads_to_what_was_sent(door, clinic):
    to_check(door)
    send(door)
    for page in ("safety/", "born/", "you/", "check/", f"safety/{QUESTIONS[0]}/"):
        assert door.get(f"/door/{page}").url == "/door/sent/"


def test_a_session_that_was_tampered_with_passes_no_screen(door, clinic):
    to_check(door)
    session = door.session
    stored = session["door"]
    stored["runs"] = []
    session["door"] = stored
    session.save()
    assert send(door).url == "/door/safety/"
    assert not Partnership.objects.filter(full_name="Ada Quill").exists()


def test_a_session_of_another_version_begins_afresh(door, clinic):
    door.get("/door/safety/")
    session = door.session
    session["door"] = {"unheard_of": 1}
    session.save()
    assert door.get("/door/born/").url == "/door/safety/"

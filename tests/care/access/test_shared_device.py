"""Whoever uses the same telephone or computer next does not find what somebody told the door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from alongside.base import clock
from alongside.care.access import session
from alongside.care.access.models import ScreenRun
from tests.care.access.walk import DETAILS, QUESTIONS, answer_all, send, text, to_check

TYPED = (*DETAILS.values(), "1971-03-27", "at the stairs")


def kept(door: Any) -> str:
    return str(dict(door.session))


@pytest.fixture
def later(thursday):
    def wait(hours: float) -> Any:
        return clock.frozen(thursday + timedelta(hours=hours))

    return wait


def test_what_was_typed_is_gone_from_the_browser_as_soon_as_it_is_sent(door, thursday):
    to_check(door, note="at the stairs")
    assert all(each in kept(door) for each in TYPED)
    send(door)
    left = kept(door)
    assert not [each for each in TYPED if each in left and each != DETAILS["known_as"]]
    assert not [each for each in QUESTIONS if each in left]
    assert "Ada" in text(door.get("/door/sent/"))


def test_half_an_hour_after_sending_the_door_knows_nobody(door, later):
    to_check(door)
    send(door)
    with later(0.6):
        assert door.get("/door/sent/").url == "/door/safety/"
        assert "Ada" not in text(door.get("/door/"))
        assert door.get("/door/safety/").status_code == 200
        door.post("/door/open/")
        assert not door.get("/").wsgi_request.user.is_authenticated


def test_who_walks_away_is_forgotten_within_a_day_and_asked_afresh(door, later):
    to_check(door)
    with later(19):
        assert "Ada Quill" in text(door.get("/door/check/"))
    with later(21):
        assert door.get("/door/check/").url == "/door/safety/"
        assert "Go on where I was" not in text(door.get("/door/"))
    assert door.session.get_expiry_age() <= session.KEPT_FOR.total_seconds()  # the row goes too


def test_a_referral_that_a_red_flag_paused_waits_for_its_person_for_two_weeks(door, later, settings):
    answer_all(door, saddle="yes")
    assert door.session.get_expiry_age() == settings.SESSION_COOKIE_AGE
    with later(24 * 13):
        assert door.get("/door/born/").url == "/door/advice/"
        door.post("/door/advice/", {"what": "seen"})
    assert ScreenRun.objects.get().came_back_at is not None


def test_what_a_flag_pauses_later_waits_without_a_name(door, later):
    to_check(door)
    door.post(f"/door/safety/{QUESTIONS[-1]}/", {"answer": "yes"})
    with later(21):
        assert door.get("/door/you/").url == "/door/advice/"
        assert "Ada" not in text(door.get("/door/advice/"))
        door.post("/door/advice/", {"what": "seen"})
        assert door.get("/door/check/").url == "/door/born/"
    assert "Ada" not in kept(door)


def test_leaving_at_once_forgets_what_was_typed_and_what_was_answered(door):
    to_check(door, note="at the stairs")
    left = door.post("/door/leave/")
    assert (left.status_code, left["Location"]) == (303, settings.LEAVE_FOR)
    assert not [each for each in (*TYPED, *QUESTIONS) if each in kept(door)]
    assert not ScreenRun.objects.exists()
    assert "Go on where I was" not in text(door.get("/door/"))


def test_without_scripts_the_browser_may_be_led_away(door):
    """A form answered by another site's page is stopped by the browser unless the policy names that site."""
    policy = door.get("/door/")["Content-Security-Policy"]
    assert f"form-action 'self' {settings.LEAVE_FOR}" in policy


def test_leaving_at_once_leaves_nobody_signed_in_even_from_a_page_that_has_grown_old(clinic):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clinic.joan)
    assert client.get("/").status_code == 200
    client.post("/door/leave/", {"csrfmiddlewaretoken": "of before"})
    assert client.get("/").url == "/door/"

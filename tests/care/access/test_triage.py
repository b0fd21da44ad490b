"""What becomes of a referral: a clock, an owner, and reasons the person can read at any time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from alongside.base import clock
from alongside.care.access import catalogue
from alongside.care.access.actions import triage
from alongside.care.access.actions.triage import Decision
from alongside.care.access.models import ComingBack, Referral, ScreenRun, Triage
from alongside.care.access.rules.referral import Outcome
from alongside.care.access.rules.signed import DEFINITIONS
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.attention import WAITING
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Partnership
from tests.care.access.walk import BORN, answer_all, send, text, to_check

OWN = (
    (DEFINITIONS / "referral.toml").read_text(encoding="utf-8").replace("prefixes = []", 'prefixes = ["LS"]')
    + """
[[not_for]]
id = "claim"
choice = "I need a report for a claim"
title = "We cannot write reports for claims"
text = ["Ask whoever wants the report who may write it."]
ring = ["urgent"]
"""
)


@pytest.fixture
def adas(thursday, door, clinic) -> Partnership:
    """Ada has sent her referral on a Thursday morning."""
    to_check(door)
    send(door)
    return Partnership.objects.select_related("service", "team").get(full_name="Ada Quill")


def item_of(partnership: Partnership) -> AttentionItem:
    return AttentionItem.objects.get(partnership=partnership, kind=WAITING, closed_at=None)


def test_from_sending_on_it_has_an_owner_and_a_clock_by_the_clinics_calendar(adas, clinic):
    item = item_of(adas)
    assert item.owner == clinic.priya, "who reads the team's inbox"
    assert item.due_at == datetime(2026, 11, 20, tzinfo=UTC), "five working days: Thursday the 19th ends"


def test_she_sees_at_any_time_where_it_stands(adas, clinic, client):
    client.force_login(adas.person, backend="django.contrib.auth.backends.ModelBackend")
    here = reverse("access:referral", args=[adas.pk])
    assert "Someone in the team looks at it by 19 November 2026." in client.get(here).text
    assert "by 19 November 2026" in client.get("/").text
    decision = Decision(Outcome.SOON, ["getting-worse"], "Your sleep cannot wait.")
    triage.decide(partnership=adas, decision=decision, by=clinic.okafor)
    page = client.get(here).text
    assert "We would like to see you soon." in page
    assert "What you told us has been getting worse." in page
    assert "Your sleep cannot wait." in page
    assert "Dr Chidi Okafor, doctor" in page
    assert "By 26 November 2026." in page
    partnerships.take_on(partnership=adas, by=clinic.okafor)
    assert "Dr Chidi Okafor" in client.get(here).text


def test_soon_comes_before_routine_and_both_carry_their_day(adas, clinic):
    triage.decide(partnership=adas, decision=Decision(Outcome.ROUTINE, ["fits"]), by=clinic.priya)
    routine = item_of(adas)
    triage.decide(partnership=adas, decision=Decision(Outcome.SOON, ["fits"]), by=clinic.priya)
    soon = item_of(adas)
    assert soon.harm < routine.harm
    assert soon.due_at < routine.due_at


def test_not_the_right_place_says_where_to_turn_and_can_be_taken_back(adas, clinic, client):
    with pytest.raises(triage.NoReason):
        triage.decide(partnership=adas, decision=Decision(Outcome.NOT_HERE, ["elsewhere"]), by=clinic.priya)
    turn_to = "The hand clinic at St James, 0113 496 0999."
    elsewhere = Decision(Outcome.NOT_HERE, ["elsewhere"], turn_to=turn_to)
    triage.decide(partnership=adas, decision=elsewhere, by=clinic.priya)
    assert adas.state == Partnership.State.ENDED
    assert not AttentionItem.objects.filter(partnership=adas, kind=WAITING, closed_at=None).exists()
    client.force_login(adas.person, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("access:referral", args=[adas.pk])).text
    assert turn_to in page
    assert 'Ring us: <a class="tel" href="tel:01134960101">0113 496 0101</a>' in page
    triage.decide(partnership=adas, decision=Decision(Outcome.TALK_FIRST, ["not-clear"]), by=clinic.okafor)
    assert adas.state == Partnership.State.WAITING
    assert item_of(adas).owner == clinic.priya


def test_a_reason_that_does_not_go_with_it_is_none(adas, clinic):
    with pytest.raises(triage.NoReason):
        triage.decide(partnership=adas, decision=Decision(Outcome.SOON, ["elsewhere"]), by=clinic.priya)


def test_only_professionals_decide_and_only_while_somebody_waits(adas, clinic):
    decision = Decision(Outcome.ROUTINE, ["fits"])
    for who in (adas.person, clinic.noor, clinic.lena, clinic.stranger):
        with pytest.raises(Refused):
            triage.decide(partnership=adas, decision=decision, by=who)
    partnerships.take_on(partnership=adas, by=clinic.priya)
    with pytest.raises(triage.NotWaiting):
        triage.decide(partnership=adas, decision=decision, by=clinic.priya)
    assert not Triage.objects.exists()


def test_so_soon_after_it_nothing_new_is_sent_and_later_she_comes_back_to_the_same(adas, clinic, client):
    elsewhere = Decision(Outcome.NOT_HERE, ["elsewhere"], turn_to="The hand clinic, 0113 496 0999.")
    triage.decide(partnership=adas, decision=elsewhere, by=clinic.priya)
    with clock.frozen(clock.now() + timedelta(days=10)):
        to_check(client)
        assert send(client).url == "/door/not-here/repeat/"
        assert "Then ring us and say so." in text(client.get("/door/not-here/repeat/"))
        assert Referral.objects.count() == 1
    with clock.frozen(clock.now() + timedelta(days=40)):
        client.cookies.clear()
        to_check(client)
        assert send(client).url == "/door/sent/"
    adas.refresh_from_db()
    assert adas.state == Partnership.State.WAITING, "she has no contact yet"
    assert ComingBack.objects.filter(partnership=adas).waiting().exists()


@pytest.fixture
def own_rules(tmp_path, monkeypatch):
    """A clinic's own rules, which ask where somebody lives and what it is about."""
    with monkeypatch.context() as patch:
        patch.setattr(catalogue, "own_folder", lambda: tmp_path)
        (tmp_path / "referral.toml").write_text(OWN)
        catalogue.forget()
        yield
    catalogue.forget()


def test_what_a_professional_types_for_somebody_is_asked_the_same(own_rules, clinic, as_):
    client = as_("okafor")

    def begins():
        client.post("/door/for-someone/", {"how": "telephone"})
        answer_all(client)
        assert client.post("/door/born/", BORN).url == "/door/place/"

    begins()
    assert "Read each page out." in text(client.get("/door/place/"))
    assert client.post("/door/place/", {"postcode": "M1 1AA", "about": "none"}).url == "/door/not-here/area/"
    assert "Read each page out." in text(client.get("/door/not-here/area/"))
    assert not ScreenRun.objects.exists()
    begins()
    assert client.get("/door/you/").url == "/door/place/", "it is not gone past"
    assert client.post("/door/place/", {"postcode": "ls6 2aa", "about": "none"}).url == "/door/alone/"


def test_the_clinics_own_rules_turn_away_with_words_and_a_number_and_keep_nothing(own_rules, door, clinic):
    answer_all(door, saddle="yes")
    assert "/door/advice/" in door.get("/door/place/").url, "advice comes first, whatever the rules say"
    door.post("/door/forget/")
    for sent, why, words in (
        ({"postcode": "M1 1AA", "about": "none"}, "area", "for people who live nearby"),
        ({"postcode": "LS1 4AP", "about": "claim"}, "claim", "We cannot write reports for claims"),
    ):
        answer_all(door)
        assert door.post("/door/born/", BORN).url == "/door/place/"
        assert door.post("/door/place/", sent).url == f"/door/not-here/{why}/"
        page = text(door.get(f"/door/not-here/{why}/"))
        assert words in page
        assert "0113 496 0101" in page
        assert "numb between your legs" in page
        assert not ScreenRun.objects.exists()
        assert door.get("/door/alone/").url == "/door/safety/", "nothing is remembered"
    answer_all(door)
    door.post("/door/born/", BORN)
    assert door.post("/door/place/", {"postcode": "ls6 2aa", "about": "none"}).url == "/door/alone/"
    assert door.get("/door/not-here/nonsense/").status_code == 404

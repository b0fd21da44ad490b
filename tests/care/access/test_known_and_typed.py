"""Who is here already, what a professional types for somebody, and what the actions refuse by themselves."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache

from alongside.base.record.models import Event
from alongside.base.services.models import Service
from alongside.care.access.actions import referral, screening
from alongside.care.access.models import NewOrWorse, Referral, ScreenRun
from alongside.care.partnership.models import AttentionItem, Partnership
from tests.care.access.walk import (
    BORN,
    DETAILS,
    QUESTIONS,
    answer_all,
    run_of,
    send,
    text,
    to_check,
    up_to_details,
    way_of_ada,
)

# ---- Who is here already -----------------------------------------------------------------------------------


def test_who_proves_an_address_we_know_comes_back_to_the_same_partnership(door, clinic):
    to_check(door, {**DETAILS, "email": "joan@people.example"})
    send(door)
    clinic.partnership.refresh_from_db()
    assert clinic.partnership.full_name == "Joan Archer"
    assert clinic.partnership.phone == "0113 496 0202"
    assert Partnership.objects.filter(person=clinic.joan).count() == 1
    item = AttentionItem.objects.get(partnership=clinic.partnership, kind="came-back")
    assert item.owner == clinic.priya
    page = text(door.get("/door/sent/"))
    assert "Open my pages now" not in page
    door.post("/door/open/")
    assert not door.get("/door/").wsgi_request.user.is_authenticated


def test_what_somebody_else_types_under_my_address_never_reaches_my_record(door, clinic):
    up_to_details(door)
    door.post("/door/you/", {**DETAILS, "email": "joan@people.example"})
    assert send(door).url == "/door/code/"
    assert not Referral.objects.exists()


def test_somebody_signed_in_without_a_partnership_needs_no_code(clinic, as_):
    client = as_("stranger")
    answer_all(client)
    client.post("/door/born/", BORN)
    client.post("/door/alone/", {"later": "1"})
    assert client.post("/door/you/", {"full_name": "Stella Ranger"}).url == "/door/how/reach/"
    for page in ("reach", "support", "say", "needs"):
        client.post(f"/door/how/{page}/", {"later": "1"})
    send(client)
    assert Partnership.objects.get(person=clinic.stranger).full_name == "Stella Ranger"


def test_a_person_of_ours_answers_the_screen_and_it_is_joined_to_their_partnership(clinic, as_):
    client = as_("joan")
    answer_all(client)
    page = text(client.get("/door/after/"))
    assert f"/p/{clinic.partnership.pk}/way/" in page
    assert ScreenRun.objects.get().partnership == clinic.partnership
    assert client.get("/door/born/").url == "/door/after/"
    assert not NewOrWorse.objects.exists()


def test_a_flag_of_a_person_of_ours_reaches_their_team(clinic, as_, thursday):
    client = as_("joan")
    answer_all(client, saddle="yes")
    assert "Your team will find this" in text(client.get("/door/advice/"))
    kinds = set(AttentionItem.objects.filter(partnership=clinic.partnership).values_list("kind", flat=True))
    assert {"new-or-worse", "were-you-seen"} <= kinds


# ---- Typed for someone ------------------------------------------------------------------------------------


def typed(client, email=""):
    assert client.post("/door/for-someone/", {"how": "telephone"}).url == "/door/safety/"
    answer_all(client)
    client.post("/door/born/", BORN)
    client.post("/door/alone/", {"later": "1"})
    client.post("/door/you/", {"full_name": "Ada Quill", "phone": "0113 496 0303", "email": email})
    for page in ("reach", "support", "say", "needs"):
        client.post(f"/door/how/{page}/", {"later": "1"})


def test_a_professional_types_what_somebody_says_and_reads_it_back(clinic, as_):
    client = as_("okafor")
    typed(client, "ada@people.example")
    assert "Read it back" in text(client.post("/door/check/"))
    assert not Referral.objects.exists()
    assert client.post("/door/check/", {"read_back": "on"}).url == "/door/sent/"
    partnership = Partnership.objects.get(full_name="Ada Quill")
    assert partnership.came_by == Partnership.CameBy.TYPED
    referred = Referral.objects.get()
    assert (referred.how, referred.by) == ("telephone", clinic.okafor)
    assert referred.read_back_at is not None
    assert partnership.person.email == "ada@people.example"
    assert Event.objects.filter(kind="access.typed", by=clinic.okafor).exists()


def test_urgent_advice_is_read_out_and_nobody_claims_to_have_told(clinic, as_):
    client = as_("okafor")
    client.post("/door/for-someone/", {"how": "telephone"})
    answer_all(client, saddle="yes")
    page = text(client.get("/door/advice/"))
    assert "Read this out now" in page
    assert "Alongside has told nobody" in page


def test_an_address_that_somebody_has_is_not_taken_by_typing(clinic, as_):
    client = as_("okafor")
    typed(client, "joan@people.example")
    assert client.post("/door/check/", {"read_back": "on"}).url == "/door/you/"
    assert not Referral.objects.exists()


@pytest.mark.parametrize("who", ["joan", "stranger", "lena"])
def test_only_a_professional_with_a_seat_types_for_someone(as_, who):
    assert as_(who).get("/door/for-someone/").status_code == 404
    assert as_(who).post("/door/for-someone/", {"how": "paper"}).status_code == 404


def test_signed_out_nobody_types_for_someone(door):
    assert door.get("/door/for-someone/").status_code == 302


def test_a_professional_does_not_walk_through_the_door_as_themselves(as_, clinic):
    assert as_("priya").get("/door/safety/").url == "/door/"


def test_what_a_professional_typed_does_not_wait_for_the_next_user_of_the_browser(clinic, as_):
    client = as_("okafor")
    client.post("/door/for-someone/", {"how": "telephone"})
    answer_all(client)
    client.force_login(clinic.stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/door/born/").url == "/door/safety/"


# ---- The actions refuse by themselves ----------------------------------------------------------------------

ADA = referral.Who(full_name="Ada Quill", known_as="", born_on=date(1971, 3, 27), phone="0113 496 0303")


def test_no_referral_without_a_screen(clinic):
    with pytest.raises(referral.NotScreened):
        referral.send(service=clinic.service, who=ADA, way_answers={}, run_ids=[])


def test_no_referral_while_advice_waits(clinic):
    run = run_of(clinic.service, saddle="yes")
    with pytest.raises(referral.NotScreened):
        referral.send(service=clinic.service, who=ADA, way_answers={}, run_ids=[run.pk])
    screening.came_back(run_ids=[run.pk])
    sent = referral.send(service=clinic.service, who=ADA, way_answers={}, run_ids=[run.pk])
    assert sent.partnership.known_as == "Ada Quill"


def test_no_referral_under_the_age_limit(clinic, thursday):
    young = referral.Who(full_name="Ada", known_as="", born_on=date(2012, 1, 1))
    run = run_of(clinic.service)
    with pytest.raises(referral.UnderAge):
        referral.send(service=clinic.service, who=young, way_answers={}, run_ids=[run.pk])


def test_somebody_elses_run_serves_nobody_twice(clinic):
    run = run_of(clinic.service)
    first = referral.send(service=clinic.service, who=ADA, way_answers={}, run_ids=[run.pk])
    again = referral.send(service=clinic.service, who=ADA, way_answers={}, run_ids=[run.pk])
    assert first.referral == again.referral
    assert not again.new_account


def test_a_run_of_another_service_does_not_count(clinic):
    elsewhere = Service.objects.create(name="Hill Clinic", phone="1")
    run = run_of(elsewhere)
    with pytest.raises(referral.NotScreened):
        referral.send(service=clinic.service, who=ADA, way_answers={}, run_ids=[run.pk])


def test_what_somebody_wrote_is_in_no_event_address_or_mail(door, clinic, caplog):
    canary = "CANARY-wheelbarrow"
    to_check(door, note=canary)
    response = send(door)
    door.get(response.url)
    assert way_of_ada().needs_note == canary
    spoken = [str(event.facts) for event in Event.objects.all()]
    spoken += [f"{message.subject}{message.body}{message.from_email}" for message in mail.outbox]
    spoken += [record.getMessage() for record in caplog.records]
    assert not any(canary in each or "Quill" in each for each in [*spoken, response.url])


def test_the_screen_asks_a_constant_number_of_queries(door, clinic, django_assert_max_num_queries):
    cache.clear()
    door.get("/door/safety/")
    door.post(f"/door/safety/{QUESTIONS[0]}/", {"answer": "no"})
    with django_assert_max_num_queries(7):
        door.get(f"/door/safety/{QUESTIONS[1]}/")
    with django_assert_max_num_queries(10):
        door.post(f"/door/safety/{QUESTIONS[1]}/", {"answer": "no"})


def test_the_advice_can_be_found_again_while_the_rest_is_asked(door):
    answer_all(door, saddle="yes")
    door.post("/door/advice/", {"what": "seen"})
    assert "cauda equina" in text(door.get("/door/advice/"))


def test_a_paused_answer_keeps_one_row_however_many_questions_follow(door):
    answer_all(door, trauma="yes", weight="yes")
    assert ScreenRun.objects.count() == 1

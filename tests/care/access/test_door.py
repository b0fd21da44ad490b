"""Come in safely: the door, from the first line to the referral, and every way in which it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record.models import Event
from alongside.base.services.models import Installation, Service
from alongside.care.access import checks
from alongside.care.access.actions import referral, screening
from alongside.care.access.models import NewOrWorse, Referral, ScreenRun
from alongside.care.access.rules.screen import Answer, assess
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.partnership import way
from alongside.care.partnership.models import AttentionItem, Partnership, Team, Way
from alongside.care.partnership.rules.preferences import Support
from tests.care.access.walk import BORN, DETAILS, QUESTIONS, answer_all, code_in_mail, send, to_check

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


@pytest.fixture
def door(clinic):
    return Client()


def way_of_ada() -> Way:
    row = way.current(Partnership.objects.get(full_name="Ada Quill"))
    assert row is not None
    return row


def text(response):
    return response.content.decode()


def run_of(service, **answers):
    """A run kept through the real action."""
    given = {question: Answer(answers.get(question, "no")) for question in QUESTIONS}
    return screening.keep(service=service, assessment=assess(safety_screen(), given))


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


# ---- Who, and the code -----------------------------------------------------------------------------------


def up_to_details(client):
    answer_all(client)
    client.post("/door/born/", BORN)
    client.post("/door/alone/", {"later": "1"})


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

"""*My way*: the person says how they want it, the team reads it, and the software keeps to it."""

from __future__ import annotations

import pytest

from alongside.base.accounts.models import Account
from alongside.base.record.models import Delivery, Event
from alongside.care.access import presenters
from alongside.care.access.actions import way as actions
from alongside.care.partnership import contacting, way
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import Way
from alongside.care.partnership.rules.preferences import Channel, Purpose
from alongside.care.support.today import Card, as_they_asked


def says(clinic, **answers):
    return actions.set_way(partnership=clinic.partnership, answers=answers, by=clinic.joan)


def test_every_change_is_a_new_version_and_the_rest_stays(clinic):
    says(clinic, support="a_lot", channels=["phone"])
    says(clinic, support="some")
    first, second = Way.objects.order_by("version")
    assert (first.support, second.support) == ("a_lot", "some")
    assert second.channels == ["phone"]
    assert second.said == ["channels", "support"]


@pytest.mark.parametrize("who", ["priya", "okafor", "noor", "lena", "sam", "stranger"])
def test_nobody_else_says_how_a_person_wants_it(clinic, who):
    with pytest.raises(Refused):
        actions.set_way(partnership=clinic.partnership, answers={"support": "some"}, by=clinic.everyone[who])


@pytest.mark.parametrize("answers", [{"shoe": "1"}, {"support": "pigeon"}, {"channels": ["pigeon"]}])
def test_what_is_no_question_or_no_option_is_refused(clinic, answers):
    with pytest.raises(ValueError, match="is not"):
        actions.set_way(partnership=clinic.partnership, answers=answers, by=clinic.joan)
    assert not Way.objects.exists()


def test_no_advice_unless_i_ask_is_obeyed_from_the_first_day(clinic):
    advice = Card(title="Try a short walk", text="", is_advice=True)
    due = Card(title="Priya wrote back", text="")
    assert as_they_asked(clinic.partnership, [advice, due]) == [advice, due]
    says(clinic, support="none_unless_i_ask")
    assert as_they_asked(clinic.partnership, [advice, due]) == [due]
    assert not way.may_offer_advice(clinic.partnership, asked=False)
    assert way.may_offer_advice(clinic.partnership, asked=True)


def test_emergency_advice_is_shown_whatever_was_asked(clinic, as_):
    says(clinic, support="none_unless_i_ask", contact="do_not_contact")
    assert way.may_offer_advice(clinic.partnership, asked=False, urgent=True)
    client = as_("joan")
    client.post(f"/p/{clinic.partnership.pk}/new-or-worse/safety/bladder_bowel/", {"answer": "yes"})
    page = client.get(f"/p/{clinic.partnership.pk}/new-or-worse/advice/").content.decode()
    assert "Please ring now." in page


def test_what_they_do_not_want_is_withheld_and_written_down(clinic):
    says(clinic, channels=["email"], contact="do_not_contact")
    delivery = contacting.notify(clinic.partnership, "new", Purpose.ROUTINE)
    assert (delivery.state, delivery.problem) == (Delivery.State.WITHHELD, "do_not_contact")


def test_only_to_answer_me_is_obeyed(clinic):
    says(clinic, channels=["email"], contact="only_replies")
    assert contacting.notify(clinic.partnership, "new", Purpose.ROUTINE).problem == "only_replies"
    assert contacting.notify(clinic.partnership, "new", Purpose.REPLY).state == Delivery.State.DUE


@pytest.mark.parametrize("seen,neutral", [("nobody", False), ("someone", True), ("not_sure", True)])
def test_where_others_may_see_the_mail_it_is_neutral(clinic, seen, neutral):
    says(clinic, channels=["email"], seen_by_others=seen)
    assert contacting.notify(clinic.partnership, "new", Purpose.REPLY).neutral is neutral
    assert Account.objects.get(pk=clinic.joan.pk).neutral_mail is neutral


def test_e_mail_that_was_not_chosen_is_not_sent(clinic):
    says(clinic, channels=["phone"])
    assert contacting.notify(clinic.partnership, "new", Purpose.ROUTINE).problem == "channel_not_chosen"


def test_hours_are_those_of_the_services_own_clock(clinic, thursday):
    says(clinic, channels=["phone"], hours=["weekday_evening"])
    may = way.may_contact(clinic.partnership, channel=Channel.PHONE, purpose=Purpose.ROUTINE)
    assert may.reason.value == "outside_hours"


def test_what_matters_when_ringing_stands_first_for_the_professional(clinic, as_):
    says(
        clinic,
        channels=["phone"],
        hours=["weekday_morning"],
        seen_by_others="someone",
        needs=["interpreter"],
        language="Urdu",
        support="none_unless_i_ask",
    )
    page = as_("priya").get(f"/p/{clinic.partnership.pk}/way/").content.decode()
    for words in ("Ring only: Weekdays, 8 to 12.", "Do not leave voicemail", "Urdu", "No advice unless"):
        assert words in page
    assert page.index("Ring only") < page.index("How may we reach you?")
    assert "/way/channels/" not in page


def test_whoever_skipped_everything_is_treated_with_care(clinic):
    lines = presenters.reaching(None)
    assert any("voicemail" in line for line in lines)


def test_the_person_changes_one_answer(clinic, as_):
    client = as_("joan")
    url = f"/p/{clinic.partnership.pk}/way/say/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"say": "i_decide", "version": "0"}).status_code == 302
    assert "I decide, once I know" in client.get(f"/p/{clinic.partnership.pk}/way/").content.decode()


def test_two_windows_at_once_the_second_sees_both(clinic, as_):
    client = as_("joan")
    url = f"/p/{clinic.partnership.pk}/way/say/"
    client.post(url, {"say": "i_decide", "version": "0"})
    page = client.post(url, {"say": "you_decide", "version": "0"}).content.decode()
    assert "This was changed a moment ago" in page
    assert "Now it says: I decide" in page
    assert Way.objects.count() == 1
    assert client.post(url, {"say": "you_decide", "version": "1"}).status_code == 302


def test_two_windows_on_different_questions_do_not_meet(clinic):
    says(clinic, say="i_decide")
    actions.set_way(
        partnership=clinic.partnership, answers={"support": "some"}, by=clinic.joan, seen_version=0
    )
    assert way.way_of(clinic.partnership).say.value == "i_decide"


@pytest.mark.parametrize("bad", [{"say": "pigeon"}, {"say": ["x"] * 50}])
def test_an_option_that_is_none_is_said_beside_the_field(clinic, as_, bad):
    response = as_("joan").post(f"/p/{clinic.partnership.pk}/way/say/", bad)
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()


@pytest.mark.parametrize("who", ["priya", "noor", "sam", "lena"])
def test_the_pages_to_change_it_are_the_persons_alone(clinic, as_, who):
    url = f"/p/{clinic.partnership.pk}/way/say/"
    assert as_(who).get(url).status_code == 404
    assert as_(who).post(url, {"say": "i_decide"}).status_code == 404


def test_a_question_that_is_not_asked_is_not_found(clinic, as_):
    assert as_("joan").get(f"/p/{clinic.partnership.pk}/way/shoe/").status_code == 404


def test_the_events_hold_no_words(clinic):
    says(clinic, needs=["other"], needs_note="CANARY", language="CANARY")
    assert not any("CANARY" in str(event.facts) for event in Event.objects.all())


def test_the_page_asks_a_constant_number_of_queries(clinic, as_, django_assert_max_num_queries):
    for _version in range(5):
        says(clinic, support="some")
    client = as_("priya")
    client.get(f"/p/{clinic.partnership.pk}/way/")
    with django_assert_max_num_queries(16):
        client.get(f"/p/{clinic.partnership.pk}/way/")

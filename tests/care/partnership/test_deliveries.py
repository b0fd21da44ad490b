"""What was sent, in words: the person's and the team's; opened and answered by their visit alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from alongside.base import clock
from alongside.base.record import deliveries
from alongside.base.record.deliveries import SendingFailed, SendingUnknown
from alongside.base.record.models import Delivery
from alongside.care.partnership import contacting, delivery_presenters
from alongside.care.partnership.contacting import REMINDER
from alongside.care.partnership.models import Schedule, Silence, Way
from alongside.care.partnership.rules.preferences import Purpose
from tests.care.partnership.leaving import WELCOME, rests_until, says
from tests.conftest import THURSDAY, Clinic

State = Delivery.State


@pytest.fixture
def welcome(clinic: Clinic, thursday) -> Clinic:
    says(clinic.partnership, **WELCOME)
    return clinic


def page(clinic: Clinic, as_, who: str, name: str = "deliveries") -> str:
    answer = as_(who).get(reverse(f"partnership:{name}", args=[clinic.partnership.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def notify(clinic: Clinic, template: str = "something-new", about: str = "story") -> Delivery:
    return contacting.notify(clinic.partnership, template, Purpose.REPLY, page=about)


def refused(_delivery: Delivery) -> None:
    raise SendingFailed("smtp-450")


def never(_delivery: Delivery) -> None:
    raise SendingFailed("no-address", final=True)


def silent(_delivery: Delivery) -> None:
    raise SendingUnknown("timeout")


@pytest.mark.parametrize("send, hers, theirs", [
    (None, "It leaves on Thursday 12 November, 10:30.", "It leaves on Thursday 12 November, 10:30."),
    (lambda _: None, "Sent on Thursday 12 November, 10:30.", "Sent on Thursday 12 November, 10:30."),
    (refused, "We try again on Thursday 12 November, 10:31.", "We try again on Thursday 12 November, 10:31."),
    (never, "It could not be sent. Your team was told", "Could not be sent."),
    (silent, "nobody knows whether it arrived. We do not send it twice.", "It is not sent twice by itself."),
])  # fmt: skip
def test_each_state_is_said_in_the_words_of_each_side(
    welcome: Clinic, as_, send, hers: str, theirs: str
) -> None:
    notify(welcome)
    if send:
        deliveries.work_off(send)
    # The team looks first: when she comes, it has arrived.
    assert theirs in page(welcome, as_, "priya")
    assert "Something new: your story" in page(welcome, as_, "okafor")
    assert hers in page(welcome, as_, "joan")


def test_what_was_withheld_says_that_it_was_at_her_own_word(welcome: Clinic, as_) -> None:
    says(welcome.partnership, contact="do_not_contact")
    notify(welcome)
    assert "Not sent, because you asked us not to contact you." in page(welcome, as_, "joan")
    assert "Withheld: they asked not to be contacted." in page(welcome, as_, "priya")
    assert "Do not contact them first." in page(welcome, as_, "priya")


def test_what_waits_for_the_end_of_a_bad_day_says_so(welcome: Clinic, as_) -> None:
    contacting.notify(welcome.partnership, "something-new", Purpose.ROUTINE)
    rests_until(welcome.partnership, date(2026, 11, 14))
    deliveries.work_off(refused)
    assert "It waits until Sunday 15 November, 08:00" in page(welcome, as_, "joan")


@pytest.mark.parametrize("who", ["noor", "lena", "sam", "stranger"])
def test_nobody_else_sees_what_was_sent(welcome: Clinic, as_, who: str) -> None:
    for name in ("deliveries", "reminders"):
        url = reverse(f"partnership:{name}", args=[welcome.partnership.pk])
        assert as_(who).get(url).status_code == 404


def test_it_counts_as_opened_when_she_comes_to_what_it_is_about_and_not_before(welcome: Clinic, as_) -> None:
    delivery = notify(welcome, about="way")
    as_("joan").get(reverse("access:way", args=[welcome.partnership.pk]))
    deliveries.work_off(lambda _: None)
    as_("joan").get("/")
    as_("priya").get(reverse("access:way", args=[welcome.partnership.pk]))
    delivery.refresh_from_db()
    assert delivery.opened_at is None  # before it was sent; another page; another person
    with clock.frozen(THURSDAY + timedelta(hours=2)):
        as_("joan").get(reverse("access:way", args=[welcome.partnership.pk]))
    delivery.refresh_from_db()
    assert (delivery.opened_at, delivery.answered_at) == (THURSDAY + timedelta(hours=2), None)
    assert "They signed in and saw it on Thursday 12 November, 12:30." in page(welcome, as_, "priya")
    with clock.frozen(THURSDAY + timedelta(hours=3)):
        url = reverse("access:way-change", args=[welcome.partnership.pk, "say"])
        assert as_("joan").post(url, {"say": "i_decide", "version": "1"}).status_code == 302
    delivery.refresh_from_db()
    assert delivery.answered_at == THURSDAY + timedelta(hours=3)
    assert "You answered on Thursday 12 November, 13:30." in page(welcome, as_, "joan")


def test_who_comes_weeks_later_did_not_come_because_of_it(welcome: Clinic, as_) -> None:
    delivery = notify(welcome, about="")
    deliveries.work_off(lambda _: None)
    with clock.frozen(THURSDAY + timedelta(days=31)):
        as_("joan").get("/")
    delivery.refresh_from_db()
    assert delivery.opened_at is None


def test_her_pages_ask_nothing_more_for_it(welcome: Clinic, as_, django_assert_max_num_queries) -> None:
    client = as_("joan")
    url = reverse("partnership:deliveries", args=[welcome.partnership.pk])
    for _ in range(3):
        notify(welcome)
    deliveries.work_off(lambda _: None)
    client.get(url)
    with django_assert_max_num_queries(12):
        client.get(url)


def test_the_lead_sees_how_many_did_not_arrive_and_nobodys_name(welcome: Clinic, as_) -> None:
    for send in (lambda _: None, never, silent, silent):
        notify(welcome)
        deliveries.work_off(send)
    says(welcome.partnership, contact="do_not_contact")
    notify(welcome)
    assert dict(delivery_presenters.lead_rows(welcome.service)) == {
        "Sent within seven days": 1,
        "Could not be sent": 1,
        "Sent, and nobody knows whether it arrived": 2,
        "Held back, as people asked us": 1,
    }
    assert "Sent, and nobody knows whether it arrived" in as_("lena").get("/clinic/").content.decode()
    with clock.frozen(THURSDAY + timedelta(days=8)):
        assert not any(dict(delivery_presenters.lead_rows(welcome.service)).values())


# --- reminders -----------------------------------------------------------------------------------------

CHOSEN = {"weekdays": ["0", "3"], "at": "09:00", "every": "week", "lasts": "12"}


def reminders(clinic: Clinic) -> str:
    return reverse("partnership:reminders", args=[clinic.partnership.pk])


def test_she_chooses_days_sees_the_next_one_and_stops_it(welcome: Clinic, as_) -> None:
    client = as_("joan")
    assert client.post(f"{reminders(welcome)}plan/", CHOSEN).status_code == 302
    text = page(welcome, as_, "joan", "reminders")
    assert "Every Monday and Thursday at 9:00, until 4 February 2027" in text
    assert "The next one: Monday 16 November, 09:00" in text
    assert client.post(reminders(welcome), {"what": "stop", "cue": "plan"}).status_code == 302
    assert "The next one" not in page(welcome, as_, "joan", "reminders")
    assert Schedule.objects.get().stopped_by == welcome.joan


def test_not_at_all_is_one_button_and_can_be_taken_back(welcome: Clinic, as_) -> None:
    client = as_("joan")
    client.post(reminders(welcome), {"what": "never", "cue": "rating"})
    assert "Not at all, as you asked." in page(welcome, as_, "joan", "reminders")
    client.post(reminders(welcome), {"what": "again", "cue": "rating"})
    client.post(reminders(welcome), {"what": "never", "cue": ""})
    assert list(Silence.objects.values_list("cue", flat=True)) == [""]
    assert "No reminders, as they asked" in page(welcome, as_, "priya", "reminders")


def test_a_form_that_chooses_no_day_is_shown_again_with_what_is_missing(welcome: Clinic, as_) -> None:
    answer = as_("joan").post(f"{reminders(welcome)}plan/", {"at": "09:00"})
    assert answer.status_code == 200
    assert "Choose at least one day." in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"what": "shout"}, {"what": "never", "cue": "pigeon"}, {}])
def test_what_is_no_reminder_changes_nothing(welcome: Clinic, as_, wrong: dict[str, str]) -> None:
    assert as_("joan").post(reminders(welcome), wrong).status_code in (302, 404)
    assert not Silence.objects.exists()
    assert as_("joan").get(f"{reminders(welcome)}rating/").status_code == 404


def test_a_professional_is_told_what_only_the_person_can_change(welcome: Clinic, as_) -> None:
    as_("joan").post(reminders(welcome), {"what": "never", "cue": "plan"})
    answer = as_("priya").post(f"{reminders(welcome)}plan/", CHOSEN, follow=True)
    assert "Only they can change that." in answer.content.decode()
    assert as_("priya").post(reminders(welcome), {"what": "again", "cue": "plan"}).status_code == 404
    assert as_("okafor").post(f"{reminders(welcome)}plan/", CHOSEN).status_code == 404


def test_she_says_where_she_is_and_the_times_are_those_of_there(welcome: Clinic, as_) -> None:
    as_("joan").post(f"{reminders(welcome)}where/", {"zone": "Asia/Tokyo"})
    assert Way.objects.order_by("-version")[0].time_zone == "Asia/Tokyo"
    assert "Tokyo (Asia)" in page(welcome, as_, "priya", "reminders")
    as_("joan").post(f"{reminders(welcome)}plan/", {**CHOSEN, "weekdays": ["4"]})
    assert Schedule.objects.get().next_at.hour == 0  # Friday 9:00 in Tokyo
    assert as_("joan").post(f"{reminders(welcome)}where/", {"zone": "Mars/Olympus"}).status_code == 200


def test_a_reminder_says_which_one_on_the_page_and_not_in_the_e_mail(welcome: Clinic, as_) -> None:
    contacting.notify(welcome.partnership, REMINDER, Purpose.REPLY, cue="plan")
    assert "A reminder: Our plan, and how it goes" in page(welcome, as_, "joan")

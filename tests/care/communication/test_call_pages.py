"""The pages of calls: what each side reads, and what a form does."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from alongside.base import ids
from alongside.care.communication.actions import call_try, call_work
from alongside.care.communication.models import Call, CallTry
from alongside.care.communication.presenters import today_calls
from alongside.care.partnership.models import Partnership, Promise
from tests.care.communication.call_cast import ask, at, ring, set_way
from tests.conftest import Clinic
from tests.queries import cost

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def talk(clinic: Clinic) -> str:
    return f"/p/{clinic.partnership.pk}/talk"


def test_joan_asks_once_however_often_the_form_is_sent_and_reads_when(clinic: Clinic, as_) -> None:
    joan: Client = as_("joan")
    page = joan.get(f"{talk(clinic)}/ring-me/")
    assert "Saturday" not in text_of(page), "only days on which we are there"
    assert "In the evening" not in text_of(page)
    said = {
        "what_about": "The <b>new</b> exercise",
        "days": ["4"],
        "parts": ["morning"],
        "when_words": "After nine",
        "phone": "0113 496 0999",
        "voicemail": "nothing",
        "pick_up": "My son. Say nothing.",
        "once": str(ids.uuid7()),
    }
    first = joan.post(f"{talk(clinic)}/ring-me/", said)
    again = joan.post(f"{talk(clinic)}/ring-me/", said)
    assert first.headers["Location"] == again.headers["Location"]
    seen = joan.get(first.headers["Location"])
    assert "Somebody rings you tomorrow by 12:00 at the latest" in text_of(seen)
    assert "If it cannot wait, ring us on 0113 496 0101" in text_of(seen)
    assert "<b>new</b>" not in seen.content.decode()
    call = Call.objects.get()
    assert (call.phone, call.days, call.voicemail) == ("0113 496 0999", [4], "nothing")


def test_what_cannot_be_dialled_comes_back_with_the_rest_kept(clinic: Clinic, as_) -> None:
    said = {"what_about": "My plan", "phone": "ring the bell", "voicemail": "nothing"}
    page = as_("joan").post(f"{talk(clinic)}/ring-me/", said)
    assert page.status_code == 200
    assert "That does not look like a telephone number." in text_of(page)
    assert 'value="My plan"' in page.content.decode()


def test_what_she_told_us_once_is_not_asked_again(clinic: Clinic, as_) -> None:
    set_way(clinic, channels=["phone"], hours=["weekday_morning"], needs=["interpreter"], language="Urdu")
    page = as_("joan").get(f"{talk(clinic)}/ring-me/")
    assert "Language: Urdu." in text_of(page)
    assert re.search(r'value="morning"[^>]*checked', page.content.decode())
    assert re.search(r'value="nothing"[^>]*checked', page.content.decode()), "somebody may listen"


def test_today_says_who_rings_when_and_asks_nothing_else(clinic: Clinic) -> None:
    partnership = Partnership.objects.select_related("figures", "service").get(pk=clinic.partnership.pk)
    with cost() as nothing:
        assert today_calls.cards(partnership) == []
    assert nothing.queries == 0
    ask(clinic)
    partnership.figures.refresh_from_db()
    (card,) = today_calls.cards(partnership)
    assert (card.title, card.asks) == ("Somebody rings you tomorrow by 17:00 at the latest", False)
    with at(days=4):
        (card,) = today_calls.cards(partnership)
        assert card.title == "We have not rung you in time. We are sorry"


def test_the_list_has_the_overdue_first_and_another_teams_calls_not_at_all(clinic: Clinic, as_) -> None:
    ask(clinic)
    assert "Joan Archer" in text_of(as_("priya").get("/calls/"))
    assert "Joan Archer" not in text_of(as_("okafor").get("/calls/"))
    assert "Joan Archer" in text_of(as_("okafor").get("/calls/?whose=team"))
    assert "Joan Archer" not in text_of(as_("noor").get("/calls/?whose=team"))
    with at(days=4):
        assert "1 call is overdue." in text_of(as_("priya").get("/calls/"))
    for who in ("joan", "stranger"):
        assert as_(who).get("/calls/").status_code == 404


def test_the_list_costs_the_same_for_one_call_as_for_many(clinic: Clinic, as_) -> None:
    priya, costs = as_("priya"), []
    for many in (1, 8):
        for number in range(many):
            call_work.start(partnership=clinic.partnership, by=clinic.priya, what_about=f"{many} {number}")
        with cost() as found:
            priya.get("/calls/")
        costs.append(found.queries)
    assert costs[0] >= costs[1], "the first look is written down as one, too"


def test_before_ringing_everything_to_know_is_on_the_page(clinic: Clinic, as_) -> None:
    set_way(clinic, channels=["phone"], hours=["weekday_afternoon"], needs=["interpreter"], language="Urdu")
    call = ask(clinic)
    page = text_of(as_("priya").get(f"{talk(clinic)}/calls/{call.pk}/"))
    for line in (
        "Ring only:", "Language: Urdu.", "Do not leave voicemail.",
        "This is not a time that suits them.", "Book an interpreter of the clinic’s first.", "0113 496 0202",
    ):  # fmt: skip
        assert line in page, line


def test_what_we_know_of_her_way_is_said_to_her_in_her_words(clinic: Clinic, as_) -> None:
    set_way(clinic, channels=["phone", "letter"], hours=["weekday_afternoon"], contact="only_replies")
    page = text_of(as_("joan").get(f"{talk(clinic)}/ring-me/"))
    for line in (
        "We only answer you.",
        "You would like us to: ring you, send a letter.",
        "We ring you only:",
    ):
        assert line in page, line
    assert "They would like" not in page


def test_priya_rings_writes_down_and_promises(clinic: Clinic, as_) -> None:
    call, priya = ask(clinic), as_("priya")
    path = f"{talk(clinic)}/calls/{call.pk}/"
    priya.post(f"{path}ring/", {"why_now": ""})
    assert "You are ringing now" in text_of(priya.get(path))
    begun = CallTry.objects.get()
    wrong = {"outcome": "spoke", "then": "promise", "words": "", "day": ""}
    page = text_of(priya.post(f"{path}ring/{begun.pk}/", wrong))
    assert "Choose the day." in page
    assert "Say what you promised." in page
    right = wrong | {"words": "Send the leaflet.", "day": "2026-11-16", "note": "Stairs."}
    assert priya.post(f"{path}ring/{begun.pk}/", right).status_code == 302
    assert Promise.objects.get().text == "Send the leaflet."
    assert "Spoke today" in text_of(as_("joan").get(path))
    assert "Stairs." in text_of(as_("joan").get(path))


def test_after_the_last_try_the_page_asks_to_write_and_joan_is_asked_when(clinic: Clinic, as_) -> None:
    call = ask(clinic)
    for hours in (0, 3, 24):
        with at(hours=hours):
            ring(call, clinic.priya, CallTry.Outcome.NO_ANSWER)
    with at(days=1, hours=1):
        priya = as_("priya")
        path = f"{talk(clinic)}/calls/{call.pk}/"
        assert "Rung 3 times without an answer." in text_of(priya.get(path))
        priya.post(f"{path}wrote/", {"note": "When can we reach you?"})
        page = text_of(as_("joan").get(path))
        assert "We rang and could not reach you" in page
        assert "When can we reach you?" in page


def test_a_professionals_own_call_is_not_shown_before_anything_happened(clinic: Clinic, as_) -> None:
    call = call_work.start(partnership=clinic.partnership, by=clinic.priya, what_about="To hear how it goes")
    path = f"{talk(clinic)}/calls/{call.pk}/"
    assert as_("joan").get(path).status_code == 404
    assert "To hear how it goes" not in text_of(as_("joan").get(f"{talk(clinic)}/calls/"))
    call_try.begin(call=call, by=clinic.priya)
    call_try.say(tried=CallTry.objects.get(), outcome=CallTry.Outcome.NO_ANSWER, by=clinic.priya)
    assert as_("joan").get(path).status_code == 200


def test_why_it_was_rung_against_their_wish_is_said_to_them(clinic: Clinic, as_) -> None:
    set_way(clinic, channels=["phone"], hours=["weekday_afternoon"])
    call, priya, joan = ask(clinic), as_("priya"), as_("joan")
    path = f"{talk(clinic)}/calls/{call.pk}/"
    happened = f"/p/{clinic.partnership.pk}/timeline/"
    against = "Priya Shah rang at a time or in a way that you do not want."
    priya.post(f"{path}ring/", {"why_now": "Your scan cannot wait."})
    priya.post(f"{path}ring/{CallTry.objects.get().pk}/", {"outcome": "not-rung"})
    assert "Your scan cannot wait." not in text_of(joan.get(path)), "nobody rang"
    assert against not in text_of(joan.get(happened))
    priya.post(f"{path}ring/", {"why_now": "Your scan cannot wait."})
    priya.post(f"{path}ring/{CallTry.objects.get(outcome='').pk}/", {"outcome": "no-answer"})
    page = text_of(joan.get(path))
    assert "That was not how you want to be reached. Why Priya Shah rang then:" in page
    assert "Your scan cannot wait." in page
    assert against in text_of(joan.get(happened))
    assert "rang against what they asked of us" in text_of(priya.get(happened))


def test_who_has_it_is_told_to_the_other_and_can_be_taken_over_by_name(clinic: Clinic, as_) -> None:
    call, okafor = ask(clinic), as_("okafor")
    path = f"{talk(clinic)}/calls/{call.pk}/"
    as_("priya").post(f"{path}take/")
    assert "Priya Shah has this call" in text_of(okafor.get(path))
    okafor.post(f"{path}ring/", {"why_now": ""})
    assert not CallTry.objects.exists()
    okafor.post(f"{path}take/", {"instead_of": str(clinic.priya.pk)})
    assert Call.objects.get().owner == clinic.okafor


def test_a_window_is_promised_by_its_day_and_hours(clinic: Clinic, as_) -> None:
    call, priya = ask(clinic), as_("priya")
    path = f"{talk(clinic)}/calls/{call.pk}/"
    wrong = {"day": "2026-11-16", "start": "12:00", "end": "10:00"}
    assert "Choose a time to come" in text_of(priya.post(f"{path}promise/", wrong))
    priya.post(f"{path}promise/", {"day": "2026-11-16", "start": "10:00", "end": "12:00"})
    assert "Priya Shah rings you on Monday between 10:00 and 12:00" in text_of(as_("joan").get(path))

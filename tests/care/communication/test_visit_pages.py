"""The pages of visits, as Joan and Priya see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from alongside.base import clock
from alongside.care.communication.actions import agenda, visit_summary
from alongside.care.communication.actions.visit_summary import Said
from alongside.care.communication.models import AgendaLine, Visit, VisitSummary
from alongside.care.partnership.models import Meeting, Promise
from tests.care.communication.visiting import NEXT_TUESDAY, planned
from tests.conftest import Clinic

pytestmark = pytest.mark.usefixtures("thursday")
AFTER = NEXT_TUESDAY + timedelta(hours=1)

FILLED = {
    "visit_on_day": "17", "visit_on_month": "11", "visit_on_year": "2026", "at": "10:15", "minutes": "30",
    "how": "in-person", "place": "Room 4, first door on the left", "bring": "Your old shoes",
}  # fmt: skip


def talk(clinic: Clinic, rest: str) -> str:
    return f"/p/{clinic.partnership.pk}/talk/{rest}"


def test_priya_writes_a_visit_down_and_joan_reads_it(clinic: Clinic, as_) -> None:
    sent = as_("priya").post(
        talk(clinic, "visits/new/"), {**FILLED, "professional": str(clinic.priya.pk)}, follow=True
    )
    row = Visit.objects.get()
    assert (row.starts_at, row.ends_at - row.starts_at) == (NEXT_TUESDAY, timedelta(minutes=30))
    assert "Your old shoes" in sent.text
    page = as_("joan").get(talk(clinic, f"visits/{row.pk}/")).text
    for words in ("You see Priya", "Tuesday 17 November, 10:15 to 10:45", "Room 4", "I cannot come"):
        assert words in page
    for words in ("Call it off", "Before you get in touch", "Did you meet"):
        assert words not in page


@pytest.mark.parametrize(
    "changed,said",
    [
        ({"visit_on_month": "13"}, "That is not a day"),
        ({"at": "25:00"}, "That is not a time"),
        ({"visit_on_year": "2226"}, "That day is too far away"),
        ({"visit_on_day": "29", "visit_on_month": "3", "visit_on_year": "2027", "at": ""}, "Type the time"),
        (
            {"visit_on_day": "28", "visit_on_month": "3", "visit_on_year": "2027", "at": "01:30"},
            "clocks go forward",
        ),
        ({"professional": "nobody"}, "Select a valid choice"),
        ({"place": "x" * 301}, "at most 300"),
    ],
)
def test_what_does_not_fit_comes_back_with_what_was_typed(clinic: Clinic, as_, changed, said) -> None:
    answer = as_("priya").post(
        talk(clinic, "visits/new/"), {**FILLED, "professional": str(clinic.priya.pk), **changed}
    )
    assert answer.status_code == 200
    assert said in answer.text
    assert "Your old shoes" in answer.text
    assert not Visit.objects.exists()


def test_lists_are_put_in_order_without_scripts_and_grow_from_what_was_said(clinic: Clinic, as_) -> None:
    joan: Client = as_("joan")
    for text in ("sleep", "work"):
        joan.post(talk(clinic, "agenda/"), {"text": text})
    work = AgendaLine.objects.get(text="work")
    joan.post(talk(clinic, f"agenda/{work.pk}/move/"), {"what": "up"})
    page = joan.get(talk(clinic, "agenda/")).text
    assert page.index(">work<") < page.index(">sleep<")
    assert "116 123" in page, "standing help beside the box"
    assert as_("priya").post(talk(clinic, f"agenda/{work.pk}/move/"), {"what": "down"}).status_code == 404
    joan.post(talk(clinic, f"agenda/{work.pk}/remove/"))
    assert ">work<" not in joan.get(talk(clinic, "agenda/")).text


def test_the_whole_way_after_a_visit(clinic: Clinic, as_) -> None:
    row = planned(clinic)
    line = agenda.write(partnership=clinic.partnership, text="my sleep", by=clinic.joan)
    priya, joan = as_("priya"), as_("joan")
    said = talk(clinic, f"visits/{row.pk}/said/")
    early = priya.post(said, {"talked": "We", "number": "0"}, follow=True)
    assert "has not begun" in early.text
    with clock.frozen(AFTER):
        assert "Tick or write at least one" in priya.post(said, {"number": "0"}).text
        promised = {"promise_1": "Send the sheet", "number": "0", "talked": "x"}
        assert "Say by which day" in priya.post(said, promised).text
        far = {**promised, "due_on_1_day": "1", "due_on_1_month": "1", "due_on_1_year": "2020"}
        assert "today or a later day" in priya.post(said, far).text
        assert not VisitSummary.objects.exists()
        page = priya.post(
            said,
            {
                **far,
                "due_on_1_year": "2027",
                "talked_about": [str(line.pk)],
                "decided": "Pillow <b>first</b>",
            },
            follow=True,
        ).text
        assert "Joan has not answered yet" in page
        assert "Pillow &lt;b&gt;first&lt;/b&gt;" in page
        assert Promise.objects.get().text == "Send the sheet"
        page = joan.get(talk(clinic, f"visits/{row.pk}/")).text
        assert "my sleep" in page
        assert "Send the sheet" in page
        summary = VisitSummary.objects.get()
        answer = talk(clinic, f"visits/{row.pk}/answer/")
        joan.post(answer, {"summary": summary.pk, "said": "not-quite", "why": "Two pillows."})
        assert "Two pillows." in priya.get(said).text
        priya.post(said, {"number": "1", "decided": "Two pillows first"})
        stale = joan.post(answer, {"summary": summary.pk, "said": "right"}, follow=True).text
        assert "The words have changed" in stale
        newest = VisitSummary.objects.get(number=2)
        joan.post(answer, {"summary": newest.pk, "said": "right"})
        home = talk(clinic, f"visits/{row.pk}/at-home/")
        assert "Choose an answer, or write" in joan.post(home, {"summary": newest.pk}).text
        assert "no test of you" in joan.get(home).text
        joan.post(home, {"summary": newest.pk, "explained": "well", "at_home": "Two pillows, then see."})
        priya.post(
            talk(clinic, f"visits/{row.pk}/at-home/answer/"), {"summary": newest.pk, "text": "Just so."}
        )
        assert "Just so." in joan.get(talk(clinic, f"visits/{row.pk}/")).text


def test_a_summary_of_another_visit_is_not_there(clinic: Clinic, as_) -> None:
    mine, other = planned(clinic), planned(clinic, NEXT_TUESDAY + timedelta(hours=2))
    with clock.frozen(AFTER + timedelta(hours=2)):
        visit_summary.write(visit=mine, said=Said("a"), talked_about=[], number=0, by=clinic.priya)
        wrong = visit_summary.write(visit=other, said=Said("b"), talked_about=[], number=0, by=clinic.priya)
        path = talk(clinic, f"visits/{mine.pk}/answer/")
        assert as_("joan").post(path, {"summary": wrong.pk, "said": "right"}).status_code == 404


def test_a_missed_visit_is_met_with_kind_words(clinic: Clinic, as_) -> None:
    row = planned(clinic)
    with clock.frozen(AFTER):
        as_("priya").post(talk(clinic, f"visits/{row.pk}/became/"), {"what": "did-not"})
        page = as_("joan").get(talk(clinic, f"visits/{row.pk}/")).text
        assert "That happens" in page
        for blame in ("missed appointment", "DNA", "did not attend", "failed"):
            assert blame not in page


@pytest.mark.parametrize("who, met", [("me", "okafor"), ("planned", "priya")])
def test_who_sums_up_a_colleagues_visit_says_who_saw_them(clinic: Clinic, as_, who, met) -> None:
    row = planned(clinic)
    said = talk(clinic, f"visits/{row.pk}/said/")
    okafor = as_("okafor")
    with clock.frozen(NEXT_TUESDAY + timedelta(hours=1)):
        assert "Who saw them?" not in as_("priya").get(said).text
        asked = okafor.post(said, {"talked": "We talked.", "number": "0"})
        assert "Say who saw them." in asked.text
        assert "We talked." in asked.text
        okafor.post(said, {"talked": "We talked.", "number": "0", "who": who})
        assert Meeting.objects.get(about=row.pk).professional == getattr(clinic, met)
        assert "Who saw them?" not in okafor.get(said).text, "it is known now"

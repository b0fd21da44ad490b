"""Come in safely: the door, from the first line to the referral, and every way that it refuses."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.care.partnership.models import AttentionItem, Partnership
from tests.care.access.walk import send, to_check


@pytest.fixture
def door(clinic):
    return Client()


def test_the_first_line_says_in_ten_languages_how_to_ring(door, clinic):
    page = door.get("/door/").content.decode()
    for language in (
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
    ):
        assert language in page
    assert clinic.service.phone in page
    assert page.index("Polski") < page.index("<h1>")
    assert "999" in page


def test_a_stranger_refers_themselves_from_the_first_question_to_their_own_pages(door, clinic, thursday):
    to_check(door)
    assert door.get("/door/check/").status_code == 200
    assert send(door).url == "/door/sent/"
    page = door.get("/door/sent/").content.decode()
    assert "We are open now, but we may not read this at once." in page
    partnership = Partnership.objects.get(full_name="Ada Quill")
    assert partnership.came_by == Partnership.CameBy.SELF
    assert partnership.person.email == "ada@people.example"
    assert partnership.person.neutral_mail
    assert AttentionItem.objects.filter(partnership=partnership, kind="waiting-for-contact").exists()
    assert door.post("/door/open/").url == "/"
    assert "Ada" in door.get("/").content.decode()

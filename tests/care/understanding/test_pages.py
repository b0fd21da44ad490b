"""Every page of this room: whom it answers, what it costs, what it says."""

from __future__ import annotations

import pytest
from django.urls import reverse

from alongside.base.record.models import Refusal, Viewing
from alongside.care.understanding.actions import reflection, retold, story

MOST_QUERIES = 12

READING = ["", "versions/1/", "notes/", "notes.txt", "heard/"]
WRITING = ["part/matters/", "part/medicines/", "part/other-pain/", "part/my-normal/", "part/hopes/", "share/"]


@pytest.mark.parametrize("who", ["joan", "priya", "okafor"])
@pytest.mark.parametrize("tail", READING + WRITING)
def test_the_person_and_the_team_find_every_page(as_, page, written_back, who, tail):
    assert as_(who).get(page(tail)).status_code == 200


@pytest.mark.parametrize("who", ["noor", "lena", "sam", "stranger"])
@pytest.mark.parametrize("tail", [*READING, *WRITING, "typed/", "offer/"])
def test_for_everyone_else_no_page_is_there(as_, page, written_back, who, tail):
    assert as_(who).get(page(tail)).status_code == 404
    assert Refusal.objects.count() == 1


@pytest.mark.parametrize("who", ["noor", "lena", "sam", "stranger"])
@pytest.mark.parametrize(
    "tail", ["part/matters/", "share/", "heard/", "when/", "normal/", "told-again/", "offer/"]
)
def test_for_everyone_else_nothing_can_be_sent(as_, page, shared, who, tail):
    assert as_(who).post(page(tail), {"text": "x", "version": "1"}).status_code == 404


@pytest.mark.parametrize("tail", READING)
def test_signed_out_leads_to_signing_in(client, page, shared, tail):
    answer = client.get(page(tail))
    assert answer.status_code == 302
    assert reverse("account_login") in answer.url


@pytest.mark.parametrize(
    "who, tail",
    [
        ("joan", "typed/"),
        ("joan", "offer/"),
        ("okafor", "offer/"),
        ("priya", "when/"),
        ("priya", "told-again/"),
    ],
)
def test_a_page_of_the_other_side_is_not_there(as_, page, shared, who, tail):
    client = as_(who)
    assert client.get(page(tail)).status_code in (404, 405)
    assert client.post(page(tail), {"text": "x", "when": "any-time"}).status_code == 404


@pytest.mark.parametrize(
    "tail", ["part/nothing/", "versions/7/", "versions/1/since/1/", "versions/1/since/4/"]
)
def test_what_is_not_there_is_not_found(as_, page, shared, tail):
    assert as_("joan").get(page(tail)).status_code == 404


@pytest.mark.parametrize("who", ["joan", "priya"])
@pytest.mark.parametrize("tail", READING + WRITING)
def test_a_page_asks_the_database_little(as_, page, written_back, who, tail, django_assert_max_num_queries):
    client = as_(who)
    client.get(page(tail))
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(page(tail))


@pytest.mark.parametrize("who", ["joan", "priya"])
def test_pages_cost_the_same_after_many_versions(
    as_, clinic, page, write, who, django_assert_max_num_queries
):
    for number in range(6):
        write("matters", f"What matters, told {number} times")
        version = story.share(partnership=clinic.partnership, by=clinic.joan)
        story.read(version=version, by=clinic.okafor)
    client = as_(who)
    client.get(page())
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(page())


def test_a_copy_has_its_own_line_in_the_access_log(as_, clinic, page, shared):
    as_("priya").get(page("notes.txt"))
    assert Viewing.objects.filter(viewer=clinic.priya, purpose="copy-for-notes").count() == 1


def test_before_anything_was_shared_the_team_reads_what_will_be_here(as_, page, write):
    write("matters", "CANARY")
    answer = as_("priya").get(page())
    assert "Nothing shared yet" in answer.text
    assert "CANARY" not in answer.text


def test_hostile_words_are_shown_as_text(as_, clinic, page, write):
    write("matters", "<script>alert(1)</script> {{ 7*7 }} %(who)s")
    story.share(partnership=clinic.partnership, by=clinic.joan)
    for who in ("joan", "priya"):
        for tail in ("", "versions/1/", "notes/", "part/matters/"):
            text = as_(who).get(page(tail)).text
            assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} %(who)s" in as_("priya").get(page()).text


def test_beside_every_box_of_the_persons_stands_what_to_do_when_they_cannot_stay_safe(
    as_, page, written_back
):
    for tail in ("part/matters/", "part/my-normal/", "heard/"):
        assert "999" in as_("joan").get(page(tail)).text


def test_the_thanks_page_is_the_persons(as_, clinic, shared, page):
    row = retold.told_again(partnership=clinic.partnership, by=clinic.joan)
    assert as_("joan").get(page(f"told-again/{row.pk}/")).status_code == 200
    assert as_("priya").get(page(f"told-again/{row.pk}/")).status_code == 404
    assert as_("sam").get(page(f"told-again/{row.pk}/")).status_code == 404
    other = f"/p/{clinic.sams.pk}/story/told-again/{row.pk}/"
    assert as_("sam").get(other).status_code == 404


def test_today_shows_the_whole_of_what_was_written_back_beside_its_answers(clinic, as_, shared):
    words = "I heard that moving is all right. " * 60 + "Have I got it right?"
    reflection.write_back(version=shared, text=words, by=clinic.priya)
    today = as_("joan").get("/").content.decode()
    assert words in today
    assert "That’s right" in today

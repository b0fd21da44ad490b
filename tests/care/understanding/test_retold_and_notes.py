"""*I had to tell it again* counts; *a copy for the notes* says who said what, and fits."""

from __future__ import annotations

import pytest

from alongside.base import ids
from alongside.care.partnership import figures
from alongside.care.partnership.authority import Refused
from alongside.care.understanding.actions import reflection, retold, story
from alongside.care.understanding.models import Retold, StoryVersion
from alongside.care.understanding.rules.reflection import Answer


def counted(clinic):
    assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)
    return figures.kept(clinic.partnership)["told_again"]


def test_one_tap_counts_and_says_thank_you(as_, clinic, page):
    answer = as_("joan").post(page("told-again/"), follow=True)
    assert "because it should not happen" in answer.text
    assert counted(clinic) == 1


def test_from_any_page_one_is_back_there_after_the_thanks(as_, clinic, page):
    joan, here = as_("joan"), f"/p/{clinic.partnership.pk}/plan/"
    thanks = joan.post(page("told-again/"), {"next": here}, follow=True)
    assert f'href="{here}">Back to where I was' in thanks.text.replace("\n", "")
    row = Retold.objects.get()
    assert joan.post(page(f"told-again/{row.pk}/"), {"next": here, "place": "gp"}).url == here
    elsewhere = joan.post(page("told-again/"), {"next": "https://elsewhere.example/"}, follow=True)
    assert "elsewhere.example" not in elsewhere.text


def test_the_same_tap_sent_twice_counts_once(as_, clinic, page):
    client, key = as_("joan"), {"once": str(ids.uuid7())}
    client.post(page("told-again/"), key)
    client.post(page("told-again/"), key)
    assert counted(clinic) == 1


def test_where_is_only_if_you_like(as_, clinic, page):
    row = retold.told_again(partnership=clinic.partnership, by=clinic.joan)
    as_("joan").post(page(f"told-again/{row.pk}/"), {"place": "hospital"})
    row.refresh_from_db()
    assert row.place == "hospital"
    as_("joan").post(page(f"told-again/{row.pk}/"), {})
    assert counted(clinic) == 1
    with pytest.raises(retold.UnknownPlace):
        retold.say_where(retold=row, place="the moon", by=clinic.joan)
    assert as_("joan").post(page(f"told-again/{row.pk}/"), {"place": "the moon"}).status_code == 200


def test_pressed_by_mistake_is_taken_back_once(as_, clinic, page):
    row = retold.told_again(partnership=clinic.partnership, by=clinic.joan)
    for _press in range(2):
        as_("joan").post(page(f"told-again/{row.pk}/"), {"undo": "yes"})
    assert counted(clinic) == 0


@pytest.mark.parametrize("who", ["priya", "okafor", "noor", "sam", "lena", "stranger"])
def test_nobody_says_it_for_the_person(clinic, who):
    with pytest.raises(Refused):
        retold.told_again(partnership=clinic.partnership, by=clinic.everyone[who])
    row = retold.told_again(partnership=clinic.partnership, by=clinic.joan)
    with pytest.raises(Refused):
        retold.undo(retold=row, by=clinic.everyone[who])
    with pytest.raises(Refused):
        retold.say_where(retold=row, place="gp", by=clinic.everyone[who])
    assert Retold.objects.count() == 1


def test_the_copy_says_who_said_it_what_is_normal_and_what_was_understood(as_, clinic, page, write, thursday):
    write("matters", "My garden, she said.", by=clinic.priya)
    write("medicines", "They fog me.", choice="too-much", by=clinic.priya)
    write("my-normal", "My left foot is always numb.", by=clinic.priya)
    version = story.share_typed(
        partnership=clinic.partnership, how=StoryVersion.How.TELEPHONE, read_back=True, by=clinic.priya
    )
    story.agree_normal(version=version, by=clinic.priya)
    heard = reflection.write_back(version=version, text="You miss your garden.", by=clinic.priya)
    reflection.answer(reflection=heard, said=Answer.NOT_QUITE, why="I miss the people there.", by=clinic.joan)
    answer = as_("okafor").get(page("notes.txt"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Joan" not in answer["Content-Disposition"]
    copy = " ".join(answer.text.split())
    for said in (
        "JOAN ARCHER",
        "Born 4 March 1971",
        "Version 1, shared 12 November 2026",
        "Joan said this on the telephone. Typed and read back by Priya Shah, physiotherapist.",
        "My garden, she said.",
        "POSSIBLE MISUNDERSTANDING",
        "My left foot is always numb.",
        "Agreed by Priya Shah, physiotherapist, 12 November 2026",
        "You miss your garden.",
        "not quite",
        "I miss the people there.",
    ):
        assert said in copy
    assert all(len(line) <= 72 for line in answer.text.split("\n"))


def test_own_words_are_called_own_words(as_, page, shared):
    assert "in their own words" in as_("priya").get(page("notes.txt")).text


def test_the_person_may_have_the_same_copy(as_, page, written_back):
    assert as_("joan").get(page("notes.txt")).text == as_("priya").get(page("notes.txt")).text


def test_before_anything_was_shared_there_is_no_copy(as_, page):
    assert as_("priya").get(page("notes.txt")).status_code == 404
    assert "Nothing shared yet" in as_("priya").get(page("notes/")).text

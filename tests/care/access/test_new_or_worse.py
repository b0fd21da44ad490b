"""Something new or worse: advice at once, an owner for every word, and nobody claims that somebody reads."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alongside.base import clock
from alongside.base.record.models import Event
from alongside.care.access.actions import my_normal, new_or_worse, way
from alongside.care.access.models import Found, NewOrWorse, ScreenRun
from alongside.care.partnership import figures, normal
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Membership, Team, TeamMembership
from tests.care.access.walk import QUESTIONS

FRIDAY_EVENING = datetime(2026, 11, 13, 20, 0, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def page_of(clinic, path=""):
    return f"/p/{clinic.partnership.pk}/new-or-worse/{path}"


def walk(client, clinic, **answers):
    client.post(page_of(clinic))
    response = None
    for question in QUESTIONS:
        data = {"answer": answers.get(question, "no")}
        response = client.post(page_of(clinic, f"safety/{question}/"), data)
        if response.url.endswith("/advice/"):
            break
    return response


def text(response):
    return response.content.decode()


def items(clinic, kind):
    return AttentionItem.objects.filter(partnership=clinic.partnership, kind=kind, closed_at=None)


def test_the_button_stands_on_every_page_of_the_persons_and_the_page_names_numbness_and_despair(clinic, as_):
    client = as_("joan")
    assert page_of(clinic) in text(client.get("/"))
    page = text(client.get(page_of(clinic)))
    assert "numb between your legs" in page
    assert "lost all hope" in page
    assert "116 123" in page
    assert "Nobody watches this page." in page


def test_a_flag_gives_the_advice_at_once_and_the_team_an_item_with_an_owner(clinic, as_):
    with clock.frozen(FRIDAY_EVENING):
        client = as_("joan")
        assert walk(client, clinic, saddle="yes").url == page_of(clinic, "advice/")
        page = text(client.get(page_of(clinic, "advice/")))
        assert "We have not told anyone. Please ring now." in page
        assert "Nobody reads this before Monday 9:00." in page
        assert "Do not wait for them." in page
        item = items(clinic, "new-or-worse").get()
        assert (item.owner, item.harm, item.due_at) == (clinic.priya, AttentionItem.Harm.DANGER, MONDAY_NINE)


def test_an_owner_rings_on_the_next_working_morning(clinic, as_):
    with clock.frozen(FRIDAY_EVENING):
        walk(as_("joan"), clinic, saddle="yes")
        call = items(clinic, "were-you-seen").get()
        assert call.due_at == call.wakes_at == MONDAY_NINE
        assert call not in AttentionItem.objects.due()
    with clock.frozen(MONDAY_NINE):
        assert call in AttentionItem.objects.due()


@pytest.mark.parametrize("question,harm", [("despair", 1), ("trauma", 1), ("weight", 2)])
def test_the_harm_follows_the_speed(clinic, as_, question, harm):
    walk(as_("joan"), clinic, **{question: "yes"})
    assert items(clinic, "new-or-worse").get().harm == harm


def test_nothing_flagged_says_what_is_known_and_tells_nobody(clinic, as_):
    client = as_("joan")
    walk(client, clinic)
    assert "does not mean that nothing is wrong" in text(client.get(page_of(clinic, "advice/")))
    assert not NewOrWorse.objects.exists()
    assert not items(clinic, "new-or-worse").exists()


def test_words_become_an_item_with_an_owner_and_the_page_says_when_they_are_read(clinic, as_):
    with clock.frozen(FRIDAY_EVENING):
        client = as_("joan")
        response = client.post(page_of(clinic, "words/"), {"words": "My foot drags."})
        page = text(client.get(response.url))
        assert "My foot drags." in page
        assert "Nobody reads this before Monday 9:00." in page
        item = items(clinic, "new-or-worse").get()
        assert (item.owner, item.harm) == (clinic.priya, AttentionItem.Harm.WORSE)


def test_words_after_a_flag_join_it_and_further_words_are_followed_up_by_themselves(clinic, as_):
    client = as_("joan")
    walk(client, clinic, saddle="yes")
    client.post(page_of(clinic, "words/"), {"words": "It began on Sunday."})
    assert NewOrWorse.objects.get().words == "It began on Sunday."
    assert items(clinic, "new-or-worse").count() == 1
    client.post(page_of(clinic, "words/"), {"words": "Now the other foot, too."})
    assert list(items(clinic, "new-or-worse").values_list("harm", flat=True)) == [1, 1]
    assert items(clinic, "were-you-seen").count() == 1


def test_words_after_the_follow_up_are_a_new_thing_to_follow_up(clinic):
    run = flagged_run(clinic)
    report = new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, run=run)
    new_or_worse.found(report=report, what=Found.What.SEEN, words="", by=clinic.priya)
    later = new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, run=run, words="Again.")
    assert later != report
    assert items(clinic, "new-or-worse").get().about == later.pk


@pytest.mark.parametrize("words", ["", "   ", "x" * 4001])
def test_no_words_and_too_many_are_said_beside_the_box(clinic, as_, words):
    response = as_("joan").post(page_of(clinic, "words/"), {"words": words})
    assert response.status_code == 200
    assert "error-summary" in text(response)
    assert not NewOrWorse.objects.exists()


def test_the_same_words_sent_twice_count_once(clinic, as_):
    client = as_("joan")
    once = {"words": "My foot drags.", "once": "0197b3a0-0000-7000-8000-000000000001"}
    first, second = (client.post(page_of(clinic, "words/"), once) for _ in range(2))
    assert first.url == second.url
    assert NewOrWorse.objects.count() == 1


def test_the_same_screen_tells_the_team_once(clinic, as_):
    client = as_("joan")
    walk(client, clinic, saddle="yes")
    client.post(page_of(clinic, "safety/saddle/"), {"answer": "yes"})
    assert NewOrWorse.objects.count() == 1


def test_nobody_jumps_ahead_in_the_screen(clinic, as_):
    client = as_("joan")
    assert client.get(page_of(clinic, f"safety/{QUESTIONS[3]}/")).url == page_of(clinic)
    assert client.get(page_of(clinic, "advice/")).url == page_of(clinic)
    assert client.get(page_of(clinic, "safety/shoe/")).status_code == 404


@pytest.mark.parametrize("path", ["safety/saddle/", "advice/", "words/"])
@pytest.mark.parametrize("who", ["priya", "okafor", "noor", "lena", "sam", "stranger"])
def test_only_the_person_says_what_is_new(clinic, as_, who, path):
    client = as_(who)
    assert client.get(page_of(clinic, path)).status_code == 404
    assert client.post(page_of(clinic, path), {"answer": "yes", "words": "x"}).status_code in {404, 405}


@pytest.mark.parametrize("who", ["priya", "okafor", "sam"])
def test_nobody_else_tells_for_them(clinic, who):
    with pytest.raises(Refused):
        new_or_worse.tell(partnership=clinic.partnership, by=clinic.everyone[who], words="x")


def test_where_questions_are_unchecked_a_person_still_writes_and_sees_whom_to_ring(clinic, as_, settings):
    settings.UNCHECKED_DEFINITIONS = False
    client = as_("joan")
    page = text(client.get(page_of(clinic)))
    assert "Begin the questions" not in page
    assert "116 123" in page
    assert client.get(page_of(clinic, f"safety/{QUESTIONS[0]}/")).url == page_of(clinic)
    assert client.post(page_of(clinic, "words/"), {"words": "x"}).status_code == 302


# ---- The professional's side ------------------------------------------------------------------------------


def test_the_contact_reads_it_with_how_to_reach_them_and_writes_what_was_found(clinic, as_):
    report = new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, words="My foot drags.")
    client = as_("priya")
    assert "My foot drags." in text(client.get(page_of(clinic)))
    url = page_of(clinic, f"{report.pk}/")
    assert "Before you get in touch" in text(client.get(url))
    assert client.post(url, {"what": "seen", "words": "Scanned, home."}).status_code == 302
    assert not items(clinic, "new-or-worse").exists()
    assert "Scanned, home." in text(as_("joan").get(url))


def test_who_could_not_be_reached_is_rung_again(clinic):
    run = flagged_run(clinic)
    with clock.frozen(MONDAY_NINE):
        report = new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, run=run)
        new_or_worse.found(report=report, what=Found.What.NOT_REACHED, words="", by=clinic.priya)
        call = items(clinic, "were-you-seen").get()
        assert call.wakes_at == datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
        assert items(clinic, "new-or-worse").exists()


def flagged_run(clinic):
    return ScreenRun.objects.create(
        service=clinic.service, flags=["saddle"], speed="now", complete=False, version="t"
    )


def test_whoever_has_not_said_how_is_not_rung_against_a_wish(clinic, as_):
    report = new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, words="x")
    page = text(as_("priya").get(page_of(clinic, f"{report.pk}/")))
    assert "They have not said yet how they want to be reached." in page
    assert "goes against what they asked" not in page


def test_ringing_against_a_wish_is_said_to_be_so(clinic, as_):
    way.set_way(partnership=clinic.partnership, answers={"contact": "do_not_contact"}, by=clinic.joan)
    report = new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, words="x")
    page = text(as_("priya").get(page_of(clinic, f"{report.pk}/")))
    assert "goes against what they asked" in page


@pytest.mark.parametrize("who", ["joan", "noor", "sam"])
def test_nobody_but_the_team_writes_what_was_found(clinic, who):
    report = new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, words="x")
    with pytest.raises(Refused):
        new_or_worse.found(report=report, what=Found.What.SEEN, words="", by=clinic.everyone[who])


def test_a_report_of_somebody_else_is_not_there(clinic, as_):
    report = new_or_worse.tell(partnership=clinic.sams, by=clinic.sam, words="x")
    assert as_("joan").get(page_of(clinic, f"{report.pk}/")).status_code == 404
    assert as_("priya").get(page_of(clinic, f"{report.pk}/")).status_code == 404


def test_a_word_is_never_without_an_owner_even_where_the_team_has_none(clinic):
    Membership.objects.filter(partnership=clinic.partnership).delete()
    Team.objects.update(inbox_owner=None)
    clinic.partnership.refresh_from_db()
    new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, words="x")
    assert items(clinic, "new-or-worse").get().owner in {clinic.priya, clinic.okafor}
    TeamMembership.objects.all().delete()
    new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, words="y")
    assert clinic.lena in {item.owner for item in items(clinic, "new-or-worse")}


def test_what_is_open_goes_along_when_the_contact_changes(clinic):
    new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, words="x")
    partnerships.hand_over(partnership=clinic.partnership, to=clinic.okafor, by=clinic.priya)
    assert items(clinic, "new-or-worse").get().owner == clinic.okafor


def test_the_figures_equal_their_rebuild(clinic):
    new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, words="x")
    new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, run=flagged_run(clinic))
    assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)


def test_the_events_and_logs_hold_no_words(clinic, as_, caplog):
    response = as_("joan").post(page_of(clinic, "words/"), {"words": "CANARY-saddle"})
    said = [str(event.facts) for event in Event.objects.all()]
    said += [record.getMessage() for record in caplog.records]
    assert not any("CANARY" in each for each in [*said, response.url])


def test_lists_ask_a_constant_number_of_queries(clinic, as_, django_assert_max_num_queries):
    for number in range(12):
        report = new_or_worse.tell(partnership=clinic.partnership, by=clinic.joan, words=f"{number}")
        new_or_worse.found(report=report, what=Found.What.TALKED, words="", by=clinic.priya)
    client = as_("priya")
    client.get(page_of(clinic))
    with django_assert_max_num_queries(18):
        client.get(page_of(clinic))


# ---- My normal --------------------------------------------------------------------------------------------


def agreed(clinic, words="My left foot is always numb."):
    row = my_normal.write(partnership=clinic.partnership, question="both_legs", text=words, by=clinic.joan)
    return my_normal.agree(normal=row, by=clinic.priya)


def up_to(client, clinic, question):
    client.post(page_of(clinic))
    for each in QUESTIONS[: QUESTIONS.index(question)]:
        client.post(page_of(clinic, f"safety/{each}/"), {"answer": "no"})


def test_what_is_usual_stands_beside_its_question_once_both_agree(clinic, as_):
    row = my_normal.write(
        partnership=clinic.partnership, question="both_legs", text="Always numb.", by=clinic.joan
    )
    client = as_("joan")
    up_to(client, clinic, "both_legs")
    assert "Always numb." not in text(client.get(page_of(clinic, "safety/both_legs/")))
    my_normal.agree(normal=row, by=clinic.priya)
    page = text(client.get(page_of(clinic, "safety/both_legs/")))
    assert "Always numb." in page
    assert "Priya Shah" in page


def test_what_the_story_says_is_usual_stands_beside_where_nothing_more_exact_does(clinic, as_):
    normal.agree_whole(
        partnership=clinic.partnership, text="My back aches.", written_by=clinic.joan, agreed_by=clinic.priya
    )
    client = as_("joan")
    up_to(client, clinic, "both_legs")
    assert "My back aches." in text(client.get(page_of(clinic, "safety/both_legs/")))
    agreed(clinic, "My left foot is always numb.")
    page = text(client.get(page_of(clinic, "safety/both_legs/")))
    assert "My left foot is always numb." in page
    assert "My back aches." not in page


def test_what_is_usual_never_changes_the_advice(clinic, as_):
    agreed(clinic)
    client = as_("joan")
    assert walk(client, clinic, both_legs="yes").url.endswith("/advice/")
    assert "Please ring now." in text(client.get(page_of(clinic, "advice/")))


def test_one_side_does_not_agree_with_itself(clinic):
    row = my_normal.write(partnership=clinic.partnership, question="both_legs", text="x", by=clinic.joan)
    with pytest.raises(my_normal.NotBothSides):
        my_normal.agree(normal=row, by=clinic.joan)
    theirs = my_normal.write(partnership=clinic.partnership, question="saddle", text="x", by=clinic.priya)
    with pytest.raises(my_normal.NotBothSides):
        my_normal.agree(normal=theirs, by=clinic.okafor)
    assert my_normal.agree(normal=theirs, by=clinic.joan).agreed_by == clinic.joan


def test_written_anew_it_has_to_be_agreed_anew(clinic):
    old = agreed(clinic)
    new = my_normal.write(
        partnership=clinic.partnership,
        question="both_legs",
        text="Both feet.",
        by=clinic.joan,
        seen=str(old.pk),
    )
    assert new.agreed_at is None
    with pytest.raises(my_normal.ChangedMeanwhile):
        my_normal.agree(normal=old, by=clinic.priya)


def test_two_writers_at_once_the_second_sees_both(clinic, as_):
    client = as_("joan")
    url = f"/p/{clinic.partnership.pk}/my-normal/both_legs/"
    client.post(url, {"text": "First."})
    page = text(client.post(url, {"text": "Second."}))
    assert "First." in page
    assert "Second." in page


@pytest.mark.parametrize("who", ["noor", "lena", "sam", "stranger"])
def test_strangers_neither_see_nor_write_what_is_usual(clinic, as_, who):
    client = as_(who)
    row = my_normal.write(partnership=clinic.partnership, question="both_legs", text="x", by=clinic.joan)
    base = f"/p/{clinic.partnership.pk}/my-normal/"
    assert client.get(base).status_code == 404
    assert client.post(f"{base}both_legs/", {"text": "y"}).status_code == 404
    assert client.post(f"{base}{row.pk}/agree/").status_code == 404


def test_of_some_questions_there_is_no_usual(clinic, as_):
    base = f"/p/{clinic.partnership.pk}/my-normal/"
    assert as_("joan").get(f"{base}despair/").status_code == 404
    with pytest.raises(ValueError, match="no such question"):
        my_normal.write(partnership=clinic.partnership, question="despair", text="x", by=clinic.joan)


def test_both_sides_agree_on_the_page(clinic, as_):
    row = my_normal.write(partnership=clinic.partnership, question="both_legs", text="x", by=clinic.joan)
    base = f"/p/{clinic.partnership.pk}/my-normal/"
    assert "agree/" not in text(as_("joan").get(base))
    assert f"{row.pk}/agree/" in text(as_("priya").get(base))
    as_("priya").post(f"{base}{row.pk}/agree/")
    assert "Agreed by both of you" in text(as_("joan").get(base))

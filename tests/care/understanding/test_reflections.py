"""Written back, answered, talked about: by both, in working hours unless the person chose otherwise."""

from __future__ import annotations

import pytest

from alongside.base import clock, ids
from alongside.base.record.models import Delivery, Event
from alongside.care.partnership import figures
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem
from alongside.care.partnership.presenters import timeline
from alongside.care.partnership.rules.authority import Relation
from alongside.care.understanding import attention as kinds
from alongside.care.understanding.actions import offer, reflection, story
from alongside.care.understanding.models import Reflection
from alongside.care.understanding.rules.reflection import Answer, NotNow
from tests.care.understanding.conftest import SATURDAY

RIGHT, NOT_QUITE = Answer.RIGHT, Answer.NOT_QUITE


def open_kinds(clinic):
    items = AttentionItem.objects.filter(partnership=clinic.partnership, closed_at=None)
    return sorted(item.kind for item in items)


def state(clinic):
    assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)
    return figures.kept(clinic.partnership)["reflection_state"]


def test_written_back_and_right(as_, clinic, page, written_back):
    client = as_("joan")
    assert "It is being thought lazy that hurts." in client.get(page()).text
    answer = client.post(page("heard/"), {"said": "right", "reflection": written_back.pk}, follow=True)
    assert "You both see it the same way now." in answer.text
    assert state(clinic) == "agreed"
    assert open_kinds(clinic) == []
    assert "Joan said: that’s right." in as_("priya").get(page()).text


def test_not_quite_with_its_reason_goes_back_to_the_contact(as_, clinic, page, written_back):
    form = {"said": "not-quite", "reflection": written_back.pk, "why": "It is the nights."}
    answer = as_("joan").post(page("heard/"), form, follow=True)
    assert "Thank you for saying so." in answer.text
    assert "Priya Shah will write back once more." in answer.text
    assert state(clinic) == "not-quite"
    assert open_kinds(clinic) == [kinds.REFLECTION_NOT_QUITE]
    assert AttentionItem.objects.get(closed_at=None).owner == clinic.priya
    assert "It is the nights." in as_("priya").get(page("heard/")).text


def test_a_reason_is_only_if_you_like(clinic, written_back):
    reflection.answer(reflection=written_back, said=NOT_QUITE, by=clinic.joan)
    assert state(clinic) == "not-quite"


def test_the_second_not_quite_is_a_promise_to_talk_and_both_are_told(as_, clinic, page, shared, written_back):
    reflection.answer(reflection=written_back, said=NOT_QUITE, by=clinic.joan)
    second = reflection.write_back(version=shared, text="The nights, then.", by=clinic.priya)
    reflection.answer(reflection=second, said=NOT_QUITE, by=clinic.joan)
    assert state(clinic) == "talk"
    item = AttentionItem.objects.get(closed_at=None)
    assert (item.kind, item.harm, item.owner) == (
        kinds.LET_US_TALK,
        AttentionItem.Harm.PROMISE,
        clinic.priya,
    )
    assert item.due_at is not None
    assert "Let us talk." in as_("joan").get(page()).text
    assert "let us talk" in as_("priya").get(page()).text


def test_what_they_found_when_they_talked_is_written_down_and_answered(
    as_, clinic, page, shared, written_back
):
    reflection.answer(reflection=written_back, said=NOT_QUITE, by=clinic.joan)
    second = reflection.write_back(version=shared, text="The nights.", by=clinic.priya)
    reflection.answer(reflection=second, said=NOT_QUITE, by=clinic.joan)
    third = reflection.write_back(version=shared, text="It is the not knowing.", by=clinic.priya)
    assert third.after_talk
    assert open_kinds(clinic) == []
    assert "what you found when you talked" in as_("joan").get(page("heard/")).text
    reflection.answer(reflection=third, said=RIGHT, by=clinic.joan)
    assert state(clinic) == "agreed"


def test_nobody_but_the_person_answers(clinic, written_back):
    for who in ("priya", "okafor", "noor", "sam", "lena", "stranger"):
        with pytest.raises(Refused):
            reflection.answer(reflection=written_back, said=RIGHT, by=clinic.everyone[who])
    assert state(clinic) == "sent"


def test_nobody_but_the_team_writes_back(clinic, shared):
    for who in ("joan", "noor", "sam", "lena", "stranger"):
        with pytest.raises(Refused):
            reflection.write_back(version=shared, text="x", by=clinic.everyone[who])
    assert state(clinic) == "owed"


def test_an_answer_is_given_once(as_, clinic, page, written_back):
    reflection.answer(reflection=written_back, said=RIGHT, by=clinic.joan)
    with pytest.raises(NotNow):
        reflection.answer(reflection=written_back, said=NOT_QUITE, by=clinic.joan)
    form = {"said": "not-quite", "reflection": written_back.pk}
    assert "You have answered this already." in as_("joan").post(page("heard/"), form, follow=True).text
    assert state(clinic) == "agreed"


def test_the_same_answer_sent_twice_counts_once(as_, clinic, page, written_back):
    form = {"said": "not-quite", "reflection": written_back.pk, "once": str(ids.uuid7())}
    client = as_("joan")
    client.post(page("heard/"), form)
    again = client.post(page("heard/"), form, follow=True)
    assert "answered this already" not in again.text
    assert Event.objects.filter(kind="reflection.not-quite").count() == 1


@pytest.mark.parametrize("form", [{}, {"said": "maybe"}, {"said": "right", "reflection": "x"}])
def test_an_answer_to_nothing_is_not_found(as_, page, written_back, form):
    assert as_("joan").post(page("heard/"), form).status_code == 404


def test_somebody_elses_reflection_cannot_be_answered_through_ones_own_page(as_, clinic, written_back):
    form = {"said": "right", "reflection": str(written_back.pk)}
    assert as_("sam").post(f"/p/{clinic.sams.pk}/story/heard/", form).status_code == 404
    assert state(clinic) == "sent"


def test_two_professionals_do_not_write_back_at_once(as_, clinic, page, shared, written_back):
    with pytest.raises(NotNow):
        reflection.write_back(version=shared, text="Me too.", by=clinic.okafor)
    answer = as_("okafor").post(page("heard/"), {"text": "Me too.", "version": 1}, follow=True)
    assert "Somebody has written back already." in answer.text


def test_writing_back_about_an_older_version_keeps_the_words_and_says_so(as_, clinic, page, shared, write):
    write("matters", "My garden.")
    story.share(partnership=clinic.partnership, by=clinic.joan)
    answer = as_("priya").post(page("heard/"), {"text": "What I typed.", "version": 1})
    assert answer.status_code == 200
    assert "They have shared a newer version" in answer.text
    assert "What I typed." in answer.text
    assert not Reflection.objects.exists()
    again = as_("priya").post(page("heard/"), {"text": "What I typed.", "version": 2})
    assert again.status_code == 302


@pytest.mark.parametrize("form", [{"version": 1}, {"version": 1, "text": " \x00 "}, {"text": "x"}])
def test_an_empty_reflection_is_not_sent(as_, page, shared, form):
    assert as_("priya").post(page("heard/"), form).status_code == 200
    assert not Reflection.objects.exists()


def test_written_at_night_it_is_held_until_the_clinic_is_open(as_, clinic, page, shared):
    with clock.frozen(SATURDAY):
        written = reflection.write_back(version=shared, text="HELD WORDS", by=clinic.priya)
        for tail in ("", "heard/", "notes/"):
            assert "HELD WORDS" not in as_("joan").get(page(tail)).text
        assert not any(
            "wrote back" in line.sentence for line in timeline(clinic.partnership, Relation.PERSON)
        )
        with pytest.raises(NotNow):
            reflection.answer(reflection=written, said=RIGHT, by=clinic.joan)
        assert "HELD WORDS" in as_("okafor").get(page()).text
    assert written.visible_at.isoformat() == "2026-11-16T09:00:00+00:00"
    assert Delivery.objects.get().due_at == written.visible_at
    with clock.frozen(written.visible_at):
        assert "HELD WORDS" in as_("joan").get(page()).text


def test_who_chose_any_time_sees_it_at_once(as_, clinic, page, shared):
    with clock.frozen(SATURDAY):
        reflection.write_back(version=shared, text="HELD WORDS", by=clinic.priya)
        as_("joan").post(page("when/"), {"when": "any-time"})
        assert "HELD WORDS" in as_("joan").get(page()).text


def test_nobody_else_chooses_when_the_person_sees_it(clinic):
    for who in ("priya", "sam", "stranger"):
        with pytest.raises(Refused):
            reflection.choose_release(partnership=clinic.partnership, any_time=True, by=clinic.everyone[who])


def test_the_mail_says_that_there_is_something_new_and_nothing_else(clinic, written_back):
    delivery = Delivery.objects.get()
    assert delivery.to == clinic.joan
    assert delivery.facts == {}


def test_telling_more_after_agreeing_asks_for_a_new_reflection(clinic, written_back, write):
    reflection.answer(reflection=written_back, said=RIGHT, by=clinic.joan)
    write("matters", "My garden.")
    version = story.share(partnership=clinic.partnership, by=clinic.joan)
    assert state(clinic) == "owed"
    story.read(version=version, by=clinic.priya)
    assert open_kinds(clinic) == [kinds.REFLECTION_OWED]


def test_agreeing_to_what_was_said_before_leaves_the_newer_version_owed(clinic, written_back, write):
    write("matters", "My garden.")
    version = story.share(partnership=clinic.partnership, by=clinic.joan)
    story.read(version=version, by=clinic.priya)
    reflection.answer(reflection=written_back, said=RIGHT, by=clinic.joan)
    assert state(clinic) == "owed"
    assert open_kinds(clinic) == [kinds.REFLECTION_OWED]


def test_the_contact_says_what_they_can_and_cannot_offer_beside_the_hopes(as_, clinic, page, shared):
    as_("priya").post(page("offer/"), {"text": "I can walk with you. I cannot cure it."})
    for who, tail in (("joan", "part/hopes/"), ("priya", "")):
        assert "I cannot cure it." in as_(who).get(page(tail)).text
    for who in ("okafor", "joan", "noor", "stranger"):
        with pytest.raises(Refused):
            offer.write_offer(partnership=clinic.partnership, text="x", by=clinic.everyone[who])


def test_until_then_the_services_own_words_stand_there(as_, clinic, page, shared):
    clinic.service.can_and_cannot = "We can teach. We cannot operate."
    clinic.service.save()
    assert "We cannot operate." in as_("joan").get(page("part/hopes/")).text
    assert "We cannot operate." in as_("priya").get(page()).text

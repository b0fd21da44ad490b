"""The pages of the conversation: what stands beside a box, what each side sees, and what is refused."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from alongside.base import clock
from alongside.base.ids import uuid7
from alongside.base.record.models import Event, Viewing
from alongside.care.access.actions import way
from alongside.care.communication import answered
from alongside.care.communication.actions import call as calls
from alongside.care.communication.actions import call_list, message, waiting
from alongside.care.communication.models import Message, MessageDraft, MessageSetAside, Wait
from alongside.care.communication.presenters import today_messages
from alongside.care.partnership import figures
from alongside.care.partnership.models import Figures, Partnership, Team, TeamMembership
from tests.care.communication.call_cast import ANY
from tests.care.communication.talking import ASKED, MONDAY, SATURDAY, again, asks, away, wait_of, writes
from tests.queries import cost

pytestmark = pytest.mark.usefixtures("thursday")

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def at(clinic):
    """``at(thread, "take/")`` is the address of that page, ``at(None, "new/")`` one of the front's."""
    return lambda thread=None, tail="": (
        f"/p/{clinic.partnership.pk}/talk/{f'{thread.pk}/' if thread else ''}{tail}"
    )


def _text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def _again(partnership: Partnership) -> Partnership:
    """With the figures as they are kept now."""
    return Partnership.objects.select_related("figures", "service").get(pk=partnership.pk)


# --- what a person is told ---------------------------------------------------------------------------


def test_before_and_after_sending_it_says_who_reads_it_when_and_what_cannot_wait(clinic, as_, at):
    joan = as_("joan")
    with clock.frozen(SATURDAY):
        away(clinic, clinic.priya, clinic.okafor)
        page = _text(joan.get(at(None, "new/")))
        told = (
            "Nobody reads this before Monday 9:00.",
            "Priya Shah is away until Saturday 21 November. Dr Chidi Okafor reads it instead.",
            "We answer within 2 working days: by Tuesday 17 November.",
        )
        for line in (*told, "0113 496 0101</a> while we are open", "Something new or worse", "116 123"):
            assert line in page, line
        sent = joan.post(at(None, "new/"), {"text": ASKED, "topic": "plan", "do": "send"}, follow=True)
    for line in ("Sent.", *told, "Dr Chidi Okafor answers by Tuesday 17 November.", "Not read yet"):
        assert line in _text(sent), line
    assert sent.text.count('class="notice good"') == 1, "one thing happened, so one notice says so"


def test_conversations_about_the_same_topic_are_told_apart_by_how_they_begin(clinic, as_, at):
    asks(clinic, "May I swim with this back?\nIt is warm water.")
    asks(clinic, "שלום <b>bold</b> " + "long " * 40)
    page = as_("joan").get(f"/p/{clinic.partnership.pk}/talk/").text
    assert "“May I swim with this back?”" in page
    assert "It is warm water." not in page
    assert "“שלום &lt;b&gt;bold&lt;/b&gt; long" in page
    assert "…”" in page


def test_a_promise_that_was_not_kept_is_said_to_both(clinic, as_, at):
    thread = asks(clinic)
    with clock.frozen(datetime(2026, 11, 17, 9, 0, tzinfo=UTC)):
        to_joan = _text(as_("joan").get(at(thread)))
        assert "We said Monday 16 November, and have not kept it." in to_joan
        assert "past the promise: Monday 16 November" in _text(as_("priya").get("/inbox/"))


def test_joan_finds_the_answer_on_today_and_it_goes_when_she_has_read_it(clinic, as_, at):
    thread = asks(clinic)
    writes(thread, clinic.okafor, "Yes.")
    (card,) = today_messages.cards(_again(clinic.partnership))
    assert (card.title, card.asks) == ("Dr Chidi Okafor answered you", False)
    assert "Dr Chidi Okafor answered you" in _text(as_("joan").get("/"))
    as_("joan").get(card.href)
    assert today_messages.cards(_again(clinic.partnership)) == []


# --- what a professional is told --------------------------------------------------------------------


def test_at_the_moment_of_writing_priya_reads_what_joan_asked_and_whether_an_e_mail_goes(clinic, as_, at):
    thread = asks(clinic)
    way.set_way(partnership=clinic.partnership, answers={"contact": "do_not_contact"}, by=clinic.joan)
    for path in (at(thread), at(None, "new/"), at()):
        page = _text(as_("priya").get(path))
        assert "No e-mail goes out. They see it here, when they sign in." in page
    way.set_way(
        partnership=clinic.partnership,
        answers={"contact": "welcome", "channels": ["email"]},
        by=clinic.joan,
    )
    assert "An e-mail tells them that there is something new" in _text(as_("priya").get(at(thread)))


def test_opening_it_is_read_and_both_sides_see_who_has(clinic, as_, at):
    thread = asks(clinic)
    as_("okafor").get(at(thread))
    page = _text(as_("joan").get(at(thread)))
    assert "Read by Dr Chidi Okafor, Thursday 12 November, 10:30" in page
    assert wait_of(thread).item.owner == clinic.priya


def test_the_inbox_lists_ones_own_and_the_teams_the_first_promise_first(clinic, as_):
    theirs = asks(clinic, topic="medicines")
    waiting.hand_over(
        wait=wait_of(theirs), from_=clinic.priya, to=clinic.okafor, why="Tablets.", by=clinic.priya
    )
    with clock.frozen(clock.now() + timedelta(days=1)):
        mine = asks(clinic, topic="pain")
        page = _text(as_("priya").get("/inbox/"))
        yours, team = page.split("Your team’s")
        assert "The pain" in yours
        assert "Medicines" not in yours
        assert "Medicines" in team
        assert "Dr Chidi Okafor" in team
    assert mine.pk != theirs.pk
    assert "Joan" not in _text(as_("noor").get("/inbox/"))


def nobody_is_left(clinic):
    clinic.partnership.memberships.update(until_at=clock.now())
    TeamMembership.objects.filter(team=clinic.team).update(until_at=clock.now())
    Team.objects.filter(pk=clinic.team.pk).update(inbox_owner=None)


def test_what_nobody_of_the_team_can_read_the_lead_reads_and_answers_and_it_is_said(clinic, as_, at):
    lena, here = as_("lena"), f"/p/{clinic.partnership.pk}"
    thread = asks(clinic)
    assert lena.get(at(thread)).status_code == 404, "leading alone opens nothing"
    nobody_is_left(clinic)
    thread = asks(clinic)
    assert wait_of(thread).item.owner == clinic.lena
    assert at(thread) in lena.get("/inbox/").text
    assert lena.get(at(thread)).status_code == 200
    assert "Nobody of the team is left for Joan" in _text(lena.get(f"{here}/", follow=True))
    for closed in ("story/", "both/", "plan/", "talk/visits/", "timeline/", "checks/"):
        assert lena.get(f"{here}/{closed}").status_code == 404, closed
    answered = {"text": "I have read it. I ring you today.", "messages": "1"}
    assert lena.post(at(thread), answered).status_code == 302
    page = _text(as_("joan").get(at(thread)))
    assert "I have read it. I ring you today." in page
    assert "Lena Marsh, who leads the clinic" in page
    looked = _text(as_("joan").get(f"{here}/who-looked/"))
    assert "The lead of the clinic read" in looked
    assert Viewing.objects.filter(viewer=clinic.lena, subject=clinic.partnership.pk, relation="lead").exists()


def test_the_lead_gives_them_a_contact_who_has_what_waits_and_then_sees_no_more(clinic, as_, at):
    nobody_is_left(clinic)
    thread, lena = asks(clinic), as_("lena")
    call = calls.ask(partnership=clinic.partnership, asked=ANY, by=clinic.joan)
    assert call.owner == clinic.lena
    assert str(call.pk) in lena.get("/calls/").text
    page = lena.get(at(thread, "hand-over/"), follow=True)
    assert "Whoever you choose becomes the contact" in _text(page)
    given = {"colleague": str(clinic.noor.pk), "what": "hand-over"}
    lena.post(f"/p/{clinic.partnership.pk}/team/", given)
    assert wait_of(thread).item.owner == clinic.noor
    assert "Lena Marsh handed over. You have a new contact." in _text(
        as_("joan").get(f"/p/{clinic.partnership.pk}/timeline/")
    )
    assert lena.get(at(thread)).status_code == 404
    call_list.keep_on_the_list()
    call.refresh_from_db()
    assert call.owner == clinic.noor


# --- somebody was quicker ---------------------------------------------------------------------------


def test_who_takes_second_is_told_who_has_it(clinic, as_, at):
    thread = asks(clinic)
    owner = {"owner": str(clinic.priya.pk)}
    as_("okafor").post(at(thread, "take/"), owner)
    assert wait_of(thread).item.owner == clinic.okafor
    told = as_("priya").post(at(thread, "take/"), {"owner": str(uuid7())}, follow=True)
    assert told.status_code == 404  # nobody of that name
    again_ = as_("priya").post(at(thread, "take/"), owner, follow=True)
    assert "It is yours now." not in _text(again_)
    assert "Dr Chidi Okafor has it now." in _text(again_)


def test_who_answers_second_is_shown_the_first_answer_and_nothing_was_lost(clinic, as_, at):
    thread = asks(clinic)
    writes(thread, clinic.okafor, "Heavy is all right.")
    window = str(uuid7())
    form = {"text": "Yes, go on.", "do": "send", "seen": "1", "revision": "0", "window": window}
    page = as_("priya").post(at(thread), form)
    assert page.status_code == 200
    assert "Something was written while you were writing. Nothing was sent." in _text(page)
    assert "Heavy is all right." in _text(page)
    assert "Yes, go on." in _text(page)
    assert again(thread).messages == 2
    assert MessageDraft.objects.get(author=clinic.priya).content["text"] == "Yes, go on."
    sent = as_("priya").post(at(thread), {**form, "seen": "2"})
    assert sent.status_code == 302
    assert again(thread).messages == 3


def test_what_is_seen_to_already_cannot_be_handed_over_or_closed(clinic, as_, at):
    thread = asks(clinic)
    writes(thread, clinic.okafor, "Yes.")
    for tail in ("hand-over/", "no-answer/"):
        page = _text(as_("priya").get(at(thread, tail), follow=True))
        assert "Dr Chidi Okafor has seen to it already." in page


# --- words ------------------------------------------------------------------------------------------


def test_html_is_shown_as_the_text_it_is_to_both_sides(clinic, as_, at):
    as_("joan").post(at(None, "new/"), {"text": SCRIPT, "words": SCRIPT[:60], "do": "send"})
    thread = again(Message.objects.get().thread)
    for who, path in (("joan", at(thread)), ("priya", at(thread)), ("priya", "/inbox/"), ("joan", at())):
        raw = as_(who).get(path).content.decode()
        assert "<script>alert" not in raw, path
        assert "&lt;script&gt;" in raw, path


def test_what_is_too_long_or_empty_is_refused_kindly_and_comes_back_whole(clinic, as_, at):
    long = "word " * 2_000 + "end"
    page = as_("joan").post(at(None, "new/"), {"text": long, "do": "send"})
    assert page.status_code == 200
    assert "Nothing you typed is lost" in _text(page)
    assert long in page.content.decode()
    assert "Write what you want to say." in _text(
        as_("joan").post(at(None, "new/"), {"text": " ", "do": "send"})
    )
    assert not Message.objects.exists()


def test_the_same_form_twice_is_one_message_and_one_wait(clinic, as_, at):
    form = {"text": ASKED, "do": "send", "window": str(uuid7()), "revision": "0"}
    for _time in range(2):
        as_("joan").post(at(None, "new/"), form)
    assert (Message.objects.count(), Wait.objects.count()) == (1, 1)


# --- drafts -----------------------------------------------------------------------------------------


def _kept(client, path, text, window, revision=0):
    form = {"text": text, "window": str(window), "revision": str(revision)}
    return client.post(path, form, headers={"X-Autosave": "1"})


def test_two_windows_lose_nothing_and_their_author_says_what_to_keep(clinic, as_, at):
    joan, path, one, two = as_("joan"), at(None, "new/"), uuid7(), uuid7()
    assert _kept(joan, path, "In one window.", one).json()["fields"] == {"revision": "1"}
    assert _kept(joan, path, "In another.", two).status_code == 409
    page = _text(joan.get(path))
    assert "In one window." in page
    assert "In another." in page
    aside = MessageSetAside.objects.get()
    joan.post(at(None, "settle/"), {"aside": str(aside.pk), "keep": "both"})
    assert "In one window.\n\nIn another." in joan.get(path).content.decode()
    assert not Message.objects.exists()


def test_a_draft_is_its_authors_alone(clinic, as_, at):
    thread = asks(clinic)
    _kept(as_("priya"), at(thread), "Not finished.", uuid7())
    for who in ("joan", "okafor"):
        assert "Not finished." not in _text(as_(who).get(at(thread)))
    assert "Not finished." in _text(as_("priya").get(at(thread)))
    aside = MessageSetAside.objects.create(
        service=clinic.service, draft=MessageDraft.objects.get(), content={}, window=uuid7()
    )
    answer = as_("joan").post(at(None, "settle/"), {"aside": str(aside.pk), "keep": "both"})
    assert answer.status_code == 404


def test_what_was_sent_is_no_draft_any_more_and_a_late_save_does_not_bring_it_back(clinic, as_, at):
    joan, path, window = as_("joan"), at(None, "new/"), uuid7()
    _kept(joan, path, ASKED, window)
    joan.post(path, {"text": ASKED, "window": str(window), "revision": "1", "do": "send"})
    assert MessageDraft.objects.get().content["text"] == ""
    assert _kept(joan, path, ASKED[:20], window, 1).status_code == 200
    assert MessageDraft.objects.get().content["text"] == ""
    assert not MessageSetAside.objects.exists()


def test_sending_from_one_window_keeps_what_another_wrote(clinic, as_, at):
    joan, path = as_("joan"), at(None, "new/")
    _kept(joan, path, "A longer thought, from the other window.", uuid7())
    joan.post(path, {"text": "Short.", "window": str(uuid7()), "revision": "0", "do": "send"})
    assert MessageDraft.objects.get().content["text"] == "A longer thought, from the other window."


# --- kept, grown, measured --------------------------------------------------------------------------


def test_a_message_grows_into_a_goal_without_being_typed_again(clinic, as_, at):
    thread = asks(clinic, "I want to walk to the shop again.")
    page = as_("joan").get(at(thread)).content.decode()
    (link,) = re.findall(r'href="(/p/[^"]+goal[^"]*from=message:[^"]+)"', page)
    assert "I want to walk to the shop again." in as_("joan").get(link).content.decode()
    assert "I want to walk" not in link


def test_no_event_holds_a_word_of_it(clinic):
    thread = asks(clinic, "Zebras.")
    heard = writes(thread, clinic.priya, "Zebras?", understood=True)
    message.answer(message=heard, said=Message.Answer.NOT_QUITE, why="Zebras!", by=clinic.joan)
    waiting.hand_over(
        wait=wait_of(thread), from_=clinic.priya, to=clinic.okafor, why="Zebras", by=clinic.priya
    )
    assert "ebra" not in str(list(Event.objects.values_list("kind", "facts")))
    kinds = set(Event.objects.filter(about=thread.pk).values_list("kind", flat=True))
    assert kinds == {"message.wrote", "message.answered", "message.not-quite", "message.handed-over"}


def test_nobody_stands_in_for_themselves(clinic, as_):
    choices = as_("priya").get("/inbox/away/").content.decode().split("Who stands in?")[1]
    assert "Dr Chidi Okafor" in choices
    assert "Priya Shah" not in choices
    for_anybody = as_("lena").get("/inbox/away/").content.decode().split("Who stands in?")[1]
    assert "Priya Shah" in for_anybody


def test_the_clinic_sees_how_the_promise_is_kept_and_nobody_ranked(clinic, as_):
    for hours, text in ((1, "In time."), (3, "In time too."), (24 * 6, "Late.")):
        thread = asks(clinic)
        with clock.frozen(clock.now() + timedelta(hours=hours)):
            writes(thread, clinic.priya, text)
    asks(clinic)
    with clock.frozen(MONDAY + timedelta(days=1)):
        found = answered.since(clinic.service, clock.now() - answered.PERIOD)
        assert (found.asked, found.promised, found.kept) == (4, 4, 2)
        assert (found.median, found.waiting, found.overdue) == (180, 1, 1)
        page = _text(as_("lena").get("/clinic/"))
    assert "2 of 4 (50 %)" in page
    assert "3 opening hours" in page
    card = page.split("Waited for an answer, in the last 90 days")[1].split("</dl>")[0]
    assert "Priya" not in card


def test_figures_kept_by_every_action_are_those_that_rows_give(clinic):
    thread = asks(clinic)
    writes(thread, clinic.priya, "Yes?", understood=True)
    writes(asks(clinic, "Other."), clinic.okafor, "Yes.")
    message.read(thread=again(thread), by=clinic.joan)
    asks(clinic, "A third.")
    assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)
    assert Figures.objects.get(pk=clinic.partnership.pk).messages_new_to_person == 1


def test_pages_cost_the_same_whatever_was_written(clinic, as_, at):
    def costs() -> list[int]:
        found = []
        for who, path in (("priya", "/inbox/"), ("priya", at(thread)), ("joan", at(thread)), ("joan", at())):
            client = as_(who)
            client.get(path)
            with cost() as of:
                client.get(path)
            found.append(of.queries)
        return found

    thread = asks(clinic)
    writes(thread, clinic.joan, "And.")
    few = costs()
    for number in range(12):
        asks(clinic, f"Thing {number}.")
        writes(thread, clinic.joan, f"More {number}.")
    assert costs() == few

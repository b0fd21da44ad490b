"""*People to ring*: everybody whom a call would help, the gravest first, and what follows from ringing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.base import ids
from alongside.base.accounts.models import Account
from alongside.care.access import attention as access_kinds
from alongside.care.access.actions import new_or_worse, screening
from alongside.care.access.models import Found, NewOrWorse
from alongside.care.access.rules.screen import Answer, assess
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.communication.actions import call_try, call_work
from alongside.care.communication.models import Call, CallTry
from alongside.care.partnership.actions import attention
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Meeting, Partnership
from alongside.care.partnership.rules.preferences import Purpose
from alongside.care.plan import going_attention as going
from alongside.care.plan.actions import bad_day, quiet
from alongside.care.support import ringing, ringing_presenters
from alongside.care.support.actions import seen as seen_actions
from alongside.care.support.actions.seen import Seen
from alongside.care.support.rules.ringing import Reason, by_person
from tests.care.access.walk import QUESTIONS
from tests.care.communication.call_cast import ask, at, clock_of, open_items, ring, same_figures, set_way
from tests.care.plan.going.cast import agreed
from tests.conftest import Clinic
from tests.queries import cost

NOW = datetime(2026, 11, 12, 10, 30, tzinfo=UTC)


@pytest.fixture
def thursday_clinic(thursday: datetime, clinic: Clinic) -> Clinic:
    return clinic


@pytest.fixture
def report(thursday_clinic: Clinic) -> NewOrWorse:
    """The screen told Joan to go to hospital, yesterday evening."""
    with at(hours=-16):
        flagged = assess(safety_screen(), dict.fromkeys(QUESTIONS[:1], Answer.YES))
        run = screening.keep(service=thursday_clinic.service, assessment=flagged)
        return new_or_worse.tell(partnership=thursday_clinic.partnership, by=thursday_clinic.joan, run=run)


def rows(account: Account, whose: str = "mine") -> list[ringing_presenters.Row]:
    page = ringing_presenters.ring_page(ringing.people_to_ring(account, whose=whose), account, whose)
    return [*page["rows"], *page["left_alone"]]


def whys(account: Account) -> list[str]:
    return [row.why for row in rows(account)]


# --- the order, pure ----------------------------------------------------------------------------------

PEOPLE = [ids.uuid7() for _ in range(4)]
REASONS = st.builds(
    Reason,
    place=st.integers(),
    partnership=st.sampled_from(PEOPLE),
    harm=st.integers(1, 5),
    since=st.integers(0, 10_000).map(lambda hours: NOW - timedelta(hours=hours)),
    due_at=st.none() | st.sampled_from([NOW - timedelta(1), NOW + timedelta(1)]),
    left_alone=st.booleans(),
)


@given(st.lists(REASONS, max_size=12))
def test_nobody_is_lost_and_nobody_who_could_be_harmed_more_stands_behind(reasons: list[Reason]) -> None:
    people = by_person(reasons, NOW)
    assert sorted(map(id, reasons)) == sorted(id(one) for each in people for one in each)
    first = [(each[0].left_alone, each[0].harm) for each in people]
    assert first == sorted(first), "asked to be left alone last; then by harm"
    assert len({each[0].partnership for each in people}) == len(people), "one line a person"


# --- who stands there ----------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def test_everybody_is_there_with_a_reason_and_the_gravest_comes_first(
    report: NewOrWorse, clinic: Clinic
) -> None:
    ask(clinic)
    others = {}
    for name in ("Ruth", "Tom", "Ines"):
        person = Account.objects.create_user(f"{name}@people.example", name=name)
        others[name] = partnerships.start(
            service=clinic.service, team=clinic.team, person=person, known_as=name, full_name=name,
            phone="0113 496 0303", born_on=None, came_by=Partnership.CameBy.SELF, by=person,
        )  # fmt: skip
        partnerships.take_on(partnership=others[name], by=clinic.priya)
    ruths = bad_day.say(partnership=others["Ruth"], by=others["Ruth"].person)
    bad_day.please_ring(bad_day=ruths, by=others["Ruth"].person)
    for kind, name in ((going.WENT_QUIET, "Tom"), (access_kinds.CAME_BACK, "Ines")):
        harm = AttentionItem.Harm.ROUTINE if name == "Tom" else AttentionItem.Harm.PROMISE
        attention.open_item(partnership=others[name], kind=kind, harm=harm, by=None)
    found = rows(clinic.priya)
    assert [(row.name, row.why) for row in found] == [
        ("Joan Archer", "Was told to get urgent help: were they seen?"),
        ("Ruth", "Has a bad day and asks you to ring"),
        ("Ines", "Came back, and hopes to hear from you"),
        ("Tom", "Went quiet: nothing heard for a while"),
    ]
    assert found[0].also == "Also: Asked to be rung."
    assert rows(clinic.okafor) == [], "not his own"
    assert len(rows(clinic.okafor, "team")) == 4
    assert rows(clinic.noor, "team") == [], "another team knows nobody of them"


def test_it_costs_the_same_for_two_people_as_for_ten(thursday_clinic: Clinic) -> None:
    clinic, costs = thursday_clinic, []
    for many in (2, 10):
        for number in range(many):
            person = Account.objects.create_user(f"p{many}{number}@people.example", name=f"P{number}")
            theirs = partnerships.start(
                service=clinic.service,
                team=clinic.team,
                person=person,
                known_as="P",
                full_name=f"P {number}",
                phone="0113 496 0303",
                born_on=None,
                came_by=Partnership.CameBy.SELF,
                by=person,
            )
            partnerships.take_on(partnership=theirs, by=clinic.priya)
            call_work.start(partnership=theirs, by=clinic.priya, purpose=Purpose.REPLY)
            attention.open_item(
                partnership=theirs, kind=going.WENT_QUIET, harm=AttentionItem.Harm.ROUTINE, by=None
            )
        with cost() as found:
            assert len(rows(clinic.priya)) >= many
        costs.append(found.queries)
    assert costs[0] == costs[1] <= 5


def test_ringing_answers_what_it_came_from(thursday_clinic: Clinic, as_) -> None:
    clinic = thursday_clinic
    agreed(clinic)
    with at(days=26):
        assert quiet.call_up() == 1
        item = open_items(clinic)[going.WENT_QUIET]
        priya: Client = as_("priya")
        path = f"/p/{clinic.partnership.pk}/ring/{item.pk}/"
        page = priya.post(path)
        call = Call.objects.get()
        assert page.headers["Location"].endswith(f"/talk/calls/{call.pk}/")
        assert (call.reason, call.purpose) == (going.WENT_QUIET, Purpose.ROUTINE)
        assert priya.post(path).headers["Location"] == page.headers["Location"], "pressed twice, one call"
        assert len(rows(clinic.priya)) == 1, "one line, not the item and its call"
        set_way(clinic, channels=["phone"], seen_by_others="nobody")
        ring(Call.objects.get(), clinic.priya, CallTry.Outcome.SPOKE)
        assert open_items(clinic) == {}
        assert rows(clinic.priya) == []
        assert priya.post(path).headers["Location"] == "/ring/", "somebody has dealt with it"
        assert same_figures(clinic)


def test_the_call_of_a_bad_day_is_over_on_her_page_too(thursday_clinic: Clinic, as_) -> None:
    clinic, joan = thursday_clinic, as_("joan")
    row = bad_day.say(partnership=clinic.partnership, by=clinic.joan)
    bad_day.please_ring(bad_day=row, by=clinic.joan)
    page = f"/p/{clinic.partnership.pk}/plan/bad-day/"
    assert "Your team is asked to ring you." in joan.get(page).content.decode()
    as_("priya").post(f"/p/{clinic.partnership.pk}/ring/{open_items(clinic)[going.PLEASE_RING].pk}/")
    call = Call.objects.get()
    assert call.purpose == Purpose.REPLY, "she asked for it: a bad day does not hold it"
    ring(call, clinic.priya, CallTry.Outcome.NO_ANSWER)
    assert "Your team is asked to ring you." in joan.get(page).content.decode()
    with at(hours=3):
        ring(call, clinic.priya, CallTry.Outcome.SPOKE)
        assert "that call is over" in joan.get(page).content.decode()
    assert open_items(clinic) == {}


def test_who_asked_not_to_be_contacted_stands_last_for_their_safety_only(
    report: NewOrWorse, clinic: Clinic
) -> None:
    set_way(clinic, contact="do_not_contact")
    page = ringing_presenters.ring_page(
        ringing.people_to_ring(clinic.priya, whose="mine"), clinic.priya, "mine"
    )
    assert [row.why for row in page["rows"]] == []
    assert [row.left_alone for row in page["left_alone"]] == [True]
    assert "could be in danger" in page["lead"]
    ask(clinic)
    assert [row.why for row in rows(clinic.priya) if not row.left_alone] == ["Asked to be rung"], "a reply"


def test_a_bad_day_holds_routine_calls_and_says_whose(thursday_clinic: Clinic) -> None:
    clinic = thursday_clinic
    attention.open_item(
        partnership=clinic.partnership, kind=going.WENT_QUIET, harm=AttentionItem.Harm.ROUTINE, by=None
    )
    assert whys(clinic.priya) == ["Went quiet: nothing heard for a while"]
    with at(hours=1):
        bad_day.say(partnership=clinic.partnership, by=clinic.joan)
        attention.open_item(
            partnership=clinic.partnership, kind=going.WENT_QUIET, harm=AttentionItem.Harm.ROUTINE, by=None
        )
        found = ringing.people_to_ring(clinic.priya, whose="mine")
        assert (found.people, [one.partnership for one in found.resting]) == ([], [clinic.partnership])
        ask(clinic)
        assert whys(clinic.priya) == ["Asked to be rung"], "her own request never rests"


# --- were you seen? ------------------------------------------------------------------------------------


def say(report: NewOrWorse, seen: Seen, clinic: Clinic, words: str = "") -> Call:
    return seen_actions.say(report=report, seen=seen, words=words, by=clinic.priya)


def test_seen_and_sent_home_settles_it(report: NewOrWorse, clinic: Clinic) -> None:
    call = say(report, Seen.HOME, clinic, "They took pictures.")
    assert (call.how_ended, open_items(clinic)) == (Call.Ended.SPOKE, {})
    assert Found.objects.get().what == Found.What.SEEN
    assert Meeting.objects.get().about == call.pk
    assert same_figures(clinic)


def test_who_was_admitted_is_rung_again_to_ask_how_they_are(report: NewOrWorse, clinic: Clinic) -> None:
    say(report, Seen.ADMITTED, clinic)
    (again,) = Call.objects.open()
    assert (again.owner, clock_of(again.until_at)) == (clinic.priya, "Thu 19 17:00")
    assert access_kinds.WERE_YOU_SEEN not in open_items(clinic)


def test_who_did_not_go_is_urgent_again_with_an_owner_due_next_working_morning(
    report, clinic: Clinic
) -> None:
    with pytest.raises(seen_actions.NoWords):
        say(report, Seen.DID_NOT_GO, clinic)
    assert not Call.objects.exists(), "nothing half done"
    say(report, Seen.DID_NOT_GO, clinic, "No bus. Her son drives her now.")
    item = open_items(clinic)[access_kinds.WERE_YOU_SEEN]
    assert (item.harm, item.owner, clock_of(item.due_at)) == (
        AttentionItem.Harm.DANGER,
        clinic.priya,
        "Fri 13 09:00",
    )
    assert whys(clinic.priya) == ["Was told to get urgent help: were they seen?"]
    with at(days=1):
        say(report, Seen.HOME, clinic)
    assert open_items(clinic) == {}
    assert Found.objects.count() == 2


def test_who_could_not_be_reached_is_tried_again_and_never_dropped(
    report: NewOrWorse, clinic: Clinic
) -> None:
    for hours in (0, 3, 24, 27):
        with at(hours=hours):
            call = say(report, Seen.NOT_REACHED, clinic)
            assert call.is_open
            assert call.next_at is not None
    assert call.stage == Call.Stage.WRITE
    with at(days=4):
        assert whys(clinic.priya) == ["Was told to get urgent help: were they seen?"]
        assert rows(clinic.priya)[0].ring_href.endswith(f"/were-you-seen/{report.pk}/")


@pytest.mark.parametrize("who", ["joan", "noor", "sam", "lena", "stranger"])
def test_only_the_team_asks(report: NewOrWorse, clinic: Clinic, who: str) -> None:
    with pytest.raises(Refused):
        seen_actions.say(report=report, seen=Seen.HOME, words="", by=clinic.everyone[who])


def test_against_their_wish_it_needs_a_reason_that_is_kept(report: NewOrWorse, clinic: Clinic, as_) -> None:
    set_way(clinic, contact="do_not_contact")
    priya, path = as_("priya"), f"/p/{clinic.partnership.pk}/were-you-seen/{report.pk}/"
    said = {"seen": "seen-home", "words": "", "why_now": ""}
    page = priya.post(path, said)
    assert page.status_code == 200
    assert "Something speaks against ringing now" in page.content.decode()
    assert not CallTry.objects.exists()
    assert priya.post(path, said | {"why_now": "She may have lost feeling."}).status_code == 302
    assert CallTry.objects.get().why_now == "She may have lost feeling."


def test_a_colleague_who_is_asking_already_has_it(report: NewOrWorse, clinic: Clinic) -> None:
    say(report, Seen.NOT_REACHED, clinic)
    with pytest.raises(call_work.SomebodyHasIt):
        seen_actions.say(report=report, seen=Seen.HOME, words="", by=clinic.okafor)
    call = Call.objects.open().get()
    call_work.take(call=call, by=clinic.okafor, instead_of=clinic.priya.pk)
    assert call_try.begin(call=call, by=clinic.okafor).by == clinic.okafor

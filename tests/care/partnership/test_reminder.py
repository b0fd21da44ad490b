"""A person says of what, on which days and when; what is due is found by an index and leaves once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.base import clock, ids
from alongside.base.record import deliveries
from alongside.base.record.models import Delivery
from alongside.care.communication.actions import visit as visits_actions
from alongside.care.measures.actions import instrument, occasion
from alongside.care.measures.models import Occasion
from alongside.care.partnership import cues, meetings, reminding
from alongside.care.partnership.actions import ending
from alongside.care.partnership.actions import reminder as actions
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.contacting import REMINDER
from alongside.care.partnership.cues import Coming, Cue, Source
from alongside.care.partnership.models import Meeting, Partnership, Schedule, Silence, Way
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.schedules import Every, Rhythm
from alongside.care.plan.actions import step as steps
from alongside.care.plan.rules.step import StepWords
from tests.care.communication.visiting import NEXT_TUESDAY, planned
from tests.care.partnership.leaving import WELCOME, rests_until, says
from tests.conftest import THURSDAY, Clinic

State = Delivery.State
DAILY = Rhythm(Every.WEEK, THURSDAY.date(), time(9), frozenset(range(7)))
FRIDAY_NINE = datetime(2026, 11, 13, 9, tzinfo=UTC)


@pytest.fixture
def joan(clinic: Clinic, thursday) -> Partnership:
    """Joan would like e-mails, and is reminded of her plan every day at nine."""
    says(clinic.partnership, **WELCOME)
    actions.remind(partnership=clinic.partnership, cue="plan", rhythm=DAILY, by=clinic.joan)
    return clinic.partnership


def sent_at(*moments: datetime) -> list[list[str]]:
    """What leaves at each of the moments."""
    found = []
    for at in moments:
        with clock.frozen(at):
            reminding.send_due()
            seen: list[Delivery] = []
            deliveries.work_off(seen.append)
            found.append([each.facts.get("cue", "") for each in seen])
    return found


def test_it_leaves_on_its_day_at_its_time_and_once(joan: Partnership) -> None:
    just_before = FRIDAY_NINE - timedelta(seconds=1)
    saturday = FRIDAY_NINE + timedelta(days=1)
    assert sent_at(THURSDAY, just_before, FRIDAY_NINE, FRIDAY_NINE, saturday) == [
        [],
        [],
        ["plan"],
        [],
        ["plan"],
    ]
    assert set(Delivery.objects.values_list("template", "page")) == {(REMINDER, "plan")}


def test_what_nobody_sent_in_time_is_left_and_the_next_one_comes(joan: Partnership) -> None:
    late = FRIDAY_NINE + timedelta(days=3, hours=4)
    assert sent_at(late, late + timedelta(hours=20)) == [[], ["plan"]]
    assert Schedule.objects.get().last_on == (late + timedelta(days=1)).date()


def test_on_a_bad_day_it_rests_and_does_not_pile_up(joan: Partnership) -> None:
    rests_until(joan, date(2026, 11, 14))
    moments = [FRIDAY_NINE + timedelta(days=day) for day in range(4)]
    assert sent_at(*moments) == [[], [], ["plan"], ["plan"]]


def test_it_ends_with_the_partnership(joan: Partnership, clinic: Clinic) -> None:
    ending.end(partnership=joan, by=clinic.priya)
    assert sent_at(FRIDAY_NINE, FRIDAY_NINE + timedelta(days=1)) == [[], []]
    assert (Schedule.objects.get().next_at, Schedule.objects.get().held) == (None, "ended")
    assert not Delivery.objects.exists()


def test_who_wants_no_contact_gets_none_and_it_is_written_down_once(joan: Partnership) -> None:
    says(joan, contact="do_not_contact")
    assert sent_at(*(FRIDAY_NINE + timedelta(days=day) for day in range(5))) == [[], [], [], [], []]
    assert list(Delivery.objects.values_list("state", "problem")) == [(State.WITHHELD, "do_not_contact")]
    says(joan, contact="welcome")
    assert sent_at(FRIDAY_NINE + timedelta(days=5)) == [["plan"]]


def test_only_answer_me_lets_through_what_they_asked_for_and_not_what_a_professional_set(
    joan: Partnership, clinic: Clinic
) -> None:
    says(joan, contact="only_replies")
    assert sent_at(FRIDAY_NINE) == [["plan"]]
    actions.remind(partnership=joan, cue="plan", rhythm=DAILY, by=clinic.priya)
    assert sent_at(FRIDAY_NINE + timedelta(days=1)) == [[]]
    assert Delivery.objects.get(state=State.WITHHELD).problem == "only_replies"


def test_not_at_all_stops_it_and_a_professional_cannot_go_round_it(joan: Partnership, clinic: Clinic) -> None:
    actions.not_at_all(partnership=joan, cue="plan", by=clinic.joan)
    assert sent_at(FRIDAY_NINE) == [[]]
    with pytest.raises(actions.Silenced):
        actions.remind(partnership=joan, cue="plan", rhythm=DAILY, by=clinic.priya)
    actions.remind(partnership=joan, cue="plan", rhythm=DAILY, by=clinic.joan)  # her own word
    assert not Silence.objects.exists()
    with pytest.raises(Refused):
        actions.not_at_all(partnership=joan, cue="plan", by=clinic.priya)


@pytest.mark.parametrize("who", ["okafor", "noor", "lena", "sam", "stranger"])
def test_nobody_else_sets_stops_or_moves_a_reminder(joan: Partnership, clinic: Clinic, who: str) -> None:
    by = clinic.everyone[who]
    for act in (
        lambda: actions.remind(partnership=joan, cue="plan", rhythm=DAILY, by=by),
        lambda: actions.stop(partnership=joan, cue="plan", by=by),
        lambda: actions.not_at_all(partnership=joan, cue="", by=by),
        lambda: actions.again(partnership=joan, cue="", by=by),
        lambda: actions.set_zone(partnership=joan, zone="Asia/Tokyo", by=by),
    ):
        with pytest.raises(Refused):
            act()
    assert Schedule.objects.get().stopped_at is None


def test_stop_all_stops_all_and_what_she_sets_afterwards_comes(joan: Partnership, clinic: Clinic) -> None:
    actions.not_at_all(partnership=joan, cue=actions.EVERYTHING, by=clinic.joan)
    assert sent_at(FRIDAY_NINE) == [[]]
    assert reminding.came_due(joan, "rating") is None
    actions.remind(partnership=joan, cue="plan", rhythm=DAILY, by=clinic.joan)
    assert sent_at(FRIDAY_NINE) == [["plan"]]
    actions.again(partnership=joan, cue=actions.EVERYTHING, by=clinic.joan)
    assert not Silence.objects.exists()


def test_by_the_clock_where_the_person_is(joan: Partnership, clinic: Clinic) -> None:
    actions.set_zone(partnership=joan, zone="America/New_York", by=clinic.joan)
    assert sent_at(FRIDAY_NINE, FRIDAY_NINE + timedelta(hours=5)) == [[], ["plan"]]
    way = Way.objects.order_by("-version")[0]
    assert (way.version, way.time_zone, way.channels) == (2, "America/New_York", ["email"])
    says(joan, support="some")  # another answer leaves it as it is
    assert Way.objects.order_by("-version")[0].time_zone == "America/New_York"
    actions.set_zone(partnership=joan, zone="", by=clinic.joan)
    assert Schedule.objects.get().next_at == FRIDAY_NINE + timedelta(days=1)
    with pytest.raises(ValueError, match="not a time zone"):
        actions.set_zone(partnership=joan, zone="Atlantis/Capital", by=clinic.joan)


def test_a_day_that_was_dealt_with_does_not_come_again_when_it_is_set_again(
    joan: Partnership, clinic: Clinic
) -> None:
    assert sent_at(FRIDAY_NINE) == [["plan"]]
    with clock.frozen(FRIDAY_NINE + timedelta(minutes=1)):
        later = Rhythm(Every.WEEK, date(2026, 11, 13), time(11), frozenset(range(7)))
        actions.remind(partnership=joan, cue="plan", rhythm=later, by=clinic.joan)
    assert Schedule.objects.get(stopped_at=None).next_at == datetime(2026, 11, 14, 11, tzinfo=UTC)


def test_a_rhythm_without_a_day_left_is_refused_and_changes_nothing(
    joan: Partnership, clinic: Clinic
) -> None:
    over = Rhythm(Every.WEEK, date(2026, 1, 1), time(9), frozenset({0}), date(2026, 1, 31))
    with pytest.raises(actions.NothingToCome), transaction.atomic():
        actions.remind(partnership=joan, cue="plan", rhythm=over, by=clinic.joan)
    assert Schedule.objects.get().stopped_at is None


# --- so many weeks after something --------------------------------------------------------------------


def met(clinic: Clinic, at: datetime) -> Meeting:
    with clock.frozen(max(at, clock.now())):
        return meetings.took_place(
            clinic.partnership, with_=clinic.priya, how=Meeting.How.TELEPHONE, at=at, about=ids.uuid7()
        )


def after_we_met(clinic: Clinic, weeks: int = 6, by: object = None) -> Schedule:
    says(clinic.partnership, **WELCOME)
    return actions.remind_after(
        partnership=clinic.partnership, cue="plan", weeks=weeks, after="met", at=time(9), by=by or clinic.joan
    )


def test_six_weeks_after_we_last_met_by_her_clock_across_the_change_and_again_after_the_next_time(
    clinic: Clinic, thursday
) -> None:
    spring = datetime(2027, 2, 25, 10, tzinfo=UTC)  # six weeks later it is summer time
    met(clinic, spring)
    with clock.frozen(spring):
        after_we_met(clinic)
    nine = datetime(2027, 4, 8, 8, tzinfo=UTC)
    assert sent_at(nine - timedelta(minutes=1), nine, nine + timedelta(days=1)) == [[], ["plan"], []]
    met(clinic, datetime(2027, 9, 23, 10, tzinfo=UTC))
    again = datetime(2027, 11, 4, 9, tzinfo=UTC)
    assert sent_at(again - timedelta(hours=1), again, again) == [[], ["plan"], []]


def test_meeting_sooner_moves_it_and_a_meeting_that_was_a_mistake_moves_it_back(
    clinic: Clinic, thursday
) -> None:
    met(clinic, THURSDAY - timedelta(days=1))
    row = after_we_met(clinic, weeks=2)
    first = datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert row.next_at == first
    mistake = met(clinic, THURSDAY + timedelta(days=5))
    row.refresh_from_db()
    assert row.next_at == first + timedelta(days=6)
    meetings.did_not(clinic.partnership, about=mistake.about)
    row.refresh_from_db()
    assert row.next_at == first


def test_what_never_was_or_is_long_ago_is_waited_for_and_the_page_says_so(
    clinic: Clinic, thursday, as_
) -> None:
    page = f"/p/{clinic.partnership.pk}/reminders/"
    given = {"weeks_after": "6", "after_what": "met", "at_time": "09:00"}
    says(clinic.partnership, **WELCOME)
    found = as_("joan").post(page + "plan/after/", given, follow=True).text
    assert "6 weeks after we last met or spoke, at 9:00" in found
    assert "No day yet. The weeks count from the next time." in found
    assert sent_at(THURSDAY + timedelta(weeks=7)) == [[]]
    met(clinic, THURSDAY - timedelta(weeks=20))
    assert Schedule.objects.get().next_at is None
    met(clinic, THURSDAY)
    found = as_("joan").get(page).text
    assert "The next one: Thursday 24 December, 09:00" in found
    assert "No day yet" not in found


def test_weeks_after_our_plan_changed_or_today_and_set_once_each(clinic: Clinic, thursday, as_) -> None:
    says(clinic.partnership, **WELCOME)
    page = f"/p/{clinic.partnership.pk}/reminders/plan/after/"
    as_("priya").post(page, {"weeks_after": "3", "after_what": "plan-changed", "at_time": "10:30"})
    wording = steps.propose(
        partnership=clinic.partnership, words=StepWords(what="Walk to the corner"), by=clinic.joan
    )
    steps.answer(wording=wording, says=Answer.YES, by=clinic.priya, seen=wording.number)
    assert Schedule.objects.get().next_at == datetime(2026, 12, 3, 10, 30, tzinfo=UTC)
    as_("joan").post(page, {"weeks_after": "1", "after_what": "today", "at_time": "09:00"})
    own = Schedule.objects.get(stopped_at=None)
    assert (own.after, own.next_at) == ("", datetime(2026, 11, 19, 9, tzinfo=UTC))
    refused = as_("joan").post(page, {"weeks_after": "400", "after_what": "the-moon", "at_time": "09:00"})
    assert refused.status_code == 200
    assert Schedule.objects.filter(stopped_at=None).get() == own


@pytest.mark.parametrize("who", ["okafor", "noor", "lena", "sam", "stranger"])
def test_nobody_else_counts_weeks_for_her(clinic: Clinic, thursday, who: str) -> None:
    with pytest.raises(Refused):
        after_we_met(clinic, by=clinic.everyone[who])
    for weeks in (0, 53):
        with pytest.raises(ValueError, match="so many weeks"):
            after_we_met(clinic, weeks=weeks)


def test_a_visit_brought_forward_is_reminded_of_the_day_before_its_new_day(
    clinic: Clinic, thursday, visits: dict
) -> None:
    says(clinic.partnership, **WELCOME)
    hourly(datetime(2026, 11, 15, 8, tzinfo=UTC))
    (key,) = visits
    visits[key] = datetime(2026, 11, 16, 14, tzinfo=UTC)
    assert hourly(datetime(2026, 11, 18, tzinfo=UTC)) == [
        (datetime(2026, 11, 15, 10, tzinfo=UTC), ["test-visit"])
    ]


# --- what has a day of its own ------------------------------------------------------------------------


@pytest.fixture
def visits(clinic: Clinic) -> Iterator[dict]:
    """A room that keeps visits: one of Joan's, on Tuesday at two."""
    kept = {ids.uuid7(): datetime(2026, 11, 17, 14, tzinfo=UTC)}

    def coming(since: datetime, until: datetime) -> list[Coming]:
        return [Coming(clinic.partnership.pk, key, at) for key, at in kept.items() if since < at <= until]

    cues.declare(Cue("test-visit", "a visit", "x", "visits", by_us=True, source=Source(coming, kept.get)))
    yield kept
    del cues._cues["test-visit"]


def hourly(until: datetime) -> list[tuple[datetime, list[str]]]:
    """What the worker does every hour, from Friday until then; what left, and when."""
    at, found = FRIDAY_NINE, []
    while at <= until:
        with clock.frozen(at):
            reminding.gather()
        (left,) = sent_at(at)
        if left:
            found.append((at, left))
        at += timedelta(hours=1)
    return found


def test_the_day_before_a_visit_at_ten_and_once(clinic: Clinic, thursday, visits: dict) -> None:
    says(clinic.partnership, **WELCOME)
    assert hourly(datetime(2026, 11, 18, tzinfo=UTC)) == [
        (datetime(2026, 11, 16, 10, tzinfo=UTC), ["test-visit"])
    ]


def test_a_visit_put_off_is_reminded_of_on_its_new_day_and_one_cancelled_never(
    clinic: Clinic, thursday, visits: dict
) -> None:
    says(clinic.partnership, **WELCOME)
    hourly(datetime(2026, 11, 15, 12, tzinfo=UTC))
    (key,) = visits
    visits[key] = datetime(2026, 11, 19, 14, tzinfo=UTC)
    assert hourly(datetime(2026, 11, 20, tzinfo=UTC)) == [
        (datetime(2026, 11, 18, 10, tzinfo=UTC), ["test-visit"])
    ]
    visits.clear()
    visits[ids.uuid7()] = datetime(2026, 11, 24, 14, tzinfo=UTC)
    with clock.frozen(datetime(2026, 11, 22, 9, tzinfo=UTC)):
        reminding.gather()
    visits.clear()
    assert sent_at(datetime(2026, 11, 23, 10, tzinfo=UTC)) == [[]]


def test_the_clinics_own_visits_are_reminded_of_unless_they_were_called_off(clinic: Clinic, thursday) -> None:
    says(clinic.partnership, **WELCOME)
    kept = planned(clinic)  # Tuesday, a quarter past ten
    off = planned(clinic, NEXT_TUESDAY + timedelta(days=2))
    Delivery.objects.all().delete()
    found = hourly(datetime(2026, 11, 16, 12, tzinfo=UTC))
    assert found == [(datetime(2026, 11, 16, 10, tzinfo=UTC), ["visit"])]
    with clock.frozen(datetime(2026, 11, 17, 9, tzinfo=UTC)):
        reminding.gather()
        visits_actions.cancel(visit=off, by=clinic.priya)
    assert {kept.pk, off.pk} <= set(Schedule.objects.values_list("about", flat=True))
    assert ["visit"] not in sent_at(datetime(2026, 11, 18, 10, tzinfo=UTC))


# --- three months -------------------------------------------------------------------------------------


def test_after_three_months_one_e_mail_says_that_there_is_something_new(clinic: Clinic, thursday) -> None:
    says(clinic.partnership, **WELCOME)
    instrument.ensure_own_checks()
    for first in occasion.open_baseline(partnership=clinic.partnership, by=clinic.joan):
        Occasion.objects.create(
            service=clinic.service, partnership=clinic.partnership,
            key=first.key, instrument=first.instrument, kind="three-months",
            opens_at=THURSDAY, due_at=THURSDAY, closes_at=None,
        )  # fmt: skip
    at_night = datetime(2026, 11, 12, 23, 30, tzinfo=UTC)
    with clock.frozen(at_night):
        assert occasion.call_up() == 5
    assert sent_at(at_night, datetime(2026, 11, 13, 8, tzinfo=UTC)) == [[], ["rating"]]
    with clock.frozen(at_night + timedelta(hours=1)):
        assert occasion.call_up() == 0
    assert Delivery.objects.count() == 1


def test_who_does_not_want_to_be_reminded_of_it_is_not_and_stands_on_the_list_all_the_same(
    clinic: Clinic, thursday
) -> None:
    says(clinic.partnership, **WELCOME)
    actions.not_at_all(partnership=clinic.partnership, cue="rating", by=clinic.joan)
    with transaction.atomic():
        assert reminding.came_due(clinic.partnership, "rating") is None
        assert reminding.came_due(clinic.partnership, "review") is not None


# --- many of them --------------------------------------------------------------------------------------


def many(clinic: Clinic, count: int) -> None:
    row = Schedule.objects.get()
    rows = []
    for _ in range(count):
        row.pk = row.id = ids.uuid7()
        copy = Schedule(
            **{field.attname: getattr(row, field.attname) for field in Schedule._meta.concrete_fields}
        )
        copy.about = ids.uuid7()
        rows.append(copy)
    Schedule.objects.bulk_create(rows)


def test_a_hundred_cost_as_many_questions_as_one(joan: Partnership, clinic: Clinic) -> None:
    def asked() -> int:
        with (
            clock.frozen(FRIDAY_NINE),
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            assert reminding.send_due()
        return len(queries)

    with transaction.atomic():
        one = asked()
        transaction.set_rollback(True)
    many(clinic, 60)
    assert asked() == one


def test_those_due_together_make_one_e_mail(joan: Partnership, clinic: Clinic) -> None:
    many(clinic, 3)
    assert sent_at(FRIDAY_NINE) == [["plan"]]


def test_with_nothing_due_the_worker_asks_one_question_and_writes_nothing(
    joan: Partnership, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        assert reminding.send_due() == 0


def test_looking_for_what_is_due_reads_no_schedule_that_is_not(joan: Partnership) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's")
    plan = Schedule.objects.filter(next_at__lte=THURSDAY).order_by("next_at").explain()
    assert "schedule_due" in plan
    assert "SCAN" not in plan

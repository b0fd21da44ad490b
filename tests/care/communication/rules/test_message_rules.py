"""The rules behind a message: to whom it goes, by when it is answered, and what its definition may hold."""

from __future__ import annotations

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.base.services.rules import calendar
from alongside.base.services.rules.calendar import Closure
from alongside.care.communication.rules import conversation, promise
from alongside.care.communication.rules.routing import Route, route
from alongside.care.communication.rules.words import Written, together
from alongside.care.partnership.rules.signed import DefinitionInvalid

ALL = [UUID(int=number) for number in range(1, 6)]
A, B, C, D, E = ALL
people = st.sampled_from(ALL)
WEEK = calendar.opening_hours(
    {day: ["09:00-12:30", "13:30-17:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
)
LONDON = ZoneInfo("Europe/London")
FIRST, LAST = dt.datetime(2025, 1, 1), dt.datetime(2027, 12, 31)  # noqa: DTZ001 - hypothesis gives the zone
instants = st.datetimes(FIRST, LAST, timezones=st.just(dt.UTC))


# --- to whom ----------------------------------------------------------------------------------------


@given(
    st.lists(people, max_size=6),
    st.dictionaries(people, st.none() | people),
    st.sets(people),
)
def test_whoever_may_and_is_named_leaves_no_message_without_an_owner(named, away, may):
    found = route(named, away=away, may=may)
    assert (found is None) == (not may & set(named))
    if found is not None:
        assert found.to in may
        assert found.instead_of != found.to
        if found.to in away:  # only where nobody who may is there
            assert all(one in away for one in named if one in may)


def test_the_first_gets_it_and_who_stands_in_where_the_first_is_away():
    may = set(ALL)
    assert route([A, B], away={}, may=may) == Route(A)
    assert route([A, B], away={A: C}, may=may) == Route(C, A)
    assert route([A, B], away={A: C, C: D}, may=may) == Route(D, A)  # who stands in is away too
    assert route([A, B], away={A: C, C: A}, may=may) == Route(B)  # two who stand in for each other
    assert route([A, B], away={A: C}, may={A, B}) == Route(B)  # who stands in may not read it
    assert route([A, B], away={A: None, B: None}, may=may) == Route(A)  # everybody is away: still owned
    assert route([A], away={}, may={B}) is None


# --- by when ----------------------------------------------------------------------------------------


@given(instants, st.integers(1, 10), st.integers(0, 30))
def test_the_promise_falls_on_an_open_day_at_closing_and_never_before_it_was_written(since, days, closed):
    closures = [Closure(since.date(), since.date() + dt.timedelta(days=closed), "holiday")]
    by = promise.promised_by(WEEK, closures, LONDON, since, days)
    assert by is not None
    assert by > since
    local = by.astimezone(LONDON)
    assert (local.hour, local.minute) == (17, 0)
    assert local.weekday() < 5
    assert not closures[0].covers(local.date())


def test_what_is_written_on_a_saturday_is_answered_by_tuesday_also_when_the_clocks_change():
    for saturday, tuesday in (((2026, 11, 14), (2026, 11, 17)), ((2026, 3, 28), (2026, 3, 31))):
        since = dt.datetime(*saturday, 11, 0, tzinfo=dt.UTC)
        by = promise.promised_by(WEEK, (), LONDON, since, 2)
        assert by == dt.datetime(*tuesday, 17, 0, tzinfo=LONDON)


def test_where_the_clinic_opens_on_no_day_nothing_is_promised_and_nothing_counts_as_late():
    never = calendar.opening_hours({})
    since = dt.datetime(2026, 11, 12, 10, tzinfo=dt.UTC)
    assert promise.promised_by(never, (), LONDON, since, 2) is None
    assert promise.kept(None, since) is None


@given(instants, st.timedeltas(dt.timedelta(0), dt.timedelta(days=40)), st.floats(0, 1))
def test_working_time_adds_up_and_is_never_more_than_the_time_that_passed(since, long, part):
    middle, end = since + long * part, since + long
    spent = [calendar.open_time(WEEK, (), LONDON, *both) for both in ((since, middle), (middle, end))]
    whole = calendar.open_time(WEEK, (), LONDON, since, end)
    assert sum(spent, dt.timedelta(0)) == whole <= long
    assert calendar.open_time(WEEK, (), LONDON, end, since) == dt.timedelta(0)


def test_a_night_and_a_lunch_count_for_nothing():
    since = dt.datetime(2026, 11, 12, 12, 0, tzinfo=dt.UTC)
    until = dt.datetime(2026, 11, 13, 9, 30, tzinfo=dt.UTC)
    assert calendar.open_time(WEEK, (), LONDON, since, until) == dt.timedelta(hours=4, minutes=30)


# --- words ------------------------------------------------------------------------------------------

words = st.builds(Written, st.text(), st.text(max_size=5), st.text(max_size=5), understood=st.booleans())


@given(words, words)
def test_what_two_windows_hold_is_put_together_without_losing_a_word(one, two):
    both = together(one, two)
    assert one.text in both.text
    assert two.text in both.text
    assert Written.from_plain(both.as_plain()) == both


# --- the definition ---------------------------------------------------------------------------------


def test_the_shipped_topics_are_few_and_none_is_called_checked():
    shipped = conversation.conversation()
    assert 3 <= len(shipped.topics) <= 8
    assert shipped.signed.checked_by == ""


def test_everything_that_is_wrong_with_a_definition_is_said_at_once():
    text = conversation.DEFINITION.read_text(encoding="utf-8")
    bad = (
        text.replace("answer_within_working_days = 2", "answer_within_working_days = 99")
        .replace('id = "pain"', 'id = "question"')
        .replace('label = "Medicines"', 'lable = "Medicines"')
    )
    with pytest.raises(DefinitionInvalid) as refused:
        conversation.read(bad, "conversation.toml")
    said = str(refused.value)
    for part in ("answer_within_working_days", "each id once", "lable", "label: is missing"):
        assert part in said

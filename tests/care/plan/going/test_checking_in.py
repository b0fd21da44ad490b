"""A check-in counts once, on its day: whatever the order, however often, and when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import reduce
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.base import clock, ids
from alongside.care.plan.rules import checking_in as rule
from alongside.care.plan.rules.checking_in import About, Did, Hard, Sending, StepSaid

STEPS = ("0190a000-0000-7000-8000-000000000001", "0190a000-0000-7000-8000-000000000002")
LONDON = "Europe/London"


def key(at: datetime, tail: int = 0) -> UUID:
    """A form's key as it is made when the form is shown at ``at``."""
    return UUID(int=(int(at.timestamp() * 1000) << 80) | (0x7 << 76) | (0b10 << 62) | tail)


def maybe(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | values


said_of_a_step = st.builds(
    StepSaid,
    did=maybe(st.sampled_from(Did)),
    hard=maybe(st.sampled_from(Hard)),
    worse=maybe(st.booleans()),
)
sendings = st.builds(
    Sending,
    key=st.integers(0, 6).map(lambda tail: key(datetime(2026, 11, 12, 9, tail, tzinfo=UTC), tail)),
    pain=maybe(st.integers(0, 10)),
    confidence=maybe(st.integers(0, 10)),
    no_difference=maybe(st.booleans()),
    steps=st.dictionaries(st.sampled_from(STEPS), said_of_a_step, max_size=2),
)


@given(st.lists(sendings, min_size=1, max_size=6), st.data())
def test_the_same_day_comes_out_in_every_order_and_with_every_repeat(
    sent: list[Sending], data: st.DataObject
) -> None:
    again = data.draw(st.permutations([*sent, *data.draw(st.lists(st.sampled_from(sent), max_size=4))]))
    once: rule.Register = reduce(rule.merged, sent, {})
    assert reduce(rule.merged, again, {}) == once
    assert reduce(rule.merged, again, once) == once, "what is known already changes nothing"


def test_the_newer_form_corrects_and_leaves_the_rest_as_it_was() -> None:
    morning, evening = (datetime(2026, 11, 12, hour, tzinfo=UTC) for hour in (9, 20))
    first = Sending(key(morning), pain=6, steps={STEPS[0]: StepSaid(did=Did.NO)})
    later = Sending(key(evening), confidence=4, steps={STEPS[0]: StepSaid(did=Did.A_BIT)})
    day = rule.day(date(2026, 11, 12), rule.merged(rule.merged({}, later), first))
    assert (day.pain, day.confidence) == (6, 4)
    assert day.steps[STEPS[0]] == StepSaid(did=Did.A_BIT)


def test_nothing_said_is_refused_and_one_tap_is_enough() -> None:
    with pytest.raises(rule.NotSaid):
        rule.checked(Sending(ids.uuid7()))
    with pytest.raises(rule.NotSaid):
        rule.checked(Sending(ids.uuid7(), pain=11))
    tapped = Sending(ids.uuid7(), steps=rule.all_alike(STEPS, Did.CHOSE_NOT))
    assert rule.checked(tapped) == tapped


@pytest.mark.parametrize(
    "shown, about, day",
    [
        ("2026-11-12T23:58:00", About.TODAY, "2026-11-12"),
        ("2026-11-12T00:01:00", About.YESTERDAY, "2026-11-11"),
        # The clocks go forward on 29 March 2026 (23 hours) and back on 25 October 2026 (25 hours).
        ("2026-03-29T00:30:00", About.TODAY, "2026-03-29"),
        ("2026-03-29T23:30:00", About.TODAY, "2026-03-29"),
        ("2026-03-30T00:30:00", About.YESTERDAY, "2026-03-29"),
        ("2026-10-25T23:30:00", About.TODAY, "2026-10-25"),
        ("2026-10-26T00:30:00", About.YESTERDAY, "2026-10-25"),
    ],
)
def test_the_day_is_the_one_on_the_page_also_when_the_clocks_change(
    shown: str, about: About, day: str
) -> None:
    at = datetime.fromisoformat(shown).replace(tzinfo=ZoneInfo(LONDON)).astimezone(UTC)
    later = at + timedelta(hours=30)
    assert rule.day_of(at, about, LONDON, later, late_days=7) == date.fromisoformat(day)


@given(st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 30)), st.integers(0, 100))  # noqa: DTZ001
def test_a_form_late_by_hours_stays_on_the_day_it_was_shown(naive: datetime, hours: int) -> None:
    shown = naive.replace(tzinfo=UTC)
    on = rule.day_of(shown, About.TODAY, LONDON, shown + timedelta(hours=hours), late_days=7)
    assert on == shown.astimezone(ZoneInfo(LONDON)).date()


def test_a_page_left_open_for_too_long_is_refused_and_one_within_a_week_is_not() -> None:
    shown = datetime(2026, 3, 25, 12, tzinfo=UTC)
    on = rule.day_of(shown, About.TODAY, LONDON, shown + timedelta(days=7), late_days=7)
    assert on == date(2026, 3, 25)
    with pytest.raises(rule.TooLate):
        rule.day_of(shown, About.YESTERDAY, LONDON, shown + timedelta(days=7), late_days=7)


def test_a_key_that_tells_of_the_future_or_of_nothing_counts_as_now() -> None:
    now = datetime(2026, 11, 12, 10, tzinfo=UTC)
    with clock.frozen(now - timedelta(hours=3)):
        earlier = ids.uuid7()
    assert rule.shown_at(earlier, now) == now - timedelta(hours=3)
    assert rule.shown_at(key(now + timedelta(days=9)), now) == now
    assert rule.shown_at(UUID(int=5), now) == now

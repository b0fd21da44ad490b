"""What a person asked of us is obeyed, except where obeying would keep emergency advice from them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.care.access.rules.age import LOWEST_LIMIT, USUAL_LIMIT, AgeLimit, AgeRefused, age_on, age_words
from alongside.care.access.rules.help_numbers import help_numbers
from alongside.care.partnership.rules.preferences import (
    Channel,
    ContactReason,
    GpInvolved,
    Hours,
    MayContact,
    Need,
    Preferences,
    Purpose,
    Say,
    SeenByOthers,
    Support,
    SupportFrom,
    may_contact,
    may_involve_gp,
    may_offer_advice,
    protection,
)

MONDAY_TEN = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)
MONDAY_NIGHT = dt.datetime(2026, 11, 23, 23, tzinfo=dt.UTC)
PREFERENCES = st.builds(
    Preferences,
    seen_by_others=st.sampled_from(SeenByOthers),
    channels=st.lists(st.sampled_from(Channel), unique=True).map(tuple),
    hours=st.frozensets(st.sampled_from(Hours)),
    contact=st.sampled_from(MayContact),
    support=st.sampled_from(Support),
    from_whom=st.frozensets(st.sampled_from(SupportFrom)),
    gp=st.sampled_from(GpInvolved),
    say=st.sampled_from(Say),
    needs=st.frozensets(st.sampled_from(Need)),
)
TIMES = st.integers(0, 14 * 24 * 60).map(lambda minutes: MONDAY_TEN + dt.timedelta(minutes=minutes))


@given(PREFERENCES, st.booleans())
def test_emergency_advice_is_shown_whatever_the_person_prefers(preferences: Preferences, asked: bool) -> None:
    assert may_offer_advice(preferences, asked=asked, urgent=True)


def test_no_advice_unless_i_ask_is_obeyed() -> None:
    wanted = Preferences(support=Support.NONE_UNLESS_I_ASK)
    assert not may_offer_advice(wanted, asked=False, urgent=False)
    assert may_offer_advice(wanted, asked=True, urgent=False)


@given(PREFERENCES.filter(lambda preferences: preferences.support is not Support.NONE_UNLESS_I_ASK))
def test_everyone_else_may_be_offered_advice(preferences: Preferences) -> None:
    assert may_offer_advice(preferences, asked=False, urgent=False)


@given(PREFERENCES.filter(lambda preferences: preferences.contact is MayContact.DO_NOT_CONTACT), TIMES)
def test_do_not_contact_me_is_obeyed_by_everything_the_software_sends(
    preferences: Preferences, at: dt.datetime
) -> None:
    for channel in set(Channel) - {Channel.HERE}:
        for purpose in Purpose:
            contact = may_contact(preferences, channel, purpose, at)
            assert not contact.allowed or contact.by_a_professional_only


@given(PREFERENCES, TIMES)
def test_a_call_for_someones_safety_is_always_open_to_a_professional(
    preferences: Preferences, at: dt.datetime
) -> None:
    assert may_contact(preferences, Channel.PHONE, Purpose.URGENT, at).allowed


@given(PREFERENCES, st.sampled_from(Channel), st.sampled_from(Purpose), TIMES)
def test_every_message_is_neutral_unless_nobody_else_sees_it(
    preferences: Preferences, channel: Channel, purpose: Purpose, at: dt.datetime
) -> None:
    contact = may_contact(preferences, channel, purpose, at)
    assert contact.neutral == (preferences.seen_by_others is not SeenByOthers.NOBODY)


@pytest.mark.parametrize(
    "channel, purpose, at, reason",
    [
        (Channel.PHONE, Purpose.ROUTINE, MONDAY_TEN, ContactReason.ALLOWED),
        (Channel.PHONE, Purpose.ROUTINE, MONDAY_NIGHT, ContactReason.OUTSIDE_HOURS),
        (Channel.PHONE, Purpose.URGENT, MONDAY_NIGHT, ContactReason.URGENT),
        (Channel.EMAIL, Purpose.ROUTINE, MONDAY_NIGHT, ContactReason.ALLOWED),
        (Channel.TEXT, Purpose.ROUTINE, MONDAY_TEN, ContactReason.CHANNEL_NOT_CHOSEN),
        (Channel.TEXT, Purpose.URGENT, MONDAY_TEN, ContactReason.CHANNEL_NOT_CHOSEN),
        (Channel.HERE, Purpose.ROUTINE, MONDAY_NIGHT, ContactReason.ALLOWED),
    ],
)
def test_channels_and_hours_are_obeyed(
    channel: Channel, purpose: Purpose, at: dt.datetime, reason: ContactReason
) -> None:
    wanted = Preferences(channels=(Channel.PHONE, Channel.EMAIL), hours=frozenset({Hours.WEEKDAY_MORNING}))
    assert may_contact(wanted, channel, purpose, at).reason is reason


def test_someone_who_wants_only_answers_gets_answers_and_nothing_else() -> None:
    wanted = Preferences(channels=(Channel.PHONE,), contact=MayContact.ONLY_REPLIES)
    assert may_contact(wanted, Channel.PHONE, Purpose.REPLY, MONDAY_TEN).allowed
    assert (
        may_contact(wanted, Channel.PHONE, Purpose.ROUTINE, MONDAY_TEN).reason is ContactReason.ONLY_REPLIES
    )


def test_an_urgent_call_against_a_wish_is_left_to_a_professional() -> None:
    wanted = Preferences(channels=(Channel.PHONE,), contact=MayContact.DO_NOT_CONTACT)
    contact = may_contact(wanted, Channel.PHONE, Purpose.URGENT, MONDAY_TEN)
    assert contact.reason is ContactReason.URGENT_AGAINST_WISH
    assert contact.by_a_professional_only


@pytest.mark.parametrize("answer", [SeenByOthers.SOMEONE, SeenByOthers.NOT_SURE, SeenByOthers.NOT_SAID])
def test_unless_nobody_else_looks_messages_are_neutral_and_a_pin_is_advised(answer: SeenByOthers) -> None:
    careful = protection(Preferences(seen_by_others=answer))
    assert careful.neutral_sender
    assert careful.advise_pin_or_passkey
    assert careful.leave_no_voicemail


def test_quick_exit_is_there_for_everyone_so_that_it_gives_nobody_away() -> None:
    assert all(protection(Preferences(seen_by_others=answer)).quick_exit for answer in SeenByOthers)


@pytest.mark.parametrize(
    "gp, agreed, may",
    [
        (GpInvolved.WELCOME, False, True),
        (GpInvolved.ASK_ME_FIRST, False, False),
        (GpInvolved.ASK_ME_FIRST, True, True),
        (GpInvolved.NOT_INVOLVED, False, False),
        (GpInvolved.NOT_INVOLVED, True, False),
    ],
)
def test_a_gp_is_involved_only_as_the_person_says(gp: GpInvolved, agreed: bool, may: bool) -> None:
    assert may_involve_gp(Preferences(gp=gp), agreed_this_time=agreed) is may


def test_someone_who_skips_everything_is_treated_with_care() -> None:
    skipped = Preferences()
    assert protection(skipped).neutral_sender
    assert not may_involve_gp(skipped, agreed_this_time=False)
    assert not may_contact(skipped, Channel.PHONE, Purpose.ROUTINE, MONDAY_TEN).allowed


def test_a_service_takes_people_from_eighteen_unless_it_says_otherwise() -> None:
    assert AgeLimit().years == USUAL_LIMIT == 18
    assert AgeLimit().admits(18)
    assert not AgeLimit().admits(17)
    assert AgeLimit(LOWEST_LIMIT).admits(16)


@pytest.mark.parametrize("years", [15, 0, -1, 131])
def test_a_limit_under_sixteen_or_beyond_reason_is_refused(years: int) -> None:
    with pytest.raises(AgeRefused):
        AgeLimit(years)


@pytest.mark.parametrize("age", [-1, 131])
def test_an_age_that_cannot_be_is_refused(age: int) -> None:
    with pytest.raises(AgeRefused):
        AgeLimit().admits(age)


@pytest.mark.parametrize(
    "born, today, age",
    [
        (dt.date(2008, 11, 22), dt.date(2026, 11, 21), 17),
        (dt.date(2008, 11, 22), dt.date(2026, 11, 22), 18),
        (dt.date(2008, 2, 29), dt.date(2026, 2, 28), 17),
        (dt.date(2008, 2, 29), dt.date(2026, 3, 1), 18),
    ],
)
def test_age_is_counted_in_whole_years(born: dt.date, today: dt.date, age: int) -> None:
    assert age_on(born, today) == age


def test_a_birth_in_the_future_is_refused() -> None:
    with pytest.raises(AgeRefused):
        age_on(dt.date(2026, 11, 23), dt.date(2026, 11, 22))


def test_someone_under_the_limit_gets_urgent_advice_and_where_to_turn() -> None:
    page = age_words().page(help_numbers().country("GB"))
    assert "A&E" in " ".join(page.words.text)
    assert {line.number for line in page.lines} >= {"999", "111", "116 123"}

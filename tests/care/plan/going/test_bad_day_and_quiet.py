"""A bad day is one tap and can be taken back; who goes quiet is asked after, unless they do not want it."""

from __future__ import annotations

import pytest

from alongside.care.access.actions import way as ways
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Figures, Partnership
from alongside.care.plan import going_attention as kinds
from alongside.care.plan.actions import bad_day, quiet
from alongside.care.plan.actions import step as steps
from alongside.care.plan.models import BadDay
from alongside.care.plan.presenters import going_today
from alongside.care.plan.quiet import is_quiet
from alongside.care.plan.rules.step import PauseReason
from tests.care.plan.going.cast import agreed, on_day, open_kinds, same_figures, tell
from tests.conftest import Clinic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def fresh(clinic: Clinic) -> Partnership:
    return Partnership.objects.select_related("figures", "service").get(pk=clinic.partnership.pk)


def test_one_tap_and_for_three_days_nothing_is_asked(clinic: Clinic) -> None:
    agreed(clinic)
    assert any(card.asks for card in going_today.cards(fresh(clinic)))
    first = bad_day.say(partnership=clinic.partnership, by=clinic.joan)
    assert bad_day.say(partnership=clinic.partnership, by=clinic.joan) == first, "twice is once"
    for day in (0, 1, 2):
        with on_day(day):
            assert not any(card.asks for card in going_today.cards(fresh(clinic)))
    with on_day(3):
        assert not is_quiet(fresh(clinic))
        assert any(card.asks for card in going_today.cards(fresh(clinic)))
    assert same_figures(clinic)


def test_taken_back_questions_come_again(clinic: Clinic) -> None:
    agreed(clinic)
    row = bad_day.say(partnership=clinic.partnership, by=clinic.joan)
    bad_day.undo(bad_day=row, by=clinic.joan)
    assert not is_quiet(fresh(clinic))
    assert bad_day.say(partnership=clinic.partnership, by=clinic.joan) != row
    assert same_figures(clinic)


@pytest.mark.parametrize("who", ["priya", "okafor", "noor", "sam", "lena", "stranger"])
def test_a_bad_day_is_the_persons_alone_to_say(clinic: Clinic, who: str) -> None:
    other = clinic.everyone[who]
    with pytest.raises(Refused):
        bad_day.say(partnership=clinic.partnership, by=other)
    row = bad_day.say(partnership=clinic.partnership, by=clinic.joan)
    for act in (bad_day.undo, bad_day.please_ring, bad_day.no_call):
        with pytest.raises(Refused):
            act(bad_day=row, by=other)


def test_please_ring_me_has_an_owner_and_the_next_opening_as_its_promise(clinic: Clinic) -> None:
    with on_day(2.5):  # a Saturday night
        row = bad_day.say(partnership=clinic.partnership, by=clinic.joan)
        bad_day.please_ring(bad_day=row, by=clinic.joan)
        bad_day.please_ring(bad_day=row, by=clinic.joan)
        item = AttentionItem.objects.get(kind=kinds.PLEASE_RING)
        assert item.owner == clinic.priya
        assert item.due_at is not None
        assert item.due_at.isoformat() == "2026-11-16T09:00:00+00:00"
        bad_day.no_call(bad_day=row, by=clinic.joan)
    assert open_kinds(clinic) == set()
    assert BadDay.objects.get().ring_asked_at is None


def test_who_goes_quiet_is_asked_after_once_and_not_any_more_when_heard(clinic: Clinic) -> None:
    step = agreed(clinic)
    with on_day(21):
        assert quiet.call_up() == 0
    with on_day(22):
        assert quiet.call_up() == 1
        assert quiet.call_up() == 0
        AttentionItem.objects.filter(kind=kinds.WENT_QUIET).update(closed_at="2026-12-04T12:00:00Z")
        assert quiet.call_up() == 0, "once for each silence"
    with on_day(23):
        tell(clinic, step)
    with on_day(46):
        assert quiet.call_up() == 1
        tell(clinic, step)
    assert kinds.WENT_QUIET not in open_kinds(clinic)
    assert same_figures(clinic)


def test_where_nothing_is_asked_nobody_is_called_quiet(clinic: Clinic) -> None:
    with on_day(300):
        assert quiet.call_up() == 0
    step = agreed(clinic)
    steps.pause(step=step, by=clinic.joan, reason=PauseReason.AWAY)
    assert Figures.objects.get(partnership=clinic.partnership).quiet_from is None
    with on_day(300):
        assert quiet.call_up() == 0


@pytest.mark.parametrize("said", [{"contact": "do_not_contact"}, {"contact": "only_replies"},
                                  {"support": "none_unless_i_ask"}])  # fmt: skip
def test_whoever_asked_to_be_left_alone_is_left_alone(clinic: Clinic, said: dict[str, str]) -> None:
    agreed(clinic)
    ways.set_way(partnership=clinic.partnership, answers=said, by=clinic.joan)
    with on_day(60):
        assert quiet.call_up() == 0
    assert kinds.WENT_QUIET not in open_kinds(clinic)

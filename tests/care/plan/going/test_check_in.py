"""A check-in: one tap, once, on its day, with somebody who reads a word."""

from __future__ import annotations

from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.base import ids
from alongside.base.record.models import Event
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Figures
from alongside.care.plan import going_attention as kinds
from alongside.care.plan.actions import check_in
from alongside.care.plan.going_events import CHECKED_IN
from alongside.care.plan.models import CheckIn, CheckInWord
from alongside.care.plan.rules.checking_in import About, Did, Hard, NotSaid, StepSaid, TooLate
from tests.care.plan.going.cast import agreed, on_day, open_kinds, same_figures, sending, tell
from tests.conftest import Clinic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]


def test_one_tap_is_a_check_in_on_its_day(clinic: Clinic) -> None:
    step = agreed(clinic)
    taken = tell(clinic, step)
    row = CheckIn.objects.get()
    assert (row.on.isoformat(), row.pain, taken.new) == ("2026-11-12", None, True)
    assert row.day().steps[str(step.pk)] == StepSaid(did=Did.YES)
    assert Figures.objects.get(partnership=clinic.partnership).last_check_in_on == row.on
    assert same_figures(clinic)


@pytest.mark.parametrize("who", ["priya", "okafor", "noor", "sam", "lena", "stranger"])
def test_nobody_checks_in_for_the_person(clinic: Clinic, who: str) -> None:
    step = agreed(clinic)
    with pytest.raises(Refused):
        check_in.send(
            partnership=clinic.partnership, sending=sending(step), about=About.TODAY, by=clinic.everyone[who]
        )
    assert not CheckIn.objects.exists()


def test_sent_twice_it_counts_once_and_its_word_is_read_once(clinic: Clinic) -> None:
    step = agreed(clinic)
    one = sending(step, words="Slow, but fine.")
    for again in range(3):
        taken = check_in.send(partnership=clinic.partnership, sending=one, about=About.TODAY, by=clinic.joan)
        assert taken.new is (again == 0)
    assert CheckIn.objects.count() == CheckInWord.objects.count() == 1
    assert Event.objects.filter(kind=CHECKED_IN.name).count() == 1
    assert AttentionItem.objects.filter(kind=kinds.CHECK_IN_WORDS).count() == 1


def test_in_every_order_the_day_and_every_word_come_out_the_same(clinic: Clinic) -> None:
    step = agreed(clinic)
    sent = []
    for hours, more in ((0, {"pain": 6}), (1, {"pain": 4, "words": "One."}), (2, {"words": "Two."})):
        with on_day(hours / 24):
            sent.append(sending(step, Did.A_BIT if hours else Did.NO, key=ids.uuid7(), **more))
    come_out = set()
    for order in permutations(sent):
        CheckIn.objects.all().delete()
        with on_day(0.2):
            for one in (*order, order[0]):
                check_in.send(partnership=clinic.partnership, sending=one, about=About.TODAY, by=clinic.joan)
        row = CheckIn.objects.get()
        words = tuple(sorted(CheckInWord.objects.values_list("text", flat=True)))
        come_out.add((row.pain, row.day().steps[str(step.pk)], words))
    assert come_out == {(4, StepSaid(did=Did.A_BIT), ("One.", "Two."))}


def test_late_it_stays_on_the_day_of_the_page_and_yesterday_is_yesterday(clinic: Clinic) -> None:
    step = agreed(clinic)
    waited = sending(step, pain=3)
    with on_day(2):
        check_in.send(partnership=clinic.partnership, sending=waited, about=About.TODAY, by=clinic.joan)
        tell(clinic, step, about=About.YESTERDAY)
        tell(clinic, step)
    days = [row.on.isoformat() for row in CheckIn.objects.order_by("on")]
    assert days == ["2026-11-12", "2026-11-13", "2026-11-14"]
    assert same_figures(clinic)
    with on_day(9), pytest.raises(TooLate):
        check_in.send(partnership=clinic.partnership, sending=waited, about=About.TODAY, by=clinic.joan)


def test_nothing_said_or_said_of_somebody_elses_step_is_refused(clinic: Clinic) -> None:
    agreed(clinic)
    with pytest.raises(NotSaid):
        tell(clinic, None)
    theirs = sending(None).__class__(key=ids.uuid7(), steps={str(ids.uuid7()): StepSaid(did=Did.YES)})
    with pytest.raises(NotSaid):
        check_in.send(partnership=clinic.partnership, sending=theirs, about=About.TODAY, by=clinic.joan)
    assert not CheckIn.objects.exists()


def test_a_word_has_an_owner_also_where_the_inbox_has_none(clinic: Clinic) -> None:
    step = agreed(clinic)
    clinic.partnership.memberships.update(until_at="2026-11-12T10:00:00Z")
    clinic.team.inbox_owner = None
    clinic.team.save()
    clinic.partnership.refresh_from_db()
    tell(clinic, step, words="I am low.")
    item = AttentionItem.objects.get(kind=kinds.CHECK_IN_WORDS)
    assert item.owner in {clinic.priya, clinic.okafor}


def test_an_everyday_check_in_asks_the_database_little(clinic: Clinic) -> None:
    step = agreed(clinic)
    for day in range(3):
        with on_day(day):
            tell(clinic, step, Did.YES, Hard.ABOUT_RIGHT, pain=4)
    with on_day(3), CaptureQueriesContext(connection) as asked:
        tell(clinic, step, Did.YES, Hard.ABOUT_RIGHT, pain=5)
    said = [query["sql"].split()[0] for query in asked]
    assert sum(word in {"SELECT", "INSERT", "UPDATE"} for word in said) <= 6, said
    assert open_kinds(clinic) == set()

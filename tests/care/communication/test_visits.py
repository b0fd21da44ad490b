"""A visit is planned, prepared by both, moved, missed, and summed up: each with its refusal beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from alongside.base import clock
from alongside.base.record.models import Delivery, Event
from alongside.care.communication import visit_attention as kinds
from alongside.care.communication.actions import agenda, visit, visit_chore, visit_summary
from alongside.care.communication.actions.visit import NotATime, NotPossible, When, Where
from alongside.care.communication.actions.visit_summary import NothingSaid, NotNow, Said
from alongside.care.communication.models import AgendaLine, Visit, VisitSummary
from alongside.care.communication.presenters import visits as presenters
from alongside.care.partnership import figures
from alongside.care.partnership.authority import Refused, Relation
from alongside.care.partnership.models import AttentionItem, Meeting, Promise, Way
from alongside.care.partnership.rules.preferences import Need
from tests.care.communication.visiting import NEXT_TUESDAY, on, planned
from tests.conftest import THURSDAY, Clinic

pytestmark = pytest.mark.usefixtures("thursday")
AFTER = NEXT_TUESDAY + timedelta(hours=1)


def items(clinic: Clinic, kind: str) -> list[AttentionItem]:
    return list(AttentionItem.objects.filter(partnership=clinic.partnership, kind=kind).open())


def kept_right(clinic: Clinic) -> None:
    """The figures are those that follow from the rows."""
    partnership = clinic.partnership
    assert figures.kept(partnership) == figures.rebuilt(partnership)


def needs(clinic: Clinic, *which: Need) -> None:
    Way.objects.create(
        service=clinic.service,
        partnership=clinic.partnership,
        version=1,
        said=["needs", "channels"],
        channels=["email"],
        needs=[need.value for need in which],
        seen_by_others="nobody",
        contact="welcome",
        support="some",
        gp="ask_me_first",
        say="varies",
        by=clinic.joan,
    )


def summed_up(
    clinic: Clinic, row: Visit, *, ticked=(), number: int = 0, text: str = "We talked."
) -> VisitSummary:
    return visit_summary.write(
        visit=row, said=Said(talked=text), talked_about=ticked, number=number, by=clinic.priya
    )


# --- planned, changed, called off --------------------------------------------------------------------


def test_a_planned_visit_is_on_both_sides_and_the_mail_says_nothing_of_it(clinic: Clinic) -> None:
    needs(clinic)
    row = planned(clinic)
    assert row.professional_profession == "physiotherapist"
    clinic.partnership.figures.refresh_from_db()
    assert clinic.partnership.figures.next_visit_at == NEXT_TUESDAY
    sent = Delivery.objects.get(to=clinic.joan)
    assert sent.template == "something-new"
    assert "visit" not in str({**sent.facts, "page": ""})
    assert Event.objects.filter(kind="visit.planned", about=row.pk).count() == 1
    kept_right(clinic)


@pytest.mark.parametrize("who", ["joan", "noor", "lena", "stranger"])
def test_who_may_not_keep_visits_plans_none_and_is_not_seen_by_the_person(clinic: Clinic, who: str) -> None:
    account = clinic.everyone[who]
    with pytest.raises(Refused):
        visit.plan(
            partnership=clinic.partnership,
            when=on(NEXT_TUESDAY),
            where=Where(),
            professional=clinic.priya,
            by=account,
        )
    with pytest.raises(Refused):
        visit.plan(
            partnership=clinic.partnership,
            when=on(NEXT_TUESDAY),
            where=Where(),
            professional=account,
            by=clinic.priya,
        )
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "when",
    [
        When(NEXT_TUESDAY, NEXT_TUESDAY),
        When(NEXT_TUESDAY, NEXT_TUESDAY - timedelta(minutes=1)),
        When(NEXT_TUESDAY, NEXT_TUESDAY + timedelta(hours=13)),
        on(THURSDAY + timedelta(days=3 * 366)),
        on(THURSDAY - timedelta(days=400)),
    ],
)
def test_a_visit_at_no_sensible_time_is_refused(clinic: Clinic, when: When) -> None:
    with pytest.raises(NotATime):
        visit.plan(
            partnership=clinic.partnership,
            when=when,
            where=Where(),
            professional=clinic.priya,
            by=clinic.priya,
        )


def test_moving_counts_once_tells_the_person_and_unmakes_what_was_ready(clinic: Clinic) -> None:
    needs(clinic, Need.INTERPRETER)
    row = planned(clinic)
    row = visit.arrange(visit=row, need=Need.INTERPRETER, done=True, by=clinic.priya)
    later = NEXT_TUESDAY + timedelta(days=2)
    moved = visit.change(
        visit=row, when=on(later), where=Where(place="Room 4"), professional=clinic.priya, by=clinic.okafor
    )
    assert (moved.starts_at, moved.moved_from, moved.sequence) == (later, NEXT_TUESDAY, 1)
    assert moved.arranged == [], "the interpreter was booked for another time"
    same = visit.change(
        visit=moved, when=on(later), where=Where(place="Room 4"), professional=clinic.priya, by=clinic.priya
    )
    assert same.sequence == 1, "nothing changed"
    assert Delivery.objects.filter(to=clinic.joan).count() == 2
    kept_right(clinic)


def test_what_is_behind_or_off_is_neither_moved_nor_called_off_again(clinic: Clinic) -> None:
    row = visit.cancel(visit=planned(clinic), by=clinic.priya)
    assert row.sequence == 1
    for change in (
        lambda: visit.cancel(visit=row, by=clinic.priya),
        lambda: visit.change(
            visit=row, when=on(NEXT_TUESDAY), where=Where(), professional=clinic.priya, by=clinic.priya
        ),
        lambda: visit.took_place(visit=row, by=clinic.priya),
        lambda: visit.cannot_come(visit=row, by=clinic.joan),
        lambda: visit.arrange(visit=row, need=Need.INTERPRETER, done=True, by=clinic.priya),
    ):
        with pytest.raises(NotPossible):
            change()
    kept_right(clinic)


def test_only_the_person_says_that_they_cannot_come_and_it_waits_for_an_answer(clinic: Clinic) -> None:
    row = planned(clinic)
    with pytest.raises(Refused):
        visit.cannot_come(visit=row, by=clinic.priya)
    visit.cannot_come(visit=row, by=clinic.joan)
    visit.cannot_come(visit=row, by=clinic.joan)
    (item,) = items(clinic, kinds.VISIT_CANNOT_COME)
    assert item.owner == clinic.priya
    row.refresh_from_db()
    assert row.state == "planned", "until somebody has talked to them"
    visit.change(
        visit=row,
        when=on(NEXT_TUESDAY + timedelta(days=1)),
        where=Where(),
        professional=clinic.priya,
        by=clinic.priya,
    )
    assert not items(clinic, kinds.VISIT_CANNOT_COME)


# --- the agenda --------------------------------------------------------------------------------------


def test_each_side_orders_its_own_list_and_both_see_both(clinic: Clinic) -> None:
    lines = [
        agenda.write(partnership=clinic.partnership, text=text, by=clinic.joan) for text in ("a", "b", "c")
    ]
    hers = agenda.write(partnership=clinic.partnership, text="walking", by=clinic.okafor)
    agenda.move(line=lines[2], up=True, by=clinic.joan)
    agenda.move(line=lines[2], up=True, by=clinic.joan)
    agenda.move(line=lines[2], up=True, by=clinic.joan)  # it is at the top already
    page = presenters.visits_page(clinic.partnership, Relation.PERSON)
    assert [line.text for line in page["mine"]] == ["c", "a", "b"]
    assert [line.text for line in page["theirs"]] == ["walking"]
    page = presenters.visits_page(clinic.partnership, Relation.CONTACT)
    assert [line.text for line in page["theirs"]] == ["c", "a", "b"]
    for by, line in ((clinic.priya, lines[0]), (clinic.joan, hers), (clinic.noor, lines[0])):
        with pytest.raises(Refused):
            agenda.move(line=line, up=True, by=by)
        with pytest.raises(Refused):
            agenda.remove(line=line, by=by)
    agenda.remove(line=lines[0], by=clinic.joan)
    assert AgendaLine.objects.open().count() == 3


def test_a_list_has_an_end_and_a_line_has_words(clinic: Clinic) -> None:
    for text in ("", "  ", "x" * (agenda.MOST_TEXT + 1)):
        with pytest.raises(agenda.NoWords):
            agenda.write(partnership=clinic.partnership, text=text, by=clinic.joan)
    for number in range(agenda.MOST_LINES):
        agenda.write(partnership=clinic.partnership, text=str(number), by=clinic.joan)
    with pytest.raises(agenda.Enough):
        agenda.write(partnership=clinic.partnership, text="one more", by=clinic.joan)


# --- after -------------------------------------------------------------------------------------------


def test_what_was_ticked_belongs_to_the_visit_and_the_rest_is_carried_over(clinic: Clinic) -> None:
    row = planned(clinic)
    first, second = (
        agenda.write(partnership=clinic.partnership, text=text, by=by)
        for text, by in (("sleep", clinic.joan), ("walking", clinic.priya))
    )
    with clock.frozen(AFTER):
        summed_up(clinic, row, ticked=[first.pk])
        first.refresh_from_db()
        second.refresh_from_db()
        assert first.visit_id == row.pk
        assert (second.visit_id, second.carried) == (None, 1)
        meeting = Meeting.objects.get(partnership=clinic.partnership)
        assert (meeting.professional, meeting.at, meeting.about) == (clinic.priya, NEXT_TUESDAY, row.pk)
        kept_right(clinic)


def test_promises_of_a_visit_are_promises(clinic: Clinic) -> None:
    row = planned(clinic)
    with clock.frozen(AFTER):
        said = Said(decided="Less bending.", promises=[("Send the sheet.", date(2026, 11, 20))])
        made = visit_summary.write(visit=row, said=said, talked_about=[], number=0, by=clinic.priya)
        promise = Promise.objects.get()
        assert (promise.text, promise.due_on) == ("Send the sheet.", date(2026, 11, 20))
        assert made.promised == [str(promise.pk)]


def test_before_it_began_or_without_a_word_nothing_is_summed_up(clinic: Clinic) -> None:
    row = planned(clinic)
    with pytest.raises(NotNow):
        summed_up(clinic, row)
    with clock.frozen(AFTER):
        for said in (Said(), Said(talked="x" * (visit_summary.MOST_TEXT + 1))):
            with pytest.raises(NothingSaid):
                visit_summary.write(visit=row, said=said, talked_about=[], number=0, by=clinic.priya)
        for by in (clinic.joan, clinic.noor):
            with pytest.raises(Refused):
                visit_summary.write(visit=row, said=Said("We."), talked_about=[], number=0, by=by)
        assert not Meeting.objects.exists()


def test_not_quite_is_put_right_and_confirmed_and_told_at_home(clinic: Clinic) -> None:
    row = planned(clinic)
    with clock.frozen(AFTER):
        first = summed_up(clinic, row)
        clinic.partnership.figures.refresh_from_db()
        assert clinic.partnership.figures.summaries_wait_for_person == 1
        with pytest.raises(Refused):
            visit_summary.confirm(summary=first, by=clinic.priya)
        visit_summary.correct(summary=first, why="It was the left side.", by=clinic.joan)
        assert len(items(clinic, kinds.SUMMARY_CORRECTED)) == 1
        with pytest.raises(NotNow):
            visit_summary.confirm(summary=first, by=clinic.joan)
        with pytest.raises(NotNow):
            summed_up(clinic, row, number=0)  # somebody in another window has not read the answer
        second = summed_up(clinic, row, number=1, text="The left side.")
        assert not items(clinic, kinds.SUMMARY_CORRECTED)
        with pytest.raises(NotNow):
            visit_summary.tell_at_home(summary=second, explained=None, at_home="Left.", by=clinic.joan)
        visit_summary.confirm(summary=second, by=clinic.joan)
        with pytest.raises(NothingSaid):
            visit_summary.tell_at_home(summary=second, explained=None, at_home="", by=clinic.joan)
        visit_summary.tell_at_home(
            summary=second,
            explained=VisitSummary.Explained.NOT_WELL,
            at_home="My left side is stiff.",
            by=clinic.joan,
        )
        assert len(items(clinic, kinds.NOT_EXPLAINED_WELL)) == 1
        with pytest.raises(Refused):
            visit_summary.reply(summary=second, text="Yes.", by=clinic.joan)
        answered = visit_summary.reply(summary=second, text="Yes, and it can move.", by=clinic.priya)
        assert answered.replied_by == clinic.priya
        assert not items(clinic, kinds.NOT_EXPLAINED_WELL)
        kept_right(clinic)


def test_a_second_not_quite_asks_both_to_talk(clinic: Clinic) -> None:
    row = planned(clinic)
    with clock.frozen(AFTER):
        visit_summary.correct(summary=summed_up(clinic, row), why="", by=clinic.joan)
        visit_summary.correct(summary=summed_up(clinic, row, number=1), why="", by=clinic.joan)
        assert len(items(clinic, kinds.SUMMARY_TALK)) == 1
        assert not items(clinic, kinds.SUMMARY_CORRECTED)


def test_who_did_not_come_is_asked_after_and_not_blamed(clinic: Clinic) -> None:
    row = planned(clinic)
    with pytest.raises(NotPossible):
        visit.did_not_come(visit=row, by=clinic.priya)
    with clock.frozen(AFTER):
        visit.took_place(visit=row, by=clinic.priya)
        visit.did_not_come(visit=row, by=clinic.priya)  # it was a slip
        assert not Meeting.objects.exists()
        assert len(items(clinic, kinds.VISIT_DID_NOT_COME)) == 1
        clinic.partnership.figures.refresh_from_db()
        (card,) = presenters.cards(clinic.partnership)
        assert card.title == "You and Priya did not meet on Tuesday 17 November"
        assert "happens" in card.text
        with pytest.raises(NotNow):
            summed_up(clinic, row)
        kept_right(clinic)


# --- what time brings --------------------------------------------------------------------------------


@pytest.mark.parametrize("need", [Need.INTERPRETER, Need.BSL])
def test_an_interpreter_who_is_not_booked_two_working_days_before_is_asked_for_once(
    clinic: Clinic, need: Need
) -> None:
    needs(clinic, need, Need.LARGE_PRINT)
    row = planned(clinic)  # on Tuesday: two working days before is Friday
    assert visit_chore.call_up() == 0
    with clock.frozen(datetime(2026, 11, 13, 0, 30, tzinfo=UTC)):
        assert visit_chore.call_up() == 1
        assert visit_chore.call_up() == 0
        (item,) = items(clinic, kinds.INTERPRETER_NOT_BOOKED)
        assert item.owner == clinic.priya
        visit.arrange(visit=row, need=need, done=True, by=clinic.okafor)
        assert not items(clinic, kinds.INTERPRETER_NOT_BOOKED)
        assert visit_chore.call_up() == 0
        visit.arrange(visit=row, need=need, done=False, by=clinic.okafor)
        assert visit_chore.call_up() == 1, "not ready after all"


def test_where_nobody_need_be_booked_nobody_is_asked(clinic: Clinic) -> None:
    needs(clinic, Need.LARGE_PRINT)
    planned(clinic)
    with clock.frozen(NEXT_TUESDAY - timedelta(hours=1)):
        assert visit_chore.call_up() == 0


def test_a_visit_that_is_over_waits_for_a_word_and_after_three_days_somebody_is_asked(clinic: Clinic) -> None:
    row = planned(clinic)
    with clock.frozen(AFTER):
        assert visit_chore.call_up() == 1
        row.refresh_from_db()
        assert row.state == "over"
        clinic.partnership.figures.refresh_from_db()
        assert clinic.partnership.figures.next_visit_at is None
        kept_right(clinic)
    with clock.frozen(AFTER + timedelta(days=3)):
        assert visit_chore.call_up() == 1
        assert visit_chore.call_up() == 0
        assert len(items(clinic, kinds.VISIT_WITHOUT_SUMMARY)) == 1
        summed_up(clinic, row)
        assert not items(clinic, kinds.VISIT_WITHOUT_SUMMARY)


# --- today -------------------------------------------------------------------------------------------


def test_today_asks_what_to_talk_about_and_then_whether_it_is_what_we_said(clinic: Clinic) -> None:
    assert presenters.cards(clinic.partnership) == []
    row = planned(clinic)
    clinic.partnership.figures.refresh_from_db()
    (card,) = presenters.cards(clinic.partnership)
    assert (card.title, card.asks) == ("You see Priya on Tuesday at 10:15", True)
    agenda.write(partnership=clinic.partnership, text="sleep", by=clinic.joan)
    (card,) = presenters.cards(clinic.partnership)
    assert (card.text, card.asks) == ("1 thing is on your list.", False)
    with clock.frozen(AFTER):
        summed_up(clinic, row)
        clinic.partnership.figures.refresh_from_db()
        (card,) = presenters.cards(clinic.partnership)
        assert card.title == "Is this what we said?"

"""Steps: nothing in force that not both agreed on, nobody's words lost, stopping at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.base import clock
from alongside.base.record.models import Delivery, Event
from alongside.care.access.actions import way as ways
from alongside.care.partnership import figures as partnership_figures
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.plan import attention as kinds
from alongside.care.plan.actions import step as steps
from alongside.care.plan.chores import open_look_again
from alongside.care.plan.models import PlanVersion, Step, StepWording
from alongside.care.plan.reading import plan_of
from alongside.care.plan.rules.snapshot import thawed
from alongside.care.plan.rules.step import Cost, Part, PauseReason, State, StepWords, StopReason, Unit
from tests.conftest import Clinic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

WALK = StepWords(
    what="Walk",
    amount=20,
    unit=Unit.MINUTES,
    least=10,
    most=25,
    times_a_week=5,
    reason="Walking a little each day helps your back get used to moving.",
    look_again_on=date(2026, 12, 10),
)


def in_force(clinic: Clinic, words: StepWords = WALK) -> Step:
    """A step that Priya proposed and Joan said yes to."""
    wording = steps.propose(partnership=clinic.partnership, words=words, by=clinic.priya)
    steps.answer(wording=wording, says=Answer.YES, by=clinic.joan, seen=wording.number)
    return Step.objects.get(pk=wording.step_id)


def same_figures(clinic: Clinic) -> bool:
    return partnership_figures.rebuilt(clinic.partnership) == partnership_figures.kept(clinic.partnership)


def open_kinds(clinic: Clinic) -> set[str]:
    return set(
        AttentionItem.objects.filter(partnership=clinic.partnership).open().values_list("kind", flat=True)
    )


def test_a_step_is_in_force_only_when_both_have_said_yes(clinic: Clinic) -> None:
    wording = steps.propose(partnership=clinic.partnership, words=WALK, by=clinic.priya)
    assert wording.step.state == State.PROPOSED
    assert clinic.partnership.figures.steps_agreed == 0
    assert not PlanVersion.objects.exists()

    stands = steps.answer(wording=wording, says=Answer.YES, by=clinic.joan, seen=1)

    step = Step.objects.get()
    assert stands is Standing.AGREED
    assert (step.state, step.agreed_id, step.look_again_on) == (
        State.IN_FORCE,
        wording.pk,
        date(2026, 12, 10),
    )
    assert PlanVersion.objects.get().content["steps"][0]["what"] == "Walk"
    assert same_figures(clinic)


@pytest.mark.parametrize("who", ["okafor", "noor", "sam", "lena", "stranger"])
def test_only_the_two_sides_by_name_propose_answer_or_stop(clinic: Clinic, who: str) -> None:
    step = in_force(clinic)
    other = clinic.everyone[who]
    agreed = step.agreed
    assert agreed is not None
    with pytest.raises(Refused):
        steps.propose(partnership=clinic.partnership, words=WALK, by=other)
    with pytest.raises(Refused):
        steps.change(step=step, words=WALK, by=other, follows=agreed)
    with pytest.raises(Refused):
        steps.answer(wording=agreed, says=Answer.YES, by=other, seen=1)
    with pytest.raises(Refused):
        steps.stop(step=step, by=other)
    with pytest.raises(Refused):
        steps.adjust(step=step, amount=10, by=other)
    assert Step.objects.get().state == State.IN_FORCE


@pytest.mark.parametrize("says", [Answer.NOT_NOW, Answer.DIFFERENT, Answer.TALK])
def test_any_other_answer_is_kept_and_puts_nothing_in_force(clinic: Clinic, says: Answer) -> None:
    wording = steps.propose(partnership=clinic.partnership, words=WALK, by=clinic.priya)
    steps.answer(wording=wording, says=says, by=clinic.joan, seen=1, why="My hip hurts.")
    wording.refresh_from_db()
    assert (wording.person_answer, wording.person_why, wording.step.state) == (
        says,
        "My hip hurts.",
        State.PROPOSED,
    )
    assert (kinds.STEP_TALK in open_kinds(clinic)) is (says is not Answer.NOT_NOW)
    assert same_figures(clinic)


def test_the_words_in_force_stay_in_force_until_both_agree_on_newer_ones(clinic: Clinic) -> None:
    step = in_force(clinic)
    assert step.agreed is not None
    newer = steps.change(
        step=step,
        words=StepWords(what="Walk", amount_words="to the corner and back", reason=WALK.reason),
        by=clinic.joan,
        follows=step.agreed,
    )
    step.refresh_from_db()
    assert step.agreed_id != newer.pk
    assert kinds.STEP_WAITS in open_kinds(clinic)

    steps.answer(wording=newer, says=Answer.YES, by=clinic.priya, seen=2)

    step.refresh_from_db()
    assert step.agreed_id == newer.pk
    assert [v.number for v in PlanVersion.objects.order_by("number")] == [1, 2]
    assert kinds.STEP_WAITS not in open_kinds(clinic)


def test_two_proposals_at_once_stand_beside_each_other_and_agreeing_on_one_settles_it(clinic: Clinic) -> None:
    step = in_force(clinic)
    before = step.agreed
    assert before is not None
    hers = StepWords(what="Walk", amount_words="to the corner and back")
    priyas = StepWords(what="Walk", amount=15, unit=Unit.MINUTES, least=5, most=20)
    joans = steps.change(step=step, words=hers, by=clinic.joan, follows=before)
    other = steps.change(step=step, words=priyas, by=clinic.priya, follows=before)

    [now] = plan_of(clinic.partnership).steps
    assert [one.number for one in now.proposals] == [joans.number, other.number]
    assert now.agreed is not None
    assert now.agreed.words.amount == 20
    with pytest.raises(
        steps.Changed
    ):  # Priya had not seen her own side's newer page: only number 2 was shown
        steps.answer(wording=joans, says=Answer.YES, by=clinic.priya, seen=joans.number)

    steps.answer(wording=joans, says=Answer.YES, by=clinic.priya, seen=other.number)

    [now] = plan_of(clinic.partnership).steps
    assert now.proposals == ()
    assert now.agreed is not None
    assert now.agreed.words.amount_words == "to the corner and back"
    kept = StepWording.objects.get(pk=other.pk)
    assert (kept.amount, kept.agreed_at) == (15, None)
    with pytest.raises(steps.Changed):
        steps.answer(wording=other, says=Answer.YES, by=clinic.joan, seen=other.number)


def test_an_answer_to_words_that_were_changed_meanwhile_is_not_taken(clinic: Clinic) -> None:
    first = steps.propose(partnership=clinic.partnership, words=WALK, by=clinic.priya)
    second = steps.change(
        step=first.step, words=StepWords(what="Walk uphill"), by=clinic.priya, follows=first
    )
    with pytest.raises(steps.Changed):
        steps.answer(wording=first, says=Answer.YES, by=clinic.joan, seen=1)
    assert Step.objects.get().state == State.PROPOSED
    steps.answer(wording=second, says=Answer.YES, by=clinic.joan, seen=2)
    assert Step.objects.get().state == State.IN_FORCE


def test_only_a_professional_widens_the_agreed_range_and_says_so(clinic: Clinic) -> None:
    step = in_force(clinic)
    assert step.agreed is not None
    more = steps.change(
        step=step,
        words=StepWords(what="Walk", amount=40, unit=Unit.MINUTES, least=10, most=90, times_a_week=5),
        by=clinic.joan,
        follows=step.agreed,
    )
    assert (more.amount, more.most) == (40, 40)  # what she asks for, and no further
    with pytest.raises(steps.Widens):
        steps.answer(wording=more, says=Answer.YES, by=clinic.priya, seen=2)
    assert Step.objects.get().agreed_id == step.agreed_id
    steps.answer(wording=more, says=Answer.YES, by=clinic.priya, seen=2, widens_meant=True)
    assert Step.objects.get().agreed_id == more.pk


def test_inside_the_agreed_range_one_moves_at_once_and_outside_it_not(clinic: Clinic) -> None:
    step = in_force(clinic)
    steps.adjust(step=step, amount=10, by=clinic.joan, because="too-hard-twice")
    assert Step.objects.get().amount_now == 10
    assert PlanVersion.objects.order_by("-number")[0].content["steps"][0]["amount_now"] == 10
    for beyond in (9, 26):
        with pytest.raises(steps.BeyondRange):
            steps.adjust(step=step, amount=beyond, by=clinic.joan)
    assert Event.objects.get(kind="step.moved").facts == {"because": "too-hard-twice"}


def test_a_person_stops_a_step_at_once_without_a_reason_and_the_contact_hears_of_it(clinic: Clinic) -> None:
    step = in_force(clinic)
    steps.stop(step=step, by=clinic.joan)
    step.refresh_from_db()
    assert (step.state, step.stop_why) == (State.STOPPED, "")
    item = AttentionItem.objects.get(kind=kinds.STEP_STOPPED)
    assert item.owner_id == clinic.priya.pk
    assert PlanVersion.objects.order_by("-number")[0].content["steps"] == []
    assert same_figures(clinic)


def test_what_made_it_worse_ranks_before_other_reasons(clinic: Clinic) -> None:
    steps.stop(step=in_force(clinic), by=clinic.joan, reason=StopReason.WORSE)
    assert AttentionItem.objects.get(kind=kinds.STEP_STOPPED).harm == AttentionItem.Harm.WORSE


def test_a_stopped_step_comes_back_only_when_both_agree_again(clinic: Clinic) -> None:
    step = in_force(clinic)
    agreed = step.agreed
    assert agreed is not None
    steps.stop(step=step, by=clinic.joan)
    again = steps.change(step=step, words=WALK, by=clinic.joan, follows=agreed)
    assert Step.objects.get().state == State.PROPOSED
    assert kinds.STEP_STOPPED not in open_kinds(clinic)
    steps.answer(wording=again, says=Answer.YES, by=clinic.priya, seen=again.number)
    assert Step.objects.get().state == State.IN_FORCE


def test_after_it_got_worse_only_a_professional_says_go_on(clinic: Clinic) -> None:
    step = in_force(clinic)
    steps.pause(step=step, by=clinic.joan, reason=PauseReason.WORSE, why="My leg hurts more.")
    assert kinds.STEP_WORSE in open_kinds(clinic)
    steps.pause(step=step, by=clinic.joan, reason=PauseReason.AWAY)
    with pytest.raises(Refused):
        steps.resume(step=step, by=clinic.joan)
    steps.resume(step=step, by=clinic.priya)
    assert Step.objects.get().paused_at is None
    assert kinds.STEP_WORSE not in open_kinds(clinic)
    assert same_figures(clinic)


def ask_for_no_advice(clinic: Clinic) -> None:
    ways.set_way(partnership=clinic.partnership, answers={"support": "none_unless_i_ask"}, by=clinic.joan)


def test_whoever_wants_no_advice_is_asked_first_and_nothing_is_pushed(clinic: Clinic) -> None:
    ask_for_no_advice(clinic)
    Delivery.objects.all().delete()
    wording = steps.propose(partnership=clinic.partnership, words=WALK, by=clinic.priya)
    assert wording.hidden
    assert not Delivery.objects.exists()
    with pytest.raises(Refused):
        steps.answer(wording=wording, says=Answer.YES, by=clinic.joan, seen=1)
    with pytest.raises(Refused):
        steps.show_me(wording=wording, by=clinic.priya)
    steps.answer(wording=wording, says=Answer.NOT_NOW, by=clinic.joan, seen=1)  # without reading it

    steps.show_me(wording=wording, by=clinic.joan)

    assert steps.answer(wording=wording, says=Answer.YES, by=clinic.joan, seen=1) is Standing.AGREED


def test_an_idea_that_was_asked_for_is_not_kept_back(clinic: Clinic) -> None:
    ask_for_no_advice(clinic)
    assert not steps.propose(
        partnership=clinic.partnership, words=WALK, by=clinic.priya, asked_for=True
    ).hidden
    joans = steps.propose(partnership=clinic.partnership, words=StepWords(what="Swim"), by=clinic.joan)
    answered = steps.change(
        step=joans.step, words=StepWords(what="Swim, slowly"), by=clinic.priya, follows=joans
    )
    assert not answered.hidden


def test_several_proposals_of_one_visit_make_one_email(clinic: Clinic) -> None:
    ways.set_way(partnership=clinic.partnership, answers={"channels": ["email"]}, by=clinic.joan)
    Delivery.objects.all().delete()
    for what in ("Walk", "Stretch", "Call a friend"):
        steps.propose(partnership=clinic.partnership, words=StepWords(what=what), by=clinic.priya)
    assert Delivery.objects.count() == 1


def test_the_day_to_look_again_opens_one_item_and_looking_closes_it(clinic: Clinic) -> None:
    step = in_force(clinic)
    assert open_look_again() == 0
    with clock.frozen(clock.now() + timedelta(days=29)):
        assert (open_look_again(), open_look_again()) == (1, 0)
        assert plan_of(clinic.partnership).look_again
        steps.looked_again(step=step, by=clinic.priya, next_on=date(2027, 1, 20))
        assert kinds.LOOK_AGAIN not in open_kinds(clinic)
        assert open_look_again() == 0
    assert same_figures(clinic)


def test_a_version_is_what_is_in_force_with_both_names(clinic: Clinic) -> None:
    in_force(
        clinic, StepWords(what="Walk", cost=Cost.COSTS, cost_words="£2 for the bus", note="As you asked")
    )
    wording = steps.propose(
        partnership=clinic.partnership, words=StepWords(what="Lie down"), by=clinic.joan, part=Part.FLARE_UP
    )
    steps.answer(wording=wording, says=Answer.YES, by=clinic.priya, seen=1)
    plan = thawed(PlanVersion.objects.order_by("-number")[0].content)
    assert (plan.person, plan.professionals) == ("Joan", ("Priya Shah, physiotherapist",))
    now = plan_of(clinic.partnership)
    assert [(one.part, one.words.what) for one in plan.steps] == [
        (one.part, one.agreed.words.what) for one in now.steps if one.agreed
    ]
    assert plan.steps[0].words.note == ""  # said once, to the other side: no part of the plan


def test_a_proposal_is_taken_back_by_who_wrote_it(clinic: Clinic) -> None:
    wording = steps.propose(partnership=clinic.partnership, words=WALK, by=clinic.priya)
    with pytest.raises(steps.NotYours):
        steps.take_back(wording=wording, by=clinic.joan)
    steps.take_back(wording=wording, by=clinic.priya)
    assert Step.objects.get().state == State.ENDED
    assert same_figures(clinic)


def test_words_that_cannot_stand_are_refused_whole(clinic: Clinic) -> None:
    with pytest.raises(steps.NotWords) as refused:
        steps.propose(
            partnership=clinic.partnership,
            words=StepWords(what="", amount=5, unit=None, times_a_week=0),
            by=clinic.priya,
        )
    assert refused.value.fields == {"what": "missing", "unit": "missing", "times_a_week": "out-of-range"}
    assert not Step.objects.exists()

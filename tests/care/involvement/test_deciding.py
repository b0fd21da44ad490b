"""Decisions: laid out by either, decided by both, or by whoever the person said decides."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from alongside.base.record.models import Event
from alongside.care.involvement import attention as kinds
from alongside.care.involvement.actions import choice, decision
from alongside.care.involvement.actions.decision import OptionWords
from alongside.care.involvement.models import Decision, DecisionOption
from alongside.care.involvement.presenters.options import title_of
from alongside.care.involvement.rules.deciding import Response, State
from alongside.care.partnership import figures
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.preferences import Say

WHY = "The needle is for pain down the leg."


def waiting(row: Decision) -> set[str]:
    return set(
        AttentionItem.objects.filter(partnership=row.partnership, about=row.pk)
        .open()
        .values_list("kind", flat=True)
    )


def option(row: Decision, ready: str = "wait") -> DecisionOption:
    return row.options.select_related("partnership__service", "partnership__team").get(ready=ready)


def fresh(row: Decision) -> Decision:
    found = Decision.objects.with_words().select_related("partnership__service").get(pk=row.pk)
    assert figures.kept(found.partnership) == figures.rebuilt(found.partnership)
    return found


def choose(row: Decision, by, why: str = "", **more) -> Decision:
    return choice.choose(option=option(row), revision=fresh(row).revision, why=why, by=by, **more)


def say(row: Decision, how: Say, by) -> Decision:
    return decision.prepare(decision=row, say=how, what_matters="To drive on Mondays.", by=by)


def test_waiting_and_none_of_these_are_options_from_the_start_and_stay(clinic, injection):
    assert [title_of(each) for each in injection.options.there()] == ["Wait and see", "None of these"]
    for each in injection.options.all():
        with pytest.raises(decision.NotPossible):
            decision.change_option(option=each, words=OptionWords("Go."), by=clinic.joan)
        with pytest.raises(IntegrityError), transaction.atomic():
            DecisionOption.objects.filter(pk=each.pk).update(gone_at=injection.opened_at)


def test_what_joan_opens_waits_for_a_view_with_its_reason(clinic, injection):
    assert waiting(injection) == {kinds.DECISION_WAITS}
    assert figures.kept(clinic.partnership)["decisions_open"] == 1
    with pytest.raises(decision.NoWords):
        choice.recommend(option=option(injection), reason="  ", by=clinic.priya)
    with pytest.raises(Refused):
        choice.recommend(option=option(injection), reason=WHY, by=clinic.joan)
    choice.recommend(option=option(injection), reason=WHY, by=clinic.priya)
    assert waiting(injection) == set()
    assert fresh(injection).waits_for_person


@pytest.mark.parametrize(
    "says, opened",
    [
        (Response.UNDERSTAND, {kinds.DECISION_WORDS}),  # what was written is read
        (Response.TALK, {kinds.DECISION_TO_TALK}),
        (Response.DIFFERENT, {kinds.DECISION_TO_TALK}),
    ],
)
def test_to_understand_a_recommendation_decides_nothing(clinic, injection, says, opened):
    given = choice.recommend(option=option(injection), reason=WHY, by=clinic.priya)
    with pytest.raises(Refused):
        choice.respond(recommendation=given, says=says, by=clinic.priya)
    choice.respond(recommendation=given, says=says, why="It is my leg.", by=clinic.joan)
    assert fresh(injection).state == State.OPEN
    assert waiting(injection) == opened


def test_an_answer_to_a_recommendation_that_was_changed_is_not_taken(clinic, injection):
    first = choice.recommend(option=option(injection), reason=WHY, by=clinic.priya)
    choice.recommend(option=option(injection, "none"), reason="I looked again.", by=clinic.priya)
    with pytest.raises(choice.Changed):
        choice.respond(recommendation=first, says=Response.UNDERSTAND, by=clinic.joan)


@pytest.mark.parametrize("how", [None, Say.WE_DECIDE])
@pytest.mark.parametrize("first, second", [("joan", "priya"), ("priya", "joan")])
def test_together_it_is_decided_when_both_have_said_yes(clinic, injection, how, first, second):
    if how is not None:
        say(injection, how, clinic.joan)
    choose(injection, clinic.everyone[first], why="Time helps.")
    assert fresh(injection).state == State.OPEN
    choice.answer(decision=injection, number=1, says=Answer.YES, by=clinic.everyone[second])
    assert fresh(injection).state == State.DECIDED
    assert figures.kept(clinic.partnership)["decisions_open"] == 0


def test_joan_decides_alone_where_she_said_so_and_priya_does_not(clinic, injection):
    say(injection, Say.I_DECIDE, clinic.joan)
    choose(injection, clinic.priya, why="I would wait.")
    assert fresh(injection).state == State.OPEN
    choose(injection, clinic.joan)
    assert fresh(injection).state == State.DECIDED


def test_priya_decides_only_where_joan_asked_her_to_and_says_why(clinic, injection):
    choose(injection, clinic.priya, why="I would wait.")
    assert fresh(injection).state == State.OPEN
    say(injection, Say.YOU_DECIDE, clinic.joan)
    assert fresh(injection).state == State.OPEN, "saying whose it is decides nothing by itself"
    with pytest.raises(choice.NoWords):
        choose(injection, clinic.priya)
    decided = choose(injection, clinic.priya, why="Two weeks show us more.")
    assert decided.state == State.DECIDED
    assert decided.waits_for_person, "she has not read why yet"
    choice.answer(decision=injection, number=decided.choice.number, says=Answer.DIFFERENT, by=clinic.joan)
    assert fresh(injection).state == State.OPEN, "who sees it differently is heard"
    assert waiting(injection) == {kinds.DECISION_TO_TALK}


def test_only_joan_says_how_much_say_she_wants_and_what_matters_to_her(clinic, injection):
    with pytest.raises(Refused):
        say(injection, Say.YOU_DECIDE, clinic.priya)
    made = decision.open_decision(
        partnership=clinic.partnership,
        question="Another scan?",
        say=Say.YOU_DECIDE,
        what_matters="Nothing",
        by=clinic.priya,
    )
    assert (made.say, made.what_matters) == ("", "")
    assert made.waits_for_person


def test_nobody_decides_over_what_they_have_not_seen(clinic, injection):
    seen = fresh(injection).revision
    say(injection, Say.WE_DECIDE, clinic.joan)
    before = Event.objects.count()
    with pytest.raises(choice.Changed):
        choice.choose(option=option(injection), revision=seen, why="So.", by=clinic.priya)
    choose(injection, clinic.joan)
    choose(injection, clinic.priya, why="I would rather.")
    with pytest.raises(choice.Changed):
        choice.answer(decision=injection, number=1, says=Answer.YES, by=clinic.priya)
    assert fresh(injection).state == State.OPEN
    assert Event.objects.filter(kind="decision.decided").count() == 0
    assert Event.objects.count() > before


def test_an_option_that_is_recommended_or_gone_is_not_changed_under_anybodys_hands(clinic, injection):
    swim = decision.add_option(decision=injection, words=OptionWords("Swim."), by=clinic.priya)
    with pytest.raises(Refused):
        decision.take_away_option(option=swim, by=clinic.joan)
    again = decision.change_option(option=swim, words=OptionWords("Swim on Fridays."), by=clinic.joan)
    assert next(title_of(each) for each in injection.options.there()) == "Swim on Fridays."
    assert DecisionOption.objects.get(pk=swim.pk).gone_at is not None, "kept readable"
    with pytest.raises(choice.NotPossible):
        choice.recommend(option=swim, reason=WHY, by=clinic.priya)
    choice.recommend(option=again, reason=WHY, by=clinic.priya)
    with pytest.raises(decision.NotPossible):
        decision.take_away_option(option=again, by=clinic.joan)


def test_what_was_decided_comes_back_on_its_day_and_can_be_opened_again(clinic, injection):
    say(injection, Say.I_DECIDE, clinic.joan)
    choose(injection, clinic.joan, look_again_on=date(2027, 1, 11))
    item = AttentionItem.objects.get(about=injection.pk, kind=kinds.DECISION_LOOK_AGAIN)
    assert item.wakes_at.isoformat() == "2027-01-11T08:00:00+00:00"
    with pytest.raises(decision.NotPossible):
        say(injection, Say.WE_DECIDE, clinic.joan)
    decision.reopen(decision=injection, by=clinic.priya)
    again = fresh(injection)
    assert (again.state, again.choice, again.choices.count()) == (State.OPEN, None, 1)
    assert kinds.DECISION_LOOK_AGAIN not in waiting(injection)
    with pytest.raises(decision.NotPossible):
        decision.reopen(decision=injection, by=clinic.joan)


@pytest.mark.parametrize("name", ["okafor", "noor", "sam", "stranger"])
def test_nobody_else_takes_part(clinic, injection, name):
    by, one = clinic.everyone[name], option(injection)
    before = Event.objects.count()
    for do in (
        lambda: decision.open_decision(partnership=clinic.partnership, question="So?", by=by),
        lambda: say(injection, Say.I_DECIDE, by),
        lambda: decision.add_option(decision=injection, words=OptionWords("Swim."), by=by),
        lambda: choice.recommend(option=one, reason=WHY, by=by),
        lambda: choice.choose(option=one, revision=1, why=WHY, by=by),
        lambda: choice.answer(decision=injection, number=1, says=Answer.YES, by=by),
        lambda: decision.reopen(decision=injection, by=by),
    ):
        with pytest.raises(Refused):
            do()
    assert Event.objects.count() == before

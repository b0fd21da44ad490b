"""Answering from either side: once each, blind until both are in, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from alongside.base import clock
from alongside.base.record.models import Event
from alongside.care.measures import attention as kinds
from alongside.care.measures.actions import assessment, audience, occasion
from alongside.care.measures.models import Alert, Assessment, Occasion
from alongside.care.measures.rules.sight import Side
from alongside.care.partnership import figures
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem
from tests.care.measures.conftest import PERSONS, PROFESSIONALS

W1, W2 = UUID(int=1), UUID(int=2)


def open_kinds(clinic) -> list[str]:
    return sorted(
        AttentionItem.objects.filter(partnership=clinic.partnership, closed_at=None).values_list(
            "kind", flat=True
        )
    )


def test_what_joan_sends_is_kept_with_the_fingerprints_of_questions_and_scoring(joan_answers, checks):
    done = joan_answers()
    row = checks["managing-check"]
    assert (done.questionnaire_hash, done.scoring_hash) == (row.questionnaire_hash, row.scoring_hash)
    assert done.answers["active"] == [{"valueInteger": 2}]
    assert done.scores.get(name="managing").value == 27


def test_a_first_side_asks_for_the_other_and_the_other_settles_it(clinic, joan_answers, priya_answers):
    joan_answers()
    assert open_kinds(clinic) == [kinds.RATING_DUE]
    priya_answers()
    assert kinds.RATING_DUE not in open_kinds(clinic)


def test_what_only_joan_answers_asks_for_no_other_side(clinic, joan_answers):
    joan_answers("pain-check", {"now": ["9"], "week": ["8"], "doing": ["8"], "sleep": ["7"]})
    assert open_kinds(clinic) == []


def test_sending_twice_counts_once(clinic, joan_answers):
    first = joan_answers()
    assert joan_answers(sent={"helps": ["0"]}).pk == first.pk
    assert Assessment.objects.filter(side=Side.PERSON).count() == 1
    assert Event.objects.filter(kind="check.answered").count() == 1
    assert Assessment.objects.get(pk=first.pk).answers["helps"] == [{"valueInteger": 6}]


@pytest.mark.parametrize("who", ["noor", "lena", "sam", "stranger"])
def test_nobody_from_outside_answers_either_side(clinic, baseline, who):
    for side in Side:
        with pytest.raises(Refused):
            assessment.complete(
                occasion=baseline["managing-check"], side=side, sent=PERSONS, by=clinic.everyone[who]
            )
    assert not Assessment.objects.exists()


def test_a_colleague_who_is_not_named_does_not_rate(clinic, baseline):
    with pytest.raises(Refused):
        assessment.complete(
            occasion=baseline["managing-check"], side=Side.PROFESSIONAL, sent=PROFESSIONALS, by=clinic.okafor
        )


def test_joan_does_not_answer_the_professionals_side(clinic, baseline):
    with pytest.raises(Refused):
        assessment.save(
            occasion=baseline["managing-check"], side=Side.PROFESSIONAL, sent=PROFESSIONALS, by=clinic.joan
        )


def test_a_professional_never_rates_pain(clinic, baseline):
    with pytest.raises(assessment.OneSided):
        assessment.complete(
            occasion=baseline["pain-check"], side=Side.PROFESSIONAL, sent={"now": ["3"]}, by=clinic.priya
        )


def test_nor_what_an_instrument_asks_only_the_person(clinic, baseline):
    sent = {"amount": ["about-right"], "effects": ["drowsy"]}
    with pytest.raises(assessment.NotSound) as refused:
        assessment.complete(
            occasion=baseline["medicines-check"],
            side=Side.PROFESSIONAL,
            sent=sent,
            words={"amount": "She told me so."},
            by=clinic.priya,
        )
    assert list(refused.value.reading.reading.problems) == ["effects"]


def test_a_judgement_comes_with_its_reason(clinic, baseline):
    rate = {"occasion": baseline["medicines-check"], "side": Side.PROFESSIONAL, "by": clinic.priya}
    assessment.save(**rate, sent={"amount": ["about-right"]})
    with pytest.raises(assessment.NotSound) as refused:
        assessment.complete(**rate)
    assert refused.value.reading.reasons_missing == ("amount",)
    done = assessment.complete(**rate, words={"amount": "The dose was halved in May."})
    assert done.is_done
    assert done.answers["amount"][0]["valueCoding"]["code"] == "about-right"


def test_nothing_answered_is_not_sent(clinic, baseline):
    with pytest.raises(assessment.NotSound) as refused:
        assessment.complete(occasion=baseline["managing-check"], side=Side.PERSON, sent={}, by=clinic.joan)
    assert refused.value.reading.is_empty


def test_a_draft_is_kept_as_typed_faults_and_all(clinic, baseline):
    kept = assessment.save(
        occasion=baseline["managing-check"], side=Side.PERSON, sent={"helps": ["eleven"]}, by=clinic.joan
    )
    assert kept.draft.typed == {"helps": ["eleven"]}
    assert list(kept.reading.reading.problems) == ["helps"]
    with pytest.raises(assessment.NotSound):
        assessment.complete(occasion=baseline["managing-check"], side=Side.PERSON, by=clinic.joan)
    assert Assessment.objects.get().typed == {"helps": ["eleven"]}


def test_a_second_window_sees_both_and_overwrites_neither_unseen(clinic, baseline):
    page = {"occasion": baseline["managing-check"], "side": Side.PERSON, "by": clinic.joan}
    first = assessment.save(**page, sent={"helps": ["3"], "active": []}, revision=0, window=W1)
    second = assessment.save(**page, sent={"helps": ["6"], "active": ["5"]}, revision=0, window=W2)
    assert second.met == {"helps": ["3"]}
    assert second.draft.typed == {"helps": ["3"], "active": ["5"]}
    chosen = assessment.save(
        **page, sent={"helps": ["6"], "active": ["5"]}, revision=second.draft.revision, window=W2
    )
    assert (chosen.met, chosen.draft.typed["helps"]) == ({}, ["6"])
    assert first.met == {}


def test_a_window_whose_answer_was_lost_meets_nobody_but_itself(clinic, baseline):
    page = {"occasion": baseline["managing-check"], "side": Side.PERSON, "by": clinic.joan, "window": W1}
    assessment.save(**page, sent={"helps": ["3"]}, revision=0)
    again = assessment.save(**page, sent={"helps": ["4"]}, revision=0)
    assert (again.met, again.draft.typed) == ({}, {"helps": ["4"]})


def test_more_than_a_draft_keeps_is_refused_and_what_was_kept_stays(clinic, baseline):
    page = {"occasion": baseline["medicines-check"], "side": Side.PERSON, "by": clinic.joan}
    assessment.save(**page, sent={"effects": ["drowsy"]})
    with pytest.raises(assessment.TooMuch):
        assessment.save(**page, sent={"effects": ["x" * 300_000]})
    assert Assessment.objects.get().typed == {"effects": ["drowsy"]}


def test_both_complete_at_once_and_each_side_is_in_once(clinic, baseline, joan_answers, priya_answers):
    joan_answers()
    priya_answers()
    from_priya = Assessment.objects.get(side=Side.PROFESSIONAL)
    assert priya_answers().pk == from_priya.pk
    assert Occasion.objects.get(pk=baseline["managing-check"].pk).is_both_in


def test_what_is_typed_for_joan_says_how_and_was_read_back(clinic, baseline):
    typed = {
        "occasion": baseline["managing-check"],
        "side": Side.PERSON,
        "sent": PERSONS,
        "by": clinic.okafor,
    }
    with pytest.raises(assessment.NotReadBack):
        assessment.complete(**typed)
    with pytest.raises(assessment.NotReadBack):
        assessment.complete(**typed, how="telephone")
    done = assessment.complete(**typed, how="telephone", read_back=True)
    assert (done.rater, done.author, done.profession) == (clinic.joan, clinic.okafor, "doctor")
    assert Event.objects.get(kind="check.typed").facts["how"] == "telephone"


def test_who_typed_joans_answers_cannot_rate_any_more(clinic, baseline):
    managing = baseline["managing-check"]
    assessment.save(occasion=managing, side=Side.PERSON, sent={"helps": ["3"]}, by=clinic.priya)
    with pytest.raises(assessment.NotBlind):
        assessment.complete(occasion=managing, side=Side.PROFESSIONAL, sent=PROFESSIONALS, by=clinic.priya)


def test_who_rated_first_may_type_afterwards(clinic, baseline, priya_answers):
    priya_answers()
    done = assessment.complete(
        occasion=baseline["managing-check"],
        side=Side.PERSON,
        sent=PERSONS,
        by=clinic.priya,
        how="paper",
        read_back=True,
    )
    assert done.is_done


def test_an_answer_that_somebody_has_to_see_has_an_owner_and_a_time_before_the_last_page(clinic, baseline):
    with clock.frozen(clock.now()):
        assessment.save(
            occasion=baseline["managing-check"], side=Side.PERSON, sent={"feelings": ["0"]}, by=clinic.joan
        )
        alert = Alert.objects.get()
        item = AttentionItem.objects.get(kind=kinds.ALERT)
        assert (item.owner, item.about, item.harm) == (clinic.priya, alert.pk, AttentionItem.Harm.WORSE)
        assert item.due_at == clock.now() + timedelta(hours=72)
    assessment.complete(occasion=baseline["managing-check"], side=Side.PERSON, by=clinic.joan)
    assert Alert.objects.count() == 1


def test_what_a_thumb_touched_in_passing_raises_nothing_yet(clinic, baseline):
    touch = {"occasion": baseline["managing-check"], "side": Side.PERSON, "by": clinic.joan}
    assessment.save(**touch, sent={"feelings": ["0"]}, by_itself=True)
    assert not Alert.objects.exists()
    assessment.save(**touch, sent={"feelings": ["5"]})
    assert not Alert.objects.exists()


def test_an_answer_is_kept_also_where_nobody_can_be_alerted(clinic, baseline, joan_answers):
    clinic.partnership.memberships.all().delete()
    type(clinic.partnership).objects.filter(pk=clinic.partnership.pk).update(team=None)
    done = joan_answers(sent={"feelings": ["0"]})
    assert done.is_done
    assert Alert.objects.get().owner is None
    assert Event.objects.filter(kind="check.nobody-to-alert").exists()


def test_free_text_gets_an_owner(clinic, joan_answers):
    joan_answers("medicines-check", {"amount": ["too-much"], "effects": ["They make me foggy."]})
    assert kinds.WORDS in open_kinds(clinic)


def test_words_that_are_only_counted_reach_nobody(clinic, joan_answers):
    joan_answers("partnership-check", {"listened": ["2"]}, words={"listened": "Nobody asks."})
    assert kinds.WORDS not in open_kinds(clinic)


def test_words_for_somebody_else_are_owned_by_them(clinic, joan_answers):
    audience.choose(
        partnership=clinic.partnership, audience="someone_else", chosen=clinic.okafor, by=clinic.joan
    )
    joan_answers("partnership-check", {"listened": ["2"]}, words={"listened": "Nobody asks."})
    assert AttentionItem.objects.get(kind=kinds.WORDS).owner == clinic.okafor


def test_figures_are_kept_as_they_would_be_rebuilt(clinic, baseline, joan_answers, priya_answers):
    def same() -> dict:
        kept = figures.kept(clinic.partnership)
        assert kept == figures.rebuilt(clinic.partnership)
        return kept

    assert same()["next_rating_due_at"] == clinic.partnership.started_at
    joan_answers()
    assert same()["person_rated_at"] is not None
    priya_answers()
    assert same()["professional_rated_at"] is not None
    joan_answers("partnership-check", {"listened": ["5"]})
    assert same()["professional_rated_at"] is None, "one more waits for the professional"
    occasion.ask(partnership=clinic.partnership, key="managing-check", by=clinic.priya)
    same()


def test_events_hold_no_words(clinic, joan_answers, priya_answers):
    joan_answers("medicines-check", {"amount": ["too-much"], "effects": ["CANARY"]})
    priya_answers("medicines-check", {"amount": ["about-right"]}, words={"amount": "CANARY"})
    assert "CANARY" not in str(list(Event.objects.values()))

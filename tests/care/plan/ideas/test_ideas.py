"""Ideas and what fits a life, through the real pages and actions: the promises to each side."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.base import clock
from alongside.base.record.models import Event
from alongside.care.access.actions import new_or_worse
from alongside.care.access.actions import way as way_actions
from alongside.care.access.models import Found
from alongside.care.measures.actions import assessment, instrument, occasion
from alongside.care.partnership import figures, reasons
from alongside.care.partnership.authority import Refused, Relation
from alongside.care.partnership.models import AttentionItem
from alongside.care.partnership.rules.side import Side
from alongside.care.plan import catalogue, situation
from alongside.care.plan.actions import circumstances, idea
from alongside.care.plan.ideas_attention import IDEA_TALK
from alongside.care.plan.models import IdeaAnswer, LifeFacts, StepWording
from alongside.care.plan.presenters.life import ORDER, QUESTIONS, in_words, options
from alongside.care.plan.presenters.reasons import MY_REASONS, SENTENCES
from alongside.care.plan.rules.circumstances import ONE_OF, SOME_OF, Alarm, Area
from alongside.care.plan.rules.readiness import read_readiness

EASY_LIFE = {
    "wants": ["move", "sleep"],
    "minutes": "20",
    "money": "none",
    "health": ["nothing"],
    "places": ["home", "outdoors"],
    "equipment": ["chair", "wall", "pen"],
    "standing": "some",
    "walking": "some",
    "floor": "none",
}


@pytest.fixture
def says(clinic, thursday):
    """``says(money="none")``: Joan answers questions of *what fits my life*."""

    def say(**answers) -> None:
        for question, answer in answers.items():
            circumstances.say(
                partnership=clinic.partnership, question=question, answer=answer, by=clinic.joan
            )

    return say


@pytest.fixture
def page(clinic):
    return lambda tail="": f"/p/{clinic.partnership.pk}/plan/{tail}"


def post(client, address, **fields):
    answer = client.get(address)
    once = answer.text.split('name="once" value="', 1)[1].split('"', 1)[0]
    return client.post(address, {"once": once, **fields})


def no_advice(clinic) -> None:
    way_actions.set_way(
        partnership=clinic.partnership, answers={"support": "none_unless_i_ask"}, by=clinic.joan
    )


# --- what fits my life -----------------------------------------------------------------------------------


def test_every_question_has_its_words_and_every_answer_its_own():
    assert set(ORDER) == set(QUESTIONS) == {*ONE_OF, *SOME_OF, "tried"}
    for question, kind in {**ONE_OF, **SOME_OF}.items():
        assert {code for code, _ in options(question)} == set(kind), question


def test_nothing_has_to_be_said_and_everything_can_be_changed_and_taken_back(clinic, says, as_, page):
    joan = as_("joan")
    assert "Not said" in joan.get(page("fits/")).text
    answer = post(joan, page("fits/money/"), money="none")
    assert answer.url == page("fits/")
    assert LifeFacts.objects.get().said == {"money": "none"}
    post(joan, page("fits/money/"), money="little")
    assert "A little now and then" in joan.get(page("fits/")).text
    post(joan, page("fits/money/"), clear="1")
    assert situation.life_of(clinic.partnership).said == {}
    assert LifeFacts.objects.count() == 3, "each is a version; none was overwritten"


def test_one_thing_at_a_time_leads_to_the_next_one_not_answered_yet(clinic, says, as_, page):
    says(fears=[])
    answer = post(as_("joan"), page("fits/wants/"), wants=["sleep"], next="1")
    assert answer.url == page("fits/minutes/")


def test_ticking_nothing_about_health_is_not_the_same_as_having_nothing(clinic, says, as_, page):
    post(as_("joan"), page("fits/health/"))
    life = situation.life_of(clinic.partnership)
    assert "health" not in life.said
    answer = post(as_("joan"), page("fits/health/"), health=["heart", "nothing"])
    assert answer.status_code == 200
    assert "Tick either" in answer.text


def test_saying_the_same_again_is_no_new_version(clinic, says):
    says(money="none")
    says(money="none")
    assert LifeFacts.objects.count() == 1
    assert Event.objects.filter(kind="fits.said").count() == 1


def test_only_the_person_says_it_and_only_from_the_list(clinic, thursday):
    with pytest.raises(Refused):
        circumstances.say(partnership=clinic.partnership, question="money", answer="none", by=clinic.priya)
    for question, answer in (("money", "plenty"), ("wants", ["gold"]), ("shoe-size", "9"), ("tried", ["x"])):
        with pytest.raises(ValueError, match=r".+"):
            circumstances.say(
                partnership=clinic.partnership, question=question, answer=answer, by=clinic.joan
            )
    assert not LifeFacts.objects.exists()


def test_what_was_said_can_be_read_back_in_words(says, clinic, as_, page):
    says(tried={"strength": "too-hard"}, wants=["sleep"], health=["heart"])
    text = as_("priya").get(page("fits/")).text
    assert "Getting stronger: It was too hard" in text
    assert "Sleep better" in text
    assert "heart trouble" in text
    assert in_words("never", []) == "None of them"


# --- ideas, and why --------------------------------------------------------------------------------------


def test_every_reason_of_a_rule_has_a_sentence_for_each_side():
    codes = {rule.code for rule in catalogue.rulebook().rules}
    assert sorted(codes) == sorted(SENTENCES)
    assert {rule.code for rule in catalogue.rulebook().rules if rule.points} == set(MY_REASONS)
    blanks = {"name": "Joan", "minutes": 5, "what": "this"}
    for said in SENTENCES.values():
        assert str(said.person) % blanks
        assert str(said.professional) % blanks


def test_who_said_nothing_yet_is_asked_and_not_told(clinic, thursday, as_, page):
    text = as_("joan").get(page("ideas/")).text
    assert "Tell us what fits your life" in text
    assert "ideas-first" not in text
    assert "Or stay as you are" in text


def test_an_idea_says_why_this_and_the_others_why_not(says, as_, page):
    says(**EASY_LIFE)
    text = as_("joan").get(page("ideas/")).text
    first, rest = text.split("Why not the others?")
    assert "You want this: " in first
    assert "It costs more than you can spend." in rest
    assert "Or stay as you are" in first
    one = as_("joan").get(page("ideas/walk-indoors/")).text
    for part in ("Why this?", "Stop if", "Ask first if", "How do we know?", "Harder:"):
        assert part in one


def test_i_could_not_afford_a_gym_and_nobody_shows_me_one(says, as_, page):
    says(**EASY_LIFE)
    text = as_("joan").get(page("ideas/")).text
    shown = text.split("Why not the others?")[0]
    assert "gym" not in shown
    assert "costs money" not in shown


def test_the_exercise_was_too_hard_and_the_page_offers_a_smaller_one(says, as_, page):
    says(**EASY_LIFE, tried={"strength": "too-hard"})
    text = as_("joan").get(page("ideas/")).text
    assert "What you tried was too hard. This is smaller." in text.split("You could also look at")[0]


def test_put_on_our_plan_it_is_proposed_in_the_librarys_words_with_its_dose_and_the_persons_reason(
    clinic, says, as_, page
):
    says(**EASY_LIFE)
    answer = post(as_("joan"), page("ideas/walk-indoors/"), answer="plan")
    assert answer.url == page()
    wording = StepWording.objects.get()
    step = catalogue.rulebook().library.step("walk-indoors")
    assert (wording.what, wording.amount, wording.least) == (step.title, 3, 1)
    assert (wording.library_id, wording.library_hash) == (step.id, step.hash)
    assert wording.reason == "I want this: move more easily."
    assert "both legs get weak" in wording.stop_if
    assert wording.person_answer == "yes"
    assert wording.professional_answer == "", "nothing is agreed until both agree"
    assert "It is on our plan" in as_("joan").get(page("ideas/walk-indoors/")).text
    with pytest.raises(idea.OnPlan):
        idea.take_up(partnership=clinic.partnership, idea="walk-indoors", by=clinic.joan)


def test_a_colleague_who_only_reads_puts_nothing_on_the_plan(clinic, says):
    says(**EASY_LIFE)
    with pytest.raises(Refused):
        idea.take_up(partnership=clinic.partnership, idea="walk-indoors", by=clinic.okafor)
    assert not StepWording.objects.exists()


def test_not_for_me_is_remembered_and_not_offered_again_until_the_person_says_so(clinic, says, as_, page):
    says(**EASY_LIFE)
    joan = as_("joan")
    post(joan, page("ideas/knee-rock/"), answer="not-for-me", why="not-me")
    shown = joan.get(page("ideas/")).text.split("Why not the others?")[0]
    assert "Rock your knees" not in shown
    assert "It is just not me" in joan.get(page("ideas/knee-rock/")).text
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        post(joan, page("ideas/knee-rock/"), answer="again")
    assert situation.answered(clinic.partnership)["knee-rock"].answer == IdeaAnswer.Answer.AGAIN
    assert (
        "knee-rock"
        not in situation.known(
            clinic.partnership, account=clinic.joan, relation=Relation.PERSON
        ).situation.refused
    )


def test_saying_no_is_the_persons_alone(clinic, thursday):
    for act in (idea.not_for_me, idea.talk_first, idea.offer_again):
        with pytest.raises(Refused):
            act(partnership=clinic.partnership, idea="walk-indoors", by=clinic.priya)
    assert not IdeaAnswer.objects.exists()


def test_an_idea_that_is_not_there_is_not_there(clinic, thursday, as_, page):
    assert as_("joan").get(page("ideas/fly-to-the-moon/")).status_code == 404
    with pytest.raises(idea.NoSuchIdea):
        idea.not_for_me(partnership=clinic.partnership, idea="fly-to-the-moon", by=clinic.joan)


def test_talk_about_it_first_has_an_owner_until_something_settles_it(clinic, says, as_, page):
    says(**EASY_LIFE)
    post(as_("joan"), page("ideas/walk-indoors/"), answer="talk")
    item = AttentionItem.objects.get(kind=IDEA_TALK)
    assert item.owner == clinic.priya
    assert "would like to talk about" in as_("priya").get(page("ideas/")).text
    idea.take_up(partnership=clinic.partnership, idea="walk-indoors", by=clinic.joan)
    item.refresh_from_db()
    assert item.outcome == AttentionItem.Outcome.OVERTAKEN
    assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)


# --- no advice unless I ask ------------------------------------------------------------------------------


def test_no_advice_unless_i_ask_the_team_offers_nothing_and_the_person_may_still_look(
    clinic, says, as_, page
):
    says(**EASY_LIFE)
    no_advice(clinic)
    priya = as_("priya").get(page("ideas/")).text
    assert "asked for no advice unless they ask" in priya
    assert "A short walk indoors" not in priya
    assert "A short walk indoors" in as_("joan").get(page("ideas/")).text, "opening it is asking"


def test_what_she_asked_to_talk_about_is_shown_to_the_team_all_the_same(clinic, says, as_, page):
    says(**EASY_LIFE)
    no_advice(clinic)
    idea.talk_first(partnership=clinic.partnership, idea="walk-indoors", by=clinic.joan)
    text = as_("priya").get(page("ideas/")).text
    assert "A short walk indoors" in text
    assert "Rock your knees" not in text


# --- safety ----------------------------------------------------------------------------------------------


def test_with_something_new_or_worse_no_movement_is_suggested_and_the_page_says_whom_to_ask(
    clinic, says, as_, page
):
    says(**EASY_LIFE)
    report = new_or_worse.tell(partnership=clinic.partnership, words="My foot drags.", by=clinic.joan)
    assert situation.alarm_of(clinic.partnership) is Alarm.OPEN
    text = as_("joan").get(page("ideas/")).text
    assert "we do not suggest anything that moves your body" in text
    assert clinic.service.phone in text
    assert not any(step.title in text for step in catalogue.rulebook().library.steps.values() if step.moves)
    one = as_("joan").get(page("ideas/walk-indoors/")).text
    assert "How to do it" not in one
    with pytest.raises(idea.TalkFirst):
        idea.take_up(partnership=clinic.partnership, idea="walk-indoors", by=clinic.joan)
    new_or_worse.found(report=report, what=Found.What.TALKED, words="", by=clinic.priya)
    assert situation.alarm_of(clinic.partnership) is Alarm.RECENT, "careful for a while"
    with clock.frozen(clock.now() + timedelta(days=15)):
        assert situation.alarm_of(clinic.partnership) is Alarm.NONE


def test_the_kinds_that_hold_movement_back_are_opened_by_somebody():
    assert reasons.explained() >= situation.HOLDS


def test_who_should_ask_first_talks_first_and_a_professional_decides(clinic, says, as_, page):
    says(**{**EASY_LIFE, "health": ["heart"]})
    with pytest.raises(idea.TalkFirst):
        idea.take_up(partnership=clinic.partnership, idea="walk-indoors", by=clinic.joan)
    text = as_("joan").get(page("ideas/walk-indoors/")).text
    assert "Put it on our plan" not in text
    assert "Talk about it first" in text
    idea.take_up(partnership=clinic.partnership, idea="walk-indoors", by=clinic.priya, reason="We checked.")
    assert StepWording.objects.get().author_side == Side.PROFESSIONAL


# --- readiness -------------------------------------------------------------------------------------------


def test_prompts_are_the_professionals_and_the_person_never_reads_a_stage(clinic, says, as_, page):
    assert as_("joan").get(page("prompts/")).status_code == 404
    text = as_("okafor").get(page("prompts/")).text
    assert "Ask openly" in text
    assert "Gather it, and hand it back" in text
    says(**EASY_LIFE)
    for tail in ("ideas/", "fits/", "ideas/walk-indoors/"):
        seen = as_("joan").get(page(tail)).text.lower()
        for stage in ("precontemplation", "contemplation", "maintenance", "relapse", "readiness"):
            assert stage not in seen


def test_no_change_wanted_now_means_that_nothing_is_picked_out(clinic, says, as_, page, answers_readiness):
    says(**EASY_LIFE)
    answers_readiness("precontemplation")
    text = as_("joan").get(page("ideas/")).text
    assert "ideas-first" not in text
    assert "You can stay just as you are. That is a choice too." in text
    assert "I do not want to change anything just now" in as_("priya").get(page("prompts/")).text


def test_what_was_answered_long_ago_is_not_known_any_more(clinic, says, answers_readiness):
    answers_readiness("action")
    now = situation.known(clinic.partnership, account=clinic.joan, relation=Relation.PERSON)
    assert now.situation.stage == "action"
    with clock.frozen(clock.now() + timedelta(days=catalogue.rulebook().answers_days + 1)):
        later = situation.known(clinic.partnership, account=clinic.joan, relation=Relation.PERSON)
        assert later.situation.stage is None


@pytest.fixture
def answers_readiness(clinic, thursday):
    """``answers_readiness("action")``: Joan answers *What about change?*"""
    instrument.ensure_own_checks()

    def answer(where: str) -> None:
        rows = occasion.open_baseline(partnership=clinic.partnership, by=clinic.joan)
        asked = next(row for row in rows if row.key == "readiness-check")
        sent = {"importance": ["6"], "confidence": ["5"], "where": [where]}
        assessment.complete(occasion=asked, side=Side.PERSON, sent=sent, by=clinic.joan)

    return answer


def test_every_stage_has_prompts_of_every_kind_and_a_lead_that_does_not_name_it():
    definition = read_readiness()
    assert len(definition.approaches) == 7
    assert definition.approaches["precontemplation"].show == 0


def test_every_area_has_something_free_and_gentle():
    steps = catalogue.rulebook().library.steps.values()
    for area in Area:
        assert any(s.area is area and s.cost == "none" and s.grade == "gentle" for s in steps), area

"""The pages of the plan: the same address for both sides, nothing pushed, nothing cut, both names."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import textstat
from django.test import Client
from django.urls import reverse

from alongside.base import clock
from alongside.care.access.actions import way as ways
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.plan import figures
from alongside.care.plan.actions import step as steps
from alongside.care.plan.models import Step, StepWording
from alongside.care.plan.presenters import today
from alongside.care.plan.rules.step import Cost, Part, PauseReason, State, StepWords, Unit
from tests.conftest import Clinic
from tests.queries import cost
from tests.test_reading_age import ENOUGH_WORDS, FOR_PEOPLE, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]

As = Callable[[str], Client]
WALK = StepWords(
    what="Walk", amount=20, unit=Unit.MINUTES, least=10, most=25, reason="A little each day.", cost=Cost.FREE
)


def address(clinic: Clinic, name: str = "plan", *more: object, query: str = "") -> str:
    return reverse(f"plan:{name}", args=[clinic.partnership.pk, *more]) + query


def text(client: Client, where: str) -> str:
    response = client.get(where)
    assert response.status_code == 200, where
    return response.content.decode()


def agreed(clinic: Clinic, words: StepWords = WALK, part: Part = Part.EVERYDAY) -> Step:
    wording = steps.propose(partnership=clinic.partnership, words=words, by=clinic.priya, part=part)
    steps.answer(wording=wording, says=Answer.YES, by=clinic.joan, seen=1)
    return Step.objects.get(pk=wording.step_id)


def test_what_waits_for_me_stands_first_and_my_colleague_reads_without_answering(
    clinic: Clinic, as_: As
) -> None:
    agreed(clinic)
    steps.propose(partnership=clinic.partnership, words=StepWords(what="Swim"), by=clinic.priya)
    joans = text(as_("joan"), address(clinic))
    assert joans.index("Waiting for you") < joans.index("Swim") < joans.index("Day by day")
    assert "Yes, let us do this" in joans
    assert "Waiting for you" not in text(as_("priya"), address(clinic))
    okafors = text(as_("okafor"), address(clinic))
    assert "Swim" in okafors
    assert "Yes, let us do this" not in okafors
    assert "Add a step" in joans
    assert "Propose a step" not in joans, "one thing to do has one name on a page"
    assert "Add a step" not in okafors


def test_feelings_have_a_place_of_their_own_also_when_nothing_stands_there(clinic: Clinic, as_: As) -> None:
    assert "How I feel, and what steadies me" in text(as_("joan"), address(clinic))
    assert "Emotional support" in text(as_("priya"), address(clinic))


def test_an_idea_that_was_not_asked_for_is_asked_about_and_not_shown(clinic: Clinic, as_: As) -> None:
    ways.set_way(partnership=clinic.partnership, answers={"support": "none_unless_i_ask"}, by=clinic.joan)
    words = StepWords(what="Zumba on Mondays", reason="It is fun.", how="In the hall.")
    wording = steps.propose(partnership=clinic.partnership, words=words, by=clinic.priya)
    joan = as_("joan")
    pages = [address(clinic), address(clinic, "print"), address(clinic, "flare-up")]
    pages += [address(clinic, "step", wording.step_id), address(clinic, "stop", wording.step_id)]
    for page in pages:
        assert "Zumba" not in text(joan, page), page
        assert "In the hall" not in text(joan, page), page
    assert "You asked us not to give advice unless you ask" in text(joan, address(clinic))
    assert joan.get(address(clinic, "change", wording.step_id)).status_code == 404
    assert joan.get(address(clinic, "answer", wording.pk)).status_code == 302
    clinic.partnership.figures.refresh_from_db()
    [card] = today.cards(clinic.partnership)
    assert "Zumba" not in f"{card.title} {card.text} {card.quote}"
    assert "only know that you have an idea" in text(as_("priya"), address(clinic))

    joan.post(card.posts[0].href)

    assert "Zumba on Mondays" in text(joan, address(clinic))


def test_back_and_send_once_more_is_one_step_and_what_was_taken_back_can_be_proposed_again(
    clinic: Clinic, as_: As
) -> None:
    joan, page = as_("joan"), address(clinic, "propose")
    words = {"what": "Walk", "how_much": "15 minutes", "reason": "It clears my head."}
    for _time in range(2):
        joan.post(page, words)
    assert StepWording.objects.count() == 1
    joan.post(page, {**words, "reason": "With the dog."})
    assert StepWording.objects.count() == 2, "other words are another proposal"
    first = StepWording.objects.order_by("step__order").first()
    steps.take_back(wording=first, by=clinic.joan)
    joan.post(page, words)
    assert StepWording.objects.count() == 3


def test_a_professionals_form_says_so_before_they_write_and_they_may_say_that_it_was_asked_for(
    clinic: Clinic, as_: As
) -> None:
    ways.set_way(partnership=clinic.partnership, answers={"support": "none_unless_i_ask"}, by=clinic.joan)
    priya = as_("priya")
    assert "Joan wants no advice unless they ask" in text(priya, address(clinic, "propose"))
    priya.post(address(clinic, "propose"), {"what": "Walk", "asked_for": "on"})
    assert not StepWording.objects.get().held


def test_how_much_is_a_number_or_words_and_comes_back_as_it_was_typed(clinic: Clinic, as_: As) -> None:
    joan = as_("joan")
    joan.post(address(clinic, "propose"), {"what": "Walk", "how_much": "15 minutes", "often": "7"})
    joan.post(address(clinic, "propose"), {"what": "Stroll", "how_much": "to the corner and back"})
    stroll, walk = StepWording.objects.order_by("what")
    assert (walk.amount, walk.unit, walk.times_a_week) == (15, "minutes", 7)
    assert (stroll.amount, stroll.amount_words) == (None, "to the corner and back")
    form = text(as_("priya"), address(clinic, "change", walk.step_id))
    assert 'value="15 minutes"' in form


def test_what_is_refused_stays_in_the_form_with_what_is_wrong(clinic: Clinic, as_: As) -> None:
    sent = {"what": "", "how_much": "10 minutes", "least": "20", "reason": "Because I want to."}
    page = as_("priya").post(address(clinic, "propose"), sent).content.decode()
    assert "Say what it is, in a few words." in page
    assert "Because I want to." in page
    page = as_("priya").post(address(clinic, "propose"), {**sent, "what": "Walk"}).content.decode()
    assert "The least cannot be more than how much." in page
    assert not Step.objects.exists()


def test_cost_is_asked_and_never_guessed(clinic: Clinic, as_: As) -> None:
    agreed(clinic, StepWords(what="The gym"))
    assert "Cost: not asked yet" in text(as_("joan"), address(clinic))
    agreed(clinic, StepWords(what="The pool", cost=Cost.COSTS, cost_words="£2 for the bus"))
    assert "Costs: £2 for the bus" in text(as_("joan"), address(clinic, "print"))


def test_going_beyond_the_range_asks_the_professional_to_mean_it(clinic: Clinic, as_: As) -> None:
    step = agreed(clinic)
    joan, priya = as_("joan"), as_("priya")
    joan.post(address(clinic, "change", step.pk), {"of": 1, "what": "Walk", "how_much": "40 minutes"})
    more = StepWording.objects.get(number=2)
    where = address(clinic, "answer", more.pk)
    first = priya.post(where, {"says": "yes", "seen": 2})
    assert first.headers["Location"] == where
    assert "This goes beyond what you agreed" in text(priya, where)
    assert Step.objects.get().agreed_id == step.agreed_id
    priya.post(where, {"says": "yes", "seen": 2, "widens": "on"})
    assert Step.objects.get().agreed_id == more.pk


def test_an_answer_to_changed_words_shows_them_again(clinic: Clinic, as_: As) -> None:
    first = steps.propose(partnership=clinic.partnership, words=WALK, by=clinic.priya)
    steps.change(step=first.step, words=StepWords(what="Hill"), by=clinic.priya, follows=first)
    response = as_("joan").post(address(clinic, "answer", first.pk), {"says": "yes", "seen": 1}, follow=True)
    assert "The words have changed since you read them" in response.content.decode()
    assert Step.objects.get().state == State.PROPOSED


def test_stopping_is_one_press_away_and_takes_no_reason(clinic: Clinic, as_: As) -> None:
    step = agreed(clinic)
    joan = as_("joan")
    form = text(joan, address(clinic, "stop", step.pk))
    assert re.search(r'<input[^>]*value="stop"[^>]*checked', form)
    joan.post(address(clinic, "stop", step.pk), {"what": "stop"})
    assert Step.objects.get().state == State.STOPPED
    assert "What is no longer on the plan" in text(joan, address(clinic))


def test_older_plans_are_read_with_what_changed(clinic: Clinic, as_: As) -> None:
    step = agreed(clinic)
    steps.adjust(step=step, amount=12, by=clinic.joan)
    listing = text(as_("joan"), address(clinic, "versions"))
    assert "New on the plan: Walk." in listing
    assert "More or less, inside what was agreed: Walk." in listing
    page = text(as_("priya"), address(clinic, "version", 2))
    assert "Joan, Priya Shah, physiotherapist" in page
    assert "20 minutes" in page
    assert "12 minutes" in page


def test_the_sheet_holds_what_is_in_force_the_names_the_day_and_the_numbers(clinic: Clinic, as_: As) -> None:
    agreed(clinic)
    agreed(clinic, StepWords(what="Lie down with a pillow", how="Ten minutes."), Part.FLARE_UP)
    steps.propose(partnership=clinic.partnership, words=StepWords(what="Only an idea"), by=clinic.joan)
    page = text(as_("joan"), address(clinic, "print"))
    for words in (
        "12 November 2026",
        "Joan",
        "Priya Shah",
        "Walk",
        "Lie down with a pillow",
        "0113 496 0101",
        "999",
    ):
        assert words in page, words
    assert "Only an idea" not in page
    assert '<header class="top"' not in page


def test_what_to_stop_for_is_said_once_on_the_sheet_and_never_left_out(clinic: Clinic, as_: As) -> None:
    numb = "You go numb between your legs. Stop."
    agreed(clinic, StepWords(what="Walk", stop_if=f"{numb}\nIt goes down the leg.", ask_whom="Priya"))
    agreed(clinic, StepWords(what="Stretch", stop_if=numb, ask_whom="Okafor"))
    page = text(as_("joan"), address(clinic, "print"))
    assert page.count(numb) == 1
    assert "Stop any of these if:" in page
    assert "It goes down the leg. Ask: Priya." in page
    assert "If you stop, ask: Okafor." in page


def test_the_person_and_an_outsider_at_the_same_address(clinic: Clinic, as_: As) -> None:
    agreed(clinic)
    for who in ("noor", "sam", "lena", "stranger"):
        for name in ("plan", "flare-up", "print", "versions"):
            assert as_(who).get(address(clinic, name)).status_code == 404


def test_a_long_plan_costs_no_more_queries_than_a_short_one(clinic: Clinic, as_: As) -> None:
    joan = as_("joan")
    agreed(clinic)
    joan.get(address(clinic))
    with cost() as short:
        joan.get(address(clinic))
    for number in range(12):
        agreed(clinic, StepWords(what=f"Step {number}"))
    with cost() as long:
        joan.get(address(clinic))
    assert long.queries == short.queries


def test_what_a_person_reads_here_is_no_harder_than_grade_six(clinic: Clinic, as_: As) -> None:
    step = agreed(clinic, StepWords(what="Walk", amount=20, unit=Unit.MINUTES, least=10, most=25))
    proposed = steps.propose(partnership=clinic.partnership, words=StepWords(what="Rest"), by=clinic.priya)
    steps.pause(step=step, by=clinic.joan, reason=PauseReason.WORSE)
    pages = {
        name: address(clinic, name, *more)
        for name, more in {
            "plan": (),
            "flare-up": (),
            "propose": (),
            "step": (step.pk,),
            "change": (step.pk,),
            "stop": (step.pk,),
            "answer": (proposed.pk,),
            "versions": (),
            "version": (1,),
        }.items()
    }
    hard = {}
    for name, where in pages.items():
        words = words_of(text(as_("joan"), where))
        grade = textstat.flesch_kincaid_grade(words)
        if len(words.split()) >= ENOUGH_WORDS and grade > FOR_PEOPLE:
            hard[name] = (grade, words)
    assert hard == {}


def test_today_says_what_waits_and_what_to_look_at_again(clinic: Clinic, as_: As) -> None:
    joan = as_("joan")
    wording = steps.propose(partnership=clinic.partnership, words=WALK, by=clinic.priya)
    home = text(joan, reverse("support:home"))
    assert "Priya proposes a step" in home
    joan.post(address(clinic, "answer", wording.pk), {"says": "yes", "seen": 1})
    step = Step.objects.get()
    Step.objects.update(look_again_on=clock.now().date())
    figures.keep_plan(clinic.partnership)
    home = text(joan, reverse("support:home"))
    assert "Priya proposes a step" not in home
    assert "Look at your plan again" in home
    assert address(clinic, "step", step.pk) in home
    assert today.agenda(clinic.partnership) == ["Look again: Walk"]

"""Two real browsers' worth of requests: what each side reads, and that nothing is silently agreed."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from alongside.base import clock
from alongside.base.record.models import Viewing
from alongside.care.involvement.actions import choice, matter
from alongside.care.involvement.models import Decision, Matter
from alongside.care.involvement.presenters import today
from alongside.care.involvement.rules.matters import Kind, Words
from alongside.care.measures.actions import audience
from alongside.care.measures.models import RatingAudience
from alongside.care.partnership import sources
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.authority import Relation
from alongside.care.understanding.models import Difference
from tests.care.involvement.conftest import GOAL, REASON
from tests.care.understanding.conftest import WORDS


def test_one_tap_brings_what_joan_told_and_she_never_types_it_again(as_, clinic, shared, page):
    joan = as_("joan")
    told = joan.get(f"/p/{clinic.partnership.pk}/story/versions/{shared.number}/").text
    link = f"{page(None, 'problem/new/')}?from=story:matters.{shared.number}"
    assert link in told
    assert WORDS["matters"] not in link
    form = joan.get(link)
    assert WORDS["matters"] in form.text
    sent = {"text": WORDS["matters"], "source": f"story:matters.{shared.number}", "rating": "7"}
    made = joan.post(link, sent, follow=True)
    assert "It grew from:" in made.text
    row = Matter.objects.get()
    assert (row.source, row.rating, row.made_by) == (sent["source"], 7, clinic.joan)
    assert f"/story/versions/{shared.number}/" in made.text


def test_every_section_of_the_newest_story_can_be_grown_from_and_nothing_of_sams(clinic, as_, shared):
    def read(address: str, by, relation: Relation):
        return sources.read(address, partnership=clinic.partnership, by=by, relation=relation)

    listed = sources.listed(
        ["story"], partnership=clinic.partnership, by=clinic.joan, relation=Relation.PERSON
    )
    assert {one.words for one in listed} == set(WORDS.values())
    assert all(read(one.address, clinic.joan, Relation.PERSON) == one for one in listed)
    for nonsense in ("", "story", "story:", "story:matters", "story:matters.99", "story:../x.1", "x:1",
                     "difference:1", "story:matters.-1", "goal:x", "story:matters.\u0661"):  # fmt: skip
        assert read(nonsense, clinic.joan, Relation.PERSON) is None
    assert read(listed[0].address, clinic.stranger, Relation.NONE) is None
    link = f"/p/{clinic.sams.pk}/together/goal/new/?from={listed[0].address}"
    assert WORDS["matters"] not in as_("sam").get(link).text


def test_a_difference_is_grown_from_only_by_who_may_read_it(as_, clinic, joan_answers, priya_answers, page):
    audience.choose(partnership=clinic.partnership, audience="contact", by=clinic.joan)
    joan_answers("partnership-check", {"listened": ["1"]})
    priya_answers("partnership-check", {"listened": ["8"]})
    row = Difference.objects.get()
    address = f"difference:{row.pk}"
    both = as_("joan").get(f"/p/{clinic.partnership.pk}/both/").text
    assert f"decision/new/?from={address}" in both

    def read(name: str, relation: Relation) -> sources.Source | None:
        by = clinic.everyone[name]
        return sources.read(address, partnership=clinic.partnership, by=by, relation=relation)

    assert read("priya", Relation.CONTACT) is not None
    assert read("okafor", Relation.TEAM) is None
    assert f'value="{address}"' in as_("priya").get(page(None, f"goal/new/?from={address}")).text
    audience.choose(
        partnership=clinic.partnership, audience=RatingAudience.Audience.ONLY_COUNTED, by=clinic.joan
    )
    assert read("priya", Relation.CONTACT) is None
    assert address not in as_("priya").get(page(None, f"goal/new/?from={address}")).text.split("<main")[1]


def test_out_of_a_difference_without_words_grows_a_sentence_to_finish_never_a_bare_word(
    as_, clinic, joan_answers, priya_answers, page
):
    joan_answers("managing-check", {"sleeping": ["1"]})
    priya_answers("managing-check", {"sleeping": ["8"]})
    source = {"from": f"difference:{Difference.objects.get(item='sleeping').pk}"}
    joan = as_("joan")
    for new, begun in (("goal", "Sleep: I would like to …"), ("problem", "Sleep: what is hard is …")):
        here = f"{page(None, f'{new}/new/')}?{urlencode(source)}"
        assert f">{begun}</textarea>" in re.sub(r">\s+", ">", joan.get(here).text)
        unfinished = joan.post(here, {"text": begun, "source": source["from"]})
        assert "Finish the sentence in your own words." in unfinished.text
        done = joan.post(here, {"text": begun.replace("…", "sleep through."), "source": source["from"]})
        assert done.status_code == 302
    decision = joan.get(f"{page(None, 'decision/new/')}?{urlencode(source)}").text
    assert "Sleep: what shall we do about it?" in decision


def test_priyas_change_is_shown_to_joan_again_before_her_yes_counts(as_, clinic, joans, page):
    joan, priya = as_("joan"), as_("priya")
    seen = priya.get(page(joans)).text
    assert GOAL in seen
    joan.post(page(joans, "change/"), {"text": "Walk to the bus stop.", "number": "1"})
    late = priya.post(page(joans, "answer/"), {"number": "1", "says": "yes"}, follow=True)
    assert "The words have changed since you read them." in late.text
    assert "Walk to the bus stop." in late.text
    joans.refresh_from_db()
    assert joans.agreed is None
    agreed = priya.post(page(joans, "answer/"), {"number": "2", "says": "yes"}, follow=True)
    assert "Agreed. Both of you have said yes." in agreed.text


def test_two_who_write_at_once_lose_nothing(as_, joans, page):
    joan, priya = as_("joan"), as_("priya")
    joan.post(page(joans, "change/"), {"text": "To the bus stop.", "number": "1"})
    mine = {"text": "Round the block.", "reason": "Flat."}
    second = priya.post(page(joans, "change/"), {**mine, "number": "1"})
    assert second.status_code == 200
    assert "These are their words." in second.text
    assert "To the bus stop." in second.text
    assert "Round the block." in second.text
    assert 'name="number" value="2"' in second.text
    done = priya.post(page(joans, "change/"), {**mine, "number": "2"}, follow=True)
    assert "Earlier words, and what changed" in done.text
    assert "To the bus stop." in done.text
    assert GOAL in done.text


def test_the_same_form_twice_counts_once(as_, clinic, thursday, page):
    joan = as_("joan")
    sent = {"text": GOAL, "once": "01a205b9-5166-78c5-a5ef-1797bf064abe"}
    first, second = (joan.post(page(None, "goal/new/"), sent) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Matter.objects.count() == 1


def test_back_and_send_once_more_is_one_goal_and_a_number_said_with_it_is_not_lost(
    as_, clinic, thursday, page
):
    joan, goal = as_("joan"), page(None, "goal/new/")
    led = {joan.post(goal, {"text": "Walk to the shop"}).url for _time in range(2)}
    assert len(led) == Matter.objects.count() == 1
    joan.post(goal, {"text": "Walk to the shop", "rating": "3"})
    assert Matter.objects.filter(rating=3).exists()
    as_("priya").post(goal, {"text": "Walk to the shop", "reason": REASON})
    assert Matter.objects.filter(made_by=clinic.priya).exists(), "the other side says it for itself"


def test_a_refused_form_keeps_every_word(as_, clinic, thursday, page):
    answer = as_("joan").post(
        page(None, "goal/new/"), {"text": " ", "looks_like": "I see the sea.", "rating": "9"}
    )
    assert answer.status_code == 200
    assert "I see the sea." in answer.text
    assert "Write what it is about." in answer.text
    assert not Matter.objects.exists()
    why = "y" * 2_001
    row = matter.propose(partnership=clinic.partnership, kind=Kind.GOAL, words=Words(GOAL), by=clinic.joan)
    kept = as_("priya").post(page(row, "answer/"), {"number": "1", "says": "different", "why": why})
    assert kept.status_code == 200
    assert why in kept.text
    assert row.wordings.get().professional_answer == ""


def test_a_colleague_of_the_team_reads_and_is_offered_nothing_to_press(as_, clinic, joans, injection, page):
    okafor = as_("okafor")
    for address in (page(), page(joans), page(injection)):
        seen = okafor.get(address)
        assert seen.status_code == 200
        assert "Yes, I agree" not in seen.text
        assert "Change the words" not in seen.text
        assert 'name="says"' not in seen.text
    assert Viewing.objects.filter(viewer=clinic.okafor, purpose="together").count() == 1


def test_the_list_puts_first_what_waits_for_who_reads_it(as_, clinic, joans, priyas, page):
    for name, mine in (("joan", priyas), ("priya", joans)):
        seen = as_(name).get(page()).text
        first = seen.index("group-waits-for-me")
        assert first < seen.index("group-talked-about")
        assert first < seen.index(f"/together/{mine.pk}/") < seen.index("group-talked-about")


def test_today_offers_joan_one_answer_and_obeys_it(as_, clinic, priyas):
    (card,) = today.cards(clinic.partnership)
    assert card.quote == GOAL
    (yes,) = card.posts
    as_("joan").post(yes.href, dict(yes.fields))
    priyas.refresh_from_db()
    assert priyas.agreed_id is not None
    assert today.cards(clinic.partnership) == []


def test_today_asks_what_joan_wants_once_she_has_told_her_story(clinic, shared):
    (card,) = today.cards(clinic.partnership)
    assert "What do you want to work on?" in card.title
    matter.propose(partnership=clinic.partnership, kind=Kind.GOAL, words=Words(GOAL), by=clinic.joan)
    assert today.cards(clinic.partnership) == []


def test_the_agenda_holds_what_somebody_wants_to_talk_about(clinic, priyas, injection):
    matter.answer(matter=priyas, number=1, says=Answer.TALK, by=clinic.joan)
    lines = today.agenda(clinic.partnership)
    assert [line.why for line in lines] == ["To talk about", "To decide"]
    assert [line.side for line in lines] == ["person", "person"]


def test_the_reason_stands_beside_what_priya_recommends_and_joan_answers_in_one_tap(
    as_, clinic, injection, page
):
    wait = injection.options.get(ready="wait")
    as_("priya").post(page(injection, "recommend/"), {"option": str(wait.pk), "reason": REASON})
    joan = as_("joan")
    seen = joan.get(page(injection)).text
    assert seen.index("Wait and see") < seen.index(REASON)
    row = Decision.objects.get()
    said = joan.post(
        page(injection, "respond/"),
        {"recommendation": str(row.recommendation_id), "says": "understand"},
        follow=True,
    )
    assert "You said: I understand. That is not yet a yes." in said.text


def test_who_chooses_over_something_new_is_shown_it_and_keeps_their_words(as_, clinic, injection, page):
    priya = as_("priya")
    wait = injection.options.get(ready="wait")
    choice.recommend(option=wait, reason=REASON, by=clinic.priya)
    late = priya.post(
        page(injection, "choose/"), {"option": str(wait.pk), "why": "Time helps.", "revision": "1"}
    )
    assert "Something has changed since you read it." in late.text
    assert "Time helps." in late.text
    assert Decision.objects.get().choice is None


def test_beside_the_first_box_of_each_of_joans_forms_stands_what_to_do_in_despair(
    as_, clinic, joans, injection, page
):
    joan = as_("joan")
    for address in (
        page(None, "problem/new/"),
        page(None, "goal/new/"),
        page(None, "decision/new/"),
        page(joans, "change/"),
        page(joans, "answer/"),
        page(injection, "prepare/"),
        page(injection, "option/"),
        page(injection, "choose/"),
    ):
        assert "116 123" in joan.get(address).text, address


def test_a_goal_can_be_grown_from_elsewhere_in_the_words_both_agreed_on(clinic, joans):
    matter.answer(matter=joans, number=1, says=Answer.YES, by=clinic.priya)
    matter.change(matter=joans, number=1, words=Words("Else."), by=clinic.joan)
    (one,) = sources.listed(
        ["goal"], partnership=clinic.partnership, by=clinic.priya, relation=Relation.CONTACT
    )
    assert one.words == GOAL
    assert one.said_on == clock.now().date()
    story_only = sources.listed(
        ["problem"], partnership=clinic.partnership, by=clinic.joan, relation=Relation.PERSON
    )
    assert story_only == []

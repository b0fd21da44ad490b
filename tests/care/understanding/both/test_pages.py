"""*How we each see it*: the page from either side, blind until both are in, and nothing settled alone."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.care.measures.actions import assessment, audience
from alongside.care.measures.attention import ASKED, RATING_DUE
from alongside.care.measures.models import Assessment, Occasion
from alongside.care.measures.rules.sight import Side
from alongside.care.measures.sight import answers_seen
from alongside.care.partnership.actions import attention
from alongside.care.partnership.models import AttentionItem
from alongside.care.partnership.rules.authority import Relation
from alongside.care.understanding.attention import SIDES_DIFFER
from alongside.care.understanding.models import Difference, SideNote
from alongside.care.understanding.presenters.both_cards import both_cards
from alongside.care.understanding.rules.settling import State

MOST_QUERIES = 12


@pytest.fixture
def at(clinic):
    return lambda name, *args: reverse(f"understanding:{name}", args=[clinic.partnership.pk, *args])


@pytest.fixture
def both_in(joan_answers, priya_answers):
    joan_answers(words={"active": "I stop altogether."})
    priya_answers()


@pytest.mark.parametrize("who", ["joan", "priya", "okafor"])
def test_before_anything_is_rated_the_page_says_what_will_be_here(as_, at, clinic, who):
    page = as_(who).get(at("both"))
    assert "Nothing to lay side by side yet" in page.content.decode()


@pytest.mark.parametrize("who", ["joan", "priya", "okafor"])
def test_both_sides_read_the_same_page_at_a_constant_cost(
    as_, at, both_in, who, django_assert_max_num_queries
):
    browser = as_(who)
    browser.get(at("both"))
    with django_assert_max_num_queries(MOST_QUERIES):
        page = browser.get(at("both")).content.decode()
    for words in ("We see this differently", "Neither of you has to be wrong", "We both see this is hard"):
        assert words in page
    assert "Strengths we share" in page
    assert "I stop altogether." in page


LINES = [
    (SIDES_DIFFER, "nobody has said what to do about it"),
    (RATING_DUE, "Rated; waits for your side"),
    (ASKED, "Would like to answer a check on a day of its own"),
]


@pytest.mark.parametrize("kind, line", LINES)
def test_where_two_checks_differ_each_line_of_the_overview_says_which_and_where_one_does_it_does_not(
    as_, clinic, baseline, kind, line
):
    overview = reverse("support:overview", args=[clinic.partnership.pk])
    names = ["How are we doing together?", "How are you getting on?"]
    for shown, key in enumerate(["managing-check", "partnership-check"]):
        attention.open_item(
            partnership=clinic.partnership,
            kind=kind,
            harm=AttentionItem.Harm.UNDERSTANDING,
            by=clinic.priya,
            about=baseline[key].pk,
        )
        page = as_("priya").get(overview).content.decode()
        lines = re.findall(rf"{line}(?:: ([^<]+))?</a>", page)
        assert sorted(lines) == (names if shown else [""])


@pytest.mark.parametrize("how_many, folded", [(4, False), (7, True)])
def test_many_differences_show_one_natural_answer_each_and_the_rest_behind_a_word(
    as_, at, joan_answers, priya_answers, how_many, folded
):
    items = ["helps", "active", "medicines", "noticing", "matters", "feelings", "sleeping"]
    far = set(items[:how_many])
    joan_answers(sent={item: ["1"] if item in far else ["7"] for item in items})
    priya_answers(sent={item: ["8"] for item in items})
    talk, leave, say = ">Talk about it at the next visit<", ">Leave it open<", ">We have talked: say"
    for after_one_is_to_talk in (False, True):
        if after_one_is_to_talk:
            row = Difference.objects.order_by("pk").first()
            as_("joan").post(at("difference", row.pk), {"what": "talk", "revision": row.revision})
        shown = as_("joan").get(at("both")).content.decode()
        plain = re.sub(r"<details.*?</details>", "", shown, flags=re.DOTALL)
        assert plain.count(talk) == shown.count(talk) == how_many - after_one_is_to_talk
        assert shown.count(leave) == shown.count(say) == how_many
        assert (plain.count(leave), plain.count(say)) == (
            (0, int(after_one_is_to_talk)) if folded else (how_many, how_many)
        )
        assert ("<summary>Work on this<" in shown) is not folded


def test_a_gap_in_what_is_felt_means_that_the_professional_had_not_understood(as_, at, both_in):
    joan = as_("joan").get(at("both")).content.decode()
    assert "Priya had not understood this. Worth talking about." in joan
    assert "You said: 2. Priya thought you would say: 7." in joan
    priya = as_("priya").get(at("both")).content.decode()
    assert "You had not understood this. Worth talking about." in priya
    assert "Joan said: 2. You thought Joan would say: 7." in priya


def test_medicines_are_said_in_words(as_, at, joan_answers, priya_answers):
    joan_answers("medicines-check", {"amount": ["too-much"]})
    priya_answers("medicines-check", {"amount": ["about-right"]}, words={"amount": "Halved in May."})
    page = as_("joan").get(at("both")).content.decode()
    assert "You: Too much" in page
    assert "Priya: About right" in page
    assert "Halved in May." in page
    assert "had not understood" not in page


@pytest.mark.parametrize("who", ["noor", "lena", "sam", "stranger"])
def test_for_everyone_else_nothing_is_there_and_nothing_moves(as_, at, both_in, who):
    row = Difference.objects.get()
    browser = as_(who)
    pages = [at("both"), at("both-then", row.occasion_id), at("difference-found", row.pk)]
    pages += [at("difference-not-how", row.pk), at("note", row.occasion_id, "active")]
    for page in pages:
        assert browser.get(page).status_code == 404
        assert browser.post(page, {"found": "x", "text": "x"}).status_code in (404, 405)
    assert browser.post(at("difference", row.pk), {"what": "talk"}).status_code == 404
    row.refresh_from_db()
    assert row.state == State.OPEN


def test_both_settle_it_in_two_windows(as_, at, both_in):
    row = Difference.objects.get()
    joan, priya = as_("joan"), as_("priya")
    joan.post(at("difference", row.pk), {"what": "talk"})
    assert "To talk about at the next visit." in priya.get(at("both")).content.decode()
    priya.post(at("difference-found", row.pk), {"found": "It is the fear, not the lifting."})
    page = joan.get(at("both")).content.decode()
    assert "It is the fear, not the lifting." in page
    assert "Is that how you see it?" in page
    joan.post(at("difference", row.pk), {"what": "agree", "revision": "2"})
    assert "Settled by both of you" in priya.get(at("both")).content.decode()


def test_one_side_cannot_settle_it_however_it_is_sent(as_, at, both_in):
    row = Difference.objects.get()
    priya = as_("priya")
    priya.post(at("difference-found", row.pk), {"found": "All is well."})
    page = priya.post(at("difference", row.pk), {"what": "agree"}, follow=True).content.decode()
    assert "Somebody was quicker" in page
    row.refresh_from_db()
    assert row.state == State.FOUND
    assert priya.post(at("difference", row.pk), {"what": "settled"}).status_code == 404


def test_agreeing_with_words_that_have_changed_is_refused_kindly(as_, at, both_in):
    row = Difference.objects.get()
    joan, priya = as_("joan"), as_("priya")
    priya.post(at("difference-found", row.pk), {"found": "First."})
    priya.post(at("difference-found", row.pk), {"found": "Other."})
    page = joan.post(at("difference", row.pk), {"what": "agree", "revision": "1"}, follow=True)
    assert "The words have changed" in page.content.decode()


def test_the_other_side_can_say_that_is_not_how_i_see_it(as_, at, both_in):
    row = Difference.objects.get()
    joan, priya = as_("joan"), as_("priya")
    joan.post(at("difference-found", row.pk), {"found": "It is the lifting."})
    priya.post(at("difference-not-how", row.pk), {"why": "I think it is the fear."})
    assert "I think it is the fear." in joan.get(at("both")).content.decode()


def test_what_was_typed_is_kept_when_it_is_too_long(as_, at, both_in):
    row = Difference.objects.get()
    page = as_("joan").post(at("difference-found", row.pk), {"found": "long " * 2000})
    assert page.status_code == 200
    assert "Nothing you typed is" in page.content.decode()
    assert "long long long" in page.content.decode()


def test_a_few_words_beside_a_rating_are_asked_for_and_shown(as_, at, both_in):
    row = Difference.objects.get()
    joan = as_("joan")
    assert "Add a few words" in joan.get(at("both")).content.decode()
    joan.post(at("note", row.occasion_id, "sleeping"), {"text": "Since May."})
    assert SideNote.objects.get().item == "sleeping"
    assert "Since May." in as_("priya").get(at("both")).content.decode()
    assert joan.get(at("note", row.occasion_id, "nothing")).status_code == 404


def test_only_counted_is_said_and_nothing_is_shown(as_, at, joan_answers, priya_answers, clinic):
    joan_answers("partnership-check", {"listened": ["1"]}, words={"listened": "SECRET"})
    priya_answers("partnership-check", {"listened": ["8"]})
    for who in ("priya", "okafor"):
        page = as_(who).get(at("both")).content.decode()
        assert "It is only counted here." in page
        assert "SECRET" not in page
        assert "Being listened to" not in page
    assert "SECRET" in as_("joan").get(at("both")).content.decode()
    audience.choose(
        partnership=clinic.partnership, audience="someone_else", chosen=clinic.okafor, by=clinic.joan
    )
    assert "SECRET" in as_("okafor").get(at("both")).content.decode()
    assert "SECRET" not in as_("priya").get(at("both")).content.decode()


def test_the_card_for_today_follows(clinic, both_in, as_, at):
    assert "You see 1 thing differently" in both_cards(clinic.partnership)[0].text
    as_("priya").post(at("difference-found", Difference.objects.get().pk), {"found": "Words."})
    assert both_cards(clinic.partnership)[0].title == "Priya wrote what you found"
    as_("joan").post(at("difference", Difference.objects.get().pk), {"what": "leave-open"})
    assert both_cards(clinic.partnership) == []


# Blindness. Each question gets its own mark; whatever one side has answered, no page and no export of the
# other side's holds its words or values before both are in.
KEYS = ["helps", "active", "medicines", "noticing", "matters", "feelings", "sleeping"]
ANSWERS = st.dictionaries(st.sampled_from(KEYS), st.integers(2, 8), min_size=1)


def _pages(clinic, one: Occasion) -> list[str]:
    def measures(name: str, *more: object) -> str:
        return reverse(f"measures:{name}", args=[clinic.partnership.pk, *more])

    return [
        measures("checks"),
        measures("check", one.pk),
        measures("answer", one.pk),
        reverse("understanding:both", args=[clinic.partnership.pk]),
        reverse("support:overview", args=[clinic.partnership.pk]),
        reverse("partnership:timeline", args=[clinic.partnership.pk]),
    ]


@settings(max_examples=8)
@given(answers=ANSWERS, first=st.sampled_from(list(Side)))
def test_neither_side_sees_the_others_answers_before_both_are_in(clinic, as_, baseline, answers, first):
    one = Occasion.objects.get(pk=baseline["managing-check"].pk)
    Assessment.objects.all().delete()
    Occasion.objects.filter(pk=one.pk).update(person_done_at=None, professional_done_at=None)
    who, other = (clinic.joan, "priya") if first is Side.PERSON else (clinic.priya, "joan")
    sent = {key: [str(value)] for key, value in answers.items()}
    words = {key: f"CANARY-{key}" for key in answers}
    assessment.complete(occasion=one, side=first, sent=sent, words=words, by=who)
    browser = as_(other)
    for page in _pages(clinic, one):
        html = browser.get(page, follow=True).content.decode()
        assert "CANARY" not in html
        for value in answers.values():
            assert f"{value} out of 8" not in html
            assert f'value="{value}" checked' not in html
        assert "on a scale from" not in html, "nor what the answers add up to"
    relation = Relation.PERSON if other == "joan" else Relation.CONTACT
    for seen in answers_seen(clinic.partnership, clinic.everyone[other], relation):
        assert not seen.answers
        assert not seen.words

"""The pages of the checks: whom they answer, what they cost, and that nothing typed is lost."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.base import clock, ids
from alongside.care.measures import catalogue
from alongside.care.measures.actions import assessment, instrument, occasion
from alongside.care.measures.models import Alert, Assessment, Instrument, Occasion, RatingAudience
from alongside.care.measures.rules.sight import Side
from tests.care.measures.rules import builders
from tests.conftest import THURSDAY
from tests.queries import cost, held

MOST_QUERIES = 12


@pytest.fixture
def at(clinic):
    """``at("check", occasion.pk)``: the address of a page of Joan's checks."""
    return lambda name, *args: reverse(f"measures:{name}", args=[clinic.partnership.pk, *args])


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of the form on a page."""
    fields = dict(re.findall(r'<input type="hidden" name="(revision|window|shown)" value="([^"]*)"', html))
    return {**fields, "once": str(ids.uuid7())}


def numbers(one: Occasion) -> dict[str, int]:
    from_rules = catalogue.reading(one.instrument).questionnaire
    return {item.link_id: at for at, item in enumerate(from_rules.walk())}


def fields(one: Occasion, **answers: str) -> dict[str, str]:
    at = numbers(one)
    return {f"q{at[key]}": value for key, value in answers.items()}


@pytest.mark.parametrize("who", ["joan", "priya", "okafor"])
def test_each_of_the_partnership_finds_the_list_at_a_constant_cost(
    as_, at, baseline, who, django_assert_max_num_queries
):
    browser = as_(who)
    browser.get(at("checks"))
    with django_assert_max_num_queries(MOST_QUERIES):
        assert browser.get(at("checks")).status_code == 200


@pytest.mark.parametrize("name", ["answer", "check"])
def test_answering_and_looking_cost_no_more(
    as_, at, joan_answers, baseline, name, django_assert_max_num_queries
):
    joan_answers()
    page = at(name, baseline["managing-check"].pk)
    browser = as_("priya")
    browser.get(page)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert browser.get(page).status_code == 200


@pytest.mark.parametrize("who", ["noor", "lena", "sam", "stranger"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_for_everyone_else_no_page_is_there(as_, at, baseline, who, method):
    one = baseline["managing-check"].pk
    pages = [at("checks"), at("ask"), at("who-reads"), at("new", "managing-check"), at("check", one)]
    pages += [
        at("answer", one),
        at("answer-page", one, 1),
        at("type", one),
        at("new-typed", "managing-check"),
    ]
    for page in pages:
        assert getattr(as_(who), method)(page).status_code == 404


def test_a_colleague_who_is_not_named_reads_and_does_not_rate(as_, at, baseline):
    one = baseline["managing-check"].pk
    assert as_("okafor").get(at("check", one)).status_code == 200
    assert as_("okafor").get(at("answer", one)).status_code == 404
    assert as_("okafor").post(at("answer", one), {}).status_code == 404


def test_joan_types_for_nobody_and_priya_chooses_no_reader(as_, at, baseline):
    assert as_("joan").get(at("type", baseline["managing-check"].pk)).status_code == 404
    assert as_("priya").get(at("who-reads")).status_code == 404


def test_another_partnerships_occasion_is_not_there(as_, clinic, baseline):
    page = reverse("measures:answer", args=[clinic.sams.pk, baseline["managing-check"].pk])
    assert as_("sam").get(page).status_code == 404


def test_looking_at_a_check_that_nobody_has_begun_makes_nothing_and_sending_it_does(as_, at, checks):
    joan = as_("joan")
    page = joan.get(at("new", "pain-check"))
    assert page.status_code == 200
    assert not Occasion.objects.exists()
    answer = joan.post(at("new", "pain-check"), {**hidden(page.content.decode()), "q1": "9", "q4": "8"})
    one = Occasion.objects.get(key="pain-check", kind="baseline")
    assert answer.url == at("check", one.pk)
    assert Assessment.objects.get().is_done


def test_joan_answers_saves_and_comes_back(as_, at, baseline):
    one = baseline["managing-check"]
    joan = as_("joan")
    page = at("answer", one.pk)
    form = {**hidden(joan.get(page).content.decode()), **fields(one, helps="6"), "later": "yes"}
    assert joan.post(page, form).url == at("checks")
    back = joan.get(page).content.decode()
    assert re.search(r'value="6" id="id_q\d+_6" checked', back)
    form = {**hidden(back), **fields(one, helps="6", active="2", feelings="5")}
    assert joan.post(page, form).url == at("check", one.pk)
    assert Assessment.objects.get().answers["active"] == [{"valueInteger": 2}]


def test_the_same_form_twice_counts_once(as_, at, baseline):
    one = baseline["managing-check"]
    joan = as_("joan")
    page = at("answer", one.pk)
    form = {**hidden(joan.get(page).content.decode()), **fields(one, helps="6")}
    assert joan.post(page, form).url == joan.post(page, form).url == at("check", one.pk)
    assert Assessment.objects.count() == 1


def test_autosave_keeps_what_was_typed_uses_up_no_key_and_gives_the_next_revision(as_, at, baseline):
    one = baseline["managing-check"]
    joan = as_("joan")
    page = at("answer", one.pk)
    form = {**hidden(joan.get(page).content.decode()), **fields(one, helps="6")}
    kept = joan.post(page, form, headers={"X-Autosave": "1"})
    assert (kept.status_code, kept.json()["fields"]) == (200, {"revision": "1"})
    assert joan.post(page, form).url == at("check", one.pk)


def test_a_second_window_is_told_and_both_answers_are_on_the_page(as_, at, baseline):
    one = baseline["managing-check"]
    joan = as_("joan")
    page = at("answer", one.pk)
    first, second = hidden(joan.get(page).content.decode()), hidden(joan.get(page).content.decode())
    joan.post(page, {**first, **fields(one, helps="6"), "later": "yes"})
    shown = joan.post(page, {**second, **fields(one, helps="1")}).content.decode()
    assert "In another window this says: 6." in shown
    assert re.search(r'value="1" id="id_q\d+_1" checked', shown)
    again = {**hidden(shown), **fields(one, helps="1")}
    assert joan.post(page, again).url == at("check", one.pk)
    assert Assessment.objects.get().answers["helps"] == [{"valueInteger": 1}]


@pytest.mark.parametrize("wrong", ["9", "-1", "3.5", "eleven", "3; DROP", "\x00", "\uff19\uff19", "1e3"])
def test_a_tampered_rating_gets_a_message_beside_the_field(as_, at, baseline, wrong):
    one = baseline["managing-check"]
    page = at("answer", one.pk)
    joan = as_("joan")
    form = {**hidden(joan.get(page).content.decode()), **fields(one, helps=wrong, active="3")}
    shown = joan.post(page, form)
    if wrong == "\x00":
        assert shown.status_code == 302, "a sign that cannot be kept is left out"
    else:
        assert shown.status_code == 200
        assert "Please" in shown.content.decode()
        assert not Assessment.objects.done().exists()


def test_fields_that_are_not_on_the_page_mean_nothing(as_, at, baseline):
    one = baseline["managing-check"]
    page = at("answer", one.pk)
    priya = as_("priya")
    form = {**hidden(priya.get(page).content.decode()), "q999": "3", "q0": "3", "w1": "x", "managing": "3"}
    form["shown"] += " 999 0 1000000000000"
    assert priya.post(page, form).status_code == 200
    assert not Assessment.objects.done().exists()


def test_huge_input_is_refused_in_words_and_nothing_kept_is_lost(as_, at, baseline):
    one = baseline["medicines-check"]
    page = at("answer", one.pk)
    joan = as_("joan")
    start = hidden(joan.get(page).content.decode())
    joan.post(page, {**start, **fields(one, effects="drowsy"), "later": "yes"})
    form = {**hidden(joan.get(page).content.decode()), **fields(one, effects="x" * 300_000)}
    shown = joan.post(page, form)
    assert "nothing you typed is lost" in shown.content.decode()
    assert Assessment.objects.get().typed["effects"] == ["drowsy"]


def test_priya_gives_a_reason_for_her_own_view_and_finds_pain_nowhere(as_, at, baseline):
    one = baseline["medicines-check"]
    page = at("answer", one.pk)
    priya = as_("priya")
    html = priya.get(page).content.decode()
    assert "My own view" in html
    assert "What do they do to you" not in html
    form = {**hidden(html), **fields(one, amount="about-right")}
    shown = priya.post(page, form).content.decode()
    assert "Please write your reason." in shown
    number = numbers(one)["amount"]
    done = priya.post(page, {**hidden(shown), **fields(one, amount="about-right"), f"w{number}": "Halved."})
    assert done.url == at("check", one.pk)
    assert "Nobody else can know it" in priya.get(at("answer", baseline["pain-check"].pk)).content.decode()


def test_what_joan_reads_at_once_when_an_answer_needs_somebody(as_, at, baseline):
    one = baseline["managing-check"]
    page = at("answer", one.pk)
    joan = as_("joan")
    form = {**hidden(joan.get(page).content.decode()), **fields(one, feelings="0")}
    shown = joan.get(joan.post(page, form).url).content.decode()
    assert "Priya Shah will be asked to read it" in shown
    assert "116 123" in shown
    assert Alert.objects.filter(owner__name="Priya Shah").exists()
    seen_by_priya = as_("priya").get(at("check", one.pk)).content.decode()
    assert "An answer asks for somebody" in seen_by_priya
    assert "0 out of 8" not in seen_by_priya


def test_who_may_read_is_asked_with_the_first_rating_of_the_partnership(as_, at, baseline, clinic):
    one = baseline["partnership-check"]
    page = at("answer", one.pk)
    joan = as_("joan")
    html = joan.get(page).content.decode()
    assert "Who may read what you say here?" in html
    form = {**hidden(html), **fields(one, listened="2")}
    shown = joan.post(page, form).content.decode()
    assert "Choose who may read it." in shown
    form = {**hidden(shown), **fields(one, listened="2"), "audience": "someone_else"}
    assert "Choose who it is." in joan.post(page, form).content.decode()
    form = {**form, "once": str(ids.uuid7()), "audience": "someone_else", "chosen": str(clinic.okafor.pk)}
    form["revision"] = str(Assessment.objects.get().revision)
    assert joan.post(page, form).url == at("check", one.pk)
    assert RatingAudience.objects.get().chosen == clinic.okafor
    assert "2 out of 8" not in as_("priya").get(at("check", one.pk)).content.decode()


def test_what_is_typed_is_read_back(as_, at, baseline):
    one = baseline["pain-check"]
    page = at("type", one.pk)
    okafor = as_("okafor")
    html = okafor.get(page).content.decode()
    form = {**hidden(html), **fields(one, now="7")}
    shown = okafor.post(page, form).content.decode()
    assert "Read it back to them first" in shown
    form = {**hidden(shown), **fields(one, now="7"), "how": "telephone", "read_back": "on"}
    assert okafor.post(page, form).url == at("check", one.pk)
    assert "Said on the telephone" in as_("joan").get(at("check", one.pk)).content.decode()


def test_who_typed_a_rating_of_the_partnership_does_not_read_it_for_ever(as_, at, baseline, clinic):
    one = baseline["partnership-check"]
    assessment.complete(
        occasion=one,
        side=Side.PERSON,
        sent={"listened": ["1"]},
        how="telephone",
        read_back=True,
        by=clinic.okafor,
    )
    assert "1 out of 8" not in as_("okafor").get(at("check", one.pk)).content.decode()
    assert "1 out of 8" in as_("joan").get(at("check", one.pk)).content.decode()


def test_either_side_asks_for_a_check_on_a_day_of_its_own(as_, at, checks):
    answer = as_("joan").post(at("ask"), {"key": "pain-check", "label": "before my holiday"})
    one = Occasion.objects.get()
    assert (answer.url, one.kind) == (at("answer", one.pk), "other")
    as_("priya").post(at("ask"), {"key": "pain-check"})
    assert Occasion.objects.count() == 1, "the one that is open"
    assert as_("priya").post(at("ask"), {"key": "nonsense"}).url == at("checks")


ITEMS = [
    {"linkId": "1/a b", "type": "boolean", "text": "Do you sleep badly?", "required": True},
    builders.item("2", "string", enableWhen=[{"question": "1/a b", "operator": "=", "answerBoolean": True}]),
    builders.item("3", "date"),
    builders.item("4", "decimal"),
    builders.item("5", "string", repeats=True),
    {
        "linkId": "6",
        "type": "open-choice",
        "text": "Which helps?",
        "answerOption": [
            {"valueCoding": {"code": "heat", "display": "Heat"}},
            {"valueCoding": {"code": "rest", "display": "Rest"}},
        ],
    },
    builders.choice("7", "bus", "car", repeats=True),
    {
        "linkId": "8",
        "type": "group",
        "text": "A group",
        "item": [builders.item(f"8.{n}", "integer") for n in range(9)] + [builders.item("8t", "text")],
    },
]


@pytest.fixture
def theirs(clinic, checks) -> Occasion:
    """A questionnaire that somebody else wrote, with everything in it, asked for on a day of its own."""
    questionnaire = builders.document(*ITEMS, url=builders.URL, version="1")
    scoring = """
id = "theirs"
version = "1"
title = "Somebody else’s"
licence = "Theirs"
[questionnaire]
url = "https://clinic.example/q"
version = "1"
[source]
text = "Made up"
[signed]
author = "A"
written_on = 2026-01-01
checked_by = ""
review_by = 2027-01-01
sources = []
[no_alerts]
by = "A nurse"
on = 2026-01-01
reason = "Nothing urgent is asked."
"""
    instrument.add(questionnaire=json.dumps(questionnaire).encode(), scoring=scoring.encode(), by=None)
    from_joan = occasion.ask(partnership=clinic.partnership, key="theirs", by=clinic.joan)
    assert Instrument.objects.get(key="theirs").title == "Somebody else’s"
    return from_joan


@pytest.fixture
def alarming(clinic, checks) -> Occasion:
    """Of two pages: the first asks what somebody has to see, the second suggests an answer."""
    first = [builders.whole("dark", 0, 3), *(builders.whole(f"n{n}", 0, 3) for n in range(9))]
    second = builders.item("usual", "string", initial=[{"valueString": "as always"}])
    asked = builders.document(*first, second, builders.item("more"), url=builders.URL, version="1")
    scoring = """
id = "alarming"
version = "1"
title = "Somebody else’s"
licence = "Theirs"
[questionnaire]
url = "https://clinic.example/q"
version = "1"
[source]
text = "Made up"
[signed]
author = "A"
written_on = 2026-01-01
checked_by = ""
review_by = 2027-01-01
sources = []
[[alert]]
name = "dark"
item = "dark"
at_least = 2
shows = "We ask %(contact)s to ring you. Use the numbers below now."
owner = "contact"
within_hours = 24
reason = "It may be despair."
"""
    instrument.add(questionnaire=json.dumps(asked).encode(), scoring=scoring.encode(), by=None)
    return occasion.ask(partnership=clinic.partnership, key="alarming", by=clinic.joan)


@pytest.mark.parametrize("leaves", [False, True])
def test_what_somebody_has_to_see_is_said_to_the_person_at_once_not_after_the_last_page(
    as_, at, alarming, leaves
):
    joan, page, dark = as_("joan"), at("answer", alarming.pk), f"q{numbers(alarming)['dark']}"
    before = joan.get(page).content.decode()
    assert "to ring you" not in before
    later = {"later": "yes"} if leaves else {}
    then = joan.post(page, {**hidden(before), dark: "3", **later}, follow=True)
    assert then.redirect_chain[-1][0] == (page if leaves else at("answer-page", alarming.pk, 2))
    shown = then.content.decode()
    assert "We ask Priya Shah to ring you." in shown
    assert "116 123" in shown
    assert not Assessment.objects.get().is_done
    assert "to ring you" not in as_("priya").get(page).content.decode()


def test_an_answer_that_the_questionnaire_suggests_is_there_on_a_later_page_until_it_is_taken_out(
    as_, at, alarming
):
    joan, page, usual = as_("joan"), at("answer", alarming.pk), f"q{numbers(alarming)['usual']}"
    second = joan.post(page, hidden(joan.get(page).content.decode())).url
    html = joan.get(second).content.decode()
    assert 'value="as always"' in html
    joan.post(second, {**hidden(html), usual: "", f"q{numbers(alarming)['more']}": "x", "later": "yes"})
    assert 'value="as always"' not in joan.get(second).content.decode()


def test_with_scripts_a_question_appears_and_goes_when_the_answer_is_kept(as_, at, theirs):
    joan, at_ = as_("joan"), numbers(theirs)
    page, opens = at("answer", theirs.pk), f"q{at_['1/a b']}"
    form, by_itself = hidden(joan.get(page).content.decode()), {"X-Autosave": "1"}
    kept = joan.post(page, {**form, opens: "true"}, headers=by_itself).json()
    assert "Question 2?" in kept["lines"]
    assert kept["said"] == "One answer of yours opens a further question, below."
    assert str(at_["2"]) in kept["fields"]["shown"].split()
    form |= kept["fields"]
    again = joan.post(page, {**form, opens: "true"}, headers=by_itself).json()
    assert "lines" not in again, "sent although nothing opened or closed"
    form |= again["fields"]
    gone = joan.post(page, {**form, opens: "false"}, headers=by_itself).json()
    assert "Question 2?" not in gone["lines"]
    assert gone["said"] == "One answer of yours closes a question."


def test_a_questionnaire_that_somebody_else_wrote_is_answered_page_by_page(as_, at, theirs):
    joan, at_ = as_("joan"), numbers(theirs)
    page = at("answer", theirs.pk)
    html = joan.get(page).content.decode()
    assert "Question 2?" not in html
    shown = joan.post(page, hidden(html)).content.decode()
    assert "Please answer this one." in shown
    opened = joan.post(page, {**hidden(shown), f"q{at_['1/a b']}": "true"}, follow=True).content.decode()
    assert "One answer of yours opens a further question, below." in opened
    assert "Question 2?" in opened
    q = {key: f"q{number}" for key, number in at_.items()}
    first = {
        **hidden(opened),
        q["1/a b"]: "true",
        q["2"]: "since May",
        f"{q['3']}_day": "31",
        f"{q['3']}_month": "2",
        f"{q['3']}_year": "2026",
        q["4"]: "3,5",
        q["5"]: ["one", "two"],
        q["6"]: "+other",
        q["6"].replace("q", "o"): "a bath",
        q["7"]: ["bus", "car"],
    }
    wrong = joan.post(page, first).content.decode()
    assert "Please write a day" in wrong
    assert 'value="31"' in wrong, "what was typed is kept"
    right = {**first, **hidden(wrong), f"{q['3']}_month": "3"}
    second = joan.post(page, right)
    assert second.url == at("answer-page", theirs.pk, 2)
    html = joan.get(second.url).content.decode()
    third = joan.post(second.url, {**hidden(html), q["8.0"]: "4"})
    html = joan.get(third.url).content.decode()
    done = joan.post(third.url, {**hidden(html), q["8t"]: "<script>alert(1)</script>"})
    assert done.url == at("check", theirs.pk)
    answers = Assessment.objects.get().answers
    assert answers["3"] == [{"valueDate": "2026-03-31"}]
    assert answers["5"] == [{"valueString": "one"}, {"valueString": "two"}]
    assert answers["6"] == [{"valueString": "a bath"}]
    assert len(answers["7"]) == 2
    seen = joan.get(done.url).content.decode()
    assert "<script>alert(1)" not in seen
    assert "31 March 2026" in seen


def test_the_answer_to_a_question_that_is_not_asked_any_more_does_not_count(as_, at, theirs):
    joan, at_ = as_("joan"), numbers(theirs)
    page = at("answer", theirs.pk)
    start = {f"q{at_['1/a b']}": "true"}
    joan.post(page, {**hidden(joan.get(page).content.decode()), **start})
    html = joan.get(page).content.decode()
    joan.post(page, {**hidden(html), **start, f"q{at_['2']}": "since May", "later": "yes"})
    draft = Assessment.objects.get()
    assert draft.typed["2"] == ["since May"]
    sent = {"1/a b": ["false"]}
    done = assessment.complete(occasion=theirs, side=Side.PERSON, sent=sent, by=draft.author)
    assert "2" not in done.answers


def test_add_another_keeps_what_is_there_and_gives_one_more_box(as_, at, theirs):
    joan, at_ = as_("joan"), numbers(theirs)
    page = at("answer", theirs.pk)
    form = {**hidden(joan.get(page).content.decode()), f"q{at_['1/a b']}": "false", f"q{at_['5']}": ["one"]}
    html = joan.post(page, {**form, "add": f"q{at_['5']}"}, follow=True).content.decode()
    assert html.count(f'name="q{at_["5"]}"') == 2
    assert 'value="one"' in html


def test_three_months_on_the_card_and_the_list_say_so(clinic, as_, at, checks):
    with clock.frozen(THURSDAY):
        for one in occasion.open_baseline(partnership=clinic.partnership, by=clinic.joan):
            if one.key == "pain-check":
                sent = {"now": ["6"], "week": ["6"], "doing": ["6"], "sleep": ["6"]}
                assessment.complete(occasion=one, side=Side.PERSON, sent=sent, by=clinic.joan)
    later = Occasion.objects.get(kind="three-months")
    assert later.due_at == THURSDAY + timedelta(days=90)
    with clock.frozen(THURSDAY + timedelta(days=60)):
        assert "From 20 January 2027" in as_("joan").get(at("checks")).content.decode()
    with clock.frozen(THURSDAY + timedelta(days=85)):
        sent = {"now": ["3"], "week": ["6"], "doing": ["6"], "sleep": ["6"]}
        assessment.complete(occasion=later, side=Side.PERSON, sent=sent, by=clinic.joan)
        shown = as_("joan").get(at("check", later.pk)).content.decode()
    assert "At the start it was 6: 3 less now. That is a change for the better" in shown
    assert "At the start it was 6: the same." in shown


@pytest.mark.django_db(transaction=True)
def test_a_rating_asks_the_database_little_and_is_one_commit(as_, clinic, at, checks, thursday):
    joan, ratings = as_("joan"), 3
    for _ in range(ratings):
        one = occasion.ask(partnership=clinic.partnership, key="managing-check", by=clinic.joan)
        page = at("answer", one.pk)
        form = {**hidden(joan.get(page).content.decode()), **fields(one, helps="6", active="2", feelings="5")}
        with cost() as everyday:
            assert joan.post(page, form).url == at("check", one.pk)
    assert (everyday.queries, everyday.commits) == (18 + held(1), 1)
    assert Assessment.objects.done().count() == ratings

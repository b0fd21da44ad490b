"""Each decides alone; what they see differently is settled; nothing that was said is ever lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from alongside.base.accounts.models import Account
from alongside.evidence.records.models import Record
from alongside.evidence.screening import queue
from alongside.evidence.screening.actions import decision as actions
from alongside.evidence.screening.models import Decision, Settling
from alongside.evidence.synthesis.actions import synthesis as syntheses
from alongside.evidence.synthesis.authority import Refused
from alongside.evidence.synthesis.models import Member, Synthesis
from tests.evidence import web

pytestmark = pytest.mark.django_db


class Three:
    """Ruth leads and screens, Eli screens, Nina is the third; three records wait."""

    def __init__(self) -> None:
        self.ruth = web.account("Ruth Adler", professional=True)
        self.eli, self.nina = web.account("Eli Marks"), web.account("Nina Holm")
        self.synthesis: Synthesis = web.begun(self.ruth)
        self.eli_seat = web.joins(self.synthesis, self.eli)
        web.joins(self.synthesis, self.nina, "arbiter")
        web.bring_in(self.synthesis, web.ris(["Waving one", "Waving two", "Rats three"]), self.ruth)
        self.records = list(self.synthesis.records.order_by("number"))

    def say(self, who: Account, at: int, verdict: str, *reasons: str, stage: str = "title") -> Decision:
        return actions.decide(
            record=self.records[at], stage=stage, verdict=verdict, reasons=list(reasons), by=who
        )

    def state(self, at: int, stage: str = "title") -> str:
        self.records[at].refresh_from_db()
        return str(getattr(self.records[at], f"{stage}_state"))

    def let_in(self, at: int) -> None:
        for who in (self.ruth, self.eli):
            self.say(who, at, "in")
        actions.full_text(record=self.records[at], got="got", why="", by=self.ruth)

    def browser(self, who: Account) -> Client:
        client = Client()
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        return client

    @property
    def home(self) -> str:
        return f"/evidence/s/{self.synthesis.pk}/"


@pytest.fixture
def three(db: None) -> Three:
    return Three()


@pytest.mark.parametrize(
    "first, second, stands",
    [
        ("in", "in", "in"),
        ("out", "out", "out"),
        ("in", "out", "conflict"),
        ("undecided", "undecided", "conflict"),
        ("undecided", "in", "conflict"),
    ],
)
def test_two_words_make_a_state(three: Three, first: str, second: str, stands: str) -> None:
    three.say(three.ruth, 0, first)
    assert three.state(0) == "open"
    three.say(three.eli, 0, second)
    assert three.state(0) == stands


def test_a_decision_keeps_who_when_and_which_version_of_the_criteria(three: Three, thursday) -> None:
    made = three.say(three.ruth, 0, "out", "out-animals", "in-waving-of-any-kind")
    assert (made.member.account, made.protocol.number) == (three.ruth, 2)
    assert made.reasons == ["out-animals", "in-waving-of-any-kind"]
    assert made.at == thursday


def test_nobody_learns_what_another_said_before_they_have_said_it(three: Three) -> None:
    three.say(three.ruth, 0, "out", "out-animals")
    eli = three.browser(three.eli)
    for page in (
        f"screening/title/{three.records[0].pk}/", "screening/", "screening/title/mine/",
        "screening/title/conflicts/", f"records/{three.records[0].pk}/", "report/",
        "report/records/title-out/",
    ):  # fmt: skip
        shown = eli.get(three.home + page).content.decode()
        main = shown.split("<main", 1)[1]
        assert "Ruth" not in main, page
        # What was said may not show either: nothing is left out, nothing is let in yet.
        assert not re.search(r'report/records/title-out/">[^<]*</a></th><td[^>]*>1<', main), page
    assert queue.upcoming(three.eli_seat, "title", 2) == three.records[0]


def test_a_conflict_is_settled_by_a_third_and_by_nobody_who_decided(three: Three) -> None:
    three.say(three.ruth, 0, "in")
    three.say(three.eli, 0, "out", "out-animals")
    how = {"record": three.records[0], "stage": "title", "verdict": "in", "reasons": []}
    with pytest.raises(actions.OwnDecision):
        actions.settle(**how, how=Settling.How.THIRD, by=three.ruth)
    actions.settle(**how, how=Settling.How.THIRD, by=three.nina)
    assert three.state(0) == "in"
    assert Decision.objects.filter(ended_at=None).count() == 2, "what they said stays"
    with pytest.raises(actions.NothingToSettle):
        actions.settle(**how, how=Settling.How.THIRD, by=three.nina)


def test_a_conflict_is_settled_by_a_talk_of_the_two_and_can_be_opened_again(three: Three) -> None:
    three.say(three.ruth, 0, "in")
    three.say(three.eli, 0, "out", "out-animals")
    made = actions.settle(
        record=three.records[0], stage="title", verdict="out", reasons=["out-animals"],
        how=Settling.How.TALK, by=three.eli,
    )  # fmt: skip
    assert three.state(0) == "out"
    actions.reopen(settling=made, by=three.eli)
    assert three.state(0) == "conflict"


def test_there_is_nothing_to_settle_where_they_agree(three: Three) -> None:
    for who in (three.ruth, three.eli):
        three.say(who, 0, "in")
    with pytest.raises(actions.NothingToSettle):
        actions.settle(
            record=three.records[0], stage="title", verdict="out", reasons=[], how="third", by=three.nina
        )


def test_a_decision_taken_back_counts_no_more_and_is_kept(three: Three) -> None:
    made = three.say(three.ruth, 0, "in")
    actions.take_back(decision=made, by=three.ruth)
    assert queue.upcoming(_seat(three, three.ruth), "title", 2) == three.records[0]
    made.refresh_from_db()
    assert made.ended_at is not None
    with pytest.raises(actions.NotHere):
        actions.take_back(decision=made, by=three.ruth)


def test_nobody_takes_back_what_another_said(three: Three) -> None:
    made = three.say(three.ruth, 0, "in")
    with pytest.raises(actions.NotHere):
        actions.take_back(decision=made, by=three.eli)


def test_said_anew_the_last_word_counts_once(three: Three) -> None:
    for verdict in ("in", "out", "undecided", "in"):
        three.say(three.ruth, 0, verdict)
    three.say(three.eli, 0, "in")
    assert three.state(0) == "in"
    assert Decision.objects.count() == 5


def test_leaving_out_on_full_text_needs_a_reason_that_the_protocol_has(three: Three) -> None:
    three.let_in(0)
    for reasons in ((), ("out-of-this-world",)):
        with pytest.raises(actions.NeedsReason):
            three.say(three.ruth, 0, "out", *reasons, stage="text")
    three.say(three.ruth, 0, "out", "out-not-a-study", stage="text")


def test_a_full_text_is_screened_only_when_it_was_got(three: Three) -> None:
    for who in (three.ruth, three.eli):
        three.say(who, 0, "in")
    with pytest.raises(actions.NotHere):
        three.say(three.ruth, 0, "in", stage="text")
    actions.full_text(record=three.records[0], got="not-got", why="out of print", by=three.eli)
    assert queue.upcoming(three.eli_seat, "text", 2) is None


def test_on_title_nothing_changes_once_the_full_text_was_screened(three: Three) -> None:
    three.let_in(0)
    three.say(three.ruth, 0, "in", stage="text")
    first = Decision.objects.filter(stage="title", member__account=three.ruth).get()
    with pytest.raises(actions.NotHere):
        actions.take_back(decision=first, by=three.ruth)
    with pytest.raises(actions.NotHere):
        three.say(three.eli, 0, "out", "out-animals")
    assert three.state(0) == "in"


def test_who_leaves_strands_nothing(three: Three) -> None:
    three.say(three.eli, 0, "in")
    three.say(three.ruth, 1, "in")
    three.say(three.eli, 1, "out", "out-animals")
    syntheses.let_go(member=three.eli_seat, by=three.ruth)
    assert queue.upcoming(_seat(three, three.ruth), "title", 2) == three.records[0]
    three.say(three.ruth, 0, "in")
    assert three.state(0) == "in", "what they said counts"
    actions.settle(
        record=three.records[1], stage="title", verdict="in", reasons=[], how="third", by=three.nina
    )
    with pytest.raises(Refused):
        three.say(three.eli, 2, "in")
    mara = web.account("Mara Lund")
    seat = web.joins(three.synthesis, mara)
    assert queue.upcoming(seat, "title", 2) == three.records[2]
    assert three.browser(three.eli).get(three.home).status_code == 404


def protocol_for(three: Three, reviewers: int) -> None:
    syntheses.write_protocol(
        synthesis=three.synthesis, question="Q", let_in="", left_out="Animals", sources="", terms_for="",
        terms_against="", reviewers_needed=reviewers, why="", by=three.ruth,
    )  # fmt: skip
    web.work()


def test_a_protocol_that_asks_for_fewer_or_more_reviewers_strands_no_record(three: Three) -> None:
    three.say(three.ruth, 0, "in")
    three.let_in(1)
    for who in (three.ruth, three.eli):
        three.say(who, 1, "in", stage="text")
    protocol_for(three, 1)
    assert (three.state(0), three.state(1), three.state(1, "text")) == ("in", "in", "in")
    protocol_for(three, 3)
    assert three.state(0) == "open"
    assert three.state(1) == "in", "a full text was screened since: that rests on it"
    assert queue.upcoming(three.eli_seat, "title", 3).pk == three.records[0].pk


def test_somebody_has_to_lead(three: Three) -> None:
    with pytest.raises(syntheses.LastLead):
        syntheses.let_go(member=_seat(three, three.ruth), by=three.ruth)


@pytest.mark.parametrize("who", ["nina", "stranger"])
def test_only_those_who_screen_decide(three: Three, who: str) -> None:
    account = three.nina if who == "nina" else web.account("Some Body")
    with pytest.raises(Refused):
        three.say(account, 0, "in")


def test_a_row_of_another_synthesis_is_not_there(three: Three) -> None:
    other = web.begun(three.ruth)
    web.bring_in(other, web.ris(["Elsewhere"]), three.ruth)
    record = other.records.get()
    ruth = three.browser(three.ruth)
    for page in (f"records/{record.pk}/", f"screening/title/{record.pk}/"):
        assert ruth.get(three.home + page).status_code == 404
    sent = {"verdict": "in"}
    assert ruth.post(f"{three.home}screening/title/{record.pk}/", sent).status_code == 404
    assert not Decision.objects.exists()


def test_the_same_form_twice_is_one_decision(three: Three) -> None:
    ruth = three.browser(three.ruth)
    page = f"{three.home}screening/title/{three.records[0].pk}/"
    once = re.search(r'name="once" value="([^"]+)"', ruth.get(page).content.decode())
    assert once is not None
    for _twice in range(2):
        ruth.post(page, {"verdict": "in", "once": once.group(1)})
    assert Decision.objects.count() == 1


def test_deciding_takes_as_many_questions_to_the_database_however_many_records_there_are(
    three: Three, django_assert_max_num_queries
) -> None:
    Record.objects.bulk_create(
        Record(synthesis=three.synthesis, number=at, rank=at, title=f"Record {at}") for at in range(10, 2_000)
    )
    with django_assert_max_num_queries(20):
        three.say(three.ruth, 0, "in")
        assert queue.upcoming(three.eli_seat, "title", 2) == three.records[0]


def _seat(three: Three, who: Account) -> Member:
    return Member.objects.get(synthesis=three.synthesis, account=who, until_at=None)

"""Each appraises alone; then their answers stand side by side, and a talk or a third settles what differs."""

from __future__ import annotations

from itertools import product

import pytest

from alongside.evidence.appraisal import presenters
from alongside.evidence.appraisal.actions import appraisal as actions
from alongside.evidence.appraisal.rules.joint import Standing, differing, standing
from alongside.evidence.appraisal.rules.rating import checklists
from alongside.evidence.screening.actions import decision as screening
from alongside.evidence.synthesis.authority import Refused
from alongside.evidence.synthesis.models import Member
from tests.evidence import web

pytestmark = pytest.mark.django_db

YES = dict.fromkeys((item.id for item in checklists()[actions.CHECKLIST].item), "yes")
DOUBTS = YES | {"aim": "cannot-tell", "ethics": "no"}


class Studied:
    """One study; Ruth leads and screens, Eli screens, Nina is the third, Otto reads."""

    def __init__(self) -> None:
        self.ruth = web.account("Ruth Adler", professional=True)
        self.eli, self.nina, self.otto = (
            web.account(name) for name in ("Eli Marks", "Nina Holm", "Otto Lund")
        )
        self.synthesis = web.begun(self.ruth)
        for who, role in ((self.eli, "reviewer"), (self.nina, "arbiter"), (self.otto, "reader")):
            web.joins(self.synthesis, who, role)
        web.bring_in(self.synthesis, web.ris(["Waving one"]), self.ruth)
        self.study = self.synthesis.records.get()
        for stage in ("title", "text"):
            for who in (self.ruth, self.eli):
                screening.decide(record=self.study, stage=stage, verdict="in", reasons=[], by=who)
            if stage == "title":
                screening.full_text(record=self.study, got="got", why="", by=self.ruth)
        self.study.refresh_from_db()

    def says(self, who, answers: dict[str, str]):
        return actions.appraise(record=self.study, answers=answers, by=who)

    def page(self, client, who, more: str = "") -> str:
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        return client.get(f"/evidence/s/{self.synthesis.pk}/studies/{more}", follow=True).content.decode()

    @property
    def stands(self) -> Standing:
        return presenters.rated(self.study).standing


@pytest.fixture
def studied(db: None) -> Studied:
    return Studied()


def test_nobody_reads_what_another_answered_before_both_have(studied: Studied, client) -> None:
    studied.says(studied.ruth, DOUBTS)
    for who, more in product(
        (studied.eli, studied.nina, studied.otto), ("", f"{studied.study.pk}/together/")
    ):
        shown = studied.page(client, who, more)
        assert "appraised by 1 of 2" in shown
        assert "medium" not in shown
        assert "Ruth Adler" not in shown
    assert presenters.rated(studied.study).lines == []


def test_both_the_same_stands_and_is_the_rating(studied: Studied) -> None:
    studied.says(studied.ruth, YES)
    studied.says(studied.eli, YES)
    assert studied.stands is Standing.SAME
    assert presenters.rated(studied.study).overall == "high"
    assert "κ" in presenters.agreement(studied.synthesis)["rows"][0]["value"]


def test_what_they_see_differently_is_shown_to_both_and_settled_by_a_talk(studied: Studied, client) -> None:
    studied.says(studied.ruth, YES)
    studied.says(studied.eli, DOUBTS)
    assert studied.stands is Standing.DIFFERS
    assert presenters.rated(studied.study).differing == ["aim", "ethics"]
    shown = studied.page(client, studied.eli, f"{studied.study.pk}/together/")
    assert "Ruth Adler" in shown
    assert shown.count("differs") >= 4
    settled = actions.settle(record=studied.study, answers=YES | {"aim": "cannot-tell"}, by=studied.eli)
    assert (settled.how, studied.stands) == ("talk", Standing.SETTLED)
    assert presenters.rated(studied.study).overall == "high"


def test_a_third_settles_and_can_open_it_again(studied: Studied) -> None:
    studied.says(studied.ruth, YES)
    studied.says(studied.eli, DOUBTS)
    settled = actions.settle(record=studied.study, answers=DOUBTS, by=studied.nina)
    assert settled.how == "third"
    with pytest.raises(actions.NothingToSettle):
        actions.settle(record=studied.study, answers=YES, by=studied.eli)
    with pytest.raises(actions.NothingToSettle):
        actions.reopen(settled=settled, by=studied.ruth)
    actions.reopen(settled=settled, by=studied.nina)
    assert studied.stands is Standing.DIFFERS


def test_who_has_seen_the_others_answers_says_nothing_anew(studied: Studied) -> None:
    studied.says(studied.ruth, DOUBTS)
    studied.says(studied.ruth, YES)
    assert studied.study.appraisals.filter(ended_at=None).count() == 1
    assert studied.study.appraisals.count() == 2, "the earlier answers are kept"
    studied.says(studied.eli, DOUBTS)
    for who in (studied.ruth, studied.eli, studied.nina):
        with pytest.raises(actions.Complete):
            studied.says(who, YES)


def test_nobody_else_settles_and_nothing_is_settled_where_they_agree(studied: Studied) -> None:
    studied.says(studied.ruth, YES)
    with pytest.raises(actions.NothingToSettle):
        actions.settle(record=studied.study, answers=YES, by=studied.ruth)
    studied.says(studied.eli, DOUBTS)
    with pytest.raises(Refused):
        actions.settle(record=studied.study, answers=YES, by=studied.otto)
    with pytest.raises(actions.Incomplete):
        actions.settle(record=studied.study, answers={"aim": "yes"}, by=studied.nina)
    late = web.account("Late Comer")
    Member.objects.create(synthesis=studied.synthesis, account=late, role="reviewer")
    with pytest.raises(Refused):
        actions.settle(record=studied.study, answers=YES, by=late)


@pytest.mark.parametrize(
    "many, needed, settled, stands",
    [
        (0, 1, False, "open"), (1, 2, False, "open"), (1, 1, False, "same"), (2, 2, False, "differs"),
        (2, 2, True, "settled"),
    ],
)  # fmt: skip
def test_what_stands_follows_from_how_many_said_what(
    many: int, needed: int, settled: bool, stands: str
) -> None:
    assert standing([{"a": str(at)} for at in range(many)], needed, settled=settled) == stands
    assert differing([{"a": "yes", "b": "no"}, {"a": "yes", "b": "yes"}]) == ["b"]

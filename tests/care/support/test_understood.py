"""*What we have understood*: only the lines the person chose, dated, and no name on it that was not given."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.base import ids
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem
from alongside.care.support import attention
from alongside.care.support.actions import statement as statements
from alongside.care.support.models import Statement
from alongside.care.support.rules.statements import Line, chosen
from alongside.care.understanding.actions import draft, story
from alongside.care.understanding.rules.content import Content

SECRET = "I never told my brother."


def write(clinic, section: str, text: str, revision: int = 0) -> None:
    draft.save(
        partnership=clinic.partnership,
        section=section,
        content=Content(text),
        revision=revision,
        window=ids.uuid7(),
        by=clinic.joan,
    )


@pytest.fixture
def story_told(clinic) -> None:
    write(clinic, "matters", "To lift my granddaughter.")
    write(clinic, "beliefs", SECRET)
    story.share(partnership=clinic.partnership, by=clinic.joan)


def made(clinic, *, confirm: bool = True) -> Statement:
    return statements.make(
        partnership=clinic.partnership,
        audience=Statement.Audience.EMPLOYER,
        keys=["story:matters.1"],
        confirm=confirm,
        by=clinic.joan,
    )


def page(clinic, name: str, *args) -> str:
    return reverse(f"support:{name}", args=[clinic.partnership.pk, *args])


def test_only_what_was_ticked_is_on_the_page(clinic, as_, story_told):
    answer = as_("joan").post(
        page(clinic, "understood-choose"), {"audience": "employer", "lines": ["story:matters.1"]}
    )
    paper = as_("joan").get(answer.url).content.decode()
    assert "To lift my granddaughter." in paper
    assert SECRET not in paper
    assert "The clinic has not confirmed it." in paper


def test_nothing_ticked_and_nobody_named_are_said_beside_their_fields(clinic, as_, story_told):
    answer = as_("joan").post(page(clinic, "understood-choose"), {})
    assert answer.status_code == 200
    assert "Tick at least one line." in answer.content.decode()
    assert "Choose who you want to show it to." in answer.content.decode()
    assert not Statement.objects.exists()


def test_a_line_that_nobody_offered_cannot_be_chosen(clinic, as_, story_told):
    answer = as_("joan").post(
        page(clinic, "understood-choose"), {"audience": "employer", "lines": ["story:matters.2"]}
    )
    assert answer.status_code == 200
    with pytest.raises(statements.NothingChosen):
        statements.make(
            partnership=clinic.partnership,
            audience=Statement.Audience.OTHER,
            keys=["story:matters.2"],
            confirm=False,
            by=clinic.joan,
        )


def test_confirmed_it_carries_both_names_and_stays_as_it_was_said(clinic, as_, story_told):
    row = made(clinic)
    item = AttentionItem.objects.get(kind=attention.STATEMENT_TO_CONFIRM, about=row.pk)
    assert item.owner == clinic.priya
    as_("priya").post(page(clinic, "understood-one", row.pk), {"what": "confirm"})
    write(clinic, "matters", "Something else now.", revision=1)
    story.share(partnership=clinic.partnership, by=clinic.joan)
    paper = as_("joan").get(page(clinic, "understood-one", row.pk)).content.decode()
    assert clinic.priya.name in paper
    assert "To lift my granddaughter." in paper
    assert "Something else now." not in paper
    item.refresh_from_db()
    assert item.closed_at is not None


def test_a_professional_who_sees_it_differently_says_why_and_no_name_is_put_to_it(clinic, as_, story_told):
    row = made(clinic)
    where = page(clinic, "understood-one", row.pk)
    assert as_("priya").post(where, {"what": "not-quite"}).status_code == 200, "a reason is asked for"
    as_("priya").post(where, {"what": "not-quite", "why": "We agreed on lifting from a chair."})
    paper = as_("joan").get(where).content.decode()
    assert "We agreed on lifting from a chair." in paper
    assert "The clinic has not confirmed it." in paper


def test_taken_back_nobody_opens_it_any_more(clinic, as_, story_told):
    row = made(clinic)
    as_("joan").post(page(clinic, "understood-one", row.pk), {"what": "withdraw"})
    for who in ("joan", "priya"):
        assert as_(who).get(page(clinic, "understood-one", row.pk)).status_code == 404
    with pytest.raises(statements.NotOpen):
        statements.confirm(statement=row, by=clinic.priya)


def test_nobody_chooses_for_the_person_and_no_stranger_confirms(clinic, story_told):
    with pytest.raises(Refused):
        statements.make(
            partnership=clinic.partnership,
            audience=Statement.Audience.EMPLOYER,
            keys=["story:matters.1"],
            confirm=False,
            by=clinic.priya,
        )
    row = made(clinic)
    for who in (clinic.joan, clinic.noor):
        with pytest.raises(Refused):
            statements.confirm(statement=row, by=who)
    with pytest.raises(Refused):
        statements.withdraw(statement=row, by=clinic.priya)


LINES = st.lists(st.sampled_from("abcdefg"), unique=True).map(
    lambda keys: [Line(key, "heading", key, "person") for key in keys]
)


@given(offered=LINES, keys=st.sets(st.sampled_from("abcdefgh")))
def test_what_is_chosen_was_offered_and_ticked_in_the_order_offered(offered, keys):
    found = chosen(offered, keys)
    assert [line for line in offered if line in found] == found
    assert {line.key for line in found} == {line.key for line in offered} & keys

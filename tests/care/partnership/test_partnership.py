"""Starting, taking on, handing over: one contact at a time, and what is open goes along."""

from __future__ import annotations

import pytest

from alongside.base.record.models import Event
from alongside.care.partnership import authority, figures
from alongside.care.partnership.actions import attention, partnership
from alongside.care.partnership.attention import PROMISE_DUE, WAITING
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.presenters import timeline
from alongside.care.partnership.reasons import reason_of


def test_a_person_sees_their_own_partnership_and_no_other(clinic):
    assert list(Partnership.objects.visible_to(clinic.joan)) == [clinic.partnership]


@pytest.mark.parametrize("who", ["priya", "okafor"])
def test_the_contact_and_the_team_see_it(clinic, who):
    assert clinic.partnership in Partnership.objects.visible_to(clinic.everyone[who])


@pytest.mark.parametrize("who", ["noor", "lena", "sam", "stranger"])
def test_another_team_the_lead_and_strangers_do_not(clinic, who):
    account = clinic.everyone[who]
    assert clinic.partnership not in Partnership.objects.visible_to(account)
    assert authority.relation_of(account, clinic.partnership) is Relation.NONE


def test_only_one_becomes_the_contact(clinic):
    with pytest.raises(partnership.AlreadyTaken):
        partnership.take_on(partnership=clinic.partnership, by=clinic.okafor)
    assert authority.relation_of(clinic.priya, clinic.partnership) is Relation.CONTACT
    assert authority.relation_of(clinic.okafor, clinic.partnership) is Relation.TEAM


def test_a_stranger_cannot_take_anyone_on(clinic):
    with pytest.raises(Refused):
        partnership.take_on(partnership=clinic.partnership, by=clinic.noor)


def test_handing_over_hands_over_what_is_open_too(clinic):
    item = attention.open_item(
        partnership=clinic.partnership, kind="trial", harm=AttentionItem.Harm.WORSE, by=clinic.joan
    )
    assert item.owner == clinic.priya
    partnership.hand_over(partnership=clinic.partnership, to=clinic.okafor, by=clinic.priya)
    item.refresh_from_db()
    assert item.owner == clinic.okafor
    assert authority.relation_of(clinic.okafor, clinic.partnership) is Relation.CONTACT
    assert authority.relation_of(clinic.priya, clinic.partnership) is Relation.TEAM


def test_what_stood_on_a_list_is_told_with_its_reason_to_the_team_and_to_the_person_nothing_of_it(clinic):
    before = len(timeline(clinic.partnership, Relation.PERSON))
    item = attention.open_item(
        partnership=clinic.partnership, kind=PROMISE_DUE, harm=AttentionItem.Harm.PROMISE, by=None
    )
    attention.close(item=item, outcome=AttentionItem.Outcome.DONE, by=clinic.priya)
    why = str(reason_of(PROMISE_DUE).why)
    newest = {line.sentence for line in timeline(clinic.partnership, Relation.CONTACT)[:2]}
    assert newest == {f"On a list: {why}.", f"{clinic.priya.name} dealt with it: {why}."}
    assert len(timeline(clinic.partnership, Relation.PERSON)) == before


def test_only_the_contact_hands_over(clinic):
    with pytest.raises(Refused):
        partnership.hand_over(partnership=clinic.partnership, to=clinic.okafor, by=clinic.okafor)


def test_coming_in_twice_leads_to_the_same_partnership(clinic):
    again = partnership.start(
        service=clinic.service,
        team=clinic.team,
        person=clinic.joan,
        known_as="Joan",
        full_name="Joan Archer",
        born_on=None,
        phone="",
        came_by=Partnership.CameBy.SELF,
        by=clinic.joan,
    )
    assert again == clinic.partnership
    assert Event.objects.filter(subject=again.pk, kind="partnership.started").count() == 1


def test_figures_follow_attention(clinic):
    item = attention.open_item(
        partnership=clinic.partnership, kind=WAITING, harm=AttentionItem.Harm.WORSE, by=clinic.joan
    )
    assert figures.kept(clinic.partnership)["open_attention"] == 1
    attention.close(item=item, outcome=AttentionItem.Outcome.DONE, by=clinic.priya)
    assert figures.kept(clinic.partnership)["open_attention"] == 0
    assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)


def test_the_same_thing_twice_is_one_item_with_the_worse_harm(clinic):
    first = attention.open_item(
        partnership=clinic.partnership, kind="trial", harm=AttentionItem.Harm.ROUTINE, by=clinic.joan
    )
    second = attention.open_item(
        partnership=clinic.partnership, kind="trial", harm=AttentionItem.Harm.DANGER, by=clinic.joan
    )
    assert (first.pk, second.harm) == (second.pk, AttentionItem.Harm.DANGER)


def test_every_verb_is_in_the_table_and_a_stranger_has_none():
    assert set(authority.allows.__globals__["ALLOWED"]) == set(Verb)
    assert not any(authority.allows(Relation.NONE, verb) for verb in Verb)


@pytest.mark.parametrize(
    "who, relation",
    [("joan", Relation.PERSON), ("priya", Relation.CONTACT), ("okafor", Relation.TEAM)],
)
def test_an_address_leads_to_the_partnership_and_what_they_are_to_it(clinic, who, relation):
    assert authority.find(clinic.everyone[who], clinic.partnership.pk) == (clinic.partnership, relation)


@pytest.mark.parametrize("who", ["noor", "lena", "sam", "stranger"])
def test_for_everyone_else_the_address_leads_nowhere(clinic, who):
    assert authority.find(clinic.everyone[who], clinic.partnership.pk) == (None, Relation.NONE)
    assert authority.find(clinic.joan, clinic.joan.pk) == (None, Relation.NONE)


def test_what_the_person_does_themselves_and_what_is_done_for_them_are_two_verbs(clinic):
    verbs = {"person": Verb.WRITE_STORY, "professional": Verb.TYPE_FOR_PERSON}
    assert authority.require_either(clinic.joan, clinic.partnership, **verbs) is Relation.PERSON
    assert authority.require_either(clinic.okafor, clinic.partnership, **verbs) is Relation.TEAM
    with pytest.raises(Refused):
        authority.require_either(clinic.sam, clinic.partnership, **verbs)


def test_opening_and_closing_items_keeps_the_figures_as_the_rows_have_them(clinic):
    one, two = (
        attention.open_item(
            partnership=clinic.partnership, kind=kind, harm=AttentionItem.Harm.ROUTINE, by=None
        )
        for kind in (WAITING, PROMISE_DUE)
    )
    assert figures.kept(clinic.partnership)["open_attention"] == 2
    for item in (one, two):
        attention.close(item=item, outcome=AttentionItem.Outcome.DONE, by=clinic.priya)
        assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)

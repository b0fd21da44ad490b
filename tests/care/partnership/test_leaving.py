"""A professional leaves: they see nothing any more, and nothing of theirs is left without an owner."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from alongside.care.partnership import authority, figures
from alongside.care.partnership.actions import attention, partnership, team
from alongside.care.partnership.authority import Relation
from alongside.care.partnership.models import AttentionItem, Partnership, TeamMembership


def seat_of(account):
    return TeamMembership.objects.get(account=account)


def test_who_left_sees_nothing_and_the_inbox_owns_what_was_theirs(clinic):
    item = attention.open_item(
        partnership=clinic.partnership, kind="trial", harm=AttentionItem.Harm.WORSE, by=clinic.joan
    )
    assert team.leave(seat=seat_of(clinic.priya), by=None, inbox_owner=clinic.okafor) == 1
    item.refresh_from_db()
    assert item.owner == clinic.okafor
    assert authority.relation_of(clinic.priya, clinic.partnership) is Relation.NONE
    assert clinic.partnership not in Partnership.objects.visible_to(clinic.priya)


def test_whoever_lost_their_contact_waits_on_somebodys_list(clinic):
    team.leave(seat=seat_of(clinic.priya), by=None, inbox_owner=clinic.okafor)
    waiting = AttentionItem.objects.get(
        partnership=clinic.partnership, kind="waiting-for-contact", closed_at=None
    )
    assert waiting.owner == clinic.okafor
    partnership.take_on(partnership=Partnership.objects.get(pk=clinic.partnership.pk), by=clinic.okafor)
    waiting.refresh_from_db()
    assert waiting.closed_at is not None
    assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)


def test_an_inbox_is_never_left_unowned(clinic):
    for heir in (None, clinic.noor, clinic.priya):
        with pytest.raises(team.InboxNeedsOwner):
            team.leave(seat=seat_of(clinic.priya), by=None, inbox_owner=heir)
    assert authority.relation_of(clinic.priya, clinic.partnership) is Relation.CONTACT


def test_the_lead_may_say_so_and_a_colleague_may_not(clinic):
    for who in ("priya", "noor", "joan"):
        with pytest.raises(PermissionDenied):
            team.leave(seat=seat_of(clinic.okafor), by=clinic.everyone[who])
    team.leave(seat=seat_of(clinic.okafor), by=clinic.lena)
    assert authority.relation_of(clinic.okafor, clinic.partnership) is Relation.NONE


def test_leaving_twice_changes_nothing(clinic):
    seat = seat_of(clinic.okafor)
    assert team.leave(seat=seat, by=None) == 0
    assert team.leave(seat=seat, by=None) == 0
    assert authority.relation_of(clinic.priya, clinic.partnership) is Relation.CONTACT


def test_who_was_brought_in_from_another_team_leaves_with_their_last_seat(clinic):
    partnership.bring_in(partnership=clinic.partnership, colleague=clinic.noor, by=clinic.priya)
    assert authority.relation_of(clinic.noor, clinic.partnership) is Relation.MEMBER
    heir = clinic.okafor
    team.seat(team=clinic.other_team, account=heir, profession="doctor")
    team.leave(seat=seat_of(clinic.noor), by=None, inbox_owner=heir)
    assert authority.relation_of(clinic.noor, clinic.partnership) is Relation.NONE


def test_somebody_without_a_seat_is_not_handed_a_record(clinic):
    for nobody in (clinic.lena, clinic.stranger):
        with pytest.raises(partnership.NotInTeam):
            partnership.hand_over(partnership=clinic.partnership, to=nobody, by=clinic.priya)
        with pytest.raises(partnership.NotInTeam):
            partnership.bring_in(partnership=clinic.partnership, colleague=nobody, by=clinic.priya)
    assert authority.relation_of(clinic.priya, clinic.partnership) is Relation.CONTACT

"""Invitations: asked by those who may, answered once, by whoever reads the mail; nothing by looking."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import deliveries, mail
from alongside.base.record.models import Delivery, Event
from alongside.base.services.models import Service
from alongside.care.partnership import authority
from alongside.care.partnership import invitation_presenters as presenters
from alongside.care.partnership.actions import invitation as actions
from alongside.care.partnership.actions import team as teams
from alongside.care.partnership.actions.invitation import Invitee
from alongside.care.partnership.authority import Relation
from alongside.care.partnership.models import Invitation, Partnership, TeamMembership
from alongside.care.partnership.rules.invitation import GOOD_FOR, Standing
from tests.base.accounts.test_every_page_is_ours import give_app

MAVIS = Invitee("Mavis@people.example", "Mavis Bright", "Mavis")


def invite(clinic, **more) -> Invitation:
    return actions.invite_person(team=clinic.team, invitee=more.get("invitee", MAVIS), by=clinic.priya)


def link_of(invitation: Invitation) -> str:
    return reverse("partnership:invitation", args=[actions.token_of(invitation)])


def link_in_mail() -> str:
    """The link that the worker sent last, as somebody would click it."""
    deliveries.work_off(mail.send)
    return re.search(r"http://localhost:8000(\S+)", outbox.outbox[-1].body).group(1)


def is_signed_in(client: Client, account: Account) -> bool:
    return client.session.get("_auth_user_id") == str(account.pk)


def test_a_professional_invites_a_person_and_becomes_their_contact(clinic):
    invitation = invite(clinic)
    partnership = invitation.partnership
    assert partnership.came_by == Partnership.CameBy.INVITED
    assert partnership.state == Partnership.State.ACTIVE
    assert partnership.person.email == "mavis@people.example"
    assert authority.relation_of(clinic.priya, partnership) is Relation.CONTACT
    assert Event.objects.filter(kind="partnership.invited", subject=partnership.pk).exists()
    assert partnership.attention.count() == 0  # nobody has to take them on any more


@pytest.mark.parametrize("who", ["noor", "lena", "joan", "stranger"])
def test_nobody_outside_the_team_invites_for_it(clinic, who):
    with pytest.raises(actions.NotAllowed):
        actions.invite_person(team=clinic.team, invitee=MAVIS, by=clinic.everyone[who])
    assert not Account.objects.filter(email="mavis@people.example").exists()


@pytest.mark.parametrize("address", ["joan@people.example", "sam@people.example", "noor@clinic.example"])
def test_who_is_here_already_cannot_be_invited(clinic, address):
    with pytest.raises(actions.CannotInvite):
        invite(clinic, invitee=Invitee(address, "Somebody"))
    assert Invitation.objects.count() == 0


def test_the_link_in_the_mail_signs_them_in_and_leads_to_the_safety_screen(clinic):
    invitation = invite(clinic)
    client = Client()
    link = link_in_mail()
    page = client.get(link).content.decode()
    assert "Priya Shah, physiotherapist" in page
    assert "Riverside Pain Clinic" in page
    answer = client.post(link)
    assert answer.url == reverse("door:safety")
    assert is_signed_in(client, invitation.account)
    invitation.refresh_from_db()
    assert actions.standing_of(invitation) is Standing.ACCEPTED
    assert Event.objects.filter(kind="partnership.invitation-accepted").count() == 1


def test_looking_changes_nothing_because_mail_programs_look_too(clinic):
    invitation = invite(clinic)
    for _ in range(3):
        Client().get(link_of(invitation))
        Client().head(link_of(invitation))
    invitation.refresh_from_db()
    assert actions.standing_of(invitation) is Standing.OPEN


def test_it_works_once(clinic):
    invitation = invite(clinic)
    Client().post(link_of(invitation))
    other = Client()
    for answer in (other.get(link_of(invitation)), other.post(link_of(invitation))):
        assert answer.status_code == 410
        assert "already said yes" in answer.content.decode()
    assert not is_signed_in(other, invitation.account)


def test_when_two_answer_at_once_one_of_them_counts(clinic):
    token = actions.token_of(invite(clinic))
    actions.accept(token=token)
    with pytest.raises(actions.NotOpen) as refused:
        actions.accept(token=token)
    assert refused.value.standing is Standing.ACCEPTED


def test_after_a_fortnight_it_has_run_out(clinic):
    invitation = invite(clinic)
    with clock.frozen(clock.now() + GOOD_FOR + timedelta(seconds=1)):
        client = Client()
        answer = client.post(link_of(invitation))
        assert answer.status_code == 410
        assert "run out" in answer.content.decode()
        assert clinic.service.phone in answer.content.decode()
        assert not is_signed_in(client, invitation.account)


def test_just_before_it_has_not(clinic):
    invitation = invite(clinic)
    with clock.frozen(clock.now() + GOOD_FOR - timedelta(minutes=1)):
        assert actions.accept(token=actions.token_of(invitation)).accepted_at is not None


def test_taken_back_it_opens_nothing_and_the_partnership_ends(clinic):
    invitation = invite(clinic)
    link = link_of(invitation)
    actions.withdraw(invitation=invitation, by=clinic.okafor)
    client = Client()
    assert "taken back" in client.post(link).content.decode()
    assert not is_signed_in(client, invitation.account)
    invitation.partnership.refresh_from_db()
    assert invitation.partnership.state == Partnership.State.ENDED
    deliveries.work_off(mail.send)
    assert outbox.outbox == []
    assert Delivery.objects.get(template="invitation").state == Delivery.State.WITHHELD


def test_what_was_accepted_cannot_be_taken_back(clinic):
    invitation = invite(clinic)
    actions.accept(token=actions.token_of(invitation))
    with pytest.raises(actions.NotOpen):
        actions.withdraw(invitation=invitation, by=clinic.priya)


def test_after_it_was_taken_back_they_can_be_asked_again_into_the_same_partnership(clinic):
    first = invite(clinic)
    actions.withdraw(invitation=first, by=clinic.priya)
    second = actions.invite_person(team=clinic.team, invitee=MAVIS, by=clinic.okafor)
    assert second.partnership == first.partnership
    assert second.partnership.state == Partnership.State.ACTIVE
    assert authority.relation_of(clinic.okafor, second.partnership) is Relation.CONTACT


def test_sending_again_makes_a_new_link_and_stops_the_old(clinic):
    invitation = invite(clinic)
    old = link_of(invitation)
    actions.send_again(invitation=invitation, by=clinic.priya)
    client = Client()
    answer = client.post(old)
    assert answer.status_code == 410
    assert "newer link" in answer.content.decode()
    assert client.post(link_in_mail()).status_code == 302
    assert is_signed_in(client, invitation.account)
    assert len(outbox.outbox) == 1  # the first had not left yet, and never does


def test_one_that_ran_out_can_be_sent_again(clinic):
    invitation = invite(clinic)
    with clock.frozen(clock.now() + GOOD_FOR * 2):
        actions.send_again(invitation=invitation, by=clinic.priya)
        assert actions.standing_of(invitation) is Standing.OPEN


@pytest.mark.parametrize("action", [actions.send_again, actions.withdraw])
@pytest.mark.parametrize("who", ["noor", "sam", "joan"])
def test_others_neither_send_it_again_nor_take_it_back(clinic, action, who):
    with pytest.raises(actions.NotAllowed):
        action(invitation=invite(clinic), by=clinic.everyone[who])


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "x", lambda t: "nonsense", lambda t: "f" + t[1:]]
)
def test_a_link_that_is_not_ours_is_not_known(clinic, change):
    token = actions.token_of(invite(clinic))
    answer = Client().post(reverse("partnership:invitation", args=[change(token)]))
    assert answer.status_code == 404
    assert "do not know this link" in answer.content.decode()


def test_the_link_stands_in_the_mail_and_in_no_row(clinic):
    invitation = invite(clinic)
    token = actions.token_of(invitation)
    link = link_in_mail()
    assert token in link
    rows = [
        *Delivery.objects.values_list("facts", flat=True),
        *Event.objects.values_list("facts", flat=True),
        *Invitation.objects.values_list("token_hash", flat=True),
    ]
    assert token not in str(rows)
    assert token.rsplit(".")[-1] not in str(rows)


def test_the_mail_names_nobody(clinic):
    invite(clinic)
    link_in_mail()
    said = outbox.outbox[0].subject + outbox.outbox[0].body
    assert "Riverside Pain Clinic" in said
    for name in ("Mavis", "Priya", "Shah", "Bright"):
        assert name not in said


def test_neutral_mail_names_no_clinic(clinic, settings):
    invite(clinic, invitee=Invitee("mavis@people.example", "Mavis Bright", neutral=True))
    link_in_mail()
    sent = outbox.outbox[0]
    assert settings.NEUTRAL_SENDER_NAME in sent.from_email
    assert "Riverside" not in sent.subject + sent.body + sent.from_email
    assert clinic.service.phone not in sent.body


def test_while_somebody_else_is_signed_in_nothing_is_accepted(clinic, as_):
    invitation = invite(clinic)
    client = as_("sam")
    for answer in (client.get(link_of(invitation)), client.post(link_of(invitation))):
        assert answer.status_code == 409
        assert "Somebody else is signed in" in answer.content.decode()
    assert is_signed_in(client, clinic.sam)
    answer = client.post(reverse("account_logout"), {"next": link_of(invitation)})
    assert answer.url == link_of(invitation)
    client.post(link_of(invitation))
    assert is_signed_in(client, invitation.account)


def test_who_has_a_second_step_is_asked_for_it_after_the_link_too(clinic):
    give_app(clinic.stranger)
    invitation = invite(clinic, invitee=Invitee("stranger@people.example", "Stranger"))
    client = Client()
    answer = client.post(link_of(invitation))
    assert answer.url == reverse("mfa_authenticate")
    assert not is_signed_in(client, clinic.stranger)


def test_the_lead_invites_a_professional_who_gets_a_seat_on_saying_yes(clinic):
    invitation = actions.invite_professional(
        team=clinic.team,
        invitee=Invitee("rosa@clinic.example", "Rosa Lind"),
        profession="psychologist",
        by=clinic.lena,
    )
    rosa = invitation.account
    assert not rosa.is_professional
    client = Client()
    assert "Back pain team" in client.get(link_of(invitation)).content.decode()
    assert client.post(link_of(invitation)).url == reverse("support:home")
    rosa.refresh_from_db()
    assert rosa.is_professional
    seat = TeamMembership.objects.get(account=rosa)
    assert (seat.team, seat.profession) == (clinic.team, "psychologist")
    assert authority.relation_of(rosa, clinic.partnership) is Relation.TEAM


@pytest.mark.parametrize("who", ["priya", "noor", "joan"])
def test_only_the_lead_invites_professionals(clinic, who):
    with pytest.raises(actions.NotAllowed):
        actions.invite_professional(
            team=clinic.team,
            invitee=Invitee("rosa@clinic.example", "Rosa Lind"),
            profession="psychologist",
            by=clinic.everyone[who],
        )


@pytest.mark.parametrize("address", ["priya@clinic.example", "joan@people.example"])
def test_neither_a_colleague_of_that_team_nor_a_person_becomes_a_professional_that_way(clinic, address):
    with pytest.raises(actions.CannotInvite):
        actions.invite_professional(
            team=clinic.team, invitee=Invitee(address, "X"), profession="nurse", by=clinic.lena
        )


def test_the_pages_say_it_all(clinic, as_):
    client = as_("priya")
    answer = client.post(
        reverse("partnership:invite-person"), {"name": "Mavis Bright", "email": "mavis@people.example"}
    )
    assert answer.url == reverse("partnership:invitations")
    page = client.get(answer.url).content.decode()
    assert "Mavis Bright" in page
    assert "Waiting for an answer" in page
    key = Invitation.objects.get().pk
    client.post(reverse("partnership:invitation-again", args=[key]))
    client.post(reverse("partnership:invitation-withdraw", args=[key]))
    assert "Taken back" in client.get(answer.url).content.decode()


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(clinic, as_):
    answer = as_("priya").post(
        reverse("partnership:invite-person"), {"name": "Joan Again", "email": "joan@people.example"}
    )
    page = answer.content.decode()
    assert "cannot invite this address" in page
    assert 'value="Joan Again"' in page


@pytest.mark.parametrize(
    "who, name",
    [
        ("joan", "invitations"),
        ("stranger", "invitations"),
        ("joan", "invite-person"),
        ("lena", "invite-person"),
        ("priya", "invite-professional"),
    ],
)
def test_for_others_the_pages_are_not_there(clinic, as_, who, name):
    assert as_(who).get(reverse(f"partnership:{name}")).status_code == 404
    assert as_(who).post(reverse(f"partnership:{name}")).status_code in {404, 405}


def test_another_teams_invitations_are_not_there(clinic, as_):
    invitation = invite(clinic)
    assert "Mavis" not in as_("noor").get(reverse("partnership:invitations")).content.decode()
    answer = as_("noor").post(reverse("partnership:invitation-withdraw", args=[invitation.pk]))
    assert answer.status_code == 404
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None


# --- how old it is, and who sees that somebody waits ----------------------------------------------------


@pytest.mark.parametrize(
    "days, again_after, said",
    [
        (0, None, "Asked today."),
        (1, None, "Asked 1 day ago."),
        (13, None, "Asked 13 days ago."),
        (9, 9, "Asked 9 days ago. Sent again today."),
        (12, 7, "Asked 12 days ago. Sent again 5 days ago."),
    ],
)
def test_its_age_in_days_is_shown_and_when_it_was_sent_again(clinic, as_, days, again_after, said):
    began = clock.now()
    with clock.frozen(began):
        invitation = invite(clinic)
    if again_after is not None:
        with clock.frozen(began + timedelta(days=again_after)):
            actions.send_again(invitation=invitation, by=clinic.priya)
    with clock.frozen(began + timedelta(days=days, hours=1)):
        page = as_("priya").get(reverse("partnership:invitations")).text
    assert f"<strong>{said}</strong>" in page
    assert "asked by Priya Shah" in page


def test_the_lead_sees_whoever_has_not_answered_reminds_them_or_takes_it_back(clinic, as_):
    lena, page = as_("lena"), reverse("partnership:invitations")
    sent = {
        name: invite(clinic, invitee=Invitee(f"{name}@people.example", f"{name.title()} Bright"))
        for name in ("mavis", "ida", "otto")
    }
    actions.accept(token=actions.token_of(sent["otto"]))
    shown = lena.get(page).text
    assert "Mavis Bright" in shown
    assert "Ida Bright" in shown
    assert "Otto Bright" not in shown, "who is in is their team's, not the lead's"
    old = link_of(sent["mavis"])
    assert lena.post(reverse("partnership:invitation-again", args=[sent["mavis"].pk])).url == page
    assert Client().get(old).status_code == 410
    assert lena.post(reverse("partnership:invitation-withdraw", args=[sent["ida"].pk])).url == page
    assert Client().get(link_of(sent["ida"])).status_code == 410
    sent["ida"].partnership.refresh_from_db()
    assert sent["ida"].partnership.state == Partnership.State.ENDED
    # A moment too late: nothing is changed, and it is said.
    late = lena.post(reverse("partnership:invitation-withdraw", args=[sent["otto"].pk]), follow=True)
    assert "They have just accepted" in late.text
    assert authority.relation_of(clinic.lena, sent["mavis"].partnership) is Relation.NONE


def test_what_ran_out_is_said_apart_and_counted_for_the_lead(clinic, as_):
    invite(clinic)
    with clock.frozen(clock.now() + GOOD_FOR + timedelta(days=1)):
        invite(clinic, invitee=Invitee("ida@people.example", "Ida Bright"))
        for who in ("priya", "lena"):
            page = as_(who).get(reverse("partnership:invitations")).text
            waiting, ran_out = page.split("Ran out without an answer (1)")
            assert "Ida Bright" in waiting
            assert "Mavis Bright" in ran_out
            assert "No answer. The link ran out on" in ran_out
        figures = dict(presenters.lead_rows(clinic.service))
        assert figures == {
            "Wait for an answer": "1",
            "The oldest of these": "today",
            "Ran out without an answer": "1",
        }
        assert "Ran out without an answer" in as_("lena").get(reverse("support:clinic")).text


def test_the_oldest_of_many_who_wait_are_shown_and_the_rest_is_counted(clinic, as_, monkeypatch):
    monkeypatch.setattr(presenters, "MOST", 2)
    began = clock.now()
    for day, name in enumerate(("ida", "mavis", "otto")):
        with clock.frozen(began + timedelta(days=day)):
            invite(clinic, invitee=Invitee(f"{name}@people.example", f"{name.title()} Bright"))
    page = as_("lena").get(reverse("partnership:invitations")).text
    assert "Otto Bright" not in page
    assert "1 more wait" in page


def test_the_lead_of_another_service_sees_and_touches_none_of_it(clinic):
    elsewhere = Service.objects.create(name="Another", phone="1")
    other = Account.objects.create_user("lead@elsewhere.example", name="Other Lead")
    teams.make_lead(service=elsewhere, account=other)
    invitation = invite(clinic)
    assert presenters.listed(other).count == 0
    for action in (actions.send_again, actions.withdraw):
        with pytest.raises(actions.NotAllowed):
            action(invitation=invitation, by=other)

"""Professionals need a second step before any page; it is asked after the first, and cannot be taken away."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from alongside.base.accounts.rules import limits
from tests.base.accounts.conftest import sign_in_by_code
from tests.base.accounts.test_every_page_is_ours import give_app, totp_code

pytestmark = pytest.mark.usefixtures("second_factor_needed")
PAGES = ["/", "/people/", "/clinic/", "/account/", "/account/devices/", "/nowhere/"]


@pytest.mark.parametrize("page", PAGES)
def test_without_one_a_professional_is_led_to_setting_it_up(clinic, page):
    answer = sign_in_by_code("priya@clinic.example").get(page)
    assert answer.status_code == 302
    assert answer.url == reverse("account_second_factor")


def test_a_post_is_stopped_too(clinic):
    answer = sign_in_by_code("priya@clinic.example").post(f"/p/{clinic.partnership.pk}/take-on/")
    assert answer.url == reverse("account_second_factor")


def test_the_lead_needs_one_as_well(clinic):
    assert sign_in_by_code("lena@clinic.example").get("/clinic/").url == reverse("account_second_factor")


@pytest.mark.parametrize(
    "page", ["/account/second-step/", "/account/sign-out/", "/display/", "/account/passkeys/add/"]
)
def test_what_is_needed_to_set_it_up_to_leave_and_to_read_stays_open(clinic, page):
    assert sign_in_by_code("priya@clinic.example").get(page).status_code == 200


def test_a_person_needs_none(clinic):
    assert sign_in_by_code("joan@people.example").get("/account/").status_code == 200


def test_where_the_setting_is_off_a_professional_needs_none(clinic, settings):
    settings.PROFESSIONALS_NEED_SECOND_FACTOR = False
    assert sign_in_by_code("priya@clinic.example").get("/account/").status_code == 200


def test_setting_up_a_code_app_opens_the_pages_and_gives_spare_codes(clinic):
    client = sign_in_by_code("priya@clinic.example")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page).group(1)
    answer = client.post(reverse("mfa_activate_totp"), {"code": totp_code(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert len(re.findall(r"<code>\d+</code>", client.get(answer.url).content.decode())) == 10
    assert client.get("/account/").status_code == 200


def test_a_wrong_code_does_not_set_it_up(clinic):
    client = sign_in_by_code("priya@clinic.example")
    client.get(reverse("mfa_activate_totp"))
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "did not match" in answer.content.decode()
    assert client.get("/account/").url == reverse("account_second_factor")


def test_after_the_code_by_e_mail_the_second_step_is_asked_for(clinic):
    secret = give_app(clinic.priya)
    client = sign_in_by_code("priya@clinic.example")
    assert "_auth_user_id" not in client.session
    assert client.get("/account/").url.startswith(reverse("account_login"))
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    assert "_auth_user_id" in client.session


def test_a_wrong_second_step_signs_nobody_in_and_is_limited_across_sessions(clinic):
    secret = give_app(clinic.priya)
    for _ in range(limits.WRONG_PASSWORDS.tries):
        client = sign_in_by_code("priya@clinic.example")
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert "_auth_user_id" not in client.session
    client = sign_in_by_code("priya@clinic.example")
    answer = client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    assert "_auth_user_id" not in client.session
    assert clinic.service.phone in answer.content.decode()


def test_the_last_second_step_cannot_be_taken_away(clinic):
    secret = give_app(clinic.priya)
    client = sign_in_by_code("priya@clinic.example")
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    _show_again(client)
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert "You need one second step" in answer.content.decode()
    assert Authenticator.objects.filter(user=clinic.priya).exists()


def test_a_person_may_take_theirs_away_and_is_told_by_e_mail(clinic):
    secret = give_app(clinic.joan)
    client = sign_in_by_code("joan@people.example")
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    _show_again(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=clinic.joan).exists()
    assert "taken off" in mail.outbox[-1].body


def _show_again(client: Client) -> None:
    """As if the second step had just been shown once more (its code works only once)."""
    session = client.session
    records = session["account_authentication_methods"]
    records[-1]["reauthenticated"] = True
    session["account_authentication_methods"] = records
    session.save()

"""My sign-in: what is set, where I am signed in, a new address; nobody goes round me."""

from __future__ import annotations

import time

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.base.accounts.conftest import ask_for_code, code_in_last_mail, sign_in_by_code

CHROME = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
)


def make_old(client: Client) -> None:
    """As if this browser had signed in an hour ago."""
    session = client.session
    session["account_authentication_methods"] = [
        {**record, "at": time.time() - 3600} for record in session["account_authentication_methods"]
    ]
    session.save()


def test_my_sign_in_lists_what_i_have(clinic):
    page = sign_in_by_code("joan@people.example").get("/account/").content.decode()
    for words in ("joan@people.example", "Password", "Passkeys", "Where you are signed in"):
        assert words in page


@pytest.mark.parametrize("name", ["account_index", "usersessions_list", "account_email", "mfa_list_webauthn"])
def test_signed_out_leads_to_signing_in(clinic, name):
    answer = Client().get(reverse(name))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_a_persons_session_lasts_two_weeks_and_a_professionals_a_working_day(clinic, settings):
    assert sign_in_by_code("joan@people.example").session.get_expiry_age() == settings.SESSION_COOKIE_AGE
    assert sign_in_by_code("priya@clinic.example").session.get_expiry_age() == 12 * 3600


def test_a_professionals_session_is_as_short_with_a_password(clinic):
    client = sign_in_by_code("priya@clinic.example")
    words = {"password1": "three quiet words", "password2": "three quiet words"}
    client.post(reverse("account_set_password"), words)
    other = Client()
    other.post(
        reverse("account_login_password"), {"login": "priya@clinic.example", "password": "three quiet words"}
    )
    assert "_auth_user_id" in other.session
    assert other.session.get_expiry_age() == 12 * 3600


def test_i_see_my_devices_in_words_and_nobodys_network_address(clinic):
    phone = Client(headers={"User-Agent": CHROME}, REMOTE_ADDR="203.0.113.9")
    sign_in_by_code("joan@people.example", phone)
    page = sign_in_by_code("joan@people.example").get(reverse("usersessions_list")).content.decode()
    assert "Chrome on Android" in page
    assert "203.0.113.9" not in page


def test_i_see_only_my_own(clinic):
    sign_in_by_code("sam@people.example", Client(headers={"User-Agent": CHROME}))
    page = sign_in_by_code("joan@people.example").get(reverse("usersessions_list")).content.decode()
    assert "Chrome" not in page


def test_signing_out_everywhere_else_leaves_me_here(clinic):
    phone, here = sign_in_by_code("joan@people.example"), sign_in_by_code("joan@people.example")
    sam = sign_in_by_code("sam@people.example")
    here.post(reverse("usersessions_list"), {"what": "others"})
    assert phone.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    assert sam.get("/account/").status_code == 200


def test_signing_out_everywhere_signs_me_out_here_too(clinic):
    phone, here = sign_in_by_code("joan@people.example"), sign_in_by_code("joan@people.example")
    answer = here.post(reverse("usersessions_list"), {"what": "everywhere"})
    assert answer.url == reverse("account_login")
    assert phone.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 302


def test_looking_at_sign_out_signs_nobody_out(clinic):
    client = sign_in_by_code("joan@people.example")
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get("/account/").status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/account/").status_code == 302


def test_a_new_address_counts_once_its_code_came_back_and_the_old_one_is_told(clinic):
    client = sign_in_by_code("joan@people.example")
    client.post(reverse("account_email"), {"email": "joan@new.example", "action_add": "1"})
    clinic.joan.refresh_from_db()
    assert clinic.joan.email == "joan@people.example"
    assert mail.outbox[-1].to == ["joan@new.example"]
    client.post(reverse("account_email_verification_sent"), {"code": code_in_last_mail()})
    clinic.joan.refresh_from_db()
    assert clinic.joan.email == "joan@new.example"
    assert [m.to for m in mail.outbox if m.subject == "Your sign-in changed"] == [["joan@people.example"]]
    assert list(EmailAddress.objects.filter(user=clinic.joan).values_list("email", flat=True)) == [
        "joan@new.example"
    ]
    assert "_auth_user_id" in sign_in_by_code("joan@new.example").session


def test_with_a_wrong_code_it_stays_as_it_was(clinic):
    client = sign_in_by_code("joan@people.example")
    client.post(reverse("account_email"), {"email": "joan@new.example", "action_add": "1"})
    client.post(reverse("account_email_verification_sent"), {"code": "0000-0000"})
    clinic.joan.refresh_from_db()
    assert clinic.joan.email == "joan@people.example"


def test_somebody_elses_address_cannot_be_taken_nor_found_out(clinic):
    client = sign_in_by_code("joan@people.example")
    answer = client.post(reverse("account_email"), {"email": "sam@people.example", "action_add": "1"})
    free = client.post(reverse("account_email"), {"email": "free@people.example", "action_add": "1"})
    assert (answer.status_code, answer.url) == (free.status_code, free.url)
    assert mail.outbox[-1].to == ["free@people.example"]
    cache.clear()  # one code in ten seconds for one address is another promise
    other = sign_in_by_code("stranger@people.example")
    other.post(reverse("account_email"), {"email": "sam@people.example", "action_add": "1"})
    page = other.post(reverse("account_email_verification_sent"), {"code": code_in_last_mail()})
    assert "could not use that address" in page.content.decode()


@pytest.mark.parametrize("name", ["account_email", "mfa_add_webauthn", "mfa_activate_totp"])
def test_an_open_phone_is_not_enough_to_change_how_one_signs_in(clinic, name):
    client = sign_in_by_code("joan@people.example")
    assert client.get(reverse(name)).status_code == 200
    make_old(client)
    answer = client.get(reverse(name))
    assert answer.url.startswith(reverse("account_sign_in_again"))
    page = client.get(answer.url)
    assert page.status_code == 200
    again = client.post(answer.url.split("?")[0], {"next": reverse(name)})
    assert "_auth_user_id" not in client.session
    assert reverse("account_login") in again.url
    ask_for_code(client, "joan@people.example")
    assert "_auth_user_id" not in client.session


def test_who_has_a_password_is_asked_for_it_before_changing_the_address(clinic):
    client = sign_in_by_code("joan@people.example")
    words = {"password1": "three quiet words", "password2": "three quiet words"}
    client.post(reverse("account_set_password"), words)
    answer = client.post(reverse("account_email"), {"email": "joan@new.example", "action_add": "1"})
    assert answer.url.startswith(reverse("account_reauthenticate"))
    wrong = client.post(answer.url, {"password": "no"})
    assert "did not match" in wrong.content.decode()

"""Signing in: a code by e-mail, or a password; the same answer for an address that nobody has."""

from __future__ import annotations

import re
import smtplib

import pytest
from allauth.core.internal import ratelimit
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse

from alongside.base.accounts.rules import limits
from tests.base.accounts.conftest import ask_for_code, code_in_last_mail, sign_in_by_code, type_code

WRONG = "0000-0000"


class DeadServer(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise ConnectionRefusedError


class RefusingServer(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise smtplib.SMTPRecipientsRefused({})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def without_secrets(page: bytes) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.decode())


def test_a_code_from_the_e_mail_signs_a_person_in(clinic):
    client = sign_in_by_code("joan@people.example")
    assert is_signed_in(client)
    assert str(clinic.joan.pk) == client.session["_auth_user_id"]


def test_the_code_may_be_typed_with_spaces_or_none(clinic):
    for change in (lambda code: code.replace("-", ""), lambda code: f" {code.replace('-', ' ')} "):
        client = Client()
        ask_for_code(client, "joan@people.example")
        assert type_code(client, change(code_in_last_mail())).status_code == 302
        assert is_signed_in(client)


def test_a_wrong_code_does_not_and_says_so_beside_the_field(clinic):
    client = Client()
    ask_for_code(client, "joan@people.example")
    answer = type_code(client, WRONG)
    assert answer.status_code == 200
    assert "did not match" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_code_works_once(clinic):
    client = sign_in_by_code("joan@people.example")
    code = code_in_last_mail()
    client.post(reverse("account_logout"))
    type_code(client, code)
    assert not is_signed_in(client)


def test_a_code_of_one_browser_does_not_sign_in_another(clinic):
    ask_for_code(Client(), "joan@people.example")
    other = Client()
    ask_for_code(other, "sam@people.example")
    ask_for_code(Client(), "joan@people.example")
    type_code(other, code_in_last_mail())
    assert not is_signed_in(other)


def test_signing_in_leads_to_where_one_wanted_to_go_and_never_to_another_site(clinic):
    client = Client()
    ask_for_code(client, "joan@people.example", next="/account/devices/")
    answer = type_code(client, code_in_last_mail(), next="/account/devices/")
    assert answer.url == "/account/devices/"
    client = Client()
    ask_for_code(client, "joan@people.example", next="https://elsewhere.example/")
    answer = type_code(client, code_in_last_mail(), next="https://elsewhere.example/")
    assert "elsewhere" not in answer.url


@pytest.mark.parametrize("address", ["nobody@people.example", "closed@people.example"])
def test_an_unknown_address_and_a_closed_account_get_the_same_answers(clinic, address):
    closed = type(clinic.joan).objects.create_user("closed@people.example", name="Closed")
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    known, unknown = Client(), Client()
    pages = []
    for client, who in ((known, "joan@people.example"), (unknown, address)):
        asked = ask_for_code(client, who)
        shown = client.get(asked.url)
        wrong = type_code(client, WRONG)
        pages.append(
            [
                (asked.status_code, asked.url, sorted(asked.cookies)),
                (shown.status_code, without_secrets(shown.content).replace(who, "…")),
                (wrong.status_code, without_secrets(wrong.content).replace(who, "…")),
            ]
        )
    assert pages[0] == pages[1]
    assert len(mail.outbox) == 2  # both send one e-mail, so that both take as long


def test_the_mail_to_an_unknown_address_names_no_clinic(clinic):
    ask_for_code(Client(), "nobody@people.example")
    said = mail.outbox[0].subject + mail.outbox[0].body + mail.outbox[0].from_email
    assert "Riverside" not in said
    assert "ain" not in mail.outbox[0].subject


def test_the_mail_with_the_code_says_nothing_else(clinic):
    ask_for_code(Client(), "joan@people.example")
    sent = mail.outbox[0]
    assert sent.subject == "Your code to sign in"
    assert "Riverside Pain Clinic" in sent.from_email
    assert "Joan" not in sent.body
    assert "pain" not in (sent.subject + sent.body).lower()


def test_neutral_mail_has_a_neutral_sender_and_never_the_clinic(clinic, settings):
    type(clinic.joan).objects.filter(pk=clinic.joan.pk).update(neutral_mail=True)
    client = sign_in_by_code("joan@people.example")
    client.post(
        reverse("account_set_password"), {"password1": "three quiet words", "password2": "three quiet words"}
    )
    assert len(mail.outbox) == 2
    for sent in mail.outbox:
        said = sent.subject + sent.body + sent.from_email
        assert settings.NEUTRAL_SENDER_NAME in sent.from_email
        assert "Riverside" not in said
        assert clinic.service.phone not in said


@pytest.mark.parametrize("server", ["DeadServer", "RefusingServer"])
@pytest.mark.parametrize("address", ["joan@people.example", "nobody@people.example"])
def test_a_dead_mail_server_is_said_kindly_and_nothing_is_lost(clinic, settings, server, address):
    settings.EMAIL_BACKEND = f"{__name__}.{server}"
    client = Client()
    answer = ask_for_code(client, address)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "could not send" in page
    assert clinic.service.phone in page
    assert f'name="email" value="{address}"' in page
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert ask_for_code(client, address).status_code == 302


def test_a_notice_that_cannot_be_sent_does_not_undo_what_was_done(clinic, settings):
    client = sign_in_by_code("joan@people.example")
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    answer = client.post(
        reverse("account_set_password"), {"password1": "three quiet words", "password2": "three quiet words"}
    )
    assert answer.status_code == 302
    clinic.joan.refresh_from_db()
    assert clinic.joan.check_password("three quiet words")


def test_a_password_signs_in_once_the_address_is_proven(clinic):
    client = sign_in_by_code("joan@people.example")
    client.post(
        reverse("account_set_password"), {"password1": "three quiet words", "password2": "three quiet words"}
    )
    assert is_signed_in(client)
    other = Client()
    answer = other.post(
        reverse("account_login_password"), {"login": "Joan@people.example", "password": "three quiet words"}
    )
    assert answer.status_code == 302
    assert is_signed_in(other)


def test_a_wrong_password_and_an_unknown_address_read_the_same(clinic):
    clinic.joan.set_password("three quiet words")
    clinic.joan.save()
    pages = []
    for who in ("joan@people.example", "nobody@people.example"):
        answer = Client().post(reverse("account_login_password"), {"login": who, "password": "wrong"})
        pages.append((answer.status_code, without_secrets(answer.content).replace(who, "…")))
    assert pages[0] == pages[1]
    assert "do not belong together" in pages[0][1]


def test_after_too_many_wrong_passwords_even_the_right_one_waits_and_the_page_says_how_long(clinic):
    clinic.joan.set_password("three quiet words")
    clinic.joan.save()
    for _ in range(limits.WRONG_PASSWORDS.tries):
        Client().post(
            reverse("account_login_password"), {"login": "joan@people.example", "password": "wrong"}
        )
    client = Client()
    answer = client.post(
        reverse("account_login_password"), {"login": "joan@people.example", "password": "three quiet words"}
    )
    page = answer.content.decode()
    assert not is_signed_in(client)
    assert f"Wait {limits.WRONG_PASSWORDS.minutes} minutes" in page
    assert clinic.service.phone in page


def test_another_port_in_the_host_header_is_no_way_round_it(clinic):
    clinic.joan.set_password("three quiet words")
    clinic.joan.save()
    right = {"login": "joan@people.example", "password": "three quiet words"}
    for port in range(limits.WRONG_PASSWORDS.tries):
        headers = {"Host": f"localhost:{9000 + port}"}
        Client(headers=headers).post(reverse("account_login_password"), {**right, "password": "wrong"})
    answer = Client(headers={"Host": "localhost:9999"}).post(reverse("account_login_password"), right)
    assert "too many tries" in answer.content.decode()


@pytest.mark.parametrize("address", ["joan@people.example", "nobody@people.example"])
def test_many_sessions_get_no_more_tries_with_codes_than_one(clinic, address):
    seen = []
    for _ in range(limits.WRONG_CODES.tries + 3):
        client = Client()
        client.cookies.clear()
        cache_free_code_request(client, address)
        seen.append(type_code(client, WRONG).status_code)
    assert seen == [200] * limits.WRONG_CODES.tries + [429] * 3


def test_while_locked_even_the_right_code_does_not_help_and_the_page_says_when_and_how_to_ring(clinic):
    for _ in range(limits.WRONG_CODES.tries):
        client = Client()
        cache_free_code_request(client, "joan@people.example")
        type_code(client, WRONG)
    client = Client()
    cache_free_code_request(client, "joan@people.example")
    answer = type_code(client, code_in_last_mail())
    assert answer.status_code == 429
    assert not is_signed_in(client)
    assert f"Wait {limits.WRONG_CODES.minutes} minutes" in answer.content.decode()
    assert clinic.service.phone in answer.content.decode()
    assert is_signed_in(sign_in_by_code("sam@people.example"))  # nobody else waits


def test_a_right_code_clears_the_count(clinic):
    for _ in range(2):
        client = Client()
        cache_free_code_request(client, "joan@people.example")
        for _ in range(limits.TRIES_WITH_ONE_CODE - 1):
            type_code(client, WRONG)
        type_code(client, code_in_last_mail())
        assert is_signed_in(client)


def test_after_some_wrong_tries_the_code_is_spent(clinic):
    client = Client()
    ask_for_code(client, "joan@people.example")
    for _ in range(limits.TRIES_WITH_ONE_CODE):
        answer = type_code(client, WRONG)
    assert answer.url == reverse("account_login")
    type_code(client, code_in_last_mail())
    assert not is_signed_in(client)


def test_nobody_can_be_flooded_with_codes(clinic):
    for _ in range(limits.CODES_SENT.tries + 2):
        answer = ask_for_code(Client(), "joan@people.example")
    assert len(mail.outbox) == limits.CODES_SENT.tries
    assert "several codes" in answer.content.decode()


def test_there_is_no_sign_up(clinic):
    answer = Client().get(reverse("account_signup"))
    assert "front door" in answer.content.decode()
    assert Client().post(reverse("account_signup"), {"email": "new@people.example"}).status_code == 405


def test_a_forgotten_password_is_replaced_with_a_code(clinic):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "joan@people.example"})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in_last_mail()})
    answer = client.post(
        reverse("account_complete_password_reset"),
        {"password1": "three quiet words", "password2": "three quiet words"},
    )
    assert answer.status_code == 302
    clinic.joan.refresh_from_db()
    assert clinic.joan.check_password("three quiet words")
    assert mail.outbox[-1].subject == "Your sign-in changed"


def test_without_the_code_it_is_not(clinic):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "joan@people.example"})
    client.post(reverse("account_confirm_password_reset_code"), {"code": WRONG})
    client.post(
        reverse("account_complete_password_reset"),
        {"password1": "three quiet words", "password2": "three quiet words"},
    )
    clinic.joan.refresh_from_db()
    assert not clinic.joan.has_usable_password()


def cache_free_code_request(client: Client, address: str) -> None:
    """Ask for a code without using up how many may be sent, which is another promise."""
    for rate in ratelimit.get_rates(app="allauth.account", action="request_login_code"):
        if rate.per == "key":
            request = type("Request", (), {})()
            cache.delete(
                ratelimit.get_cache_key(
                    request, app="allauth.account", action="request_login_code", rate=rate, key=address
                )
            )
    ask_for_code(client, address)

"""No page of signing in is rendered by allauth's own templates: each is ours, in our words."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.template import engines
from django.test import Client
from django.test.signals import template_rendered
from django.urls import URLPattern, reverse
from django.utils.functional import Promise

from alongside.base.accounts.models import Account
from alongside.base.accounts.texts import MESSAGES, NOTICES, text_of
from alongside.base.accounts.urls import urlpatterns
from tests.base.accounts.conftest import ask_for_code, sign_in_by_code

NAMES = sorted({pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)})
WITH_KEY = {"mfa_edit_webauthn", "mfa_remove_webauthn"}


def totp_code(secret: str) -> str:
    """What the app on the phone shows now: the one in the middle of those that are let in."""
    counters = list(yield_hotp_counters_from_time())
    return f"{hotp_value(secret, counters[len(counters) // 2]):06d}"


def give_app(account: Account) -> str:
    """Set up a code app for ``account`` and return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return secret


@pytest.fixture
def django_templates() -> Iterator[list[str]]:
    """The names of Django templates that were rendered; Jinja2 sends no such signal."""
    rendered: list[str] = []

    def note(sender, template, **kwargs):
        rendered.append(str(template.name))

    template_rendered.connect(note)
    yield rendered
    template_rendered.disconnect(note)


def test_the_watch_notices_one_of_allauths_templates(django_templates, rf):
    engines["django"].get_template("account/login.html").render({"form": None}, rf.get("/"))
    assert "account/login.html" in django_templates


def browsers(clinic) -> dict[str, Client]:
    """The states in which pages look different, each in a browser of its own."""
    waiting, resetting, halfway = Client(), Client(), Client()
    ask_for_code(waiting, "sam@people.example")
    resetting.post(reverse("account_reset_password"), {"email": "sam@people.example"})
    person = sign_in_by_code("joan@people.example")
    safe = clinic.priya
    give_app(safe)
    RecoveryCodes.activate(safe)
    Authenticator.objects.create(
        user=safe, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone", "credential": {}}
    )
    safe.set_password("three quiet words")
    safe.save()
    sign_in_by_code("priya@clinic.example", halfway)  # and now the second step is asked for
    professional = Client()
    professional.force_login(safe)
    session = professional.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(safe.pk)
    session.save()
    asked_again = Client()
    asked_again.force_login(safe)
    moving = sign_in_by_code("okafor@clinic.example")
    moving.post(reverse("account_email"), {"email": "new@clinic.example", "action_add": "1"})
    return {
        "signed out": Client(),
        "waiting for a code": waiting,
        "resetting": resetting,
        "halfway": halfway,
        "person": person,
        "professional": professional,
        "asked again": asked_again,
        "moving": moving,
    }


@pytest.mark.django_db
def test_every_mounted_page_is_ours_in_every_state(clinic, django_templates, monkeypatch):
    # The passkey made above has no real credential; what it says is not what is looked at here.
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    key = None
    shown = set()
    for state, client in browsers(clinic).items():
        key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk
        for name in NAMES:
            if name == "account_logout":
                continue
            url = reverse(name, args=[key] if name in WITH_KEY else [])
            for method in ("get", "post"):
                if method == "post" and name in {
                    "usersessions_list",
                    "account_sign_in_again",
                    "mfa_remove_webauthn",
                }:
                    continue
                if method == "post" and state == "professional" and "totp" in name:
                    continue
                answer = getattr(client, method)(url)
                assert answer.status_code < 500, (name, state, method)
                assert django_templates == [], (name, state, method)
                if answer.status_code == 200 and method == "get":
                    shown.add(name)
    for client in (Client(), sign_in_by_code("noor@clinic.example")):
        assert client.get(reverse("account_logout")).status_code in {200, 302}
        shown.add("account_logout")
    assert django_templates == []
    # The first only answers a script; the second follows a right code (test_sign_in.py).
    assert set(NAMES) - shown <= {"mfa_login_webauthn", "account_complete_password_reset"}


def test_every_text_that_can_be_said_is_written_by_us():
    for prefix in [
        *NOTICES,
        "account/email/login_code",
        "account/email/password_reset_code",
        "account/email/email_confirmation",
        "account/email/unknown_account",
    ]:
        text = text_of(prefix, {"code": "1234-5678"}, "")
        assert text.subject
        assert "pain" not in text.body.lower()
    assert all(isinstance(words, Promise) for words in MESSAGES.values())


def test_a_text_that_nobody_wrote_is_refused():
    with pytest.raises(KeyError):
        text_of("account/email/of_some_later_version", {}, "")

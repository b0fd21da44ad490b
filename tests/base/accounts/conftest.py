from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

SIGN_IN = "/account/sign-in/"


def code_in_last_mail() -> str:
    found = re.search(r"^\d{4}-\d{4}$", mail.outbox[-1].body, re.MULTILINE)
    assert found is not None, mail.outbox[-1].body
    return found.group()


def ask_for_code(client: Client, address: str, **more: str):
    return client.post(reverse("account_login"), {"email": address, **more})


def type_code(client: Client, code: str, **more: str):
    return client.post(reverse("account_confirm_login_code"), {"code": code, **more})


def sign_in_by_code(address: str, client: Client | None = None) -> Client:
    """A browser in which the account at ``address`` has signed in, as people do."""
    browser = client or Client()
    ask_for_code(browser, address)
    answer = type_code(browser, code_in_last_mail())
    assert answer.status_code == 302, answer.content
    return browser


@pytest.fixture
def signed_in(clinic) -> Callable[[str], Client]:
    return lambda name: sign_in_by_code(clinic.everyone[name].email)


@pytest.fixture
def second_factor_needed(settings) -> Iterator[None]:
    settings.PROFESSIONALS_NEED_SECOND_FACTOR = True
    return

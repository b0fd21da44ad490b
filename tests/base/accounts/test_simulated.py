"""The front desk of a simulation exists in a simulation only; signing in there is the real thing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from alongside.base.accounts.simulated import last_mails
from alongside.base.services.installation import is_simulated
from alongside.base.services.models import Installation
from tests.base.accounts.conftest import ask_for_code, sign_in_by_code


@pytest.fixture
def simulation(clinic) -> None:
    Installation.objects.create(
        simulated=True,
        cast=[
            {"account_id": str(clinic.priya.pk), "line": "Physiotherapist; eleven people wait for her."},
            {"account_id": str(clinic.joan.pk), "line": "Has told her story; sees two things differently."},
            {"account_id": "01a204fd-af44-7c1c-a2bc-ed952b84bc13", "line": "Is not there any more."},
        ],
    )
    is_simulated.cache_clear()


def test_it_shows_the_cast_in_its_order_and_leaves_out_who_is_gone(simulation, client):
    page = client.get(reverse("simulated")).content.decode()
    assert page.index("Priya Shah") < page.index("Joan Archer")
    assert "eleven people wait" in page
    assert "not there any more" not in page


def test_the_button_asks_for_a_real_code_which_arrives_on_the_page(simulation, client, clinic):
    ask_for_code(client, clinic.joan.email)
    page = client.get(reverse("simulated")).content.decode()
    assert last_mails()[0].body.splitlines()[2] in page
    assert "_auth_user_id" not in client.session
    sign_in_by_code(clinic.joan.email, client)
    assert client.session["_auth_user_id"] == str(clinic.joan.pk)


def test_where_nothing_is_simulated_there_is_no_such_page_and_no_mail_is_kept(clinic, client):
    sign_in_by_code(clinic.joan.email)
    assert client.get(reverse("simulated")).status_code == 404
    assert last_mails() == []


def test_an_installation_in_use_has_none_either(clinic):
    Installation.objects.create(simulated=False, cast=[{"account_id": str(clinic.joan.pk), "line": "x"}])
    is_simulated.cache_clear()
    assert Client().get(reverse("simulated")).status_code == 404

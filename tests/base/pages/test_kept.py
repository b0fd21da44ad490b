"""What was typed comes back to the browser that sent it, and to no other site's form."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.care.understanding.models import Draft

WORDS = 'A day like "this" & <script>alert(1)</script>'


@pytest.fixture
def section(clinic) -> str:
    return f"/p/{clinic.partnership.pk}/story/part/day/"


def test_signed_out_with_words_they_come_back_and_without_one_signs_in(section):
    client = Client()
    page = client.post(section, {"text": WORDS, "revision": "3"})
    assert page.status_code == 403
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<script>alert" not in page.text
    assert 'name="revision" value="3"' in page.text
    assert page.headers["Cache-Control"] == "no-store, private"
    for nothing in ({}, {"revision": "3", "once": "x"}, {"text": "  "}):
        assert client.post(section, nothing).status_code == 302
    assert client.get(section).status_code == 302
    assert client.post(section, {"text": WORDS}, headers={"X-Autosave": "1"}).status_code == 302
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "headers, offered",
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "http://elsewhere.example"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
    ],
)
def test_a_form_with_an_old_token_is_offered_again_only_to_our_own_page(clinic, section, headers, offered):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clinic.joan, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post(section, {"text": WORDS}, headers=headers)
    assert page.status_code == 403
    assert ("Send what I typed" in page.text, "A day like" in page.text) == (offered, offered)
    assert not Draft.objects.exists()


def test_what_signs_somebody_in_is_never_shown_again(db):
    page = Client(enforce_csrf_checks=True).post(
        "/account/sign-in/password/",
        {"login": "joan@people.example", "password": "a long secret word"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert page.status_code == 403
    assert "a long secret word" not in page.text

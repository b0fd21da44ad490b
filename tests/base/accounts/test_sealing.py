"""Whoever gets the database alone gets nobody's second step: its secrets are sealed."""

from __future__ import annotations

import base64
import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.base.accounts import sealing
from alongside.base.accounts.rules.sealing import LEAST, CannotOpen, Sealer
from alongside.config.environment import Environment
from tests.base.accounts.conftest import sign_in_by_code
from tests.base.accounts.test_every_page_is_ours import give_app, totp_code

OLD, NEW = "o" * LEAST, "n" * LEAST


@given(st.text(max_size=200))
def test_what_is_sealed_opens_again_and_never_looks_the_same_twice(text: str) -> None:
    sealer = Sealer([OLD])
    sealed = sealer.seal(text)
    assert sealer.open(sealed) == text
    assert sealed != sealer.seal(text)
    assert len(text) < 8 or text not in sealed


@given(st.data())
def test_one_changed_bit_and_it_does_not_open(data: st.DataObject) -> None:
    # A bit, not a character: of the last one some bits stand for nothing.
    head, dot, token = Sealer([OLD]).seal("JBSWY3DPEHPK3PXP").rpartition(".")
    raw = bytearray(base64.urlsafe_b64decode(token))
    at = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[at // 8] ^= 1 << at % 8
    with pytest.raises(CannotOpen):
        Sealer([OLD]).open(head + dot + base64.urlsafe_b64encode(raw).decode())


def test_one_changed_character_of_the_name_of_its_key_and_it_does_not_open() -> None:
    sealer = Sealer([OLD])
    sealed = sealer.seal("JBSWY3DPEHPK3PXP")
    for at in range(len(sealer.prefix)):
        with pytest.raises(CannotOpen):
            sealer.open(f"{sealed[:at]}-{sealed[at + 1 :]}")


def test_a_key_that_is_not_here_opens_nothing_and_a_short_one_is_refused() -> None:
    with pytest.raises(CannotOpen):
        Sealer([NEW]).open(Sealer([OLD]).seal("secret"))
    for keys in ([], ["short"], [OLD, "short"]):
        with pytest.raises(ValueError, match="characters"):
            Sealer(keys)


def test_the_first_key_seals_and_all_open() -> None:
    both = Sealer([NEW, OLD])
    assert both.open(Sealer([OLD]).seal("secret")) == "secret"
    assert Sealer([NEW]).open(both.seal("secret")) == "secret"


def test_the_setting_takes_keys_and_without_it_the_signing_key_seals() -> None:
    assert Environment(second_factor_keys=f"{NEW}, {OLD}").factor_keys() == [NEW, OLD]
    assert Environment(secret_key="s" * 50).factor_keys() == ["s" * 50]
    with pytest.raises(ValueError, match="each key needs 32 characters"):
        Environment(second_factor_keys=f"{NEW},short")


@pytest.fixture
def kept(clinic, second_factor_needed):
    """Priya's secrets as the database keeps them, with what they are."""
    secret = give_app(clinic.priya)
    spare = RecoveryCodes.activate(clinic.priya).get_unused_codes()

    def rows() -> str:
        return json.dumps(list(Authenticator.objects.values_list("data", flat=True)))

    return secret, spare, rows


def lets_in(code: str) -> bool:
    client = sign_in_by_code("priya@clinic.example")
    client.post(reverse("mfa_authenticate"), {"code": code})
    return "_auth_user_id" in client.session


def test_the_database_holds_no_secret_and_the_code_app_still_lets_its_owner_in(kept) -> None:
    secret, _spare, rows = kept
    assert secret not in rows()
    assert rows().count("sealed1.") == 2
    assert lets_in(totp_code(secret))


def test_rows_from_before_are_sealed_when_the_database_is_brought_up_to_date(kept) -> None:
    secret, spare, rows = kept
    app = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    app.data = {"secret": secret}
    app.save()
    assert not lets_in(totp_code(secret)), "somebody who writes in the database cannot plant a secret"
    assert sealing.seal_anew() == 1
    assert secret not in rows()
    assert sealing.seal_anew() == 0
    assert lets_in(spare[0])


def test_after_a_new_key_everything_is_under_it_and_goes_on(kept, settings) -> None:
    secret, _spare, rows = kept
    settings.SECOND_FACTOR_KEYS = [NEW, *settings.SECOND_FACTOR_KEYS]
    assert sealing.seal_anew() == 2
    settings.SECOND_FACTOR_KEYS = [NEW]
    assert rows().count(Sealer([NEW]).prefix) == 2
    assert lets_in(totp_code(secret))


def test_where_the_key_is_gone_nobody_gets_in_and_bringing_it_back_helps(kept, settings, caplog) -> None:
    _secret, spare, rows = kept
    before, keys = rows(), settings.SECOND_FACTOR_KEYS
    settings.SECOND_FACTOR_KEYS = [OLD]
    assert not lets_in(spare[0])
    assert "cannot be opened" in caplog.text
    assert "priya" not in caplog.text
    sealing.seal_anew()
    assert rows() == before
    settings.SECOND_FACTOR_KEYS = keys
    assert lets_in(spare[0])

"""Second factors are kept sealed: the secret of a code app, and the seed of spare codes."""

from __future__ import annotations

import base64
import logging
import secrets
from functools import lru_cache
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from alongside.base.accounts.rules.sealing import CannotOpen, Sealer

log = logging.getLogger(__name__)

SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


def sealer() -> Sealer:
    """Of the keys in force, the newest first (``ALONGSIDE_SECOND_FACTOR_KEYS``, or the signing key)."""
    return _sealer(tuple(settings.SECOND_FACTOR_KEYS))


@lru_cache(maxsize=4)
def _sealer(keys: tuple[str, ...]) -> Sealer:
    return Sealer(keys)


def opened(sealed: str) -> str:
    """The secret. Where its key is gone, a random one that no code fits: nobody gets in, and it is logged.

    What stands unsealed in the database counts as nothing too: somebody who can write there and does not
    have the key cannot plant a secret of their own.
    """
    try:
        return sealer().open(sealed)
    except CannotOpen as why:
        log.error("A second factor cannot be opened: %s. Its owner has to set it up again.", why)
        return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


@transaction.atomic
def seal_anew() -> int:
    """Seal what is not sealed, or under an older key, under the newest; how many rows that were.

    Run with the migrations, at every start: a key changes only by a start. Safe to repeat.
    """
    made = sealer()
    changed = 0
    for kind, name in SECRETS.items():
        rows = Authenticator.objects.select_for_update().filter(type=kind)
        for row in rows.exclude(**{f"data__{name}__startswith": made.prefix}):
            changed += _anew(made, row.data, name)
            row.save(update_fields=["data"])
    return changed


def _anew(made: Sealer, data: dict[str, Any], name: str) -> int:
    names = [key for key in (name, "migrated_codes") if key in data]
    for key in names:
        value = data[key]
        data[key] = [_again(made, one) for one in value] if isinstance(value, list) else _again(made, value)
    return 1 if names else 0


def _again(made: Sealer, text: str) -> str:
    """``text`` under the newest key; as it is where its own key is gone, so that bringing that back helps."""
    if not made.is_sealed(text):
        return made.seal(text)
    try:
        return made.seal(made.open(text))
    except CannotOpen:
        return text

"""What we know of an account's e-mail address."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from alongside.base.accounts.models import Account


@transaction.atomic
def proven(*, account: Account, address: str) -> None:
    """Note that whoever holds ``account`` reads mail at ``address``: a code or link sent there came back."""
    EmailAddress.objects.filter(user=account, primary=True).exclude(email=address.lower()).update(
        primary=False
    )
    EmailAddress.objects.update_or_create(
        user=account, email=address.lower(), defaults={"verified": True, "primary": True}
    )

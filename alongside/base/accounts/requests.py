"""Who is asking."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from alongside.base.accounts.models import Account


def account_of(request: HttpRequest) -> Account:
    """The signed-in account; raises ``PermissionDenied`` where nobody is (the view forgot its guard)."""
    if isinstance(request.user, Account):
        return request.user
    raise PermissionDenied

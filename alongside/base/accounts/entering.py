"""Signing somebody in who has just proven their address, by a link that was sent there."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse

from alongside.base.accounts.actions import address
from alongside.base.accounts.models import Account


def enter(request: HttpRequest, account: Account, *, to: str) -> HttpResponse:
    """Sign ``account`` in and lead to ``to``. A second step, where they have one, is still asked for.

    Only for a request that carries what was sent to the account's own address, and nowhere else.
    """
    address.proven(account=account, address=account.email or "")
    record_authentication(request, account, method="link", email=account.email)
    response: HttpResponse = perform_login(request, account, redirect_url=to, email=account.email)
    return response

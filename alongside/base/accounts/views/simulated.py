"""The front desk of a simulation: who one can sign in as, and the mailbox where the codes arrive."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.base.accounts.models import Account
from alongside.base.accounts.simulated import last_mails
from alongside.base.accounts.views.manage import View
from alongside.base.services.installation import is_simulated
from alongside.base.services.models import Installation


def only_simulated(view: View) -> View:
    """Where the database is not marked simulated, the page does not exist."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_simulated():
            raise Http404
        return view(request, *args, **kwargs)

    return wrapper


@only_simulated
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everybody of the cast with a button that asks for their code; below, the last e-mails."""
    return render(request, "accounts/simulated.html", {"cast": _cast(), "mails": last_mails()})


def _cast() -> list[dict[str, Any]]:
    installation = Installation.objects.filter(simulated=True).first()
    lines = {member["account_id"]: member["line"] for member in (installation.cast if installation else [])}
    accounts = {str(account.pk): account for account in Account.objects.filter(pk__in=lines)}
    return [{"account": accounts[key], "line": line} for key, line in lines.items() if key in accounts]

"""*What we have understood*: lines the person chose, to show somebody outside."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.support import statements as presenters
from alongside.care.support.actions import statement as actions
from alongside.care.support.lines import lines_offered
from alongside.care.support.models import Statement
from alongside.care.support.statement_forms import ChooseForm, ConfirmForm


@partnership_page(Verb.SEE_AGREEMENTS, purpose="understood")
@require_safe
def understood(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What was chosen so far."""
    return render(request, "support/understood.html", presenters.index(partnership, request.relation))


@partnership_page(Verb.CHOOSE_LINES, purpose="understood")
@require_http_methods(["GET", "POST"])
@counts_once
def choose(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Choose for whom, and which lines."""
    offered = lines_offered(partnership, by=request.user, relation=request.relation)
    form = ChooseForm(request.POST if request.method == "POST" else None, offered=offered)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = actions.make(
            partnership=partnership,
            audience=Statement.Audience(given["audience"]),
            keys=given["lines"],
            confirm=given["confirm"],
            by=request.user,
        )
        return redirect("support:understood-one", partnership.pk, made.pk)
    return render(request, "support/understood_choose.html", {"form": form, "offered": offered})


@partnership_page(Verb.SEE_AGREEMENTS, purpose="understood")
@require_http_methods(["GET", "POST"])
@counts_once
def one(request: PartnershipRequest, partnership: Partnership, statement_id: UUID) -> HttpResponse:
    """One of them: on the screen and on paper; confirmed by a professional, taken back by the person."""
    row = _statement(partnership, statement_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _do(form, row, request)
        except actions.NotOpen:
            messages.info(request, _("It was answered or taken back a moment before."))
        return redirect("support:understood", partnership_id=partnership.pk)
    context = {**presenters.statement_page(row, request.relation), "form": form}
    return render(request, "support/understood_one.html", context)


def _do(form: ConfirmForm, row: Statement, request: PartnershipRequest) -> None:
    what = form.cleaned_data["what"]
    if what == "withdraw":
        actions.withdraw(statement=row, by=request.user)
    elif what == "confirm":
        actions.confirm(statement=row, by=request.user)
    else:
        actions.not_quite(statement=row, why=form.cleaned_data["why"], by=request.user)


def _statement(partnership: Partnership, key: UUID) -> Statement:
    rows = Statement.objects.select_related("partnership__service", "confirmed_by", "not_quite_by")
    row = get_object_or_404(rows, pk=key, partnership=partnership)
    if row.withdrawn_at is not None:
        raise Http404
    return row

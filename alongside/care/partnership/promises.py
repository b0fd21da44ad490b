"""*What was promised*: the same page for both sides; a professional adds to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.pages.once import counts_once
from alongside.care.partnership import authority
from alongside.care.partnership.actions import promise as actions
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership, Promise
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.promise_forms import PromiseForm, SettleForm
from alongside.care.partnership.promise_presenters import promises_page


@partnership_page(Verb.SEE_PROMISES, purpose="promises")
@require_http_methods(["GET", "POST"])
@counts_once
def promises(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What was promised and what became of it; a professional promises something."""
    form = PromiseForm(request.POST or None)
    if request.method == "POST":
        authority.require(request.user, Verb.PROMISE, partnership)
        if form.is_valid() and _made(form, partnership, request):
            return redirect("partnership:promises", partnership_id=partnership.pk)
    return _page(request, partnership, form)


@partnership_page(Verb.PROMISE, purpose="promises")
@require_http_methods(["POST"])
@counts_once
def promise(request: PartnershipRequest, partnership: Partnership, promise_id: UUID) -> HttpResponse:
    """What became of one."""
    row = get_object_or_404(
        Promise.objects.select_related("partnership"), pk=promise_id, partnership=partnership
    )
    form = SettleForm(request.POST)
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, str(faults[0]))
    else:
        try:
            if form.cleaned_data["what"] == "kept":
                actions.keep(promise=row, by=request.user)
            else:
                actions.could_not(promise=row, why=form.cleaned_data["why"], by=request.user)
        except actions.Settled:
            messages.info(request, _("A colleague has said already what became of it."))
    return redirect("partnership:promises", partnership_id=partnership.pk)


def _made(form: PromiseForm, partnership: Partnership, request: PartnershipRequest) -> bool:
    given = form.cleaned_data
    try:
        actions.make(partnership=partnership, text=given["text"], due_on=given["due_on"], by=request.user)
    except actions.NotADay:
        form.add_error("due_on", _("Choose today or a later day, at most two years ahead."))
        return False
    return True


def _page(request: PartnershipRequest, partnership: Partnership, form: PromiseForm) -> HttpResponse:
    for_person = request.relation is Relation.PERSON
    context = {**promises_page(partnership), "form": form, "for_person": for_person}
    return render(request, "partnership/promises.html", context)

"""Whose a message is: take it, hand it over, or say that it needs no answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.accounts.models import Account
from alongside.base.pages.once import counts_once
from alongside.care.communication import owners
from alongside.care.communication.actions import waiting as actions
from alongside.care.communication.message_forms import HandOverForm, NoAnswerForm, TakeForm
from alongside.care.communication.models import Thread, Wait
from alongside.care.communication.presenters import conversation as presenters
from alongside.care.communication.views.talk import thread_or_404
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page


@partnership_page(Verb.WRITE_TO_PERSON, purpose="talk")
@require_http_methods(["POST"])
@counts_once
def take(request: PartnershipRequest, partnership: Partnership, thread_id: UUID) -> HttpResponse:
    """*I will answer*: from the list or from the conversation."""
    row = thread_or_404(partnership, thread_id)
    wait = _open(row)
    form = TakeForm(request.POST)
    if wait is None:
        _told(request, actions.NotYours(_last(row)))
    elif form.is_valid():
        try:
            actions.take(wait=wait, from_=_account(form.cleaned_data["owner"]), by=request.user)
        except actions.NotYours as quicker:
            _told(request, quicker)
        else:
            messages.success(request, _("It is yours now."))
    return redirect("communication:thread", partnership_id=partnership.pk, thread_id=row.pk)


@partnership_page(Verb.WRITE_TO_PERSON, purpose="talk")
@require_http_methods(["GET", "POST"])
@counts_once
def hand_over(request: PartnershipRequest, partnership: Partnership, thread_id: UUID) -> HttpResponse:
    """Ask a colleague to see to it, with a line that says why."""
    row = thread_or_404(partnership, thread_id)
    wait = _open(row)
    if wait is None:
        return _gone(request, row)
    if request.relation is Relation.LEAD:  # nobody is left who could have it: somebody becomes their contact
        return redirect("partnership:team", partnership_id=partnership.pk)
    able = [one for one in owners.readers(partnership) if one.pk != wait.item.owner_id]
    form = HandOverForm(request.POST or None, colleagues=able, initial={"owner": wait.item.owner_id})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.hand_over(
                wait=wait,
                from_=_account(given["owner"]),
                to=given["to"],
                why=given["why"],
                by=request.user,
            )
        except actions.NotYours as quicker:
            _told(request, quicker)
        else:
            messages.success(request, _("%(who)s sees to it now.") % {"who": given["to"].name})
        return redirect("communication:thread", partnership_id=partnership.pk, thread_id=row.pk)
    context = {
        "form": form,
        "thread": row,
        "topic": presenters.topic_of(row),
        "owner": wait.item.owner.name,
        "away": [
            _("%(who)s is away until %(day)s.")
            % {"who": one.account.name, "day": presenters.day(one.until_on)}
            for one in owners.absences(partnership.service, [one.pk for one in able]).values()
        ],
    }
    return render(request, "communication/hand_over.html", context)


@partnership_page(Verb.WRITE_TO_PERSON, purpose="talk")
@require_http_methods(["GET", "POST"])
@counts_once
def no_answer(request: PartnershipRequest, partnership: Partnership, thread_id: UUID) -> HttpResponse:
    """It needs no answer here, for a reason that the person reads."""
    row = thread_or_404(partnership, thread_id)
    wait = _open(row)
    if wait is None:
        return _gone(request, row)
    form = NoAnswerForm(request.POST or None, initial={"messages": row.messages})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.no_answer_needed(
                wait=wait, how=Wait.How(given["how"]), messages=given["messages"], by=request.user
            )
        except actions.NotYours as quicker:
            _told(request, quicker)
            return redirect("communication:thread", partnership_id=partnership.pk, thread_id=row.pk)
        messages.success(request, _("Closed. The person reads why."))
        return redirect("communication:inbox")
    context = {"form": form, "thread": row, "topic": presenters.topic_of(row)}
    return render(request, "communication/no_answer.html", context)


def _open(row: Thread) -> Wait | None:
    rows = Wait.objects.filter(thread=row, ended_at=None)
    return rows.select_related("item__owner", "partnership__service", "partnership__team").first()


def _last(row: Thread) -> Wait | None:
    return Wait.objects.filter(thread=row).select_related("ended_by").order_by("-since").first()


def _gone(request: PartnershipRequest, row: Thread) -> HttpResponse:
    _told(request, actions.NotYours(_last(row)))
    return redirect("communication:thread", partnership_id=row.partnership_id, thread_id=row.pk)


def _told(request: PartnershipRequest, quicker: actions.NotYours) -> None:
    """Who was quicker, in a sentence."""
    wait = quicker.wait
    if wait is None:
        messages.info(request, _("Nothing waits for an answer here."))
    elif wait.ended_by is not None:
        messages.info(request, _("%(who)s has seen to it already.") % {"who": wait.ended_by.name})
    elif wait.item.owner_id == request.user.pk:
        messages.info(request, _("They have written more. Please read it first."))
    else:
        messages.info(request, _("%(who)s has it now.") % {"who": wait.item.owner.name})


def _account(key: UUID) -> Account:
    found = Account.objects.filter(pk=key).first()
    if found is None:
        raise Http404
    return found

"""Pages of one decision: open it, prepare it, lay out the options, open it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.base.services.reading import reading_sentence
from alongside.care.involvement.actions import decision as actions
from alongside.care.involvement.forms import DecisionForm, OptionForm, PrepareForm
from alongside.care.involvement.models import Decision, DecisionOption
from alongside.care.involvement.presenters.decision import decision_page
from alongside.care.involvement.views.matter import source_of
from alongside.care.involvement.views.together import reader_of
from alongside.care.partnership import way
from alongside.care.partnership.agreeing import side_of
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.side import Side


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def decision_new(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Say what there is to decide."""
    side = side_of(request.relation)
    grown = source_of(request, request.GET.get("from", ""))
    initial: dict[str, Any] = {"say": way.way_of(partnership).say.value}
    if grown:
        about = _("%(about)s: what shall we do about it?") % {"about": grown.words}
        initial |= {"question": about if grown.is_bare else grown.words, "source": grown.address}
    form = DecisionForm(request.POST or None, side=side, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.open_decision(
            partnership=partnership,
            question=form.cleaned_data["question"],
            source=form.cleaned_data["source"],
            say=form.say(),
            what_matters=form.cleaned_data.get("what_matters", ""),
            by=request.user,
        )
        return redirect("involvement:decision", partnership_id=partnership.pk, decision_id=made.pk)
    return form_page(
        request,
        form,
        heading=_("What is there to decide?"),
        lead=_("Nothing is decided by opening it. Waiting, and none of it, are always among the choices."),
        button=_("Open it"),
        grown=grown,
        back_href=reverse("involvement:together", args=[partnership.pk]),
        back=_("What we agreed"),
    )


@partnership_page(Verb.SEE_AGREEMENTS, purpose="together")
@require_safe
def decision(request: PartnershipRequest, partnership: Partnership, decision_id: UUID) -> HttpResponse:
    """One decision."""
    row = decision_of(partnership, decision_id)
    return render(request, "involvement/decision.html", decision_page(row, reader_of(request)))


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def prepare(request: PartnershipRequest, partnership: Partnership, decision_id: UUID) -> HttpResponse:
    """What matters to me in this, and how much say I want."""
    if request.relation is not Relation.PERSON:
        raise Http404
    row = decision_of(partnership, decision_id)
    usual = way.way_of(partnership).say.value
    form = PrepareForm(
        request.POST or None, initial={"what_matters": row.what_matters, "say": row.say or usual}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.prepare(
                decision=row,
                say=form.how_much(),
                what_matters=form.cleaned_data["what_matters"],
                by=request.user,
            )
        except actions.NotPossible:
            tell_quicker(request)
        return back_to(row)
    return form_page(
        request,
        form,
        heading=_("What matters to you in this?"),
        lead=row.question,
        button=_("Keep it"),
        back_href=page_of(row),
        back=_("The decision"),
    )


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def option_new(request: PartnershipRequest, partnership: Partnership, decision_id: UUID) -> HttpResponse:
    """Add something that could be done."""
    row = decision_of(partnership, decision_id)
    form = OptionForm(request.POST or None, side=side_of(request.relation))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_option(decision=row, words=form.words(), by=request.user)
        except actions.NotPossible:
            tell_quicker(request)
        return back_to(row)
    return form_page(
        request,
        form,
        heading=_("Add a choice"),
        lead=row.question,
        button=_("Add it"),
        back_href=page_of(row),
        back=_("The decision"),
    )


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def option_change(
    request: PartnershipRequest, partnership: Partnership, decision_id: UUID, option_id: UUID
) -> HttpResponse:
    """Change a choice, or take one's own away."""
    row = decision_of(partnership, decision_id)
    options = DecisionOption.objects.select_related("decision", "partnership")
    option = get_object_or_404(options, pk=option_id, decision=row, gone_at=None, ready="")
    side = side_of(request.relation)
    taken_away = "take-away" in request.POST
    given = {name: getattr(option, name) for name in ("text", "asks", "may_bring", "may_cost")}
    form = OptionForm((request.POST or None) if not taken_away else None, side=side, initial=given)
    if request.method == "POST" and (taken_away or form.is_valid()):
        try:
            if taken_away:
                actions.take_away_option(option=option, by=request.user)
            else:
                actions.change_option(option=option, words=form.words(), by=request.user)
        except actions.NotPossible:
            tell_quicker(request)
        return back_to(row)
    return form_page(
        request,
        form,
        heading=_("Change a choice"),
        lead=row.question,
        button=_("Keep the change"),
        take_away=option.added_side == side,
        back_href=page_of(row),
        back=_("The decision"),
    )


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["POST"])
@counts_once
def reopen(request: PartnershipRequest, partnership: Partnership, decision_id: UUID) -> HttpResponse:
    """Decide it anew."""
    row = decision_of(partnership, decision_id)
    try:
        actions.reopen(decision=row, by=request.user)
    except actions.NotPossible:
        tell_quicker(request)
    return back_to(row)


def form_page(request: PartnershipRequest, form: Any, **context: Any) -> HttpResponse:
    """A form of this room with its heading, what it is about, and the help beside every box."""
    mine = side_of(request.relation) is Side.PERSON
    given = {
        "form": form,
        "for_person": mine,
        "reading_line": reading_sentence(request.partnership.service) if mine else "",
        "grown": None,
        "take_away": False,
        "changed": "",
    }
    return render(request, "involvement/decision_form.html", given | context)


def tell_quicker(request: PartnershipRequest) -> None:
    messages.info(request, _("Somebody was quicker. This is how it stands now."))


def decision_of(partnership: Partnership, key: UUID) -> Decision:
    rows = Decision.objects.with_words().select_related(
        "partnership__service", "partnership__team", "choice__professional"
    )
    return get_object_or_404(rows, pk=key, partnership=partnership)


def page_of(row: Decision) -> str:
    return reverse("involvement:decision", args=[row.partnership_id, row.pk])


def back_to(row: Decision) -> HttpResponse:
    return redirect(page_of(row))

"""What each side wants to talk about: one's own list, and the other's beside it."""

from __future__ import annotations

from textwrap import shorten
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.pages.once import counts_once
from alongside.base.services.reading import reading_sentence
from alongside.care.communication.actions import agenda as actions
from alongside.care.communication.models import AgendaLine
from alongside.care.communication.presenters.visit import agenda_page
from alongside.care.communication.visit_forms import LineForm
from alongside.care.communication.visit_sources import GROWS_FROM
from alongside.care.partnership import sources
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page


@partnership_page(Verb.PREPARE_VISIT, purpose="visits")
@require_http_methods(["GET", "POST"])
@counts_once
def agenda(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Both lists, and a box for one more line; ``?from=`` brings words that were said before."""
    for_person = request.relation is Relation.PERSON
    grown = sources.read(
        request.GET.get("from", ""), partnership=partnership, by=request.user, relation=request.relation
    )
    initial = (
        {"text": shorten(grown.words, actions.MOST_TEXT, placeholder="…"), "source": grown.address}
        if grown
        else {}
    )
    form = LineForm(request.POST or None, for_person=for_person, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(
                partnership=partnership,
                text=form.cleaned_data["text"],
                source=form.cleaned_data["source"],
                by=request.user,
            )
        except actions.Enough:
            form.add_error("text", _("Your list is full. Take something off it first."))
        else:
            return redirect("communication:agenda", partnership_id=partnership.pk)
    offered = [] if grown or form.is_bound else _offered(request)
    more = {
        "form": form,
        "grown": grown,
        "offered": offered,
        "reading_line": reading_sentence(partnership.service),
    }
    return render(request, "communication/agenda.html", agenda_page(partnership, request.relation) | more)


@partnership_page(Verb.PREPARE_VISIT, purpose="visits")
@require_http_methods(["POST"])
@counts_once
def move(request: PartnershipRequest, partnership: Partnership, line_id: UUID) -> HttpResponse:
    """One place up or down."""
    actions.move(line=_line(partnership, line_id), up=request.POST.get("what") == "up", by=request.user)
    return redirect("communication:agenda", partnership_id=partnership.pk)


@partnership_page(Verb.PREPARE_VISIT, purpose="visits")
@require_http_methods(["POST"])
@counts_once
def remove(request: PartnershipRequest, partnership: Partnership, line_id: UUID) -> HttpResponse:
    """Take it off the list."""
    actions.remove(line=_line(partnership, line_id), by=request.user)
    return redirect("communication:agenda", partnership_id=partnership.pk)


def _line(partnership: Partnership, key: UUID) -> AgendaLine:
    return get_object_or_404(
        AgendaLine.objects.select_related("partnership__service"), pk=key, partnership=partnership
    )


def _offered(request: PartnershipRequest) -> list[dict[str, str]]:
    """What was said before and could be talked about, as links that bring the words."""
    found = sources.listed(
        GROWS_FROM, partnership=request.partnership, by=request.user, relation=request.relation
    )
    there = set(
        AgendaLine.objects.filter(partnership=request.partnership).open().values_list("source", flat=True)
    )
    return [
        {
            "href": f"{request.path}?from={source.address}",
            "heading": source.heading,
            "words": shorten(source.words, 120, placeholder="…"),
        }
        for source in found
        if source.address not in there
    ]

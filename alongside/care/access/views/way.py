"""*My way*: how a person wants to be reached, supported and heard; read by both, changed by the person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.base.services import reading
from alongside.care.access import presenters
from alongside.care.access.actions import way as actions
from alongside.care.access.forms import WayForm
from alongside.care.access.rules.preferences import preference_questions
from alongside.care.partnership import way
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.definitions_said import said
from alongside.care.partnership.models import Partnership, Way
from alongside.care.partnership.pages import PartnershipRequest, partnership_page


@partnership_page(Verb.SEE_MY_WAY, purpose="way")
@require_safe
def show(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Everything that was asked, with what stands; for a professional what matters when they ring, first."""
    current = way.current(partnership)
    history = Way.objects.filter(partnership=partnership).select_related("by").order_by("-version")[:20]
    context = {
        "rows": presenters.rows_of(current),
        "current": current,
        "reaching": presenters.reaching(current),
        "history": list(history),
        "is_person": request.relation is Relation.PERSON,
        "careful": way.protection_of(partnership).advise_pin_or_passkey,
    }
    return render(request, "access/way.html", context)


@partnership_page(Verb.SET_MY_WAY, purpose="way")
@require_http_methods(["GET", "POST"])
@counts_once
def change(request: PartnershipRequest, partnership: Partnership, page: str) -> HttpResponse:
    """Change one answer. If it was changed elsewhere meanwhile, both are shown and nothing is lost."""
    try:
        question = said(preference_questions()).question(page)
    except KeyError as unknown:
        raise Http404 from unknown
    current = way.current(partnership)
    form = WayForm(
        [question],
        request.POST if request.method == "POST" else None,
        with_words=page == "needs",
        initial=_initial(current, page),
    )
    version = current.version if current else 0
    meanwhile = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_way(
                partnership=partnership,
                answers=form.answers(),
                by=request.user,
                seen_version=_number(request.POST.get("version", "")),
            )
        except actions.ChangedMeanwhile as changed:
            version = changed.current.version
            rows = presenters.rows_of(changed.current)
            meanwhile = next(row.value for row in rows if row.id == page)
        else:
            messages.success(request, _("Saved. Your team can see it."))
            return redirect("access:way", partnership_id=partnership.pk)
    context = {
        "form": form,
        "question": question,
        "version": version,
        "meanwhile": meanwhile,
        "reading": reading.reading_sentence(partnership.service) if page == "needs" else "",
    }
    return render(request, "access/way_change.html", context)


def _initial(current: Way | None, page: str) -> dict[str, Any]:
    if current is None:
        return {}
    words = {"language": current.language, "needs_note": current.needs_note}
    return {**words, page: getattr(current, page)} if page in current.said else words


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 9 else None

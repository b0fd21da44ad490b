"""*I need to come back*: through the safety screen, what changed, and where it stands at any time."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.base.services import reading
from alongside.care.access import clocks
from alongside.care.access.actions import coming_back as actions
from alongside.care.access.catalogue import follow_up_rules
from alongside.care.access.models import ComingBack
from alongside.care.access.opening import may_screen
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.support import coming_back as presenters
from alongside.care.support.coming_back_forms import HeardForm, SayForm


@partnership_page(Verb.SEE_FOLLOW_UP, purpose="come-back")
@require_safe
def show(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """For the person: come back, or where it stands. For a professional: what they said, what is known."""
    return _page(request, partnership)


@partnership_page(Verb.COME_BACK, purpose="come-back")
@require_http_methods(["GET", "POST"])
@counts_once
def say(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """After the safety questions: what has changed, and what would help."""
    if _lead_back(partnership):
        return redirect("support:come-back", partnership_id=partnership.pk)
    rules = follow_up_rules()
    form = SayForm(request.POST if request.method == "POST" else None, rules=rules)
    if request.method == "POST" and form.is_valid():
        try:
            actions.come_back(partnership=partnership, said=form.said(), by=request.user)
        except (actions.NotScreened, actions.NotAway):
            return redirect("support:come-back", partnership_id=partnership.pk)
        messages.success(request, _("Good that you said so. Everything you told us is still here."))
        return redirect("support:come-back", partnership_id=partnership.pk)
    by = clocks.answer_by(partnership.service, rules.answer_working_days)
    context = {
        "form": form,
        "still": presenters.still_here(partnership),
        "reading": reading.reading_sentence(partnership.service),
        "answer_by": clocks.day_of(by, partnership.service) if by else None,
    }
    return render(request, "support/come_back_say.html", context)


@partnership_page(Verb.WORK_ATTENTION, purpose="come-back")
@require_http_methods(["POST"])
@counts_once
def heard(request: PartnershipRequest, partnership: Partnership, coming_back_id: UUID) -> HttpResponse:
    """A professional answered: what they did, and what they say."""
    rows = ComingBack.objects.select_related("partnership__service", "partnership__team")
    row = get_object_or_404(rows, pk=coming_back_id, partnership=partnership)
    form = HeardForm(request.POST)
    if not form.is_valid():
        return _page(request, partnership, form=form)
    given = form.cleaned_data
    actions.heard(coming_back=row, how=ComingBack.Heard(given["how"]), words=given["words"], by=request.user)
    messages.success(request, _("Written down. They can read it now."))
    return redirect("support:overview", partnership_id=partnership.pk)


@partnership_page(Verb.AGREE_FOLLOW_UP, purpose="come-back")
@require_http_methods(["POST"])
@counts_once
def take_up(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A professional takes it up again, because they talked another way."""
    if request.relation is Relation.PERSON:
        raise Http404
    actions.take_up(partnership=partnership, by=request.user)
    return redirect("support:overview", partnership_id=partnership.pk)


def _lead_back(partnership: Partnership) -> bool:
    """Whether there is nothing to say here: under way, waiting for an answer, or not screened yet."""
    if partnership.state not in actions.AWAY:
        return True
    return may_screen() and actions.screened(partnership) is None


def _page(
    request: PartnershipRequest, partnership: Partnership, form: HeardForm | None = None
) -> HttpResponse:
    context = presenters.page(partnership, request.relation, request.user)
    if request.relation is Relation.PERSON:
        rules = follow_up_rules()
        by = clocks.answer_by(partnership.service, rules.answer_working_days)
        context |= {
            "screened": actions.screened(partnership) is not None or not may_screen(),
            "answer_by": clocks.day_of(by, partnership.service) if by else None,
            "reading": reading.reading_sentence(partnership.service),
        }
        return render(request, "support/come_back.html", context)
    return render(request, "support/came_back.html", context | {"form": form or HeardForm()})

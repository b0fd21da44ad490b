"""On top of the rooms: the person's today, the professional's list, one person at a glance, the clinic."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.accounts.models import Account
from alongside.base.accounts.requests import account_of
from alongside.base.pages.once import counts_once
from alongside.base.record import access
from alongside.base.services.models import Service
from alongside.care.communication.presenters import diary
from alongside.care.partnership import mail_waiting, visits_here
from alongside.care.partnership.actions.attention import EndsByDoing
from alongside.care.partnership.authority import Relation, Verb, is_lead
from alongside.care.partnership.models import AttentionItem, Partnership, ServiceRole, TeamMembership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.support import clinic as clinics
from alongside.care.support import next_steps, presenters, queries, today
from alongside.care.support import overview as overviews
from alongside.care.support.actions import needs
from alongside.care.support.forms import DealForm, SearchForm

PEOPLE_A_PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: the door for who is signed out, today for a person, the list for a professional."""
    if not request.user.is_authenticated:
        return redirect("door:start")
    account = account_of(request)
    if account.is_professional:
        return _who_needs_you(request, account)
    mine = Partnership.objects.filter(person=account).select_related("service")
    partnership = mail_waiting.noticing(mine, mail_waiting.counted_since()).first()
    if partnership is None:
        return render(request, "support/nothing_yet.html")
    request.partnership, request.relation = partnership, Relation.PERSON  # type: ignore[attr-defined]
    access.seen(
        service=partnership.service,
        viewer=account,
        relation=Relation.PERSON,
        subject=partnership.pk,
        purpose="overview",
    )
    visits_here.came(partnership, page="overview")
    return render(request, "support/today.html", today.page(partnership))


def _who_needs_you(request: HttpRequest, account: Account) -> HttpResponse:
    service = _service_of(account)
    if service is None:
        return render(request, "support/nothing_yet.html")
    by_person = queries.needs(account)
    people = queries.people(account).count()
    access.list_seen(
        service=service, viewer=account, relation="professional", purpose="needs", listed=len(by_person)
    )
    context = {
        "needs": [presenters.need(items[0], items[1:]) for items in by_person],
        "lead": presenters.lead_sentence(queries.needing(account), people),
        "without": _with_no_next_step(account, service),
        "diaries": diary.refused_lines(account),
        "treats": bool(by_person) or _treats(account),
    }
    return render(request, "support/who_needs_you.html", context)


def _treats(account: Account) -> bool:
    """Whether somebody has a seat in a team; who only leads the clinic has nobody to look after."""
    return TeamMembership.objects.filter(account=account, until_at=None).exists()


def _with_no_next_step(account: Account, service: Service) -> str:
    """How many people have no next step, for whoever leads the clinic; empty for the others."""
    if not is_lead(account, service.pk):
        return ""
    left = next_steps.without(next_steps.with_us(service), service).count()
    return presenters.without_next_step(left) if left else ""


def _service_of(account: Account) -> Service | None:
    seat = TeamMembership.objects.filter(account=account, until_at=None).select_related("service").first()
    role = (
        seat or ServiceRole.objects.filter(account=account, until_at=None).select_related("service").first()
    )
    return role.service if role else None


@login_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """The people a professional may see, found by name."""
    account = account_of(request)
    service = _service_of(account) if account.is_professional else None
    if service is None:
        raise Http404
    form = SearchForm(request.POST or {"whose": "mine"})
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.people(account, name=asked.get("name", ""), whose=asked.get("whose") or "mine")
    page = asked.get("page") or 1
    start = (page - 1) * PEOPLE_A_PAGE
    rows = list(found[start : start + PEOPLE_A_PAGE + 1])
    access.list_seen(
        service=service, viewer=account, relation="professional", purpose="people", listed=len(rows)
    )
    context = {
        "form": form,
        "rows": [presenters.person_row(partnership) for partnership in rows[:PEOPLE_A_PAGE]],
        "page": page,
        "caption": presenters.people_caption(len(rows), asked.get("whose") or "mine"),
        "more": len(rows) > PEOPLE_A_PAGE,
        "asked": asked,
        "treats": bool(rows) or _treats(account),
    }
    return render(request, "support/people.html", context)


@login_required
@require_safe
def clinic(request: HttpRequest) -> HttpResponse:
    """The clinic in figures, for its lead."""
    role = (
        ServiceRole.objects.filter(account=account_of(request), until_at=None, role=ServiceRole.Role.LEAD)
        .select_related("service")
        .first()
    )
    if role is None:
        raise Http404
    context = {
        "cards": clinics.cards(role.service),
        "rules": presenters.rules_called_not_useful(queries.not_useful_by_rule(role.service)),
        "teams": role.service.teams.prefetch_related("memberships__account"),
    }
    return render(request, "support/clinic.html", context)


@partnership_page(Verb.OPEN, purpose="overview")
@require_safe
def overview(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """One person at a glance; the person's own overview is their today."""
    if request.relation is Relation.PERSON:
        return redirect("support:home")
    if request.relation is Relation.LEAD:  # sees what must be answered, and not the rest
        return redirect("communication:talk", partnership_id=partnership.pk)
    return render(
        request, "support/overview.html", overviews.page(partnership, request.relation, request.user)
    )


@partnership_page(Verb.WORK_ATTENTION, purpose="overview")
@require_http_methods(["POST"])
@counts_once
def deal(request: PartnershipRequest, partnership: Partnership, item_id: UUID) -> HttpResponse:
    """Act on, put off, or call not useful."""
    item = get_object_or_404(AttentionItem, pk=item_id, partnership=partnership)
    form = DealForm(request.POST)
    if form.is_valid():
        try:
            needs.deal(item=item, what=form.cleaned_data["what"], by=request.user)
        except EndsByDoing:
            messages.error(request, _("Somebody waits for this: it ends when it is done."))
        except ValueError:
            messages.error(request, _("This could be dangerous: deal with it, then mark it done."))
    if request.POST.get("then") == "home":
        return redirect("support:home")
    return redirect("support:overview", partnership_id=partnership.pk)

"""A professional's diary: bring it by file or feed, and say whose an entry is."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.accounts.models import Account
from alongside.base.pages.once import counts_once
from alongside.base.record import access
from alongside.base.services.models import Service
from alongside.care.communication.actions import diary as actions
from alongside.care.communication.actions import diary_source
from alongside.care.communication.actions.diary import NotAllowed
from alongside.care.communication.diary_forms import FeedForm, FileForm, WhoseForm
from alongside.care.communication.models import CalendarEntry, CalendarSource
from alongside.care.communication.presenters import diary as presenters
from alongside.care.communication.rules.calendar_refusal import MOST_BYTES, CalendarRefused
from alongside.care.partnership import authority
from alongside.care.partnership.invitations import SignedIn, professionals_only, seats_only
from alongside.care.partnership.models import ServiceRole, TeamMembership


@professionals_only
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """Diaries that are read, and entries that are nobody's yet."""
    service = _service(request.user)
    context = presenters.diary_page(request.user, service)
    access.list_seen(
        service=service,
        viewer=request.user,
        relation="team",
        purpose="diary",
        listed=len(context["waiting"]),
    )
    return render(request, "communication/visit_diary.html", context)


@seats_only
@require_http_methods(["GET", "POST"])
@counts_once
def file(request: SignedIn) -> HttpResponse:
    """Bring a file."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        # One byte more than is read, so that what is too large is seen to be.
        data = form.cleaned_data["file"].read(MOST_BYTES + 1)
        try:
            taken = diary_source.take_file(service=_service(request.user), data=data, by=request.user)
        except CalendarRefused as refused:
            form.add_error("file", presenters.refused_words(refused))
        else:
            messages.success(request, presenters.taken_words(taken))
            return redirect("communication:diary")
    return render(request, "communication/visit_diary_file.html", {"form": form})


@professionals_only
@require_http_methods(["GET", "POST"])
@counts_once
def feed(request: SignedIn) -> HttpResponse:
    """Say where a diary can be read."""
    service = _service(request.user)
    leads = authority.is_lead(request.user, service.pk)
    seated = TeamMembership.objects.filter(account=request.user, service=service, until_at=None).exists()
    form = FeedForm(request.POST or None, seated=seated, leads=leads)
    if request.method == "POST" and form.is_valid():
        try:
            diary_source.set_feed(
                service=service,
                url=form.cleaned_data["url"],
                whole_service=form.whole_service(),
                by=request.user,
            )
        except CalendarRefused as refused:
            form.add_error("url", presenters.refused_words(refused))
        except NotAllowed:
            raise Http404 from None
        else:
            messages.success(request, _("Kept. It is read within a few minutes, and then every hour."))
            return redirect("communication:diary")
    return render(request, "communication/visit_diary_feed.html", {"form": form, "leads": leads})


@professionals_only
@require_http_methods(["POST"])
@counts_once
def stop(request: SignedIn, source_id: UUID) -> HttpResponse:
    """Read it no more."""
    source = get_object_or_404(CalendarSource, pk=source_id)
    try:
        diary_source.stop(source=source, by=request.user)
    except NotAllowed:
        raise Http404 from None
    messages.success(
        request, _("It is not read any more, and its address is forgotten. Visits stay as they are.")
    )
    return redirect("communication:diary")


@professionals_only
@require_http_methods(["GET", "POST"])
@counts_once
def entry(request: SignedIn, entry_id: UUID) -> HttpResponse:
    """Say whose an entry is, or that it is no visit."""
    rows = CalendarEntry.objects.select_related("source", "service")
    row = get_object_or_404(
        rows, pk=entry_id, source__owner=request.user, standing=CalendarEntry.Standing.WAITING
    )
    if request.POST.get("what") == "no-visit":
        actions.ignore(entry=row, by=request.user)
        return redirect("communication:diary")
    form = WhoseForm(request.POST or None, people=presenters.people_of(request.user))
    if request.method == "POST" and form.is_valid():
        number = actions.match(entry=row, partnership=form.whose(), by=request.user)
        messages.success(
            request,
            ngettext("%(n)d visit is kept now.", "%(n)d visits are kept now.", number) % {"n": number},
        )
        return redirect("communication:diary")
    when = presenters.entry_when(row, row.service)
    return render(request, "communication/visit_diary_entry.html", {"form": form, "when": when})


def _service(account: Account) -> Service:
    """Where they work: their newest seat, or the service they lead."""
    seat = TeamMembership.objects.filter(account=account, until_at=None).select_related("service")
    role = ServiceRole.objects.filter(account=account, until_at=None).select_related("service")
    place = seat.order_by("-from_at").first() or role.order_by("-from_at").first()
    if place is None:
        raise Http404
    return place.service

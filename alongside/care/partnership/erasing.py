"""Erasing a record: the person asks, the lead of the clinic answers, and erases what was kept long enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base import clock
from alongside.base.accounts.views.manage import proven
from alongside.base.pages.once import counts_once
from alongside.base.record import access
from alongside.base.services.models import Service
from alongside.care.partnership.actions import erasure
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.invitations import SignedIn, leads_only
from alongside.care.partnership.models import Erased, ErasureAsked, Partnership, ServiceRole
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.presenters import age_of
from alongside.care.partnership.rules.erasing import (
    ANSWER_WITHIN,
    Ground,
    KeptBecause,
    copies_until,
)
from alongside.care.partnership.rules.keeping import keeping

MOST = 200
KEEP = "keep:"

REASONS = {
    KeptBecause.THE_LAW: gettext_lazy("The law asks us to keep a health record for some years."),
    KeptBecause.A_CLAIM: gettext_lazy("It may be needed for a complaint, or in a court."),
}


@partnership_page(Verb.ASK_FOR_ERASURE, purpose="own-copy")
@require_http_methods(["GET", "POST"])
@counts_once
def ask(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The person asks for everything to be erased, or takes that back."""
    if request.method == "POST":
        if "take-back" not in request.POST:
            erasure.ask(partnership=partnership, by=request.user)
            messages.success(request, _("We have got it. A person reads it and answers."))
        else:
            try:
                erasure.take_back(partnership=partnership, by=request.user)
                messages.success(request, _("We keep your record. Nothing was erased."))
            except erasure.NotAsked:
                messages.info(request, _("That was answered already. Nothing was changed."))
        return redirect("partnership:ask-erasure", partnership_id=partnership.pk)
    asked = ErasureAsked.objects.filter(partnership=partnership).order_by("-asked_at").first()
    is_open = asked is not None and asked.answered_at is None and asked.taken_back_at is None
    answered = asked if asked is not None and asked.answered_at is not None else None
    context = {
        "asked": asked if is_open else None,
        "by_day": asked.asked_at + ANSWER_WITHIN if asked and is_open else None,
        "answered": answered,
        "because": str(REASONS[KeptBecause(answered.kept_because)]) if answered else "",
        "years": keeping().years_after,
        "backups_days": keeping().backups_days,
    }
    return render(request, "partnership/ask_erasure.html", context)


class DecideForm(forms.Form):
    """What becomes of the record; nothing is chosen beforehand."""

    answer = forms.ChoiceField(label=gettext_lazy("What becomes of this record?"), widget=forms.RadioSelect)
    sure = forms.BooleanField(
        required=False, label=gettext_lazy("I know that what is erased cannot be brought back.")
    )

    def __init__(self, data: object = None, *, asked: bool, due: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        choices: list[tuple[str, str]] = []
        if asked:
            ground = _("Erase it: they asked, and no law or claim obliges us to keep it")
            choices.append((Ground.ASKED.value, ground))
        if due:
            choices.append((Ground.KEPT_LONG_ENOUGH.value, _("Erase it: it has been kept long enough")))
        choices.append((Ground.ORDERED.value, _("Erase it: a court or our data protection lead says so")))
        if asked:
            choices += [(KEEP + one.value, _("Keep it. %(why)s") % {"why": REASONS[one]}) for one in REASONS]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        found: dict[str, object] = super().clean() or {}
        answer = str(found.get("answer", ""))
        if answer and not answer.startswith(KEEP) and not found.get("sure"):
            self.add_error("sure", _("Tick this to erase the record."))
        return found


@dataclass(frozen=True, slots=True)
class Line:
    """One record that somebody has to decide about."""

    key: UUID
    name: str
    since: datetime
    age: str


@leads_only
@require_safe
def keeping_list(request: SignedIn) -> HttpResponse:
    """Who asked, whose record has been kept long enough, and what was erased."""
    service = _led(request)
    asked = ErasureAsked.objects.filter(service=service, answered_at=None, taken_back_at=None)
    now = clock.now()
    asking = [
        Line(one.partnership_id, one.partnership.full_name, one.asked_at, age_of(one.asked_at, now))
        for one in asked.select_related("partnership").order_by("asked_at")[:MOST]
    ]
    due = erasure.kept_long_enough(service).order_by("started_at")[:MOST]
    kept = [Line(one.pk, one.full_name, one.started_at, "") for one in due]
    access.list_seen(
        service=service,
        viewer=request.user,
        relation="lead",
        purpose="keeping",
        listed=len(asking) + len(kept),
    )
    context = {
        "asking": asking,
        "kept": kept,
        "erased": Erased.objects.filter(service=service).order_by("-at")[:MOST],
        "years": keeping().years_after,
    }
    return render(request, "partnership/keeping.html", context)


@leads_only
@proven
@require_http_methods(["GET", "POST"])
@counts_once
def decide(request: SignedIn, partnership_id: UUID) -> HttpResponse:
    """Keep or erase one record. The lead reads whose it is and nothing of what is in it.

    What cannot be taken back is done only by who has just shown that it is them.
    """
    service = _led(request)
    partnership = Partnership.objects.filter(pk=partnership_id, service=service).first()
    asked = erasure.open_asking(partnership) if partnership else None
    due = partnership is not None and erasure.is_kept_long_enough(partnership)
    if partnership is None or not (asked or due):
        access.refused(viewer=request.user, subject=partnership_id, page="partnership:keep-or-erase")
        raise Http404
    access.seen(
        service=service, viewer=request.user, relation="lead", subject=partnership.pk, purpose="keeping"
    )
    form = DecideForm(request.POST if request.method == "POST" else None, asked=asked is not None, due=due)
    if request.method == "POST" and form.is_valid():
        return _decided(request, partnership, form)
    context = {
        "partnership_name": partnership.full_name,
        "asked": asked,
        "by_day": asked.asked_at + ANSWER_WITHIN if asked else None,
        "started_at": partnership.started_at,
        "form": form,
        "until": copies_until(clock.now(), keeping().backups_days),
        "years": keeping().years_after,
    }
    return render(request, "partnership/keep_or_erase.html", context)


def _decided(request: SignedIn, partnership: Partnership, form: DecideForm) -> HttpResponse:
    by, answer = request.user, form.cleaned_data["answer"]
    try:
        if answer.startswith(KEEP):
            erasure.keep(partnership=partnership, because=KeptBecause(answer.removeprefix(KEEP)), by=by)
            messages.success(request, _("They read that it is kept, and why. Ring them too."))
        else:
            erasure.erase(partnership=partnership, ground=Ground(answer), by=by)
            messages.success(request, _("The record is erased."))
    except (erasure.NotAsked, erasure.TooSoon):
        messages.info(request, _("They took it back a moment ago. Nothing was erased."))
    except erasure.StillInDanger:
        messages.error(
            request,
            _("Something urgent about them waits for their team. Nothing was erased: settle it first."),
        )
    return redirect("partnership:keeping")


def _led(request: SignedIn) -> Service:
    role = ServiceRole.objects.filter(
        account=request.user, role=ServiceRole.Role.LEAD, until_at=None
    ).select_related("service")
    return role[0].service

"""Keep going: a check-in, what came of it, a bad day, and how it goes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base import clock
from alongside.base.pages.once import counts_once
from alongside.base.services.reading import reading_sentence
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.plan.actions import bad_day as bad_days
from alongside.care.plan.actions import check_in as check_ins
from alongside.care.plan.actions import ease as eases
from alongside.care.plan.going_forms import CheckInForm, EaseForm, shown_steps
from alongside.care.plan.models import BadDay, CheckIn, EaseAnswer, EaseOffer
from alongside.care.plan.presenters import going as pages
from alongside.care.plan.rules.checking_in import About, NotSaid, TooLate

EARLIEST = date(1900, 1, 1)  # nobody looks further back, and weeks before it can be counted


@partnership_page(Verb.CHECK_IN, purpose="check-in")
@require_http_methods(["GET", "POST"])
def check_in(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """How did it go? The form's own key makes it count once: one query fewer than a key beside it."""
    about = About.YESTERDAY if request.GET.get("about") == About.YESTERDAY else About.TODAY
    if request.method != "POST":
        return render(request, "plan/checkin.html", pages.check_in_page(partnership, about, None))
    form = CheckInForm(request.POST, steps=shown_steps(request.POST.get("shown", "")))
    if not form.is_valid():
        return render(request, "plan/checkin.html", _again(request.POST, partnership, form))
    try:
        taken = check_ins.send(
            partnership=partnership, sending=form.sending(), about=form.about_day, by=request.user
        )
    except NotSaid:
        messages.info(request, _("Nothing was tapped, so there is nothing to keep. That is fine."))
        return redirect("plan:check-in", partnership_id=partnership.pk)
    except TooLate:
        messages.info(request, _("That page was open for many days. Please tell us about today instead."))
        return redirect("plan:check-in", partnership_id=partnership.pk)
    return redirect("plan:checked-in", partnership_id=partnership.pk, check_in_id=taken.check_in.pk)


def _again(said: QueryDict, partnership: Partnership, form: CheckInForm) -> dict[str, object]:
    about = About.YESTERDAY if said.get("about") == About.YESTERDAY else About.TODAY
    return pages.check_in_page(partnership, about, form)


@partnership_page(Verb.CHECK_IN, purpose="check-in")
@require_safe
def checked_in(request: PartnershipRequest, partnership: Partnership, check_in_id: UUID) -> HttpResponse:
    """What came of it."""
    row = get_object_or_404(CheckIn, pk=check_in_id, partnership=partnership)
    return render(request, "plan/checkin_kept.html", pages.kept_page(partnership, row))


@partnership_page(Verb.CHECK_IN, purpose="check-in")
@require_http_methods(["POST"])
@counts_once
def ease(request: PartnershipRequest, partnership: Partnership, offer_id: UUID) -> HttpResponse:
    """The answer to what a rule offered."""
    row = get_object_or_404(
        EaseOffer.objects.select_related("partnership__service", "partnership__team", "step"),
        pk=offer_id,
        partnership=partnership,
    )
    form = EaseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose one of the answers, and keep a place short."))
        return redirect("plan:going", partnership_id=partnership.pk)
    says = EaseAnswer(form.cleaned_data["says"])
    try:
        eases.answer(offer=row, says=says, by=request.user, place=form.cleaned_data["place"])
    except eases.NoPlace:
        messages.error(request, _("Where would work for you? Write the place, then tap again."))
        return redirect("plan:going", partnership_id=partnership.pk)
    except eases.NoLongerOffered:
        messages.info(request, _("This has changed since you saw it. This is how it stands now."))
        return redirect("plan:going", partnership_id=partnership.pk)
    _say(request, partnership, row, says)
    return redirect("plan:going", partnership_id=partnership.pk)


def _say(request: PartnershipRequest, partnership: Partnership, row: EaseOffer, says: EaseAnswer) -> None:
    if says is EaseAnswer.KEEP:
        messages.success(request, _("It stays as it is."))
    elif says is EaseAnswer.TALK or row.offers == "talk":
        said = _("We have put it on the list to talk about. %(reading)s")
        messages.success(request, said % {"reading": reading_sentence(partnership.service)})
    elif row.within:
        messages.success(request, _("Done. Your plan has changed from today."))
    else:
        messages.success(request, _("Proposed. It waits for your contact to agree. You can do less at once."))


@partnership_page(Verb.CHECK_IN, purpose="bad-day")
@require_http_methods(["GET", "POST"])
@counts_once
def bad_day(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A bad day: one tap. Then my own plan for it, and whom to ring."""
    if request.method == "POST":
        bad_days.say(partnership=partnership, by=request.user)
        return redirect("plan:bad-day", partnership_id=partnership.pk)
    return render(request, "plan/bad_day.html", pages.bad_day_page(partnership))


@partnership_page(Verb.CHECK_IN, purpose="bad-day")
@require_http_methods(["POST"])
@counts_once
def bad_day_answer(request: PartnershipRequest, partnership: Partnership, bad_day_id: UUID) -> HttpResponse:
    """Take it back; ask for a call; need none any more."""
    row = get_object_or_404(
        BadDay.objects.select_related("partnership"), pk=bad_day_id, partnership=partnership
    )
    what = request.POST.get("what", "")
    if what not in {"undo", "ring", "no-call"}:
        raise Http404
    if what == "undo":
        bad_days.undo(bad_day=row, by=request.user)
        messages.success(request, _("Taken back. We ask again as before."))
        return redirect("support:home")
    try:
        (bad_days.please_ring if what == "ring" else bad_days.no_call)(bad_day=row, by=request.user)
    except bad_days.NobodyRings:
        messages.error(request, _("Nobody is there who could ring you. Please ring us."))
    return redirect("plan:bad-day", partnership_id=partnership.pk)


@partnership_page(Verb.SEE_CHECK_INS, purpose="going")
@require_safe
def going(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """How it goes, for both sides: the weeks up to today, or up to an earlier day."""
    today = clock.today(partnership.service.time_zone)
    last = _day(request.GET.get("until", ""), today)
    for_person = request.relation is Relation.PERSON
    context = pages.going_page(partnership, last=last, for_person=for_person)
    return render(request, "plan/going.html", context | {"until_today": last == today})


def _day(text: str, today: date) -> date:
    """The day in an address; today for one that is none, or lies ahead."""
    try:
        return max(EARLIEST, min(date.fromisoformat(text), today))
    except ValueError:
        return today

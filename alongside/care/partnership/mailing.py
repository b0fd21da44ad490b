"""*What we sent* and *Reminders*: the same pages for both sides, in the words of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base import clock
from alongside.base.pages.once import counts_once
from alongside.care.partnership import authority, cues, way
from alongside.care.partnership.actions import reminder as actions
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.delivery_presenters import deliveries_page
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.reminder_forms import RhythmForm, SilenceForm, WeeksForm, ZoneForm
from alongside.care.partnership.reminder_presenters import reminders_page
from alongside.care.partnership.rules.schedules import after_weeks


@partnership_page(Verb.SEE_DELIVERIES, purpose="deliveries")
@require_safe
def deliveries(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Every e-mail that left, will leave or was held back, and what became of it."""
    for_person = request.relation is Relation.PERSON
    context = {**deliveries_page(partnership, for_person=for_person), "for_person": for_person}
    return render(request, "partnership/deliveries.html", context)


@partnership_page(Verb.SEE_DELIVERIES, purpose="reminders")
@require_http_methods(["GET", "POST"])
@counts_once
def reminders(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What the person is reminded of; *not at all* and *stop all* are one button."""
    for_person = request.relation is Relation.PERSON
    if request.method == "POST":
        authority.require(request.user, Verb.SET_REMINDERS, partnership)
        form = SilenceForm(request.POST)
        if form.is_valid():
            _silence(request, partnership, form)
        return redirect("partnership:reminders", partnership_id=partnership.pk)
    context = {
        **reminders_page(partnership, for_person=for_person),
        "may_set": authority.may(request.user, Verb.SET_REMINDERS, partnership),
    }
    return render(request, "partnership/reminders.html", context)


@partnership_page(Verb.SET_REMINDERS, purpose="reminders")
@require_http_methods(["GET", "POST"])
@counts_once
def reminder(request: PartnershipRequest, partnership: Partnership, cue: str) -> HttpResponse:
    """On which days and when to be reminded of one thing."""
    known = {each.name: each for each in cues.all_cues() if each.by_days}
    if cue not in known:
        raise Http404
    form = RhythmForm(request.POST or None)
    zone = way.zone_of(partnership, way.current(partnership)).key
    if request.method == "POST" and form.is_valid():
        try:
            actions.remind(partnership=partnership, cue=cue, rhythm=form.rhythm(zone), by=request.user)
        except actions.Silenced:
            messages.error(request, _("They do not want to be reminded of this. Only they can change that."))
        else:
            messages.success(request, _("Saved."))
        return redirect("partnership:reminders", partnership_id=partnership.pk)
    for_person = request.relation is Relation.PERSON
    context = {"form": form, "label": known[cue].label, "for_person": for_person, "cue": cue}
    return render(request, "partnership/reminder.html", context)


@partnership_page(Verb.SET_REMINDERS, purpose="reminders")
@require_http_methods(["GET", "POST"])
@counts_once
def reminder_after(request: PartnershipRequest, partnership: Partnership, cue: str) -> HttpResponse:
    """So many weeks after something, to be reminded of one thing once."""
    known = {each.name: each for each in cues.all_cues() if each.by_days}
    if cue not in known:
        raise Http404
    for_person = request.relation is Relation.PERSON
    form = WeeksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _set_after(request, partnership, cue, form)
        except actions.Silenced:
            messages.error(request, _("They do not want to be reminded of this. Only they can change that."))
        else:
            messages.success(request, _("Saved."))
        return redirect("partnership:reminders", partnership_id=partnership.pk)
    context = {"form": form, "label": known[cue].label, "for_person": for_person, "cue": cue}
    return render(request, "partnership/reminder_after.html", context)


def _set_after(request: PartnershipRequest, partnership: Partnership, cue: str, form: WeeksForm) -> None:
    after = form.after()
    if after:
        actions.remind_after(
            partnership=partnership, cue=cue, weeks=form.weeks(), after=after, at=form.at(), by=request.user
        )
        return
    zone = way.zone_of(partnership, way.current(partnership)).key
    once = after_weeks(clock.today(zone), form.weeks(), form.at())
    actions.remind(partnership=partnership, cue=cue, rhythm=once, by=request.user)


@partnership_page(Verb.SET_MY_WAY, purpose="reminders")
@require_http_methods(["GET", "POST"])
@counts_once
def zone(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Whose clock counts for the person."""
    newest = way.current(partnership)
    initial = {"zone": newest.time_zone if newest else ""}
    clinics = partnership.service.time_zone
    form = ZoneForm(request.POST or None, initial=initial, clinics=clinics)
    if request.method == "POST" and form.is_valid():
        actions.set_zone(partnership=partnership, zone=form.cleaned_data["zone"], by=request.user)
        messages.success(request, _("Saved. All times are those of where you are now."))
        return redirect("partnership:reminders", partnership_id=partnership.pk)
    return render(request, "partnership/reminder_zone.html", {"form": form})


def _silence(request: PartnershipRequest, partnership: Partnership, form: SilenceForm) -> None:
    what, cue = form.cleaned_data["what"], form.cleaned_data["cue"]
    if cue and cue not in {each.name for each in cues.all_cues()}:
        raise Http404
    if what == "stop":
        actions.stop(partnership=partnership, cue=cue, by=request.user)
        messages.success(request, _("Stopped."))
    elif what == "never":
        actions.not_at_all(partnership=partnership, cue=cue, by=request.user)
        messages.success(request, _("We will not remind you any more."))
    else:
        actions.again(partnership=partnership, cue=cue, by=request.user)
        messages.success(request, _("We may remind you again."))

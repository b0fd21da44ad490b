"""Who is in the partnership, what happened, who looked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.care.partnership import authority, looked, presenters
from alongside.care.partnership.actions import partnership as actions
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.forms import ColleagueForm
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.authority import allows


@partnership_page(Verb.SEE_TIMELINE, purpose="timeline")
@require_safe
def timeline(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    lines = presenters.timeline(partnership, request.relation)
    return render(request, "partnership/timeline.html", {"lines": lines})


@partnership_page(Verb.SEE_WHO_LOOKED, purpose="who-looked")
@require_safe
def who_looked(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    lines = looked.who_looked(partnership)
    return render(request, "partnership/who_looked.html", {"lines": lines})


@partnership_page(Verb.TAKE_ON, purpose="overview")
@require_http_methods(["POST"])
@counts_once
def take_on(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    try:
        actions.take_on(partnership=partnership, by=request.user)
    except actions.AlreadyTaken:
        contact = presenters.contact_of(partnership)
        name = contact.name if contact else _("A colleague")
        messages.info(request, _("%(name)s took them on a moment before you.") % {"name": name})
    else:
        messages.success(request, _("You are %(name)s’s contact now.") % {"name": partnership.known_as})
    return redirect("support:overview", partnership_id=partnership.pk)


@partnership_page(Verb.HAND_OVER, purpose="overview")
@require_http_methods(["GET", "POST"])
@counts_once
def team(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The contact brings a colleague in, or hands over; a lead, where nobody else is left, hands over."""
    may_bring_in = allows(request.relation, Verb.BRING_IN)
    form = ColleagueForm(
        request.POST or None, partnership=partnership, me=request.user, may_bring_in=may_bring_in
    )
    if request.method == "POST" and form.is_valid():
        colleague = form.cleaned_data["colleague"]
        if form.cleaned_data["what"] == "hand-over":
            actions.hand_over(partnership=partnership, to=colleague, by=request.user)
        elif colleague.pk not in {face.account_id for face in presenters.faces(partnership)}:
            actions.bring_in(partnership=partnership, colleague=colleague, by=request.user)
        if not authority.may(request.user, Verb.OPEN, partnership):
            return redirect("support:home")
        return redirect("support:overview", partnership_id=partnership.pk)
    context = {
        "form": form,
        "faces": presenters.faces(partnership),
        "may_bring_in": may_bring_in,
        "nobody": not form.fields["colleague"].queryset.exists(),  # type: ignore[attr-defined]
    }
    return render(request, "partnership/team.html", context)

"""What is open, what was sent, who may read it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.care.measures import catalogue, presenters
from alongside.care.measures import sight as sights
from alongside.care.measures.actions import audience as audiences
from alongside.care.measures.actions import objection as objections
from alongside.care.measures.actions import occasion as occasions
from alongside.care.measures.forms import AskForm, CountedForm
from alongside.care.measures.models import Objection, RatingAudience
from alongside.care.measures.views.finding import audience_form, find_occasion
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.definitions_said import in_words
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page


@partnership_page(Verb.SEE_SIDES, purpose="checks")
@require_safe
def checks(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What is open, what comes, what was answered."""
    viewer = sights.viewer_of(request.user, request.relation, partnership)
    context = {
        "rows": presenters.check_list(partnership, viewer, request.relation),
        "for_person": request.relation is Relation.PERSON,
        "ask_form": AskForm(choices=_askable()),
        "audience": _audience_line(partnership),
        "name": partnership.known_as,
    }
    return render(request, "measures/checks.html", context)


@partnership_page(Verb.SEE_SIDES, purpose="checks")
@require_safe
def check(request: PartnershipRequest, partnership: Partnership, occasion_id: UUID) -> HttpResponse:
    """One occasion: what was sent and may be read, and what happens now."""
    occasion = find_occasion(partnership, occasion_id)
    viewer = sights.viewer_of(request.user, request.relation, partnership)
    context = presenters.check_page(occasion, partnership, viewer, request.relation)
    return render(request, "measures/check.html", context)


@partnership_page(Verb.SEE_SIDES, purpose="checks")
@require_http_methods(["POST"])
@counts_once
def ask(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Either side would like a check answered now."""
    form = AskForm(request.POST, choices=_askable())
    if not form.is_valid():
        messages.error(request, _("Choose which check."))
        return redirect("measures:checks", partnership_id=partnership.pk)
    occasion = occasions.ask(
        partnership=partnership,
        key=form.cleaned_data["key"],
        label=form.cleaned_data["label"],
        by=request.user,
    )
    if request.relation is Relation.PERSON:
        return redirect("measures:answer", partnership_id=partnership.pk, occasion_id=occasion.pk)
    messages.success(request, _("%(name)s finds it among their checks.") % {"name": partnership.known_as})
    return redirect("measures:checks", partnership_id=partnership.pk)


@partnership_page(Verb.RATE_AS_PERSON, purpose="checks")
@require_http_methods(["GET", "POST"])
@counts_once
def who_reads(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The person says who may read their rating of the partnership."""
    form = audience_form(request, partnership)
    if request.method == "POST" and form.is_valid():
        audiences.choose(
            partnership=partnership,
            audience=form.cleaned_data["audience"],
            chosen=form.who,
            by=request.user,
        )
        messages.success(request, _("Kept. It holds from now on, also for what you said before."))
        return redirect("measures:checks", partnership_id=partnership.pk)
    return render(request, "measures/who_reads.html", {"form": form})


@partnership_page(Verb.RATE_AS_PERSON, purpose="checks")
@require_http_methods(["GET", "POST"])
@counts_once
def counted(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The person says whether their answers are counted in an evaluation."""
    now = not Objection.objects.filter(partnership=partnership).exists()
    form = CountedForm(request.POST or None, initial={"counted": "yes" if now else "no"})
    if request.method == "POST" and form.is_valid():
        objections.say(
            partnership=partnership, counted=form.cleaned_data["counted"] == "yes", by=request.user
        )
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("measures:checks", partnership_id=partnership.pk)
    return render(request, "measures/counted.html", {"form": form})


def _audience_line(partnership: Partnership) -> RatingAudience | None:
    return RatingAudience.objects.filter(partnership=partnership).select_related("chosen").first()


def _askable() -> list[tuple[str, str]]:
    rows = catalogue.current_all()
    return sorted(((key, in_words(row.title)) for key, row in rows.items()), key=lambda pair: pair[1])

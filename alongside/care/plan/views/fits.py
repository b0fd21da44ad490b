"""*What fits my life*: what only the person can say, one thing at a time; read by both."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.plan.actions import circumstances
from alongside.care.plan.ideas_forms import LifeForm
from alongside.care.plan.presenters import life as words
from alongside.care.plan.situation import life_of


@partnership_page(Verb.SEE_MY_WAY, purpose="fits")
@require_safe
def fits(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Everything that was asked, with what stands."""
    life = life_of(partnership)
    is_person = request.relation is Relation.PERSON
    context = {
        "rows": words.rows(life, for_person=is_person),
        "is_person": is_person,
        "person": partnership.known_as,
        "changed_at": life.at if life else None,
        "how_many": words.how_many(life),
        "begin": next((name for name in words.ORDER if name not in (life.said if life else {})), ""),
    }
    return render(request, "plan/ideas_fits.html", context)


@partnership_page(Verb.SET_MY_WAY, purpose="fits")
@require_http_methods(["GET", "POST"])
@counts_once
def part(request: PartnershipRequest, partnership: Partnership, question: str) -> HttpResponse:
    """One question. It can be left out, and changed at any time."""
    if question not in words.QUESTIONS:
        raise Http404
    life = life_of(partnership)
    said = life.said if life else {}
    form = LifeForm(question, said.get(question), request.POST if request.method == "POST" else None)
    following = words.next_question(question, said)
    if request.method == "POST" and form.is_valid():
        answer = None if "clear" in request.POST else form.answer()
        circumstances.say(partnership=partnership, question=question, answer=answer, by=request.user)
        if "next" in request.POST and following:
            return redirect("plan:fits-part", partnership_id=partnership.pk, question=following)
        messages.success(request, _("Saved. The ideas keep to it."))
        return redirect("plan:fits", partnership_id=partnership.pk)
    list_ = reverse("plan:fits", args=[partnership.pk])
    context = {
        "form": form,
        "question": question,
        "asked": words.QUESTIONS[question],
        "was_said": question in said,
        "following": following,
        "now": words.ORDER.index(question) + 1,
        "all": len(words.ORDER),
        "skip": reverse("plan:fits-part", args=[partnership.pk, following]) if following else list_,
    }
    return render(request, "plan/ideas_fits_part.html", context)

"""*I had to tell it again*: one tap, thanks, and a way to take it back."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.pages.once import counts_once
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.understanding.actions import retold as actions
from alongside.care.understanding.forms import PlaceForm
from alongside.care.understanding.models import Retold


@partnership_page(Verb.WRITE_STORY, purpose="story")
@require_http_methods(["POST"])
@counts_once
def told_again(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """One tap, from any page."""
    retold = actions.told_again(partnership=partnership, by=request.user)
    thanks_page = reverse("understanding:told-again-thanks", args=[partnership.pk, retold.pk])
    back = where_they_were(request, partnership)
    return redirect(f"{thanks_page}?{urlencode({'next': back})}")


def where_they_were(request: HttpRequest, partnership: Partnership) -> str:
    """The page from which they pressed; their story where that is none of ours."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return reverse("understanding:story", args=[partnership.pk])


@partnership_page(Verb.WRITE_STORY, purpose="story")
@require_http_methods(["GET", "POST"])
def thanks(request: PartnershipRequest, partnership: Partnership, retold_id: UUID) -> HttpResponse:
    """Thank you; where it was, if you like to say; or it was a mistake."""
    retold = get_object_or_404(
        Retold.objects.select_related("partnership"), pk=retold_id, partnership=partnership
    )
    form = PlaceForm(request.POST or None, initial={"place": retold.place})
    back = where_they_were(request, partnership)
    if request.method == "POST":
        if "undo" in request.POST:
            actions.undo(retold=retold, by=request.user)
            messages.success(request, _("Taken back. We do not count it."))
            return redirect(back)
        if form.is_valid():
            actions.say_where(retold=retold, place=form.cleaned_data["place"], by=request.user)
            messages.success(request, _("Thank you. That helps us to put it right."))
            return redirect(back)
    return render(request, "understanding/told_again.html", {"form": form, "retold": retold, "back": back})

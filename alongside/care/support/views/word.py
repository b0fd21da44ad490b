"""A word of encouragement: written by a professional, read on the person's today."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from alongside.base import clock
from alongside.base.pages.once import counts_once
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.words_field import WordsField
from alongside.care.plan.presenters.going import going_page
from alongside.care.support.actions import encouragement as actions
from alongside.care.support.models import Encouragement


class WordForm(forms.Form):
    text = WordsField(
        most=actions.MOST_TEXT,
        rows=3,
        label=gettext_lazy("Your word to them"),
        help_text=gettext_lazy("Say what they did, in your own voice. Two sentences are enough."),
        error_messages={"required": gettext_lazy("Write a few words, or go back.")},
    )


@partnership_page(Verb.PROMISE, purpose="going")
@require_http_methods(["GET", "POST"])
@counts_once
def word(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What happened, and a box for a word about it."""
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.write(partnership=partnership, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("It stands on their page today."))
        return redirect("support:overview", partnership_id=partnership.pk)
    last = clock.today(partnership.service.time_zone)
    going = going_page(partnership, last=last, for_person=False)
    context = {"form": form, "sentence": going["sentence"], "figure": going["figure"]}
    return render(request, "support/word.html", context)


@partnership_page(Verb.SEE_PROMISES, purpose="going")
@require_http_methods(["POST"])
@counts_once
def seen(request: PartnershipRequest, partnership: Partnership, word_id: UUID) -> HttpResponse:
    """The person has read it."""
    row = get_object_or_404(Encouragement, pk=word_id, partnership=partnership)
    actions.seen(encouragement=row, by=request.user)
    return redirect("support:home")

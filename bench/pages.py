"""The page to measure against: signed in, CSRF checked, a form validated, one row inserted, on to a page."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from alongside.base.record.models import Submission
from alongside.config.urls import urlpatterns as real


class OneRow(forms.Form):
    once = forms.UUIDField()
    text = forms.CharField(max_length=5000)


@login_required
def one_row(request: HttpRequest) -> HttpResponse:
    form = OneRow(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    Submission.objects.create(owner=str(request.user.pk), key=form.cleaned_data["once"])
    return HttpResponseRedirect("/display/")


urlpatterns = [path("bench/one-row/", one_row), *real]

handler400 = "alongside.base.pages.errors.bad_request"
handler403 = "alongside.base.pages.errors.refused"
handler404 = "alongside.base.pages.errors.not_found"
handler500 = "alongside.base.pages.errors.server_error"

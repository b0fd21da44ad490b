"""The smallest page that writes: one row in one transaction, acknowledged after its commit."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from alongside.base.record.models import Submission
from alongside.config.urls import urlpatterns as real


@csrf_exempt
def keep(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        Submission.objects.create(owner="durability", key=UUID(request.POST["key"]))
    return HttpResponse("kept", status=201)


urlpatterns = [path("keep/", keep), *real]

handler404 = "alongside.base.pages.errors.not_found"

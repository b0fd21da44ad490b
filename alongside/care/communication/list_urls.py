"""The addresses of the room that belong to no one partnership: a professional's lists."""

from __future__ import annotations

from django.urls import URLPattern, path

from alongside.care.communication import visit_list_urls
from alongside.care.communication.views import calls, inbox

urlpatterns: list[URLPattern] = [
    path("calls/", calls.everybodys, name="calls"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/away/", inbox.away, name="away"),
    path("inbox/away/<uuid:absence_id>/back/", inbox.back, name="back"),
    path("inbox/promise/", inbox.promise, name="promise"),
    *visit_list_urls.urlpatterns,
]

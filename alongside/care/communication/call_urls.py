"""The addresses of calls, under ``/p/<id>/talk/``; they share the room's one namespace."""

from __future__ import annotations

from django.urls import URLPattern, path

from alongside.care.communication.views import call_work, calls

urlpatterns: list[URLPattern] = [
    path("calls/", calls.of_one, name="calls-of-one"),
    path("ring-me/", calls.ask, name="call-ask"),
    path("ring/", calls.start, name="call-start"),
    path("calls/<uuid:call_id>/", calls.call, name="call"),
    path("calls/<uuid:call_id>/change/", calls.change, name="call-change"),
    path("calls/<uuid:call_id>/take-back/", calls.take_back, name="call-take-back"),
    path("calls/<uuid:call_id>/take/", call_work.take, name="call-take"),
    path("calls/<uuid:call_id>/hand-over/", call_work.hand_over, name="call-hand-over"),
    path("calls/<uuid:call_id>/promise/", call_work.promise, name="call-promise"),
    path("calls/<uuid:call_id>/ring/", call_work.begin, name="call-begin"),
    path("calls/<uuid:call_id>/ring/<uuid:try_id>/", call_work.outcome, name="call-outcome"),
    path("calls/<uuid:call_id>/wrote/", call_work.wrote, name="call-wrote"),
    path("calls/<uuid:call_id>/decide/", call_work.decide, name="call-decide"),
    path("calls/<uuid:call_id>/interpreter/", call_work.interpreter, name="call-interpreter"),
]

"""The addresses of visits, under ``/p/<id>/talk/``; they share the room's one namespace."""

from __future__ import annotations

from django.urls import URLPattern, path

from alongside.care.communication.views import agenda, my_calendar, visit_after, visits

urlpatterns: list[URLPattern] = [
    path("visits/", visits.visits, name="visits"),
    path("visits/new/", visits.new, name="visit-new"),
    path("visits/code/", visits.code, name="visit-code"),
    path("visits/calendar/", my_calendar.mine, name="my-calendar"),
    path("visits/<uuid:visit_id>/", visits.visit, name="visit"),
    path("visits/<uuid:visit_id>/date.ics", my_calendar.one, name="visit-file"),
    path("visits/<uuid:visit_id>/change/", visits.change, name="visit-change"),
    path("visits/<uuid:visit_id>/off/", visits.off, name="visit-off"),
    path("visits/<uuid:visit_id>/became/", visits.became, name="visit-became"),
    path("visits/<uuid:visit_id>/cannot-come/", visits.cannot_come, name="visit-cannot-come"),
    path("visits/<uuid:visit_id>/ready/", visits.ready, name="visit-ready"),
    path("visits/<uuid:visit_id>/said/", visit_after.said, name="visit-said"),
    path("visits/<uuid:visit_id>/answer/", visit_after.answer, name="visit-answer"),
    path("visits/<uuid:visit_id>/at-home/", visit_after.at_home, name="visit-at-home"),
    path("visits/<uuid:visit_id>/at-home/answer/", visit_after.reply, name="visit-reply"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/<uuid:line_id>/move/", agenda.move, name="agenda-move"),
    path("agenda/<uuid:line_id>/remove/", agenda.remove, name="agenda-remove"),
]

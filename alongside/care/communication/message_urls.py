"""The addresses of the conversation, under ``/p/<id>/talk/``; they share the room's one namespace."""

from __future__ import annotations

from django.urls import URLPattern, path

from alongside.care.communication.views import talk, waiting

urlpatterns: list[URLPattern] = [
    path("", talk.talk, name="talk"),
    path("new/", talk.write, name="write"),
    path("settle/", talk.settle, name="settle"),
    path("understood/<uuid:message_id>/right/", talk.right, name="right"),
    path("understood/<uuid:message_id>/not-quite/", talk.not_quite, name="not-quite"),
    path("<uuid:thread_id>/", talk.thread, name="thread"),
    path("<uuid:thread_id>/take/", waiting.take, name="take"),
    path("<uuid:thread_id>/hand-over/", waiting.hand_over, name="hand-over"),
    path("<uuid:thread_id>/no-answer/", waiting.no_answer, name="no-answer"),
]

"""The addresses of calls, under ``/p/<id>/talk/``; they share the room's one namespace."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""The addresses of the room that belong to no one partnership: a professional's lists."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Addresses of visits that belong to no one partnership: a professional's diary, a person's own calendar."""

from __future__ import annotations

from django.urls import URLPattern, path

from alongside.care.communication.views import diary, my_calendar

urlpatterns: list[URLPattern] = [
    path("diary/", diary.index, name="diary"),
    path("diary/file/", diary.file, name="diary-file"),
    path("diary/feed/", diary.feed, name="diary-feed"),
    path("diary/<uuid:source_id>/stop/", diary.stop, name="diary-stop"),
    path("diary/entries/<uuid:entry_id>/", diary.entry, name="diary-entry"),
    path("calendar/<slug:key>/", my_calendar.feed, name="calendar-feed"),
]

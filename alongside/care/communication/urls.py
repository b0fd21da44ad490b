"""The addresses of the room: a file for each of its three parts and one for the lists, one namespace."""

from __future__ import annotations

from django.urls import include, path

from alongside.care.communication import call_urls, list_urls, message_urls, visit_urls

app_name = "communication"
_of_one = [*message_urls.urlpatterns, *call_urls.urlpatterns, *visit_urls.urlpatterns]
urlpatterns = [path("p/<uuid:partnership_id>/talk/", include(_of_one)), *list_urls.urlpatterns]

"""The addresses of the room: a file for each of its three parts, one namespace."""

from __future__ import annotations

from alongside.care.communication import call_urls, message_urls, visit_urls

app_name = "communication"
urlpatterns = [*message_urls.urlpatterns, *call_urls.urlpatterns, *visit_urls.urlpatterns]

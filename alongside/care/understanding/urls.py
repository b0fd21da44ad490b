from django.urls import include, path

from alongside.care.understanding import both_urls
from alongside.care.understanding.views import heard, reading, retold, writing

app_name = "understanding"
urlpatterns = [
    path("story/", reading.story, name="story"),
    path("story/part/<slug:section_id>/", writing.section, name="section"),
    path("story/part/<slug:section_id>/settle/", writing.settle, name="settle"),
    path("story/share/", writing.share, name="share"),
    path("story/typed/", writing.typed, name="typed"),
    path("story/versions/<int:number>/", reading.version, name="version"),
    path("story/versions/<int:number>/since/<int:earlier>/", reading.changes, name="changes"),
    path("story/heard/", heard.heard, name="heard"),
    path("story/when/", heard.release, name="release"),
    path("story/offer/", reading.offer, name="offer"),
    path("story/normal/", reading.agree_normal, name="agree-normal"),
    path("story/notes/", reading.copy_for_notes, name="notes"),
    path("story/notes.txt", reading.copy_as_file, name="notes-file"),
    path("story/told-again/", retold.told_again, name="told-again"),
    path("story/told-again/<uuid:retold_id>/", retold.thanks, name="told-again-thanks"),
    path("", include(both_urls.urlpatterns)),
]

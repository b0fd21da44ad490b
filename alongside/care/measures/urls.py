from django.urls import path

from alongside.care.measures.views import answering, listing

app_name = "measures"
urlpatterns = [
    path("", listing.checks, name="checks"),
    path("ask/", listing.ask, name="ask"),
    path("who-reads/", listing.who_reads, name="who-reads"),
    path("counted/", listing.counted, name="counted"),
    path("new/<slug:key>/", answering.new, name="new"),
    path("new/<slug:key>/typed/", answering.new_typed, name="new-typed"),
    path("<uuid:occasion_id>/", listing.check, name="check"),
    path("<uuid:occasion_id>/answer/", answering.answer, name="answer"),
    path("<uuid:occasion_id>/answer/<int:page>/", answering.answer, name="answer-page"),
    path("<uuid:occasion_id>/typed/", answering.typed, name="type"),
    path("<uuid:occasion_id>/typed/<int:page>/", answering.typed, name="type-page"),
]

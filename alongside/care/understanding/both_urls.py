from django.urls import path

from alongside.care.understanding.views import both

urlpatterns = [
    path("both/", both.both, name="both"),
    path("both/then/<uuid:occasion_id>/", both.then, name="both-then"),
    path("both/difference/<uuid:difference_id>/", both.move, name="difference"),
    path("both/difference/<uuid:difference_id>/found/", both.found, name="difference-found"),
    path("both/difference/<uuid:difference_id>/not-how/", both.not_how, name="difference-not-how"),
    path("both/<uuid:occasion_id>/note/<str:item>/", both.note, name="note"),
]

from django.urls import path

from alongside.care.partnership import views

app_name = "partnership"
urlpatterns = [
    path("p/<uuid:partnership_id>/timeline/", views.timeline, name="timeline"),
    path("p/<uuid:partnership_id>/who-looked/", views.who_looked, name="who-looked"),
    path("p/<uuid:partnership_id>/take-on/", views.take_on, name="take-on"),
    path("p/<uuid:partnership_id>/team/", views.team, name="team"),
]

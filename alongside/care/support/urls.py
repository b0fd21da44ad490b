from django.urls import path

from alongside.care.support import views

app_name = "support"
urlpatterns = [
    path("", views.home, name="home"),
    path("people/", views.people, name="people"),
    path("clinic/", views.clinic, name="clinic"),
    path("p/<uuid:partnership_id>/", views.overview, name="overview"),
    path("p/<uuid:partnership_id>/attention/<uuid:item_id>/", views.deal, name="deal"),
]

from django.urls import path

from alongside.base.pages import views

app_name = "pages"
urlpatterns = [
    path("display/", views.display, name="display"),
    path("who-sees-what/", views.who_sees_what, name="who-sees-what"),
    path("language/", views.language, name="language"),
]

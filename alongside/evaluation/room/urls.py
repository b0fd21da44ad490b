from django.urls import path

from alongside.evaluation.room import views

app_name = "evaluation"
urlpatterns = [
    path("", views.evaluations, name="all"),
    path("<uuid:job_id>/<slug:what>/", views.take, name="take"),
]

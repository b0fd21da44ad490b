from django.urls import path

from alongside.evaluation.room import views

app_name = "evaluation"
urlpatterns = [
    path("", views.evaluations, name="all"),
    path("plans/new/", views.new_plan, name="new-plan"),
    path("plans/columns/", views.columns, name="columns"),
    path("plans/<uuid:plan_id>/", views.plan, name="plan"),
    path("plans/<uuid:plan_id>/put-away/", views.put_away, name="put-away"),
    path("<uuid:job_id>/<slug:what>/", views.take, name="take"),
]

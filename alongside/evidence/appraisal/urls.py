from django.urls import path

from alongside.evidence.appraisal import views

app_name = "appraisal"
urlpatterns = [
    path("studies/", views.studies, name="studies"),
    path("studies/<uuid:record_id>/appraise/", views.appraise, name="appraise"),
    path("studies/<uuid:record_id>/together/", views.together, name="together"),
    path("studies/<uuid:record_id>/together/reopen/", views.reopen, name="reopen"),
    path("studies/<uuid:record_id>/themes/", views.fill, name="fill"),
    path("matrix/", views.matrix, name="matrix"),
]

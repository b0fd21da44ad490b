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
    path("themes/<uuid:theme_id>/", views.theme, name="theme"),
    path("themes/<uuid:theme_id>/out/", views.theme_out, name="theme-out"),
    path("model/", views.model, name="model"),
    path("model/<uuid:start_id>/<uuid:end_id>/", views.arrow, name="arrow"),
    path("model/<uuid:arrow_id>/out/", views.arrow_out, name="arrow-out"),
]

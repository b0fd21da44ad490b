from django.urls import path

from alongside.evidence.findings import views

app_name = "findings"
urlpatterns = [
    path("", views.index, name="index"),
    path("how-made/", views.how_made, name="how-made"),
    path("matrix/", views.matrix, name="matrix"),
    path("theme/<slug:theme_id>/", views.theme, name="theme"),
    path("study/<slug:study_id>/", views.study, name="study"),
    path("finding/<slug:finding_id>/", views.finding, name="finding"),
    path("bundle/", views.bundle, name="bundle"),
    path("sign/", views.sign, name="sign"),
    path("withdraw/", views.withdraw, name="withdraw"),
]

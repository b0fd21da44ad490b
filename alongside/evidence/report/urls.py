from django.urls import path

from alongside.evidence.report import views

app_name = "report"
urlpatterns = [
    path("syntheses/open/", views.open_archive, name="open-archive"),
    path("s/<uuid:synthesis_id>/report/", views.report, name="report"),
    path("s/<uuid:synthesis_id>/report/records/<slug:what>/", views.behind, name="behind"),
    path("s/<uuid:synthesis_id>/report/page/", views.page, name="page"),
    path("s/<uuid:synthesis_id>/report/export/<slug:form>/", views.export, name="export"),
    path("s/<uuid:synthesis_id>/report/archive/", views.archive, name="archive"),
]

from django.urls import path

from alongside.evidence.synthesis import views

app_name = "synthesis"
urlpatterns = [
    path("syntheses/", views.index, name="index"),
    path("syntheses/begin/", views.begin, name="begin"),
    path("s/<uuid:synthesis_id>/", views.overview, name="overview"),
    path("s/<uuid:synthesis_id>/protocol/", views.protocol, name="protocol"),
    path("s/<uuid:synthesis_id>/protocol/change/", views.change_protocol, name="change-protocol"),
    path("s/<uuid:synthesis_id>/protocol/<int:protocol_number>/", views.protocol_version, name="version"),
    path("s/<uuid:synthesis_id>/members/", views.members, name="members"),
    path("s/<uuid:synthesis_id>/members/<uuid:member_id>/end/", views.let_go, name="let-go"),
    path("s/<uuid:synthesis_id>/try-again/", views.work_again, name="work-again"),
    path("s/<uuid:synthesis_id>/history/", views.history, name="history"),
]

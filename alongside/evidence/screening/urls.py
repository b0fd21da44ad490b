from django.urls import path

from alongside.evidence.screening import views

app_name = "screening"
urlpatterns = [
    path("screening/", views.standing, name="standing"),
    path("screening/sample/", views.sample, name="sample"),
    path("screening/take-back/<uuid:word_id>/", views.take_back, name="take-back"),
    path("screening/reopen/<uuid:settling_id>/", views.reopen, name="reopen"),
    path("screening/<slug:stage>/next/", views.following, name="next"),
    path("screening/<slug:stage>/done/", views.finished, name="finished"),
    path("screening/<slug:stage>/mine/", views.mine, name="mine"),
    path("screening/<slug:stage>/conflicts/", views.conflicts, name="conflicts"),
    path("screening/<slug:stage>/conflicts/<uuid:record_id>/", views.conflict, name="conflict"),
    path("screening/<slug:stage>/<uuid:record_id>/", views.screen, name="screen"),
    path("full-texts/", views.full_texts, name="full-texts"),
    path("full-texts/<uuid:record_id>/", views.full_text, name="full-text"),
]

"""Every address of Alongside. What a URL answers to whom is declared in ``tests/authority``."""

from django.urls import include, path

urlpatterns = [
    path("", include("alongside.care.support.urls")),
    path("clinic/evaluation/", include("alongside.evaluation.room.urls")),
    path("", include("alongside.base.pages.urls")),
    path("account/", include("alongside.base.accounts.urls")),
    path("simulated/", include("alongside.base.accounts.simulated_urls")),
    path("door/", include("alongside.care.access.door_urls")),
    path("", include("alongside.care.partnership.urls")),
    path("how-do-we-know/", include("alongside.care.partnership.knowing_urls")),
    path("evidence/", include("alongside.evidence.findings.urls")),
    path("evidence/", include("alongside.evidence.synthesis.urls")),
    path("evidence/s/<uuid:synthesis_id>/", include("alongside.evidence.records.urls")),
    path("evidence/s/<uuid:synthesis_id>/", include("alongside.evidence.screening.urls")),
    path("evidence/s/<uuid:synthesis_id>/", include("alongside.evidence.appraisal.urls")),
    path("evidence/", include("alongside.evidence.report.urls")),
    path("p/<uuid:partnership_id>/", include("alongside.care.access.urls")),
    path("p/<uuid:partnership_id>/", include("alongside.care.understanding.urls")),
    path("p/<uuid:partnership_id>/together/", include("alongside.care.involvement.urls")),
    path("", include("alongside.care.communication.urls")),
    path("p/<uuid:partnership_id>/plan/", include("alongside.care.plan.urls")),
    path("p/<uuid:partnership_id>/checks/", include("alongside.care.measures.urls")),
]

handler400 = "alongside.base.pages.errors.bad_request"
handler403 = "alongside.base.pages.errors.refused"
handler404 = "alongside.base.pages.errors.not_found"
handler500 = "alongside.base.pages.errors.server_error"

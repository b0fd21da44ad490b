from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "alongside.evidence.appraisal"
    label = "evidence_appraisal"

from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "alongside.evidence.report"
    label = "evidence_report"

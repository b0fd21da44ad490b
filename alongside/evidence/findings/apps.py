from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "alongside.evidence.findings"
    label = "evidence_findings"

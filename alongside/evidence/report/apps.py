from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "alongside.evidence.report"
    label = "evidence_report"

    def ready(self) -> None:
        from alongside.base.record import heavy  # noqa: PLC0415 - models are loaded only now
        from alongside.evidence.report import clearing  # noqa: PLC0415

        heavy.declare("archives half opened", clearing.clear_one)

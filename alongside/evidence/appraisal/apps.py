from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "alongside.evidence.appraisal"
    label = "evidence_appraisal"

    def ready(self) -> None:
        from alongside.evidence.appraisal import standing as told  # noqa: PLC0415 - models are loaded only now
        from alongside.evidence.synthesis import standing  # noqa: PLC0415

        standing.declare("studies", told.studies)
        standing.declare_count("studies", told.studies_done)
        standing.declare("matrix", told.matrix)
        standing.declare("model", told.model)

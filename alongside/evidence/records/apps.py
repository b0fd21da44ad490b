from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "alongside.evidence.records"
    label = "evidence_records"

    def ready(self) -> None:
        from alongside.evidence.records import standing as told  # noqa: PLC0415 - models first
        from alongside.evidence.records.actions import comparing, importing  # noqa: PLC0415 - models first
        from alongside.evidence.synthesis import jobs, standing  # noqa: PLC0415
        from alongside.evidence.synthesis.models import Job  # noqa: PLC0415

        jobs.declare(Job.Kind.IMPORT, importing.work)
        jobs.declare(Job.Kind.DEDUPE, comparing.work)
        standing.declare("files", told.files)
        standing.declare("duplicates", told.duplicates)

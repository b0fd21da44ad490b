from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "alongside.evidence.screening"
    label = "evidence_screening"

    def ready(self) -> None:
        from alongside.evidence.screening import lazily, recounting  # noqa: PLC0415 - models are loaded only now
        from alongside.evidence.screening import standing as told  # noqa: PLC0415
        from alongside.evidence.synthesis import jobs, standing  # noqa: PLC0415
        from alongside.evidence.synthesis.models import Job  # noqa: PLC0415

        jobs.declare(Job.Kind.RANK, lazily.rank)
        jobs.declare(Job.Kind.RECOUNT, recounting.work)
        standing.declare("titles", told.titles)
        standing.declare("full-texts", told.full_texts)
        standing.declare("texts", told.texts)
        standing.declare("title-conflicts", told.title_conflicts)
        standing.declare("text-conflicts", told.text_conflicts)
        standing.declare_count("titles", told.titles_done)
        standing.declare_count("texts", told.texts_done)

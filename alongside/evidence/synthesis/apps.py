from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    name = "alongside.evidence.synthesis"
    label = "evidence_synthesis"

    def ready(self) -> None:
        from alongside.base.record import heavy  # noqa: PLC0415 - models are loaded only now
        from alongside.evidence.synthesis import jobs  # noqa: PLC0415

        heavy.declare("syntheses", jobs.work_once)

from django.apps import AppConfig


class UnderstandingConfig(AppConfig):
    name = "alongside.care.understanding"
    label = "care_understanding"

    def ready(self) -> None:
        from alongside.base.record import kinds, mail  # noqa: PLC0415 - models are loaded only now
        from alongside.care.partnership import figures as partnership_figures  # noqa: PLC0415
        from alongside.care.understanding import figures  # noqa: PLC0415
        from alongside.care.understanding.events import KINDS  # noqa: PLC0415

        kinds.declare(*KINDS)
        partnership_figures.declare(figures.OWN)
        mail.declare("written-back", mail.something_new)

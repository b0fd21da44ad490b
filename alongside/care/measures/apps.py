from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "alongside.care.measures"
    label = "care_measures"

    def ready(self) -> None:
        from alongside.base.record import chores, kinds  # noqa: PLC0415 - models are loaded only now
        from alongside.care.measures import figures  # noqa: PLC0415
        from alongside.care.measures.actions import occasion  # noqa: PLC0415
        from alongside.care.measures.attention import REASONS  # noqa: PLC0415
        from alongside.care.measures.events import KINDS  # noqa: PLC0415
        from alongside.care.partnership import figures as partnership_figures  # noqa: PLC0415
        from alongside.care.partnership import reasons  # noqa: PLC0415

        kinds.declare(*KINDS)
        partnership_figures.declare(figures.OWN)
        reasons.declare(REASONS)
        chores.declare("call-up", occasion.call_up)

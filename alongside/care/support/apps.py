from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "alongside.care.support"
    label = "care_support"

    def ready(self) -> None:
        from alongside.base.record import chores, kinds  # noqa: PLC0415 - models are loaded only now
        from alongside.care.partnership import figures as partnership_figures  # noqa: PLC0415
        from alongside.care.partnership import reasons  # noqa: PLC0415
        from alongside.care.support import figures  # noqa: PLC0415
        from alongside.care.support.actions import encouragement, review  # noqa: PLC0415
        from alongside.care.support.attention import REASONS  # noqa: PLC0415
        from alongside.care.support.events import KINDS  # noqa: PLC0415

        kinds.declare(*KINDS)
        partnership_figures.declare(figures.OWN)
        reasons.declare(REASONS)
        chores.declare("reviews", review.call_up)
        chores.declare("worth-a-word", encouragement.prompt)

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "alongside.care.access"
    label = "care_access"

    def ready(self) -> None:
        from alongside.base.record import chores, kinds  # noqa: PLC0415 - models are loaded only now
        from alongside.care.access import checks, figures, held  # noqa: PLC0415
        from alongside.care.access.actions import follow_up, screening  # noqa: PLC0415
        from alongside.care.access.attention import REASONS  # noqa: PLC0415
        from alongside.care.access.events import KINDS  # noqa: PLC0415
        from alongside.care.access.presenters import reached  # noqa: PLC0415
        from alongside.care.access.presenters import reaching as words  # noqa: PLC0415
        from alongside.care.partnership import figures as all_figures  # noqa: PLC0415
        from alongside.care.partnership import held as all_held  # noqa: PLC0415
        from alongside.care.partnership import reaching, reasons  # noqa: PLC0415

        kinds.declare(*KINDS)
        all_figures.declare(figures.OWN)
        checks.register()
        reaching.declare(words, reached)
        reasons.declare(REASONS)
        all_held.declare(*held.HELD)
        chores.declare("follow-up", follow_up.call_up)
        chores.declare("screens of nobody", screening.forget_unjoined)

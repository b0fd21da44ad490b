from django.apps import AppConfig


class InvolvementConfig(AppConfig):
    name = "alongside.care.involvement"
    label = "care_involvement"

    def ready(self) -> None:
        from alongside.base.record import kinds, mail  # noqa: PLC0415 - models are loaded only now
        from alongside.care.involvement import events, figures, growing, held, keeping  # noqa: PLC0415
        from alongside.care.involvement.attention import REASONS  # noqa: PLC0415
        from alongside.care.partnership import figures as partnership_figures  # noqa: PLC0415
        from alongside.care.partnership import held as all_held  # noqa: PLC0415
        from alongside.care.partnership import reasons, sources  # noqa: PLC0415

        kinds.declare(*events.KINDS)
        partnership_figures.declare(figures.OWN)
        reasons.declare(REASONS)
        mail.declare(keeping.SOMETHING_TO_ANSWER, mail.something_new)
        sources.declare("problem", read=growing.problem, listing=growing.problems)
        sources.declare("goal", read=growing.goal, listing=growing.goals)
        sources.grow(*growing.GROWTHS)
        all_held.declare(*held.HELD)

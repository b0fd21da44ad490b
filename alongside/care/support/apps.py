from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "alongside.care.support"
    label = "care_support"

    def ready(self) -> None:
        from alongside.base.record import chores, kinds  # noqa: PLC0415 - models are loaded only now
        from alongside.care.communication import at_hand, call_reasons  # noqa: PLC0415
        from alongside.care.partnership import cues, reasons  # noqa: PLC0415
        from alongside.care.partnership import figures as partnership_figures  # noqa: PLC0415
        from alongside.care.partnership import held as all_held  # noqa: PLC0415
        from alongside.care.support import figures, held  # noqa: PLC0415
        from alongside.care.support.actions import encouragement, next_step, review_due  # noqa: PLC0415
        from alongside.care.support.attention import REASONS  # noqa: PLC0415
        from alongside.care.support.events import KINDS  # noqa: PLC0415
        from alongside.care.support.ringing import declared as to_ring  # noqa: PLC0415
        from alongside.care.support.ringing_presenters import lines_at_hand  # noqa: PLC0415

        kinds.declare(*KINDS)
        partnership_figures.declare(figures.OWN)
        reasons.declare(REASONS)
        call_reasons.declare(to_ring())
        at_hand.declare(lines_at_hand)
        chores.declare("reviews", review_due.call_up)
        cues.declare(cues.Cue("review", _("Looking back together"), "support:review", "review", by_us=True))
        chores.declare("worth-a-word", encouragement.prompt)
        all_held.declare(*held.HELD)
        chores.declare("no-next-step", next_step.call_up)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasuresConfig(AppConfig):
    name = "alongside.care.measures"
    label = "care_measures"

    def ready(self) -> None:
        from alongside.base.record import chores, kinds  # noqa: PLC0415 - models are loaded only now
        from alongside.care.measures import figures, held  # noqa: PLC0415
        from alongside.care.measures.actions import occasion  # noqa: PLC0415
        from alongside.care.measures.attention import ASKED, RATING_DUE, REASONS  # noqa: PLC0415
        from alongside.care.measures.events import KINDS  # noqa: PLC0415
        from alongside.care.measures.presenters import titles_of  # noqa: PLC0415
        from alongside.care.partnership import cues, reasons  # noqa: PLC0415
        from alongside.care.partnership import figures as partnership_figures  # noqa: PLC0415
        from alongside.care.partnership import held as all_held  # noqa: PLC0415

        kinds.declare(*KINDS)
        rating = _("Rating again, after three months")
        cues.declare(cues.Cue("rating", rating, "measures:checks", "checks", by_us=True))
        partnership_figures.declare(figures.OWN)
        reasons.declare(REASONS)
        for about_an_occasion in (RATING_DUE, ASKED):
            reasons.declare_which(about_an_occasion, titles_of)
        chores.declare("call-up", occasion.call_up)
        all_held.declare(*held.HELD)
        all_held.leave_out(held.LEFT_OUT)

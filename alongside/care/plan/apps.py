from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    name = "alongside.care.plan"
    label = "care_plan"

    def ready(self) -> None:
        from alongside.base.record import chores, kinds  # noqa: PLC0415 - models are loaded only now
        from alongside.care.partnership import anchors, cues, reasons, sources  # noqa: PLC0415
        from alongside.care.partnership import figures as partnership_figures  # noqa: PLC0415
        from alongside.care.partnership import held as all_held  # noqa: PLC0415
        from alongside.care.partnership.rules.authority import Verb  # noqa: PLC0415
        from alongside.care.plan import (  # noqa: PLC0415
            figures,
            going_attention,
            going_events,
            going_figures,
            held,
            ideas_attention,
            ideas_events,
            keeping,
        )
        from alongside.care.plan.actions import quiet, worsening  # noqa: PLC0415
        from alongside.care.plan.attention import REASONS  # noqa: PLC0415
        from alongside.care.plan.chores import open_look_again  # noqa: PLC0415
        from alongside.care.plan.events import KINDS  # noqa: PLC0415

        kinds.declare(*KINDS)
        partnership_figures.declare(figures.OWN)
        reasons.declare(REASONS)
        chores.declare("look-again", open_look_again)
        kinds.declare(*going_events.KINDS)
        partnership_figures.declare(going_figures.OWN)
        reasons.declare(going_attention.REASONS)
        chores.declare("went-quiet", quiet.call_up)
        chores.declare("check-ins-worse", worsening.call_up)
        cues.declare(cues.Cue("plan", _("Our plan, and how it goes"), "plan:plan", "plan", by_days=True))
        anchors.declare(anchors.Anchor(keeping.CHANGED, _("our plan last changed"), keeping.last_changed_at))
        kinds.declare(*ideas_events.KINDS)
        reasons.declare(ideas_attention.REASONS)
        sources.grow(
            sources.Growth(
                kinds=frozenset({"goal", "problem", "story"}),
                page="plan:propose",
                label=_("as a step on the plan"),
                verb=Verb.WORK_OUT_TOGETHER,
            )
        )
        all_held.declare(*held.HELD)

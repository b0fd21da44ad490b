from django.apps import AppConfig


class UnderstandingConfig(AppConfig):
    name = "alongside.care.understanding"
    label = "care_understanding"

    def ready(self) -> None:
        from alongside.base.record import kinds, mail  # noqa: PLC0415 - models are loaded only now
        from alongside.care.measures import followers  # noqa: PLC0415
        from alongside.care.measures.presenters import titles_of  # noqa: PLC0415
        from alongside.care.partnership import figures as partnership_figures  # noqa: PLC0415
        from alongside.care.partnership import held as all_held  # noqa: PLC0415
        from alongside.care.partnership import reasons  # noqa: PLC0415
        from alongside.care.partnership import sources as growing  # noqa: PLC0415
        from alongside.care.understanding import (  # noqa: PLC0415
            both_events,
            both_figures,
            figures,
            held,
            sources,
        )
        from alongside.care.understanding.actions import difference  # noqa: PLC0415
        from alongside.care.understanding.attention import REASONS, SIDES_DIFFER  # noqa: PLC0415
        from alongside.care.understanding.events import KINDS  # noqa: PLC0415

        kinds.declare(*KINDS, *both_events.KINDS)
        partnership_figures.declare(figures.OWN)
        partnership_figures.declare(both_figures.OWN)
        followers.declare(
            "understanding",
            followers.Follower(both_in=difference.compare, audience_chosen=difference.compare_again),
        )
        mail.declare("written-back", mail.something_new)
        reasons.declare(REASONS)
        reasons.declare_which(SIDES_DIFFER, titles_of)
        growing.declare(sources.STORY, read=sources.story_section, listing=sources.story_sections)
        growing.declare(sources.DIFFERENCE, read=sources.difference, listing=sources.differences)
        all_held.declare(*held.HELD)

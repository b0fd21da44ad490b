from django.apps import AppConfig


class CommunicationConfig(AppConfig):
    name = "alongside.care.communication"
    label = "care_communication"

    def ready(self) -> None:
        from alongside.base.record import chores, heavy, kinds, mail  # noqa: PLC0415 - models are loaded now
        from alongside.care.communication import (  # noqa: PLC0415
            call_attention,
            call_events,
            call_figures,
            held,
            message_attention,
            message_events,
            message_figures,
            message_sources,
            visit_attention,
            visit_events,
            visit_figures,
            visit_reminding,
            visit_sources,
        )
        from alongside.care.communication.actions import (  # noqa: PLC0415
            absence,
            call_list,
            diary_source,
            message,
            stand_in,
            visit_chore,
        )
        from alongside.care.partnership import cues, reasons, sources, taking_over  # noqa: PLC0415
        from alongside.care.partnership import figures as partnership_figures  # noqa: PLC0415
        from alongside.care.partnership import held as all_held  # noqa: PLC0415

        for events in (message_events, call_events, visit_events):
            kinds.declare(*events.KINDS)
        for own in (message_figures, call_figures, visit_figures):
            partnership_figures.declare(own.OWN)
        for attention in (message_attention, call_attention, visit_attention):
            reasons.declare(attention.REASONS)
        chores.declare("visits", visit_chore.call_up)
        heavy.declare("diaries", diary_source.look_once)
        chores.declare("calls-on-the-list", call_list.keep_on_the_list)
        cues.declare(visit_reminding.VISIT)
        sources.grow(*visit_sources.GROWTHS)
        mail.declare(message.NEW_MESSAGE, mail.something_new)
        chores.declare("stand-in", absence.hand_on_what_is_due)
        chores.declare("cannot-wait", stand_in.see_to_what_cannot_wait)
        taking_over.declare(stand_in.came_in)
        sources.declare(
            message_sources.MESSAGE, read=message_sources.message, listing=message_sources.messages
        )
        all_held.declare(*held.HELD)
        all_held.leave_out(held.LEFT_OUT)

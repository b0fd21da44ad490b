from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "alongside.care.partnership"
    label = "care_partnership"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from alongside.base.record import beside, chores, gates, kinds, mail  # noqa: PLC0415 - models are loaded only now
        from alongside.care.partnership import (  # noqa: PLC0415
            anchors,
            contacting,
            erasure_events,
            figures,
            held,
            held_rows,
            invitation_mail,
            own_copy_events,
            reasons,
            reminding,
        )
        from alongside.care.partnership.actions import erasure  # noqa: PLC0415
        from alongside.care.partnership.attention import REASONS  # noqa: PLC0415
        from alongside.care.partnership.events import KINDS  # noqa: PLC0415

        kinds.declare(*KINDS)
        figures.declare(figures.OWN)
        mail.declare(invitation_mail.TEMPLATE, invitation_mail.invitation)
        mail.declare(contacting.REMINDER, mail.something_new)
        reasons.declare(REASONS)
        anchors.declare(anchors.Anchor(anchors.MET, _("we last met or spoke"), figures.last_met_at))
        gates.declare("way", contacting.gate, contacting.follow)
        beside.declare("reminders", reminding.send_due)
        chores.declare("reminders", reminding.gather)
        kinds.declare(*own_copy_events.KINDS)
        kinds.declare(*erasure_events.KINDS)
        chores.declare("erased again", erasure.again)
        held.declare(*held_rows.HELD)
        held.leave_out(held_rows.LEFT_OUT)

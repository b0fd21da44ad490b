from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "alongside.care.partnership"
    label = "care_partnership"

    def ready(self) -> None:
        from alongside.base.record import kinds, mail  # noqa: PLC0415 - models are loaded only now
        from alongside.care.partnership import (  # noqa: PLC0415
            figures,
            invitation_mail,
            reasons,
        )
        from alongside.care.partnership.attention import REASONS  # noqa: PLC0415
        from alongside.care.partnership.events import KINDS  # noqa: PLC0415

        kinds.declare(*KINDS)
        figures.declare(figures.OWN)
        mail.declare(invitation_mail.TEMPLATE, invitation_mail.invitation)
        reasons.declare(REASONS)

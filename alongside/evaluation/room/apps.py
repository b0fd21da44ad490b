from django.apps import AppConfig


class RoomConfig(AppConfig):
    name = "alongside.evaluation.room"
    label = "evaluation"

    def ready(self) -> None:
        from alongside.base.record import beside, kinds  # noqa: PLC0415 - models are loaded only now
        from alongside.evaluation.room import looking  # noqa: PLC0415
        from alongside.evaluation.room.events import KINDS  # noqa: PLC0415

        kinds.declare(*KINDS)
        beside.declare("evaluations", looking.start_what_waits)

from alongside.base.record.models.access import Refusal, Viewing
from alongside.base.record.models.delivery import Delivery
from alongside.base.record.models.event import Event
from alongside.base.record.models.submission import Submission

__all__ = ["Delivery", "Event", "Refusal", "Submission", "Viewing"]

from alongside.care.plan.models.bad_day import BadDay
from alongside.care.plan.models.check_in import CheckIn, CheckInWord
from alongside.care.plan.models.circumstances import LifeFacts
from alongside.care.plan.models.ease import EaseAnswer, EaseOffer
from alongside.care.plan.models.idea import IdeaAnswer
from alongside.care.plan.models.step import Step
from alongside.care.plan.models.version import PlanVersion
from alongside.care.plan.models.wording import StepWording

__all__ = [
    "BadDay",
    "CheckIn",
    "CheckInWord",
    "EaseAnswer",
    "EaseOffer",
    "IdeaAnswer",
    "LifeFacts",
    "PlanVersion",
    "Step",
    "StepWording",
]

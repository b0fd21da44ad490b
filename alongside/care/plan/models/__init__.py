from alongside.care.plan.models.step import Step
from alongside.care.plan.models.version import PlanVersion
from alongside.care.plan.models.wording import StepWording

__all__ = ["PlanVersion", "Step", "StepWording"]

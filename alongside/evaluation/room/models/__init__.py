from alongside.evaluation.room.models.job import Job
from alongside.evaluation.room.models.plan import KeptPlan

__all__ = ["Job", "KeptPlan"]

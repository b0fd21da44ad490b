from alongside.care.support.models.review import Review, ReviewHow, ReviewStep
from alongside.care.support.models.statement import Statement

__all__ = ["Review", "ReviewHow", "ReviewStep", "Statement"]

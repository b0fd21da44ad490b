from alongside.care.support.models.encouragement import Encouragement
from alongside.care.support.models.review import Review, ReviewHow, ReviewStep
from alongside.care.support.models.statement import Statement

__all__ = ["Encouragement", "Review", "ReviewHow", "ReviewStep", "Statement"]

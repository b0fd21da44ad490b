from alongside.care.support.models.review import Review, ReviewHow, ReviewStep

__all__ = ["Review", "ReviewHow", "ReviewStep"]

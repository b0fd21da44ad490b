from alongside.care.involvement.models.choice import DecisionChoice
from alongside.care.involvement.models.decision import Decision
from alongside.care.involvement.models.matter import Matter
from alongside.care.involvement.models.matter_rating import MatterRating
from alongside.care.involvement.models.matter_wording import MatterWording
from alongside.care.involvement.models.option import DecisionOption
from alongside.care.involvement.models.recommendation import Recommendation

__all__ = [
    "Decision",
    "DecisionChoice",
    "DecisionOption",
    "Matter",
    "MatterRating",
    "MatterWording",
    "Recommendation",
]

from alongside.care.measures.models.alert import Alert
from alongside.care.measures.models.assessment import Assessment
from alongside.care.measures.models.audience import RatingAudience
from alongside.care.measures.models.instrument import Instrument
from alongside.care.measures.models.objection import Objection
from alongside.care.measures.models.occasion import Occasion
from alongside.care.measures.models.pseudonym import Pseudonym
from alongside.care.measures.models.score import Score

__all__ = [
    "Alert",
    "Assessment",
    "Instrument",
    "Objection",
    "Occasion",
    "Pseudonym",
    "RatingAudience",
    "Score",
]

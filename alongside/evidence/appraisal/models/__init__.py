from alongside.evidence.appraisal.models.appraisal import Appraisal, Cell, Settled, Theme
from alongside.evidence.appraisal.models.arrow import Arrow, Ground

__all__ = ["Appraisal", "Arrow", "Cell", "Ground", "Settled", "Theme"]

from alongside.evidence.appraisal.models.appraisal import Appraisal, Cell, Settled, Theme

__all__ = ["Appraisal", "Cell", "Settled", "Theme"]

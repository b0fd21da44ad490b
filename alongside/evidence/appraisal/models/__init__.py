from alongside.evidence.appraisal.models.appraisal import Appraisal, Cell, Theme

__all__ = ["Appraisal", "Cell", "Theme"]

from alongside.evidence.screening.models.decision import Decision, Ranking, Settling, Stage, Verdict
from alongside.evidence.screening.models.sample import Drawn, Sample

__all__ = ["Decision", "Drawn", "Ranking", "Sample", "Settling", "Stage", "Verdict"]

from alongside.evidence.screening.models.decision import Decision, Ranking, Settling, Stage, Verdict

__all__ = ["Decision", "Ranking", "Settling", "Stage", "Verdict"]

from alongside.evidence.synthesis.models.job import Job
from alongside.evidence.synthesis.models.opening import Opening
from alongside.evidence.synthesis.models.protocol import Protocol
from alongside.evidence.synthesis.models.synthesis import Entry, Member, Synthesis

__all__ = ["Entry", "Job", "Member", "Opening", "Protocol", "Synthesis"]

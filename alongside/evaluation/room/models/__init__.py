from alongside.evaluation.room.models.job import Job

__all__ = ["Job"]

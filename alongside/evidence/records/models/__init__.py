from alongside.evidence.records.models.imported import Import, ImportPart
from alongside.evidence.records.models.merge import Merge, MergePart, Pair
from alongside.evidence.records.models.record import Record, SourceRecord

__all__ = ["Import", "ImportPart", "Merge", "MergePart", "Pair", "Record", "SourceRecord"]

from alongside.care.understanding.models.difference import Difference
from alongside.care.understanding.models.draft import Draft, SetAside
from alongside.care.understanding.models.offer import Offer
from alongside.care.understanding.models.reading import StoryReading
from alongside.care.understanding.models.reflection import Reflection
from alongside.care.understanding.models.retold import Retold
from alongside.care.understanding.models.side_note import SideNote
from alongside.care.understanding.models.story import Story, StoryVersion

__all__ = [
    "Difference",
    "Draft",
    "Offer",
    "Reflection",
    "Retold",
    "SetAside",
    "SideNote",
    "Story",
    "StoryReading",
    "StoryVersion",
]

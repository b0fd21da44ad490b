"""The two sides of a partnership."""

from enum import StrEnum


class Side(StrEnum):
    """Whose words or answers they are."""

    PERSON = "person"
    PROFESSIONAL = "professional"

    @property
    def other(self) -> "Side":
        return Side.PROFESSIONAL if self is Side.PERSON else Side.PERSON

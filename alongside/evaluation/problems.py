"""What is wrong with a plan or with data: every problem at once, each with its place, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to mend. ``where`` is the place: ``blocks[2].predictors[1]``, or a column, row and value."""

    where: str
    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.mend}".rstrip()


class Refused(Exception):
    """The plan or the data cannot be used as they are; ``troubles`` says everything that stands against
    it."""

    def __init__(self, what: str, troubles: list[Trouble]) -> None:
        super().__init__("\n".join([what, *(str(trouble) for trouble in troubles)]))
        self.what = what
        self.troubles = troubles


@dataclass
class Troubles:
    """Collects problems, and refuses once, with all of them."""

    what: str
    found: list[Trouble] = field(default_factory=list)

    def add(self, where: str, what: str, mend: str = "") -> None:
        trouble = Trouble(where, what, mend)
        if trouble not in self.found:
            self.found.append(trouble)

    def refuse_if_any(self) -> None:
        """Raise ``Refused`` where anything was added."""
        if self.found:
            raise Refused(self.what, self.found)

    def __iter__(self) -> Iterator[Trouble]:
        return iter(self.found)

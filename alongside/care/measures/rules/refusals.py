"""What a loader says when it will not take a file: every problem at once, each with its place and its
mending.

These messages are for whoever writes or installs an instrument (a person at a command line), so they
are plain English and not run through translation. What a *respondent* reads is in `answers`.
"""

from dataclasses import dataclass, field

MOST_REFUSALS_SHOWN = 100
"""A hostile file can hold a million faults; nobody can mend more than this in one go."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a file is not taken.

    `where` is a path a person can find (an item's linkId path, or a key path such as `score[0].items`),
    `what` says what is wrong there, `mend` what would put it right.
    """

    where: str
    what: str
    mend: str = ""

    def __str__(self) -> str:
        sentence = f"{self.where}: {self.what}"
        return f"{sentence} {self.mend}" if self.mend else sentence


class Refusals(Exception):
    """A file was refused. `refusals` holds every reason found, in the order of the file."""

    def __init__(self, refusals: tuple[Refusal, ...], left_out: int = 0) -> None:
        self.refusals = refusals
        self.left_out = left_out
        super().__init__(self._as_text())

    def _as_text(self) -> str:
        lines = [str(refusal) for refusal in self.refusals]
        if self.left_out:
            lines.append(f"... and {self.left_out} more like these.")
        return "\n".join(lines)


@dataclass(slots=True)
class Problems:
    """Collects refusals while a file is read, so that the author sees them all at once."""

    found: list[Refusal] = field(default_factory=list)
    left_out: int = 0
    spoken_for: set[str] = field(default_factory=set)
    """Places about which enough has been said: a second complaint there would only confuse."""

    def add(self, where: str, what: str, mend: str = "") -> None:
        """Note one problem; beyond `MOST_REFUSALS_SHOWN` they are only counted."""
        if where in self.spoken_for:
            return
        if len(self.found) < MOST_REFUSALS_SHOWN:
            self.found.append(Refusal(where, what, mend))
        else:
            self.left_out += 1

    def join(self, other: "Problems") -> None:
        """Add what was collected apart."""
        for refusal in other.found:
            self.add(refusal.where, refusal.what, refusal.mend)
        self.left_out += other.left_out

    def take(self, refused: Refusals) -> None:
        """Add everything another reader refused."""
        for refusal in refused.refusals:
            self.add(refusal.where, refusal.what, refusal.mend)
        self.left_out += refused.left_out

    def refuse_if_any(self) -> None:
        """Raise `Refusals` if anything was noted."""
        if self.found:
            raise Refusals(tuple(self.found), self.left_out)


def refuse(where: str, what: str, mend: str = "") -> Refusals:
    """A refusal with a single reason, ready to raise."""
    return Refusals((Refusal(where, what, mend),))

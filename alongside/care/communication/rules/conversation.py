"""What a message can be about, and within how many working days the team answers (`conversation.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alongside.care.partnership.rules.signed import (
    Problem,
    Signed,
    definition,
    read_signed,
)

DEFINITION = Path(__file__).resolve().parents[1] / "definitions" / "conversation.toml"
FEWEST_DAYS, MOST_DAYS = 1, 10
MOST_TOPIC, MOST_MESSAGE, MOST_WHY = 80, 5_000, 1_000  # characters
OWN = "own"  # a topic in the writer's own words


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """The list of topics, and the promise where a service has not said otherwise."""

    topics: tuple[Topic, ...]
    answer_within: int  # working days
    signed: Signed

    def label(self, topic: str) -> str:
        """The words of a topic; empty for one that is not on the list (any more)."""
        return next((one.label for one in self.topics if one.id == topic), "")


@cache
def conversation(path: Path = DEFINITION) -> Conversation:
    """The definition; raises ``DefinitionInvalid`` with every fault."""
    return read(path.read_text(encoding="utf-8"), path.name)


def read(text: str, name: str) -> Conversation:
    """Read the definition in ``text``; raises ``DefinitionInvalid`` with every fault."""
    with definition(text, name) as root:
        root.text("id")
        root.text("version")
        signed = read_signed(root)
        days = root.whole("answer_within_working_days", least=FEWEST_DAYS, most=MOST_DAYS)
        topics = []
        for table in root.tables("topic"):
            topics.append(Topic(table.text("id"), table.text("label")))
            table.close()
        names = [one.id for one in topics]
        if len(set(names)) != len(names) or OWN in names:
            root.problems.append(Problem(f"{name}.topic", f"each id once, and none of them {OWN!r}"))
    return Conversation(tuple(topics), days, signed)

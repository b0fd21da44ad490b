"""What somebody is writing: the words of a message, and of what it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """A message that is being written. ``topic`` and ``words`` only where it begins a conversation."""

    text: str = ""
    topic: str = ""
    words: str = ""
    understood: bool = False

    @classmethod
    def from_plain(cls, plain: Mapping[str, object]) -> Written:
        return cls(
            text=str(plain.get("text", "")),
            topic=str(plain.get("topic", "")),
            words=str(plain.get("words", "")),
            understood=plain.get("understood") is True,
        )

    def as_plain(self) -> dict[str, object]:
        return {
            "text": self.text,
            "topic": self.topic,
            "words": self.words,
            "understood": self.understood,
        }

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.words)


def together(first: Written, second: Written) -> Written:
    """Both, one after the other: nothing of either is lost."""
    return Written(
        "\n\n".join(text for text in (first.text, second.text) if text),
        second.topic or first.topic,
        second.words or first.words,
        first.understood or second.understood,
    )

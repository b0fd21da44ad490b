"""A line of what may be many: the first words of a problem, a goal or a question."""

from __future__ import annotations

MOST = 90  # characters


def first_words(text: str, most: int = MOST) -> str:
    """The first line of ``text``, cut between words where it is long."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(line) <= most:
        return line
    cut = line[:most].rsplit(" ", 1)[0].rstrip(",;:.–- ")
    return f"{cut}…"

"""What is asked at the door about how someone wants to be reached, supported and heard.

The questions are data (`definitions/preferences.toml`). Their options are the enumerations of the
partnership's own rules, where every room can obey them (`alongside.care.partnership.rules.preferences`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from alongside.care.access.rules.signed import (
    DEFINITIONS,
    Problem,
    Signed,
    Table,
    definition,
    fingerprint,
    note_repeats,
    read_signed,
)
from alongside.care.partnership.rules.preferences import (
    Channel,
    GpInvolved,
    Hours,
    MayContact,
    Need,
    Say,
    SeenByOthers,
    Support,
    SupportFrom,
)


class Kind(StrEnum):
    """Whether one option may be chosen, or many."""

    ONE = "one"
    MANY = "many"


@dataclass(frozen=True)
class PreferenceQuestion:
    """One question of the door. `alone`: asked on a page of its own, for the person alone."""

    id: str
    kind: Kind
    alone: bool
    text: str
    help: tuple[str, ...]
    options: Mapping[str, str]


@dataclass(frozen=True)
class PreferenceQuestions:
    """Every question of the door, in order."""

    signed: Signed
    version: str
    questions: tuple[PreferenceQuestion, ...]

    def question(self, question_id: str) -> PreferenceQuestion:
        """The question with this id; `KeyError` when there is none."""
        return {question.id: question for question in self.questions}[question_id]


OPTIONS: Mapping[str, type[StrEnum]] = {
    "seen_by_others": SeenByOthers,
    "channels": Channel,
    "hours": Hours,
    "contact": MayContact,
    "support": Support,
    "from_whom": SupportFrom,
    "gp": GpInvolved,
    "say": Say,
    "needs": Need,
}


def read_preference_questions(text: str, name: str = "preferences") -> PreferenceQuestions:
    """Read the questions from TOML. Raises `DefinitionInvalid` with every fault."""
    with definition(text, name) as root:
        questions = PreferenceQuestions(
            signed=read_signed(root),
            version=f"{name}-{fingerprint(root.data)[:12]}",
            questions=tuple(_question(table) for table in root.tables("question")),
        )
        ids = [question.id for question in questions.questions]
        note_repeats(ids, f"{name}.question", root.problems)
        root.problems.extend(
            Problem(f"{name}.question", f"nothing asks for “{needed}”")
            for needed in OPTIONS
            if needed not in ids
        )
    return questions


@cache
def preference_questions(path: Path = DEFINITIONS / "preferences.toml") -> PreferenceQuestions:
    """The questions that Alongside ships with, read once per process."""
    return read_preference_questions(path.read_text(encoding="utf-8"))


def _question(table: Table) -> PreferenceQuestion:
    question_id = table.text("id")
    options = table.table("options")
    known = OPTIONS.get(question_id)
    if known is None:
        table.note("id", f"“{question_id}” is not one of: {', '.join(OPTIONS)}")
        labels = {key: options.text(key) for key in options.data}
    else:
        labels = {member.value: options.text(member.value) for member in known}
    options.close()
    question = PreferenceQuestion(
        id=question_id,
        kind=table.choice("kind", Kind),
        alone=table.truth("alone"),
        text=table.text("text"),
        help=table.texts("help"),
        options=labels,
    )
    if question_id == "seen_by_others" and not question.alone:
        table.note("alone", "must be true: this is asked of the person alone")
    table.close()
    return question

"""How readiness shapes what is offered and how a professional may talk. Pure; ``readiness.toml`` is the data.

The stage is for the professional's wording. A person reads the ``lead`` and sees as many ideas as it says,
and never the stage's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from alongside.care.partnership.rules.signed import (
    Signed,
    Table,
    definition,
    note_repeats,
    read_signed,
)
from alongside.care.plan.rules.circumstances import UNKNOWN, Stage

READINESS = Path(__file__).resolve().parent.parent / "definitions" / "readiness.toml"
LOW, HIGH = 3, 7  # of a ruler from 0 to 10: up to, and from


class Ruler(StrEnum):
    IMPORTANCE = "importance"
    CONFIDENCE = "confidence"


class PromptKind(StrEnum):
    OPEN = "open"
    AFFIRM = "affirm"
    REFLECT = "reflect"
    SUMMARISE = "summarise"


@dataclass(frozen=True, slots=True)
class Prompt:
    kind: PromptKind
    text: str


@dataclass(frozen=True, slots=True)
class Approach:
    """What goes with one stage. ``show`` and ``lead`` shape the person's page; the rest is not theirs."""

    code: str
    show: int
    lead: str
    task: str
    beware: str
    prompts: tuple[Prompt, ...]

    def of(self, kind: PromptKind) -> list[str]:
        return [prompt.text for prompt in self.prompts if prompt.kind is kind]


@dataclass(frozen=True, slots=True)
class Readiness:
    """The whole definition. ``rulers`` hold what to say to a low, a middle and a high number."""

    signed: Signed
    approaches: Mapping[str, Approach]
    rulers: Mapping[Ruler, tuple[str, str, str]]

    def approach(self, stage: Stage | None) -> Approach:
        return self.approaches[stage or UNKNOWN]

    def ruler(self, ruler: Ruler, number: int) -> str:
        """What a professional may make of ``number``, 0 to 10."""
        low, middle, high = self.rulers[ruler]
        return low if number <= LOW else high if number >= HIGH else middle


def read_readiness(text: str | None = None) -> Readiness:
    """The definition; raises ``DefinitionInvalid`` with every problem in it."""
    text = READINESS.read_text(encoding="utf-8") if text is None else text
    with definition(text, "readiness.toml") as root:
        root.text("id"), root.text("version")
        signed = read_signed(root)
        approaches = [_approach(table) for table in root.tables("stage")]
        note_repeats([one.code for one in approaches], "readiness.toml.stage", root.problems)
        missing = {*Stage, UNKNOWN} - {one.code for one in approaches}
        for code in sorted(missing):
            root.note("stage", f"“{code}” has no approach")
        rulers = {}
        for table in root.tables("ruler"):
            rulers[table.choice("rating", Ruler)] = (
                table.text("low"),
                table.text("middle"),
                table.text("high"),
            )
            table.close()
        for ruler in sorted(set(Ruler) - set(rulers)):
            root.note("ruler", f"“{ruler}” is missing")
    return Readiness(signed, {one.code: one for one in approaches}, rulers)


def _approach(table: Table) -> Approach:
    code = table.text("code")
    if code not in {*Stage, UNKNOWN}:
        table.note("code", f"“{code}” is not one of: {', '.join((*Stage, UNKNOWN))}")
    prompts = []
    for each in table.tables("prompt"):
        prompts.append(Prompt(each.choice("kind", PromptKind), each.text("text")))
        each.close()
    for kind in PromptKind:
        if not any(prompt.kind is kind for prompt in prompts):
            table.note("prompt", f"has none of the kind “{kind}”")
    lead = table.text("lead")
    for stage in Stage:
        if stage in lead.lower():
            table.note("lead", f"names the stage “{stage}”, which a person must never read")
    approach = Approach(
        code,
        table.whole("show", least=0, most=10),
        lead,
        table.text("task"),
        table.text("beware"),
        tuple(prompts),
    )
    table.close()
    return approach

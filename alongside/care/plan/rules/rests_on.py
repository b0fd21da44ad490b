"""On which findings of the review an idea and a prompt rest. Pure; ``rests-on.toml`` is the data.

It is never read by a rule: a finding, signed or not, does not change what is offered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from alongside.care.partnership.rules.signed import (
    DefinitionInvalid,
    Problem,
    Table,
    note_repeats,
    parse,
    read_signed,
)
from alongside.care.plan.rules.circumstances import Area, Stage
from alongside.care.plan.rules.library import Theme

RESTS_ON = Path(__file__).resolve().parent.parent / "definitions" / "rests-on.toml"


class At(StrEnum):
    """A place in a change, as ``readiness.toml`` names it."""

    UNKNOWN = "unknown"
    PRECONTEMPLATION = Stage.PRECONTEMPLATION.value
    CONTEMPLATION = Stage.CONTEMPLATION.value
    PREPARATION = Stage.PREPARATION.value
    ACTION = Stage.ACTION.value
    MAINTENANCE = Stage.MAINTENANCE.value
    RELAPSE = Stage.RELAPSE.value


@dataclass(frozen=True, slots=True)
class RestsOn:
    """Ids of findings, in the order of the file. ``known``: those of the bundle; None where there is none."""

    areas: Mapping[str, tuple[str, ...]]
    themes: Mapping[str, tuple[str, ...]]
    stages: Mapping[str, tuple[str, ...]]
    known: Collection[str] | None = None

    def of_idea(self, area: Area, theme: Theme) -> tuple[str, ...]:
        """What an idea of this area and theme rests on, each once; the area's first."""
        return tuple(dict.fromkeys((*self.areas.get(area, ()), *self.themes.get(theme, ()))))

    def of_stage(self, stage: Stage | None) -> tuple[str, ...]:
        """What a professional's prompts at this stage rest on; None where it is not known."""
        return self.stages.get(stage or At.UNKNOWN, ())


def read_rests_on(
    found: list[Problem], known: Collection[str] | None = None, *, text: str | None = None
) -> RestsOn:
    """``rests-on.toml``, with what is wrong noted in ``found``.

    ``known`` are the ids of the findings bundle, None where there is none: then no id can be refused.
    """
    try:
        data = parse(RESTS_ON.read_text(encoding="utf-8") if text is None else text, RESTS_ON.name)
    except DefinitionInvalid as wrong:
        found += wrong.problems
        return RestsOn({}, {}, {}, known)
    root = Table(data, RESTS_ON.name, found)
    root.text("id"), root.text("version")
    read_signed(root)
    areas, themes = _group(root, "area", Area, known), _group(root, "theme", Theme, known)
    read = RestsOn(areas, themes, _group(root, "stage", At, known), known)
    for kind, here in ((Theme, read.themes), (At, read.stages)):
        for missing in [code.value for code in kind if code not in here]:
            root.note(kind.__name__.lower(), f"“{missing}” rests on nothing: name its findings")
    root.close()
    return read


def findings_at(table: Table, known: Collection[str] | None, found: list[Problem]) -> tuple[str, ...]:
    """The ids at ``findings``; one that the bundle does not hold is noted, where there is a bundle."""
    ids = table.texts("findings")
    for name in ids:
        if known is not None and name not in known:
            table.note("findings", f"“{name}” is not one of: {', '.join(sorted(known))}")
    note_repeats(ids, table.at("findings"), found)
    return ids


def _group(
    root: Table, key: str, kind: type[Area] | type[Theme] | type[At], known: Collection[str] | None
) -> dict[str, tuple[str, ...]]:
    group: dict[str, tuple[str, ...]] = {}
    codes: list[str] = []
    for table in root.tables(key):
        code = table.choice("code", kind).value
        codes.append(code)
        group[code] = findings_at(table, known, root.problems)
        table.close()
    note_repeats(codes, f"{root.place}.{key}", root.problems)
    return group

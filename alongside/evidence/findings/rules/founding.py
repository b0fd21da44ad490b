"""The founding synthesis as data: question, criteria, counts, studies, themes, model, findings.

Read from ``definitions/``; whatever does not fit together is refused when it is read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from alongside.evidence.appraisal.rules.rating import Signed

DEFINITIONS: Final = Path(__file__).resolve().parent.parent / "definitions"


class Certainty(StrEnum):
    """How sure a finding is. There is no *very sure*: interviews with few people cannot give it."""

    FAIRLY = "fairly"
    NOT_VERY = "not-very"
    UNSURE = "unsure"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Named(_Strict):
    id: str
    name: str


class Criterion(_Strict):
    id: str
    kind: Literal["in", "out"]
    text: str


class Limit(_Strict):
    id: str
    text: str


class Why(_Strict):
    other: str
    duplicates: str
    excluded_on_abstract: str
    excluded_on_full_text: str


class Counts(_Strict):
    """How many records went where; what does not add up is refused."""

    databases: int
    other: int
    screened: int
    excluded_on_abstract: int
    full_texts: int
    excluded_on_full_text: int
    studies: int
    why: Why

    @property
    def found(self) -> int:
        return self.databases + self.other

    @property
    def duplicates(self) -> int:
        return self.found - self.screened

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.screened - self.excluded_on_abstract != self.full_texts:
            raise ValueError("screened less excluded is not the full texts")
        if self.full_texts - self.excluded_on_full_text != self.studies:
            raise ValueError("full texts less excluded is not the studies")
        return self


class Appraisal(_Strict):
    checklist: str
    high: int
    medium: int
    low: int
    why: str
    unknown: str


class Synthesis(_Strict):
    """What was asked, where and how it was looked for, and what the answer cannot carry."""

    id: str
    title: str
    question: str
    made_by: str
    method: str
    searched_from: int
    searched_until: int
    patients: int
    professionals: int
    smallest_study: int
    largest_study: int
    signed: Signed
    source: tuple[Named, ...]
    criterion: tuple[Criterion, ...]
    counts: Counts
    appraisal: Appraisal
    limit: tuple[Limit, ...]


class Study(_Strict):
    id: str
    name: str
    year: int
    whose: Literal["patients", "professionals"]
    note: str


class Theme(_Strict):
    id: str
    name: str
    about: str
    studies: tuple[str, ...]
    place: str


class Cell(_Strict):
    study: str
    theme: str
    more: str


class Matrix(_Strict):
    """Which study speaks of which theme. A theme's studies make its cells; ``cell`` says more of some."""

    signed: Signed
    study: tuple[Study, ...]
    theme: tuple[Theme, ...]
    cell: tuple[Cell, ...]

    def has(self, study: str, theme: str) -> bool:
        return (study, theme) in self.cells()

    def cells(self) -> Mapping[tuple[str, str], str]:
        """(study, theme) to the place in the prose that it rests on."""
        more = {(cell.study, cell.theme): cell.more for cell in self.cell}
        return {
            (study, theme.id): f"{theme.place} {more.get((study, theme.id), '')}".strip()
            for theme in self.theme
            for study in theme.studies
        }

    @model_validator(mode="after")
    def _fits(self) -> Self:
        studies = {study.id for study in self.study}
        for theme in self.theme:
            if unknown := set(theme.studies) - studies:
                raise ValueError(f"{theme.id} names studies that are not there: {sorted(unknown)}")
            if len(set(theme.studies)) != len(theme.studies):
                raise ValueError(f"{theme.id} names a study twice")
        known = {(study, theme.id) for theme in self.theme for study in theme.studies}
        if stray := {(cell.study, cell.theme) for cell in self.cell} - known:
            raise ValueError(f"cells outside the matrix: {sorted(stray)}")
        return self


class Node(_Strict):
    id: str
    kind: Literal["theme", "middle", "end"]
    name: str = ""
    plural: bool = False
    column: Literal["left", "right", "both"]
    row: int


class Edge(_Strict):
    """One theme leads to another, by what the review says at ``place``."""

    start: str = Field(alias="from")
    end: str = Field(alias="to")
    how: Literal["helps", "is needed for", "limits"]
    says: str
    place: str


class Model(_Strict):
    signed: Signed
    node: tuple[Node, ...]
    edge: tuple[Edge, ...]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        nodes = {node.id for node in self.node}
        for edge in self.edge:
            if not {edge.start, edge.end} <= nodes:
                raise ValueError(f"{edge.start} leads to {edge.end}: one of them is not there")
        return self


class SingleStudy(_Strict):
    """A study beside the synthesis. Zero stands for *nobody*, an empty ``p_below`` for *not measured*."""

    id: str
    name: str
    year: int
    title: str
    doi: str
    kind: str
    began: int
    followed: int
    interviewed: int
    p_below: str
    result: str
    limit: str
    themes: tuple[str, ...]


class SingleStudies(_Strict):
    signed: Signed
    study: tuple[SingleStudy, ...]


class Finding(_Strict):
    """One thing that is known. ``says`` is for everybody, ``detail`` for whoever wants more.

    ``drawn`` marks what the review concludes without naming studies. ``rests``: what in Alongside
    rests on it.
    """

    id: str
    theme: str
    says: str
    detail: str
    studies: tuple[str, ...]
    place: str
    certainty: Certainty
    drawn: bool = False
    rests: tuple[str, ...] = Field(min_length=1)


class Findings(_Strict):
    edition: int
    signed: Signed
    finding: tuple[Finding, ...]


class Known(_Strict):
    """Everything together; read once a process."""

    synthesis: Synthesis
    matrix: Matrix
    model: Model
    singles: SingleStudies
    findings: Findings

    @model_validator(mode="after")
    def _fits(self) -> Self:
        themes = {theme.id for theme in self.matrix.theme} | {"partnership"}
        studies = {each.id for each in self.matrix.study} | {each.id for each in self.singles.study}
        for finding in self.findings.finding:
            if finding.theme not in themes or not set(finding.studies) <= studies:
                raise ValueError(f"{finding.id} names a theme or a study that is not there")
            if finding.certainty is not earned(self, finding):
                raise ValueError(f"{finding.id} is surer, or less sure, than its studies make it")
        return self

    def theme_name(self, key: str) -> str:
        return {theme.id: theme.name for theme in self.matrix.theme}.get(key, "Partnership")

    def findings_of(self, *, theme: str = "", study: str = "") -> list[Finding]:
        return [
            each
            for each in self.findings.finding
            if (not theme or each.theme == theme) and (not study or study in each.studies)
        ]


def earned(known: Known, finding: Finding) -> Certainty:
    """How sure ``finding`` may be: by how many of the synthesis's studies say so, and never surer."""
    number = len({each.id for each in known.matrix.study} & set(finding.studies))
    if number >= 6:
        return Certainty.FAIRLY
    return Certainty.NOT_VERY if number >= 3 else Certainty.UNSURE


@cache
def known() -> Known:
    """What is shipped. Raises pydantic's ``ValidationError``, naming every fault, where it does not fit."""
    return Known.model_validate(
        {
            "synthesis": _read("synthesis"),
            "matrix": _read("matrix"),
            "model": _read("model"),
            "singles": _read("single-studies"),
            "findings": _read("findings"),
        }
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DEFINITIONS / f"{name}.toml").read_text(encoding="utf-8"))

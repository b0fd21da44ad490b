"""The grammar of an analysis plan: what may stand in its TOML, and what is meant where nothing stands.

``docs/reference/analysis-plan.md`` explains each entry with an example; a test holds the two together.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

CONFIDENCE = 0.95
FEW_CLUSTERS = 50
SEED = 20181201  # the month in which the study was printed


def _as_text(value: Any) -> Any:
    """A code in the data, written in the plan as a text or as a number."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return value


Code = Annotated[str, BeforeValidator(_as_text)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Better = Literal["higher", "lower", "neither"]


class Part(BaseModel):
    """Every table of the plan: nothing unknown in it, nothing bent into shape, nothing changed later."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True)


class About(Part):
    title: Name
    question: str = ""
    written_on: date
    by: str = ""
    version: Code = "1"
    seed: Annotated[int, Field(ge=0, lt=2**63)] = SEED


class Registered(Part):
    """The fingerprint that the plan had when it was fixed. What is analysed now may differ, and says so."""

    hash: Annotated[str, Field(pattern=r"^(sha256:)?[0-9a-f]{12,64}$")]
    on: date


class Change(Part):
    on: date
    what: Name


class Data(Part):
    layout: Literal["wide", "long"]
    person: Name | None = None
    occasion: Name | None = None
    cluster: Name | None = None
    pattern: str | None = None
    missing: list[Code] = ["", "NA"]
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    other_occasions: Literal["refuse", "leave out"] = "refuse"
    time_unit: str = "months"


class Occasion(Part):
    name: Name
    written: Code | None = None
    time: Number | None = None
    label: str = ""


class Measured(Part):
    """What a number that is measured may say of itself."""

    label: str = ""
    better: Better = "neither"
    mic: Annotated[float, Field(gt=0)] | None = None
    mic_percent: Annotated[float, Field(gt=0, le=100)] | None = None
    mic_source: str = ""
    reliability: Annotated[float, Field(gt=0, lt=1)] | None = None
    reliability_source: str = ""


class Variable(Measured):
    kind: Literal["number", "category", "ordered"] = "number"
    column: Name | None = None
    columns: dict[str, Name] | None = None
    pattern: str | None = None
    levels: list[Code] | None = None
    labels: dict[str, str] = {}
    reference: Code | None = None
    coding: Literal["treatment", "sum", "numbers"] = "treatment"
    missing: list[Code] = []
    range: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    transform: Literal["none", "log", "sqrt"] = "none"
    center: Number | None = None
    per: Annotated[float, Field(gt=0)] | None = None


class MissingItems(Part):
    """How many items may be unanswered: at most so many, or at least so many answered."""

    at_most: Annotated[int, Field(ge=0)] | None = None
    at_least: Annotated[int, Field(ge=1)] | None = None


class Scale(Measured):
    items: Annotated[list[Name], Field(min_length=1)]
    reversed: list[Name] = []
    item_range: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    score: Literal["sum", "mean"] = "sum"
    missing: Literal["all"] | MissingItems = "all"

    @property
    def least_answered(self) -> int:
        """How many items must be answered for a score."""
        if self.missing == "all":
            return len(self.items)
        if self.missing.at_least is not None:
            return self.missing.at_least
        return len(self.items) - (self.missing.at_most or 0)


class Outcome(Part):
    of: Name | None = None
    when: Name | None = None
    change_from: Name | None = None
    label: str = ""
    blocks: list[Name] | None = None


class Block(Part):
    name: Name
    predictors: Annotated[list[Name], Field(min_length=1)]
    label: str = ""


class Errors(Part):
    kind: Literal["auto", "classical", "HC3", "CR1", "CR2"] = "auto"
    confidence: Annotated[float, Field(gt=0.5, lt=1)] = CONFIDENCE
    few_clusters: Annotated[int, Field(ge=2)] = FEW_CLUSTERS


class Imputation(Part):
    sets: Annotated[int, Field(ge=2, le=200)] = 20
    iterations: Annotated[int, Field(ge=1, le=100)] = 10
    helpers: list[Name] = []
    methods: dict[str, Literal["pmm", "logistic", "ordinal"]] = {}


class Weighting(Part):
    predictors: list[Name] | None = None


class Tipping(Part):
    deltas: Annotated[list[Number], Field(min_length=1, max_length=50)]


class Dropout(Part):
    follow_up: Name | None = None
    reasons: Name | None = None
    not_due: list[Code] = []
    compare: list[Name] | None = None
    imputation: Imputation | Literal[False] = Imputation()
    weighting: Weighting | Literal[False] = Weighting()
    tipping: Tipping | None = None


class Mixed(Part):
    """A model of all occasions at once: each person with a line of their own, in clusters where there are
    any."""

    name: Name
    of: Name
    fixed: list[Name] = ["time"]
    occasions: list[Name] | None = None
    slope: bool = False
    within_cluster: bool = True


class Subgroup(Part):
    by: Name
    label: str = ""


class Multiplicity(Part):
    method: Literal["none", "bonferroni", "holm", "benjamini-hochberg"] = "holm"
    block: Name | None = None


class Exclusion(Part):
    """Who is left out, and why. The reason appears in the flow."""

    reason: Name
    variable: Name
    below: Number | None = None
    above: Number | None = None
    among: list[Code] | None = None
    missing: bool = False


class Report(Part):
    about: str = ""
    suppress_below: Annotated[int, Field(ge=0, le=50)] = 0


class Plan(Part):
    """An analysis plan. Lists keep their order; blocks are entered in the order in which they stand."""

    plan: About
    data: Data
    occasions: list[Occasion] = []
    variables: dict[str, Variable] = {}
    scales: dict[str, Scale] = {}
    outcomes: Annotated[dict[str, Outcome], Field(min_length=1)]
    blocks: Annotated[list[Block], Field(min_length=1)]
    errors: Errors = Errors()
    dropout: Dropout = Dropout()
    mixed: list[Mixed] = []
    subgroups: list[Subgroup] = []
    multiplicity: Multiplicity = Multiplicity()
    exclude: list[Exclusion] = []
    baseline_table: list[Name] | None = None
    report: Report = Report()
    registered: Registered | None = None
    changes: list[Change] = []

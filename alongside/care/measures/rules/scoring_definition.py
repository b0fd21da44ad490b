"""A scoring definition: what is made of the answers to one version of one questionnaire, as signed, dated
data.

    definition = read_scoring(raw_toml, questionnaire)       # in `scoring_reading`; or raises Refusals

The file is TOML. Tables: the head (id, version, title, licence, comparable_with, not_validated),
`[questionnaire]`, `[source]`, `[signed]`, one `[[score]]` a score, `[[combination]]`, and either
`[[alert]]` or a signed `[no_alerts]`. A file may name in `[[supply]]` what whoever installs it has to fill in
(a licensee's item numbers, say); until those entries are taken out it is refused as incomplete.

For the mathematics of each method see `scoring`.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _number(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


Number = Annotated[Decimal, BeforeValidator(_number)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
Words = Annotated[str, Field(min_length=1, max_length=2_000)]
LinkId = Annotated[str, Field(min_length=1, max_length=255)]
LinkIds = Annotated[tuple[LinkId, ...], Field(strict=False, max_length=200)]
Names = Annotated[tuple[Name, ...], Field(strict=False, max_length=50)]
Range = Annotated[tuple[Number, Number], Field(strict=False)]


class Part(BaseModel):
    """Strict, frozen, nothing unknown."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Pinned(Part):
    """Which questionnaire, in which version, this scoring is for."""

    url: Words
    version: Words


class Source(Part):
    """Where the rule comes from; `text` is a reference a reader can follow."""

    text: Words
    url: str = ""


class Signed(Part):
    """Who wrote the file and who clinical has checked it ("" while nobody has)."""

    author: Words
    written_on: date
    checked_by: str
    review_by: date
    sources: Annotated[tuple[str, ...], Field(strict=False)]


class Missing(Part):
    """What becomes of a score when answers are missing.

    `all`: it needs every answer. `at_least` n: it is made of what is there if at least n are (only for a
    mean or
    a percentage; a sum of fewer items would be another score). `mean_for_missing` most n: up to n missing
    answers
    take the mean of the others. `unticked_is_no`: no answer counts as the lowest value.
    """

    rule: Literal["all", "at_least", "mean_for_missing", "unticked_is_no"]
    n: Annotated[int, Field(ge=1)] | None = None
    most: Annotated[int, Field(ge=1)] | None = None


class Band(Part):
    """A named stretch of a score, both ends within. Shown to professionals unless the file says `both`."""

    lowest: Annotated[Number, Field(alias="from")]
    highest: Annotated[Number, Field(alias="to")]
    label: Words
    audience: Literal["professional", "both"] = "professional"


class Matters(Part):
    """The smallest change that matters: in points, in percent of the value before, or either."""

    absolute: Annotated[Number, Field(gt=0)] | None = None
    percent: Annotated[Number, Field(gt=0)] | None = None
    source: Words


class GroupLevel(Part):
    """A score that means something only over many encounters."""

    least_encounters: Annotated[int, Field(ge=2)]


class ScoreRule(Part):
    """How one number is made. `item_range` is the range of each item, as scored, before reversal."""

    name: Name
    title: Words
    method: Literal["sum", "mean", "percent_of_maximum", "count", "all_top"]
    items: LinkIds = ()
    scores: Names = ()
    item_range: Range | None = None
    reversed: LinkIds = ()
    counted: Annotated[tuple[Number, ...], Field(strict=False)] = ()
    missing: Missing = Missing(rule="all")
    range: Range
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    better: Literal["higher", "lower", "none"]
    band: Annotated[tuple[Band, ...], Field(strict=False)] = ()
    matters: Matters | None = None
    group_level: GroupLevel | None = None
    note: str = ""


class When(Part):
    """One line of a combination: a score, where it must lie, and what that makes it."""

    score: Name
    at_least: Number | None = None
    at_most: Number | None = None
    label: Words


class Combination(Part):
    """A label from several scores: the first line that holds, else `otherwise`. Never shown to the person."""

    name: Name
    title: Words
    when: Annotated[tuple[When, ...], Field(strict=False, min_length=1)]
    otherwise: Words
    audience: Literal["professional"] = "professional"
    note: str = ""


AlertAnswer = bool | int | Decimal | str


class AlertRule(Part):
    """Answers that somebody has to see: what the person reads at once, who owns it and within how many hours.

    Either `answers` (values, option codes, true or false), or `at_least`, or `at_most`. `shows` is what the
    person reads: it must say truthfully who is told, and may hold `%(contact)s`.
    """

    name: Name
    item: LinkId
    answers: Annotated[tuple[AlertAnswer, ...], Field(strict=False)] = ()
    at_least: Number | None = None
    at_most: Number | None = None
    shows: Words
    owner: Literal["contact", "team"]
    within_hours: Annotated[int, Field(ge=1, le=24 * 28)]
    reason: Words


class NoAlerts(Part):
    """Somebody's signature that no answer to this questionnaire needs anybody to act."""

    by: Words
    on: date
    reason: Words


class Supply(Part):
    """Something whoever installs the file has to fill in."""

    where: Words
    what: Words


class ScoringDefinition(Part):
    """One scoring definition, checked."""

    id: Name
    version: Words
    title: Words
    licence: Words
    not_validated: bool = False
    comparable_with: Annotated[tuple[str, ...], Field(strict=False)] = ()
    questionnaire: Pinned
    source: Source
    signed: Signed
    score: Annotated[tuple[ScoreRule, ...], Field(strict=False, max_length=50)] = ()
    combination: Annotated[tuple[Combination, ...], Field(strict=False)] = ()
    alert: Annotated[tuple[AlertRule, ...], Field(strict=False)] = ()
    no_alerts: NoAlerts | None = None

    def rule(self, name: str) -> ScoreRule:
        """The rule of one score. Raises KeyError for a name that is not there."""
        for rule in self.score:
            if rule.name == name:
                return rule
        raise KeyError(name)

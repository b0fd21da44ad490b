"""Every definition that is shipped, read and checked; and an instrument that someone else wrote.

    library = shipped()                                     # read once a process
    library.instruments["managing-check"].questionnaire
    library.outcomes.of_ratings(2, 7)

    instrument = load_instrument(questionnaire_json, scoring_toml)      # or raises Refusals

Shipped templates (`library.templates`, by id) hold the published scoring rules of licensed instruments
without a word of
theirs; each is refused as incomplete until whoever holds the licence has supplied what it asks for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from .documents import read_json, read_toml
from .hashes import content_hash
from .questionnaire import Questionnaire
from .questionnaire_reading import questionnaire_from
from .refusals import Problems, Refusals
from .scoring_definition import ScoringDefinition
from .scoring_reading import scoring_from
from .sides import OutcomeTables, TwoSided, read_outcomes, read_two_sided

DEFINITIONS = "alongside.care.measures.definitions"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire and its scoring, checked together, with the fingerprints an assessment pins."""

    questionnaire: Questionnaire
    scoring: ScoringDefinition
    questionnaire_hash: str
    scoring_hash: str
    questionnaire_json: bytes
    scoring_toml: bytes

    @property
    def id(self) -> str:
        """The scoring's id: how the instrument is called everywhere."""
        return self.scoring.id

    @property
    def title(self) -> str:
        """What people call it."""
        return self.scoring.title


@dataclass(frozen=True, slots=True)
class Library:
    """What is shipped. `templates` are raw TOML files, to be copied and completed."""

    instruments: Mapping[str, Instrument]
    templates: Mapping[str, bytes]
    two_sided: TwoSided
    outcomes: OutcomeTables


def load_instrument(questionnaire_json: bytes, scoring_toml: bytes) -> Instrument:
    """Read and check both files. Raises `Refusals` holding what is wrong in either of them.

    The scoring can only be checked against a sound questionnaire, so its own faults are named on their own
    while the questionnaire is refused.
    """
    problems = Problems()
    asked = _questionnaire(questionnaire_json, problems)
    scored = _scoring(scoring_toml, asked[0] if asked else None, problems)
    problems.refuse_if_any()
    if asked is None or scored is None:
        raise AssertionError("a faulty file has been refused above")
    return Instrument(
        questionnaire=asked[0],
        scoring=scored[0],
        questionnaire_hash=asked[1],
        scoring_hash=scored[1],
        questionnaire_json=questionnaire_json,
        scoring_toml=scoring_toml,
    )


def _questionnaire(raw: bytes, problems: Problems) -> tuple[Questionnaire, str] | None:
    """The questionnaire and its fingerprint, or None after noting what is wrong."""
    try:
        document = read_json(raw, name="questionnaire")
        return questionnaire_from(document), content_hash(document)
    except Refusals as refused:
        problems.take(refused)
        return None


def _scoring(
    raw: bytes, questionnaire: Questionnaire | None, problems: Problems
) -> tuple[ScoringDefinition, str] | None:
    """The scoring and its fingerprint, or None after noting what is wrong."""
    try:
        document = read_toml(raw, name="scoring")
        return scoring_from(document, questionnaire), content_hash(document)
    except Refusals as refused:
        problems.take(refused)
        return None


@cache
def shipped() -> Library:
    """Everything in `definitions/`. Raises `Refusals` if a shipped file is wrong, which a test forbids."""
    return read_library(resources.files(DEFINITIONS))


def read_library(folder: Traversable) -> Library:
    """Read a folder laid out as `definitions/`: `<id>.json` beside `<id>.toml`, `templates/`, and the two
    tables."""
    instruments = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".json"):
            scoring = folder / file.name.replace(".json", ".toml")
            instrument = load_instrument(file.read_bytes(), scoring.read_bytes())
            instruments[instrument.id] = instrument
    questionnaires = {key: instrument.questionnaire for key, instrument in instruments.items()}
    templates = sorted((folder / "templates").iterdir(), key=lambda each: each.name)
    return Library(
        instruments=instruments,
        templates={
            file.name.removesuffix(".toml"): file.read_bytes()
            for file in templates
            if file.name.endswith(".toml")
        },
        two_sided=read_two_sided((folder / "two-sided.toml").read_bytes(), questionnaires),
        outcomes=read_outcomes((folder / "outcomes.toml").read_bytes()),
    )

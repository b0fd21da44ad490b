"""From TOML to `ScoringDefinition`, or to every reason why not."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from alongside.care.partnership.rules.toml_lines import Lines

from .documents import read_toml
from .questionnaire import Questionnaire
from .refusals import Problems
from .scoring_checks import check_scoring
from .scoring_definition import ScoringDefinition, Supply


def read_scoring(raw: bytes, questionnaire: Questionnaire, *, name: str = "scoring") -> ScoringDefinition:
    """Read a scoring TOML and check it against its questionnaire. Raises `Refusals` with all there is to
    mend."""
    return scoring_from(read_toml(raw, name=name), questionnaire, name=name)


def scoring_from(
    document: Mapping[str, Any], questionnaire: Questionnaire | None, *, name: str = "scoring"
) -> ScoringDefinition:
    """As `read_scoring`, from a parsed document. Without a questionnaire only what can be checked is
    checked."""
    problems = Problems()
    kept = dict(document)
    _check_supply(kept.pop("supply", []), problems, name=name)
    _check_alerts_declared(kept, problems, name=name)
    try:
        definition = ScoringDefinition.model_validate(kept)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=False):
            problems.add(key_path(fault["loc"]), *fault_in_words(fault["type"], fault["msg"], fault["input"]))
        problems.refuse_if_any()
        raise AssertionError("a faulty definition has been refused above") from error
    check_scoring(definition, questionnaire, problems)
    problems.refuse_if_any()
    return definition


def _check_supply(entries: Any, problems: Problems, *, name: str) -> None:
    for entry in entries if isinstance(entries, list) else [entries]:
        try:
            supply = Supply.model_validate(entry)
        except ValidationError:
            problems.add(f"{name}: supply", "an entry needs 'where' and 'what'.", "Write both as texts.")
            continue
        problems.add(
            supply.where,
            f"this is yours to supply: {supply.what}",
            "Fill it in and take this entry out of [[supply]].",
        )
        problems.spoken_for.add(supply.where)


def _check_alerts_declared(document: Mapping[str, Any], problems: Problems, *, name: str) -> None:
    has_alerts, has_none = bool(document.get("alert")), "no_alerts" in document
    if has_alerts and has_none:
        problems.add(name, "it declares alerts and [no_alerts].", "Keep one of them.")
    elif not has_alerts and not has_none:
        problems.add(
            name,
            "it declares no alerts.",
            "Add an [[alert]] for each answer somebody must see, or a signed [no_alerts] (by, on, reason).",
        )


def key_path(loc: tuple[int | str, ...]) -> str:
    """`('score', 0, 'items')` as `score[0].items`."""
    path = ""
    for part in loc:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path or "(the file)"


def note_faults(problems: Problems, error: ValidationError, raw: bytes) -> None:
    """All that pydantic found in the TOML in ``raw``, each with its line: `line 12, score[0].items`."""
    lines = Lines(raw.decode("utf-8", "replace"))
    for fault in error.errors(include_url=False, include_context=False):
        line, place = lines.of(fault["loc"]), key_path(fault["loc"])
        where = place if line is None else f"line {line}, {place}"
        problems.add(where, *fault_in_words(fault["type"], fault["msg"], fault["input"]))


def fault_in_words(kind: str, message: str, found: Any) -> tuple[str, str]:
    """What pydantic found, as a sentence, and how to mend it."""
    if kind == "missing":
        return "it is missing.", "Add it."
    if kind == "extra_forbidden":
        return "this key is not known.", "Remove it, or check how it is written."
    return f"{str(found)[:60]!r}: {message.removeprefix('Value error, ').lower()}.", ""

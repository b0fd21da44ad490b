"""Whoever mends a definition is told the line: every key of every definition that ships is found."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import alongside
from alongside.care.access.rules import follow_up, referral
from alongside.care.communication.rules.call_definition import read_calls
from alongside.care.measures.rules.refusals import Refusals
from alongside.care.partnership.rules.signed import DefinitionInvalid
from alongside.care.partnership.rules.toml_lines import Lines
from alongside.care.plan.rules.readiness import read_readiness

CARE = Path(alongside.__file__).parent / "care"
SHIPPED = sorted(CARE.glob("*/definitions/**/*.toml"))


def leaves(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every key of every table that stands on lines of its own: not inside an inline table."""
    if isinstance(data, dict):
        for key, value in data.items():
            nested = isinstance(value, dict) or (
                isinstance(value, list) and value and isinstance(value[0], dict)
            )
            if nested:
                yield from leaves(value, (*path, key))
            else:
                yield (*path, key)
    elif isinstance(data, list):
        for place, each in enumerate(data):
            yield from leaves(each, (*path, place))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_key_that_ships_is_found_on_its_line(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found, lines = Lines(text), text.splitlines()
    paths = list(leaves(tomllib.loads(text)))
    assert paths
    for path in paths:
        line = found.of(path)
        assert line is not None, path
        assert str(path[-1]) in lines[line - 1] or "{" in lines[line - 1], (path, line)


def test_the_second_of_a_list_a_missing_key_and_words_that_look_like_keys() -> None:
    text = '[[a]]\nid = "x"\nwords = """\nid = no key\n[[a]]\n"""\n\n[[a]]\n# id = "y"\n[a.b]\n"of two" = 1\n'
    lines = Lines(text)
    assert [lines.of(path) for path in (("a", 0, "id"), ("a", 1, "b", "of two"), ("a", 1, "id"))] == [
        2,
        11,
        8,
    ]
    assert lines.of(("nowhere",)) is None


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_wrong_rule_is_refused_with_its_line_and_its_reason() -> None:
    cases = (
        (
            CARE / "access/definitions/follow-up.toml",
            follow_up.read_follow_up,
            "usual_months",
            "usaul_months",
        ),
        (CARE / "access/definitions/referral.toml", referral.read_referral, "author", "writer"),
        (CARE / "plan/definitions/readiness.toml", read_readiness, "review_by", "reveiw_by"),
    )
    for file, read, old, new in cases:
        text = file.read_text(encoding="utf-8")
        line = line_of(text, f"\n{old} =") + 1
        with pytest.raises(DefinitionInvalid) as refused:
            read(text.replace(f"\n{old} =", f"\n{new} =", 1))
        assert f"line {line}, " in str(refused.value)
        assert f"{new}: is not known here" in str(refused.value)


def test_so_are_the_rules_of_calls() -> None:
    text = (CARE / "communication/definitions/calls.toml").read_text(encoding="utf-8")
    line = line_of(text, "\nworking_days =") + 1
    wrong = text.replace("\nworking_days = ", "\nworking_days = 9", 1)
    with pytest.raises(Refusals) as refused:
        read_calls(wrong.encode())
    assert f"line {line}, promise.working_days: " in str(refused.value)

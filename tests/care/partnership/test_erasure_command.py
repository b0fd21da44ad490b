"""``alongside person erase`` and ``erased``: done, refused in one sentence, and read by a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from alongside.base import ids
from alongside.care.partnership.actions import attention, erasure
from alongside.care.partnership.attention import ERASURE_ASKED
from alongside.care.partnership.models import AttentionItem, Erased, Partnership
from alongside.config import cli
from tests.conftest import Clinic

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(db: None, settings, tmp_path: Path, monkeypatch, capsys) -> Run:
    """Run ``alongside person …`` as a shell does: the exit code, what it said, and what it complained of."""
    settings.ENVIRONMENT = type("Here", (), {"home": tmp_path})()
    monkeypatch.setenv("ALONGSIDE_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["alongside", "person", *map(str, words)])
        try:
            code = cli.main()
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        return int(code or 0), said.out, said.err

    return run


def test_a_record_is_erased_and_listed_and_a_program_reads_the_same(clinic: Clinic, run: Run) -> None:
    record = clinic.partnership.pk
    assert run("erased") == (0, "None.\n", "")
    erasure.ask(partnership=clinic.partnership, by=clinic.joan)
    code, out, err = run("erase", record, "--ground", "asked", "--json")
    assert (code, err) == (0, "")
    done = json.loads(out)
    row = Erased.objects.get()
    assert (done["record"], done["ground"], done["rows"]) == (str(record), "asked", row.rows)
    assert done["copies_until"] == row.copies_until.isoformat()
    assert not Partnership.objects.filter(pk=record).exists()
    assert json.loads(run("erased", "--json")[1]) == [done]
    assert str(record) in run("erased")[1]
    assert "Joan" not in out + run("erased")[1]


def test_without_json_it_says_how_much_is_gone_and_where_a_copy_may_be(clinic: Clinic, run: Run) -> None:
    code, out, _err = run("erase", clinic.sams.pk, "--ground", "ordered")
    row = Erased.objects.get()
    assert (code, out) == (
        0,
        f"Gone: {row.rows:,} rows. A backup may hold a copy until {row.copies_until}.\n",
    )


@pytest.mark.parametrize(
    "which, ground, code, says",
    [
        ("joan", "asked", 1, "Nobody asks for this record to be erased."),
        ("joan", "kept-long-enough", 1, "inside the time for which it is kept"),
        ("joan", "because", 2, "'because' is no ground. One of: asked, kept-long-enough, ordered"),
        ("nobody", "ordered", 1, "There is no record"),
        ("Joan Archer", "ordered", 2, "is not an id"),
        ("in danger", "ordered", 1, "Something urgent about this person waits for their team."),
    ],
)
def test_what_is_not_so_is_refused_and_nothing_is_erased(
    clinic: Clinic, run: Run, which: str, ground: str, code: int, says: str
) -> None:
    if which == "in danger":
        attention.open_item(
            partnership=clinic.partnership, kind=ERASURE_ASKED, harm=AttentionItem.Harm.DANGER, by=None
        )
    record = {"joan": clinic.partnership.pk, "in danger": clinic.partnership.pk, "nobody": ids.uuid7()}
    for more in ((), ("--json",)):
        ended, out, err = run("erase", record.get(which, which), "--ground", ground, *more)
        assert (ended, out) == (code, ""), err
        assert says in err
        assert len(err.splitlines()) == 1
    assert not Erased.objects.exists()
    assert Partnership.objects.filter(pk=clinic.partnership.pk).exists()


def test_the_ground_has_to_be_said(clinic: Clinic, run: Run) -> None:
    code, _out, err = run("erase", clinic.partnership.pk)
    assert (code, "--ground" in err) == (2, True)
    assert Partnership.objects.filter(pk=clinic.partnership.pk).exists()

"""``alongside evaluate``: from a plan and a file to results, a page and a PDF; or to every reason why not."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import numpy as np
import pytest
from typer.testing import CliRunner

from alongside.config.cli import app
from alongside.config.operations import evaluate as evaluations
from alongside.evaluation.plan.loading import read as read_plan
from alongside.evaluation.problems import Refused
from alongside.evaluation.reading.people import read
from alongside.evaluation.results import writing
from alongside.evaluation.steps import blocks, mixed, streamed
from alongside.evaluation.study import evaluate
from tests.evaluation.writing import PLAN, csv, long_rows, plan, put

BLOCK = {"name", "predictors", "n", "r2", "r2_adjusted", "delta_r2", "f_change", "df1", "df2", "p"}
COEFFICIENT = {"block", "term", "estimate", "beta", "se", "ci_low", "ci_high", "p"}
WHOLE = (
    PLAN
    + """
[[mixed]]
name = "over time"
of = "managing"
fixed = ["time", "arm", "time : arm", "pain@same"]

[[subgroups]]
by = "arm"

[dropout]
imputation = { sets = 5, iterations = 3 }
tipping = { deltas = [0, 2] }
"""
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A plan and its data."""
    path = tmp_path_factory.mktemp("study")
    put(path, "plan.toml", WHOLE)
    put(path, "data.csv", csv(long_rows()))
    return path


@pytest.fixture(scope="module")
def results(folder):
    return evaluate(folder / "plan.toml", folder / "data.csv")


def run(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_results_have_what_is_promised(results):
    outcome = results["outcomes"]["managing"]
    assert all(block.keys() >= BLOCK for block in outcome["blocks"])
    assert all(row.keys() >= COEFFICIENT for row in outcome["coefficients"])
    assert {
        "flow",
        "scales",
        "imputed",
        "mixed",
        "manifest",
        "leavers",
        "missing",
        "change",
    } <= results.keys()
    assert [block["name"] for block in outcome["blocks"]] == ["Before", "Arm"]
    assert outcome["blocks"][1]["predictors"] == ["managing@baseline", "pain@baseline", "arm[new]"]
    assert results["imputed"]["managing"]["problem"] is None
    assert results["weighted"]["managing"]["problem"] is None
    assert results["tipping"]["managing"]["problem"] is None
    assert results["mixed"]["over time"]["problem"] is None
    assert results["subgroups"][0]["levels"][0]["blocks"][-1]["added"] == []


def test_the_same_plan_and_data_give_the_same_numbers(folder, results):
    again = evaluate(folder / "plan.toml", folder / "data.csv")
    assert writing.as_text(again) == writing.as_text(results)


def test_blocks_are_those_of_least_squares_done_by_hand(folder, results):
    rows = {(row["id"], row["visit"]): row for row in long_rows()}

    def score(row):
        return row["m1"] + row["m2"] + 8 - row["m3"]

    both = [key for key, visit in rows if visit == 3]
    y = np.array([score(rows[key, 3]) for key in both], dtype=float)
    one, pain, arm = (
        np.ones(len(both)),
        [rows[k, 0]["pain"] for k in both],
        [rows[k, 0]["arm"] == "new" for k in both],
    )
    x = np.column_stack([one, [score(rows[key, 0]) for key in both], pain, arm]).astype(float)
    expected, residual = np.linalg.lstsq(x, y, rcond=None)[:2]
    outcome = results["outcomes"]["managing"]
    found = [row["estimate"] for row in outcome["coefficients"] if row["block"] == "Arm"]
    assert found == pytest.approx(expected, rel=1e-10)
    assert outcome["blocks"][1]["r2"] == pytest.approx(
        1 - residual[0] / ((y - y.mean()) ** 2).sum(), rel=1e-12
    )
    assert outcome["n"] == len(both)


@pytest.mark.parametrize("coding, expected", [("treatment", [0, 1]), ("sum", [-1, 1])])
def test_a_category_is_coded_as_the_plan_says(coding, expected, tmp_path):
    by = plan(
        **{
            'levels = ["usual", "new"]': (
                f'levels = ["new", "usual"]\nreference = "usual"\ncoding = "{coding}"'
            )
        }
    )
    with read(read_plan(by.encode()), put(tmp_path, "data.csv", csv(long_rows(8, leave=0)))) as people:
        question = blocks.Question(people, "managing")
        column = question.arrays().columns["arm[new]"]
    assert sorted(set(column.tolist())) == expected


def test_products_are_the_products_of_their_columns(tmp_path):
    by = plan(**{'predictors = ["arm"]': 'predictors = ["arm", "arm : pain@baseline"]'})
    with read(read_plan(by.encode()), put(tmp_path, "data.csv", csv(long_rows(12, leave=0)))) as people:
        columns = blocks.Question(people, "managing").arrays().columns
    assert np.array_equal(columns["arm[new] : pain@baseline"], columns["arm[new]"] * columns["pain@baseline"])


def test_who_stays_may_be_told_by_a_product(tmp_path):
    rows = [{**row, "both": int(str(row["pain"])) * (row["arm"] == "new")} for row in long_rows()]
    put(tmp_path, "data.csv", csv(rows))

    def weighted(*predictors: str):
        listed = f"[dropout]\nimputation = false\nweighting = {{ predictors = {json.dumps(predictors)} }}\n"
        put(tmp_path, "plan.toml", PLAN + listed)
        return evaluate(tmp_path / "plan.toml", tmp_path / "data.csv")["weighted"]["managing"]

    product = weighted("pain@baseline", "arm", "pain@baseline : arm")
    column = weighted("pain@baseline", "arm", "both@baseline")
    assert product["problem"] is None
    assert product["coefficients"] == column["coefficients"] != weighted("arm")["coefficients"]


def test_what_is_constant_or_a_mixture_is_left_out_and_named(tmp_path):
    rows = [{**row, "one": 1, "twice": 2 * row["pain"]} for row in long_rows(30)]
    by = plan(**{'predictors = ["arm"]': 'predictors = ["one", "twice", "arm"]'})
    found = evaluate(put(tmp_path, "plan.toml", by), put(tmp_path, "data.csv", csv(rows)))
    dropped = {one["term"]: one["reason"] for one in found["outcomes"]["managing"]["dropped"]}
    assert dropped == {"one": "constant", "twice": "collinear"}


def test_a_category_with_one_level_and_errors_that_do_not_exist_are_said_and_the_rest_is_told(tmp_path):
    rows = [
        {"y": i % 7, "x": (i * i) % 5, "g": "all", "h": "one" if i == 4 else "rest", "c": "same"}
        for i in range(30)
    ]
    by = """
[plan]
title = "x"
written_on = 2026-11-23
[data]
layout = "wide"
cluster = "c"
[variables.g]
kind = "category"
[variables.h]
kind = "category"
reference = "rest"
[outcomes.y]
[[blocks]]
name = "x"
predictors = ["x", "g", "g : x"]
[[blocks]]
name = "h"
predictors = ["h"]
"""
    data = put(tmp_path, "data.csv", csv(rows))
    for kind, says in (
        ("HC3", "One row decides a coefficient by itself, so HC3 errors do not exist."),
        ("CR2", "All rows are in one cluster, so there are no cluster-robust errors."),
    ):
        found = evaluate(put(tmp_path, "plan.toml", by + f'[errors]\nkind = "{kind}"\n'), data)
        outcome = found["outcomes"]["y"]
        assert [(one["term"], one["reason"]) for one in outcome["dropped"]] == [
            ("g", "constant"), ("g : x", "constant"),
        ]  # fmt: skip
        last = outcome["blocks"][-1]
        assert last["no_robust"] == says
        assert last["robust"] is None
        assert last["f_change"] > 0
        assert outcome["coefficients"][-1]["se"] is None
        assert outcome["coefficients"][-1]["estimate"] is not None
        json.dumps(found, allow_nan=False)


def test_an_item_that_the_plan_asks_about_by_itself_is_told_of_by_itself(tmp_path):
    by = PLAN + '\n[outcomes.m1]\nwhen = "later"\n\n[variables.m1]\nbetter = "higher"\nmic = 1\n'
    found = evaluate(put(tmp_path, "plan.toml", by), put(tmp_path, "data.csv", csv(long_rows())))
    assert set(found["change"]) == {"managing", "m1"}
    assert found["change"]["m1"]["to"]["later"]["beyond_mic"]


def test_an_outcome_that_cannot_be_asked_says_why_and_the_others_are(tmp_path):
    rows = [{**row, "same": 4} for row in long_rows(30)]
    by = PLAN + '\n[outcomes.same]\nwhen = "later"\n'
    found = evaluate(put(tmp_path, "plan.toml", by), put(tmp_path, "data.csv", csv(rows)))
    assert "the same in every row" in found["outcomes"]["same"]["problem"]
    assert found["outcomes"]["managing"]["problem"] is None


def test_few_clusters_get_errors_for_few_and_many_those_for_many(tmp_path):
    data = put(tmp_path, "data.csv", csv(long_rows(60)))
    by = plan(**{'occasion = "visit"': 'occasion = "visit"\ncluster = "who"'})
    few = evaluate(put(tmp_path, "few.toml", by), data)
    many = evaluate(put(tmp_path, "many.toml", by + "\n[errors]\nfew_clusters = 4\n"), data)
    assert few["outcomes"]["managing"]["errors"] == "CR2"
    assert many["outcomes"]["managing"]["errors"] == "CR1"


def test_one_occasion_no_scales_and_nothing_else_is_a_study_too(tmp_path):
    by = """
[plan]
title = "Measured once"
written_on = 2026-11-22
[data]
layout = "wide"
[outcomes.y]
[[blocks]]
name = "x"
predictors = ["x", "x : x"]
"""
    chance = np.random.default_rng(1)
    rows = [{"x": x, "y": x + e} for x, e in zip(chance.normal(size=40), chance.normal(size=40), strict=True)]
    found = evaluate(put(tmp_path, "plan.toml", by), put(tmp_path, "data.csv", csv(rows)))
    assert found["outcomes"]["y"]["blocks"][0]["df1"] == 2
    assert found["leavers"] is None
    assert evaluations.html.page(found)


def test_the_same_numbers_come_again_from_the_manifest_to_the_last_digit(folder, tmp_path):
    out, data = tmp_path / "report", folder / "data.csv"
    assert run("evaluate", folder / "plan.toml", "--data", data, "--out", out, "--no-pdf").exit_code == 0
    again = run("evaluate", "--again", out, "--data", data)
    assert (again.exit_code, again.output.splitlines()[-1]) == (0, "Every number is the same.")
    other = put(tmp_path, "other.csv", csv(long_rows(seed=8)))
    told = run("evaluate", "--again", out, "--data", other, "--json")
    found = json.loads(told.stdout)
    assert (told.exit_code, found["same"]) == (1, False)
    assert [name for name, one in found["manifest"].items() if not one["same"]] == ["data_sha256"]
    assert "outcomes" in found["differs"]
    assert run("evaluate", "--again", tmp_path, "--data", data).exit_code == 1


def test_killed_while_it_writes_it_leaves_no_report_and_the_next_clears_up(folder, tmp_path):
    out = tmp_path / "report"
    words = ["evaluate", folder / "plan.toml", "--data", folder / "data.csv", "--out", out]
    killed = subprocess.Popen(
        [sys.executable, "-m", "alongside", *map(str, words)], stderr=subprocess.DEVNULL
    )
    while not list(tmp_path.glob(".report-*/results.json")):
        assert killed.poll() is None
        time.sleep(0.002)
    killed.kill()
    killed.wait()
    assert not out.exists()
    assert list(tmp_path.iterdir())
    assert run(*words, "--no-pdf").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["report"]
    assert {path.name for path in out.iterdir()} == {"results.json", "plan.toml", "report.html"}


def test_what_was_moved_out_of_the_way_when_it_was_killed_comes_back(tmp_path):
    out = tmp_path / "out"
    before = tmp_path / ".out-before-x" / "out"
    before.mkdir(parents=True)
    (before / writing.RESULTS).write_text("first")
    with pytest.raises(KeyboardInterrupt):
        interrupted(out)
    assert (out / writing.RESULTS).read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_command_writes_a_folder_and_says_the_shortest_answer(folder, tmp_path):
    out = tmp_path / "out"
    said = run("evaluate", folder / "plan.toml", "--data", folder / "data.csv", "--out", out)
    assert said.exit_code == 0, said.output
    assert "Association, not proof." in said.output
    assert {path.name for path in out.iterdir()} == {"results.json", "report.html", "report.pdf", "plan.toml"}
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF")
    written = json.loads((out / "results.json").read_text(encoding="utf-8"))
    assert written["manifest"]["plan_hash"] == written["plan"]["hash"]


def test_checking_writes_nothing_and_says_what_would_be_done(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = run("evaluate", "--check", folder / "plan.toml", "--data", folder / "data.csv")
    assert said.exit_code == 0
    assert "2. Arm: + arm" in said.output
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_says_every_problem_and_ends_with_1(folder, tmp_path):
    bad = put(tmp_path, "bad.csv", csv(long_rows(8)).replace(",usual,", ",usaul,"))
    out = tmp_path / "out"
    said = run("evaluate", folder / "plan.toml", "--data", bad, "--out", out)
    assert said.exit_code == 1
    assert "'usaul' is none of the levels declared. Is 'usual' meant?" in said.stderr
    assert not out.exists()
    told = run("evaluate", folder / "plan.toml", "--data", bad, "--out", out, "--json")
    assert json.loads(told.stdout)["problems"][0]["where"].startswith("column 'arm', row")


def test_without_data_or_folder_it_was_asked_wrongly(folder):
    assert run("evaluate", folder / "plan.toml").exception.code == 2


def test_a_folder_with_other_things_is_left_alone(folder, tmp_path):
    put(tmp_path, "thesis.doc", "years of work")
    said = run("evaluate", folder / "plan.toml", "--data", folder / "data.csv", "--out", tmp_path)
    assert said.exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def interrupted(out):
    with writing.all_at_once(out) as folder:
        (folder / writing.RESULTS).write_text("second")
        raise KeyboardInterrupt


def test_an_interruption_leaves_what_was_there_before(tmp_path):
    out = tmp_path / "out"
    with writing.all_at_once(out) as folder:
        (folder / writing.RESULTS).write_text("first")
    with pytest.raises(KeyboardInterrupt):
        interrupted(out)
    assert (out / writing.RESULTS).read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    with writing.all_at_once(out) as folder:
        (folder / writing.RESULTS).write_text("third")
    assert (out / writing.RESULTS).read_text() == "third"


@pytest.mark.slow
def test_a_large_file_is_streamed_and_says_what_a_small_one_would(tmp_path, monkeypatch):
    path = tmp_path / "large.parquet"
    duckdb.sql(
        """SELECT i AS id, 't' || (i % 900) AS who, hash(i) % 1000 / 100.0 AS x,
        ['a', 'b', 'c'][(1 + hash(i + 1) % 3)::INT] AS g,
        x * 0.5 + hash(i + 2) % 1000 / 200.0
        + CASE WHEN g = 'b' THEN 1 ELSE 0 END AS y FROM range(60000) t(i)"""
    ).write_parquet(str(path))
    by = """
[plan]
title = "Large"
written_on = 2026-11-22
[data]
layout = "wide"
person = "id"
cluster = "who"
[variables.g]
kind = "category"
[outcomes.y]
[[blocks]]
name = "x"
predictors = ["x"]
[[blocks]]
name = "g"
predictors = ["g", "x : g"]
"""
    plan_file = put(tmp_path, "plan.toml", by)
    streamed = evaluate(plan_file, path)
    assert streamed["manifest"]["streamed"]
    monkeypatch.setattr("alongside.evaluation.steps.asking.SMALL", 10**6)
    loaded = evaluate(plan_file, path)
    for one, other in zip(
        streamed["outcomes"]["y"]["coefficients"], loaded["outcomes"]["y"]["coefficients"], strict=True
    ):
        assert one["estimate"] == pytest.approx(other["estimate"], rel=1e-8)
        assert one["se"] == pytest.approx(other["se"], rel=1e-8)


def test_a_model_of_all_occasions_asks_each_answer_at_its_own_time(tmp_path):
    meant = read_plan(WHOLE.encode())
    with read(meant, put(tmp_path, "data.csv", csv(long_rows()))) as people:
        found = mixed.mixed(people, meant.plan.mixed[0])
    terms = [row["term"] for row in found["coefficients"]]
    assert terms == ["(intercept)", "time", "arm[new]", "time : arm[new]", "pain@same"]
    assert found["people"] == 60


def test_a_plan_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="cannot be read"):
        evaluate(tmp_path / "none.toml", Path("none.csv"))


def test_who_is_not_due_yet_has_not_left(tmp_path):
    """They count at the beginning; of those who stayed and left all is as if they were not there."""
    rows = long_rows(60)
    came = {row["id"] for row in rows if row["visit"] == 3}
    soon = {row["id"] for row in rows if row["id"] not in came and int(str(row["id"])[1:]) % 2}
    assert 0 < len(soon) < 60 - len(came)
    for row in rows:
        row["why"] = "not due yet" if row["id"] in soon else "moved"
    by = WHOLE + '[outcomes.first]\nof = "managing"\nwhen = "baseline"\nblocks = ["Arm"]\n'
    by = by.replace("[dropout]\n", '[dropout]\nreasons = "why"\nnot_due = ["not due yet"]\n')
    put(tmp_path, "plan.toml", by)
    found = evaluate(tmp_path / "plan.toml", put(tmp_path, "all.csv", csv(rows)))
    without = [row for row in rows if row["id"] not in soon]
    known = evaluate(tmp_path / "plan.toml", put(tmp_path, "some.csv", csv(without)))
    leavers = found["leavers"]
    left = 60 - len(came) - len(soon)
    assert (leavers["stayed"], leavers["left"], leavers["not_due"]) == (len(came), left, len(soon))
    assert leavers["differences"] == known["leavers"]["differences"]
    for way in ("imputed", "weighted", "tipping"):
        assert found[way]["managing"] == known[way]["managing"]
    assert found["outcomes"]["first"]["n"] == known["outcomes"]["first"]["n"] + len(soon)
    at = {step.get("occasion") or step.get("outcome"): step["left"] for step in found["flow"]}
    assert {"reason": "not due yet", "n": len(soon), "of": "people", "not_due": True} in at["later"]
    assert {"reason": "later is not due yet", "n": len(soon), "of": "people"} in at["managing"]


def test_of_many_people_some_are_filled_in_and_it_is_said(tmp_path, monkeypatch):
    """As many as fit into memory, evenly over the file, the same ones each time."""
    files = put(tmp_path, "plan.toml", WHOLE), put(tmp_path, "data.csv", csv(long_rows(400)))
    whole = evaluate(*files)["imputed"]["managing"]
    for module in ("steps.streamed", "steps.asking", "study", "estimators.blocks"):
        monkeypatch.setattr(f"alongside.evaluation.{module}.SMALL", 300)
    found = evaluate(*files)
    some = found["imputed"]["managing"]
    assert whole["sample"] is None
    assert some["sample"] == pytest.approx(300, abs=3)
    assert some["blocks"][-1]["n"] == some["sample"]
    assert found["tipping"]["managing"]["at"]
    for one, all_ in zip(some["coefficients"], whole["coefficients"], strict=True):
        assert abs(one["estimate"] - all_["estimate"]) < 2 * all_["se"]
    assert evaluate(*files)["imputed"] == found["imputed"]


def test_scales_change_and_who_left_are_the_same_from_sums_as_from_rows(tmp_path, monkeypatch):
    """Of many people nothing is read whole; the numbers are those of few."""
    rows = long_rows(90)
    for number, row in enumerate(rows):
        row["m2"] = None if number % 13 == 0 else row["m2"]
        row["why"] = "soon" if int(str(row["id"])[1:]) % 5 == 0 else "gone"
        row["band"] = ("young", "middle", "old")[int(str(row["id"])[1:]) % 3]
    by = WHOLE + '\n[variables.pain]\nbetter = "lower"\nmic_percent = 30\nreliability = 0.8\n'
    by += '[variables.band]\nkind = "category"\n'
    by = by.replace(
        "[dropout]\n",
        '[dropout]\nreasons = "why"\nnot_due = ["soon"]\n'
        'compare = ["arm", "band", "pain@baseline", "managing@baseline"]\n',
    )
    files = put(tmp_path, "plan.toml", by), put(tmp_path, "data.csv", csv(rows))
    few = evaluate(*files)
    for module in ("steps.streamed", "steps.asking", "study", "estimators.blocks"):
        monkeypatch.setattr(f"alongside.evaluation.{module}.SMALL", 10)
    many = evaluate(*files)
    for scale in few["scales"]["managing"]["occasions"].values():
        scale["omega"] |= {"ci_low": None, "ci_high": None, "method": streamed.NO_INTERVAL}
    assert not many["not_done"]
    for name in ("scales", "change", "leavers", "subgroups", "outcomes", "weighted"):
        ours, theirs = dict(flat(many[name])), dict(flat(few[name]))
        assert ours.keys() == theirs.keys()
        for place, value in theirs.items():
            assert ours[place] == (
                pytest.approx(value, rel=1e-9, abs=1e-12) if isinstance(value, float) else value
            ), place


def flat(found, path=()):
    """Every number and text of a result with its place."""
    if isinstance(found, dict | list):
        for key, value in found.items() if isinstance(found, dict) else enumerate(found):
            yield from flat(value, (*path, key))
    else:
        yield path, found

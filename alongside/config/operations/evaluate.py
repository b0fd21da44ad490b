"""Evaluate by a plan: to a folder with results, report and the plan itself; or only say what would be done.

Needs neither database nor settings.
"""

from __future__ import annotations

import importlib
import json
import shutil
from pathlib import Path

from alongside.base import clock
from alongside.evaluation import study
from alongside.evaluation.explaining import Section
from alongside.evaluation.explaining import explain as explained
from alongside.evaluation.plan.loading import load
from alongside.evaluation.problems import Refused, Trouble
from alongside.evaluation.reading.people import read
from alongside.evaluation.report import html
from alongside.evaluation.results.manifest import Kept, with_kept
from alongside.evaluation.results.suppression import refuse_few_left_out, suppressed
from alongside.evaluation.results.writing import RESULTS, all_at_once, as_text, refuse_unless_ours
from alongside.evaluation.steps.numbers import Json
from alongside.evaluation.steps.seeing import seen

__all__ = ["Kept", "Refused", "again", "as_text", "explain", "run", "told"]


def explain(plan: Path, data: Path | None) -> list[Section]:
    """What would be done. Raises ``Refused`` with everything that stands against it."""
    meaning = load(plan)
    if data is None:
        return explained(meaning)
    with read(meaning, data) as people:
        return explained(meaning, seen(people))


def run(
    plan: Path,
    data: Path,
    out: Path,
    *,
    pdf: bool = True,
    suppress_below: int = 0,
    kept: Kept | None = None,
    progress: study.Progress = study.silent,
) -> Json:
    """Evaluate, and write ``out`` all at once. Raises ``Refused``.

    Numbers of people under ``suppress_below`` (or what the plan says, where that is more) are left out, and
    a plan that leaves out as few is refused. ``kept`` says since when a clinic has had the plan.
    """
    refuse_unless_ours(out)
    results = study.evaluate(plan, data, made_at=clock.now(), progress=progress)
    refuse_few_left_out(results, suppress_below)
    if kept:
        results["plan"] = with_kept(results["plan"], kept)
    below = max(suppress_below, load(plan).plan.report.suppress_below)
    results = suppressed(results, below)
    with all_at_once(out) as folder:
        progress("Writing the report", 0, 1)
        (folder / RESULTS).write_text(as_text(results), encoding="utf-8")
        shutil.copyfile(plan, folder / "plan.toml")
        (folder / "report.html").write_text(html.page(results), encoding="utf-8")
        if pdf:
            # What sets it takes longer to load than an evaluation takes.
            printed = importlib.import_module("alongside.evaluation.report.pdf")
            (folder / "report.pdf").write_bytes(printed.document(results))
    return results


def again(earlier: Path, data: Path, *, progress: study.Progress = study.silent) -> Json:
    """Work an earlier evaluation out anew from its own plan: is it the ``same``, and what ``differs``?

    Raises ``Refused``, also where ``earlier`` holds no evaluation.
    """
    try:
        before: Json = json.loads((earlier / RESULTS).read_text(encoding="utf-8"))
        manifest = before["manifest"]
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        trouble = Trouble(str(earlier), f"there is no {RESULTS} of an evaluation in it.", "Name its folder.")
        raise Refused("It cannot be done again.", [trouble]) from wrong
    results = suppressed(
        study.evaluate(earlier / "plan.toml", data, progress=progress), before.get("suppressed_below", 0)
    )
    # What the day, the page and the file's name say is no number.
    results["manifest"]["made_at"] = manifest["made_at"]
    results["plan"] |= {name: before["plan"].get(name) for name in ("kept", "notes")}
    results["data"]["file"] = before["data"]["file"]
    now, then = json.loads(as_text(results)), before
    return {
        "same": as_text(now) == as_text(then),
        "manifest": {
            name: {
                "then": manifest[name],
                "now": now["manifest"][name],
                "same": manifest[name] == now["manifest"][name],
            }
            for name in ("plan_hash", "data_sha256", "seed", "versions")
        },
        "differs": [name for name in then if then[name] != now.get(name)],
    }


def told(results: Json) -> list[str]:
    """The shortest answer: for each outcome, what each block adds."""
    lines = [f"{results['plan']['title']}: people in it: {results['data']['in_study']:,}."]
    for outcome in results["outcomes"].values():
        if outcome["problem"]:
            lines.append(f"{outcome['label']}: could not be asked. {outcome['problem']}")
            continue
        lines.append(f"{outcome['label']} (n = {outcome['n']:,})")
        for block in outcome["blocks"]:
            p = "" if block["p"] is None else f", p = {block['p']:.3g}"
            lines.append(f"  {block['name']}: R² {block['r2']:.3f}, added {block['delta_r2']:.3f}{p}")
    return [*lines, "Association, not proof."]

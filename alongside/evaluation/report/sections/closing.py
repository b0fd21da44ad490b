"""Limits, and what every number means."""

from __future__ import annotations

from alongside.evaluation.report.definitions import DEFINITIONS
from alongside.evaluation.report.document import Definitions, Heading, Part, Points, literal
from alongside.evaluation.report.saying import share
from alongside.evaluation.steps.numbers import Json

FEW = 30


def parts(results: Json) -> list[Part]:
    return [
        Heading("What this cannot say", id="limits"),
        Points(limits(results)),
        Heading("What the numbers mean", id="definitions"),
        Definitions(DEFINITIONS),
    ]


def limits(results: Json) -> list[str]:
    """What stands against reading too much into these results."""
    said = [
        "Association, not proof: nobody was given a better or a worse partnership by chance, so other things may be behind what goes together.",
        "Both sides of an association often come from the same person on the same day, who may rate everything a little higher or lower.",
    ]
    leavers = results["leavers"]
    if leavers and leavers["left"] and leavers["stayed"] is not None:
        lost = leavers["left"] / (leavers["left"] + leavers["stayed"])
        said.append(
            f"{share(lost)} have no answers at {literal(leavers['label'])}. What they would have said can be guessed at, not known."
        )
    small = [
        literal(one["label"]) for one in results["outcomes"].values() if one["blocks"] and one["n"] < FEW
    ]
    if small:
        said.append(
            f"Fewer than {FEW} people were analysed for: {', '.join(small)}. A number from so few can change with one person."
        )
    thin = [
        literal(one["label"])
        for one in results["outcomes"].values()
        if one["blocks"] and one["n"] < 10 * len(one["blocks"][-1]["predictors"])
    ]
    if thin:
        said.append(
            f"There are fewer than ten people for each predictor of: {', '.join(thin)}. R² is then too high: look at the adjusted one."
        )
    if results["data"]["clusters"] and results["data"]["clusters"] < 20:
        said.append(
            f"There are only {results['data']['clusters']} clusters, so even the errors made for few clusters are rough."
        )
    said += _fixed(results["plan"])
    if results["data"].get("simulated"):
        said.append("These people are invented.")
    said += [f"Not done: {literal(one['why'])}" for one in results["not_done"]]
    if results.get("suppressed_below"):
        said.append(
            f"Numbers of people under {results['suppressed_below']} are not shown, and others are rounded, so that nobody can be found in them."
        )
    return said


def _fixed(plan: Json) -> list[str]:
    """Whether anything shows that the plan was there before the answers were looked at."""
    kept = plan["kept"]
    if plan["registered"]:
        return [] if plan["registered"]["same"] else ["The plan was changed after it had been registered."]
    if kept is None:
        return ["The plan was not registered: nothing shows that it was fixed before the data were seen."]
    if kept["changes"]:
        return [f"The plan was changed on {kept['on']}; the one before was kept on {kept['changes']['on']}."]
    if kept["looked_before"]:
        return ["The clinic’s answers had been taken out, perhaps by another plan, before this one was kept."]
    return []

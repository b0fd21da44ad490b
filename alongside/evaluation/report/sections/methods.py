"""The methods, every choice named: what a journal would ask for."""

from __future__ import annotations

from alongside.evaluation.report.document import Folded, Heading, Paragraph, Part, Points, literal
from alongside.evaluation.report.saying import METHODS, count, listed
from alongside.evaluation.report.sections.plainly import SURE
from alongside.evaluation.steps.numbers import Json

ERRORS = {
    "classical": "classical standard errors",
    "HC3": "heteroscedasticity-consistent (HC3) standard errors",
    "CR1": "cluster-robust (CR1) standard errors",
    "CR2": "cluster-robust standard errors with bias reduction (CR2) and Satterthwaite degrees of freedom",
}


def parts(results: Json) -> list[Part]:
    methods = results["plan"]["methods"]
    said = [
        _design(results, methods),
        _scales(results),
        _blocks(results, methods),
        _dropout(results, methods),
        _rest(results),
    ]
    found: list[Part] = [Heading("How it was done", id="methods")]
    found += [Paragraph(text) for text in said if text]
    found += _plan(results)
    return found


def _design(results: Json, methods: Json) -> str:
    data = results["data"]
    occasions = [literal(label) for label in results["plan"]["occasions"].values()]
    times = f" measured at {listed(occasions)}" if len(occasions) > 1 else ""
    excluded = [
        f"{count(one['n'])} for the reason “{literal(one['reason'])}”"
        for step in results["flow"]
        if step["step"] == "study"
        for one in step["left"]
        if one["n"]
    ]
    left = f" The plan left out {listed(excluded)}." if excluded else ""
    clusters = (
        f" People belong to {data['clusters']:,} clusters ({literal(methods['cluster'])})."
        if data["clusters"]
        else ""
    )
    return f"An observational cohort of {data['people']:,} people{times}, read from {literal(data['file'])} ({data['rows']:,} rows, {data['layout']} layout): everybody who was there, no number was worked out beforehand.{left}{clusters}"


def _scales(results: Json) -> str:
    said = []
    for scale in results["scales"].values():
        turned = f", {len(scale['reversed'])} of them reversed" if scale["reversed"] else ""
        said.append(
            f"{literal(scale['label'])} is the {scale['score']} of {scale['items']} items{turned}, scored where at least {scale['answered_at_least']} were answered (the mean of those standing for the others)"
        )
    if not said:
        return ""
    return f"{'. '.join(said)}. Reliability is Cronbach’s α with Feldt’s interval and McDonald’s ω (one factor by minimum residuals, bootstrap interval) of complete items."


def _blocks(results: Json, methods: Json) -> str:
    kinds = sorted({outcome["errors"] for outcome in results["outcomes"].values() if outcome.get("errors")})
    errors = listed([ERRORS[kind] for kind in kinds]) or "no standard errors"
    many = results["multiplicity"]
    adjusted = (
        ""
        if many["method"] == "none" or len(many["tests"]) < 2
        else f" The p-values of {len(many['tests'])} outcomes were adjusted together by the method of {METHODS.get(many['method'], many['method'])}."
    )
    return (
        f"Hierarchical linear regression by least squares, of people complete in an outcome and all its predictors. F-change compares nested models under classical errors; coefficients, their {methods['confidence']:.0%} "
        f"intervals and the robust test of each block use {errors}. Standardised β are estimates times the predictor’s SD over the outcome’s. Constant and collinear predictors were left out and are named. Tests are two-sided.{adjusted} In plain words something “goes with” an outcome where the robust test of its block, so adjusted, has p under {SURE:g}."
    )


def _dropout(results: Json, methods: Json) -> str:
    said = []
    done = [one for one in results["imputed"].values() if not one["problem"]]
    if done:
        used = sorted({method for one in done for method in one["methods"].values() if method})
        said.append(
            f"Missing values were imputed {done[0]['sets']} times by chained equations ({done[0]['iterations']} rounds; {listed([literal(name) for name in used])}), from outcomes, predictors and helpers; pooled by Rubin’s rules with Barnard and Rubin’s degrees of freedom, blocks by the pooled F (D1)"
        )
    if any(one["sample"] for one in done):
        said.append(
            f"This was done for {count(max(one['sample'] for one in done))} people, chosen evenly over the file"
        )
    if any(not one["problem"] for one in results["weighted"].values()):
        said.append("Stabilised inverse-probability weights come from a logistic regression of having stayed")
    if done and (results["leavers"] or {}).get("not_due"):
        said.append(
            "People whose follow-up was not due yet are no drop-outs: nothing of it was imputed for them, and nobody was weighted for them"
        )
    if results["tipping"]:
        said.append("The tipping point adds a fixed amount to imputed outcomes before pooling")
    return f"{'. '.join(said)}. Chance begins at the seed {methods['seed']}." if said else ""


def _rest(results: Json) -> str:
    versions = results["manifest"]["versions"]
    mixed = (
        "Mixed models were fitted by restricted maximum likelihood, with Wald tests. "
        if results["mixed"]
        else ""
    )
    software = ", ".join(f"{name} {number}" for name, number in versions.items() if number)
    return f"{mixed}Computed with {software}."


def _kept(kept: Json | None) -> list[str]:
    """Since when the clinic has the plan, whether it is a changed one, and who had looked at what by then."""
    if not kept:
        return []
    if kept["comes_with_alongside"]:
        return [
            "It comes with Alongside, unchanged: it was written before there were answers of this clinic."
        ]
    said = [f"The clinic keeps it since {kept['on']}, and it cannot be changed there."]
    if kept["changes"]:
        before = kept["changes"]
        said.append(
            f"**It is a changed plan:** the one of {before['on']} had the fingerprint {before['hash']}."
        )
    looked = kept["looked_before"]
    said.append(
        f"**When it was kept, the clinic’s answers had been taken out before ({looked:,} {'time' if looked == 1 else 'times'}):** "
        "what came out then may have been known to whoever wrote it."
        if looked
        else "When it was kept, nobody had taken the clinic’s answers out for an evaluation."
    )
    return said


def _plan(results: Json) -> list[Part]:
    plan, data = results["plan"], results["data"]
    registered = plan["registered"]
    points = [
        f"Plan: {literal(plan['title'])}, version {literal(plan['version'])}, written on {plan['written_on']}{' by ' + literal(plan['by']) if plan['by'] else ''}."
    ]
    points.append(f"[[plan-hash|Fingerprint of the plan]]: {plan['hash']}.")
    if registered:
        same = "It is unchanged." if registered["same"] else "**It was changed after that.**"
        points.append(f"Registered on {registered['on']} as {registered['hash']}. {same}")
    points += _kept(plan["kept"])
    points += [f"Changed on {change['on']}: {literal(change['what'])}" for change in plan["changes"]]
    points.append(f"[[data-hash|Fingerprint of the data]]: {data['sha256']}.")
    notes = [literal(note) for note in plan["notes"]]
    return [Folded("The plan, its fingerprint, and what to know about it", [Points([*points, *notes])])]

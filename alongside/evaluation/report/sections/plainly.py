"""In plain words: for whoever lives with it and for whoever pays for it. What goes with what, never why."""

from __future__ import annotations

from alongside.evaluation.report import figures
from alongside.evaluation.report.document import Figure, Heading, Notice, Paragraph, Part, literal
from alongside.evaluation.report.saying import count, listed, lowered, share
from alongside.evaluation.steps.numbers import Json

SURE = 0.05


def parts(results: Json) -> list[Part]:
    below = results.get("suppressed_below", 0)
    found: list[Part] = [Heading("In plain words", id="plain")]
    if results["plan"].get("about"):
        found.append(Paragraph(literal(results["plan"]["about"])))
    found.append(Paragraph(_who(results, below), lead=True))
    pictures = 0
    for outcome in results["outcomes"].values():
        found.append(Paragraph(_outcome(outcome, results)))
        if outcome["blocks"]:
            drawn = figures.overlap(lowered(outcome["label"]), outcome["blocks"])
            found.append(Figure(drawn, _caption(outcome, first=not pictures)))
            pictures += 1
    found.append(
        Notice(
            "This is what goes with what. It is not proof.",
            [
                "When two things go together, one may help the other. It may be the other way round, or something else "
                "may be behind both. These numbers cannot tell which.",
                "They are about the people who were here and who answered. They say nothing about any one person, and "
                "nothing about any one professional.",
            ],
        )
    )
    return found


def sentences(results: Json) -> list[str]:
    """The answer for each outcome, one text each."""
    return [_outcome(outcome, results) for outcome in results["outcomes"].values()]


def _who(results: Json, below: int) -> str:
    n = results["data"]["in_study"]
    leavers = results["leavers"]
    about = "About " if below else ""
    said = f"{about}**{count(n, below)} people** took part."
    if leavers and leavers["left"] != 0:
        stayed, left = leavers["stayed"], leavers["left"]
        when = literal(lowered(leavers["label"]))
        said += f" {about}{count(stayed, below)} of them answered again at {when}; {about.lower()}{count(left, below)} did not{_why(results, below)}."
        if leavers["not_due"] != 0:
            said += f" For {about.lower()}{count(leavers['not_due'], below)} it is not time yet: they have not left."
        if below:
            said += " (Each number is rounded by itself, so that nobody can be found: they need not add up.)"
        said += " Those who did not answer again may differ from those who did. We looked at that too."
    return said


def _why(results: Json, below: int) -> str:
    """Why people have no answers at the follow-up, where the data say it."""
    steps = [step for step in results["flow"] if step.get("occasion") == results["leavers"]["follow_up"]]
    reasons = [
        f"{count(one['n'], below)}: {literal(one['reason'])}"
        for step in steps
        for one in step["left"]
        if not one.get("not_due")
    ]
    return f" ({'; '.join(reasons)})" if len(reasons) > 1 else ""


def _tested(outcome: Json, results: Json) -> Json | None:
    """The block the plan is about, with its p-value as adjusted for several outcomes."""
    tests = [
        one for one in results["multiplicity"]["tests"] if results["outcomes"].get(one["outcome"]) is outcome
    ]
    if not tests:
        return None
    block = next(block for block in outcome["blocks"] if block["name"] == tests[0]["block"])
    p = tests[0]["p_robust_adjusted"] if tests[0]["p_robust_adjusted"] is not None else tests[0]["p_adjusted"]
    return {**block, "p_used": p}


def _outcome(outcome: Json, results: Json) -> str:
    label = literal(lowered(outcome["label"]))
    block = _tested(outcome, results)
    if outcome["problem"] or block is None:
        return f"**{literal(outcome['label'])}.** This could not be asked of these data: {lowered(outcome['problem'] or 'the block was not entered.')}"
    before = [
        literal(one["name"]) for one in outcome["blocks"][: outcome["blocks"].index(_same(outcome, block))]
    ]
    beyond = f", beyond what goes with {listed([f'“{name}”' for name in before])}" if before else ""
    if block["p_used"] is None:
        return f"**{literal(outcome['label'])}.** “{literal(block['name'])}” could not be told apart from what was entered before it."
    part = f"[[delta-r2|{share(block['delta_r2'])} of the differences between people]]"
    if block["p_used"] < SURE:
        way = _direction(outcome, block) or f"“{literal(block['name'])}” goes with {label}."
        return f"**{literal(outcome['label'])}.** {way} It goes with {part}{beyond}."
    return (
        f"**{literal(outcome['label'])}.** Here we cannot say whether “{literal(block['name'])}” goes with it. In these "
        f"data it goes with {part}{beyond}, and that could be chance. That does not show that there is no link."
    )


def _same(outcome: Json, block: Json) -> Json:
    return next(one for one in outcome["blocks"] if one["name"] == block["name"])


def _direction(outcome: Json, block: Json) -> str:
    """The way it goes, where one number was entered that is a plain measure."""
    added = [
        one
        for one in outcome["coefficients"]
        if one["block"] == block["name"] and one["term"] in block["added"]
    ]
    if len(added) != 1 or added[0]["estimate"] is None or " : " in added[0]["term"]:
        return ""
    one = added[0]
    way = "higher" if one["estimate"] > 0 else "lower"
    if "[" in one["term"]:
        return f"People with “{literal(one['label'])}” tended to have {way} numbers here."
    too = " too" if one["estimate"] > 0 else ""
    return f"People with higher numbers for “{literal(one['label'])}” tended to have {way} numbers here{too}."


def _caption(outcome: Json, *, first: bool) -> str:
    """How to read the circles is said where the first stand."""
    if not first:
        return f"{count(outcome['n'])} people. The circles and the bars are read as the first ones are."
    return (
        "[[r2|What the circles share]] is the part of the differences between people that goes with what was entered, "
        "drawn to scale. The bars say what each block [[delta-r2|adds]]. "
        f"{count(outcome['n'])} people."
    )

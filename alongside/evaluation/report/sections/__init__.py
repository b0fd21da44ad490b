"""The sections of a report, in their order: plain words first, every digit after them."""

from __future__ import annotations

from dataclasses import replace

from alongside.evaluation.report.definitions import HEADS
from alongside.evaluation.report.document import Document, Folded, Part, Table, literal
from alongside.evaluation.report.sections import (
    blocks,
    closing,
    dropout,
    further,
    methods,
    plainly,
    scales,
    taking_part,
)
from alongside.evaluation.steps.numbers import Json


def document(results: Json) -> Document:
    """The report of ``results``."""
    parts = [
        *plainly.parts(results),
        *taking_part.parts(results),
        *scales.parts(results),
        *blocks.parts(results),
        *dropout.parts(results),
        *further.parts(results),
        *methods.parts(results),
        *closing.parts(results),
    ]
    plan = results["plan"]
    return Document(
        plan["title"],
        literal(plan["question"]) or "What goes with what, here?",
        bool(results["data"]["simulated"]),
        [_explained(part) for part in parts],
    )


def _explained(part: Part) -> Part:
    """Every column of numbers leads to what it means."""
    if isinstance(part, Folded):
        return replace(part, parts=[_explained(one) for one in part.parts])
    if not isinstance(part, Table):
        return part
    head = [
        f"[[{HEADS[text]}|{text}]]" if text in HEADS and i in part.numbers else text
        for i, text in enumerate(part.head)
    ]
    return replace(part, head=head)

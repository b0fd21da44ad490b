"""The sections of a report, in their order: plain words first, every digit after them."""

from __future__ import annotations

from alongside.evaluation.report.document import Document, literal
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
        parts,
    )

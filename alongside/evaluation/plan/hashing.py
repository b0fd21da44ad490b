"""The fingerprint of a plan: the same for the same plan, however it is laid out or commented."""

from __future__ import annotations

import hashlib
import json

from alongside.evaluation.plan.grammar import Plan

NOT_THE_PLAN = {"registered", "changes"}
# Entries younger than plans that were registered: where nothing stands in them, those keep their fingerprint.
ADDED_LATER = (("dropout", "not_due"),)


def fingerprint(plan: Plan) -> str:
    """SHA-256 over the plan as canonical JSON, in hexadecimal.

    Every entry is written out, those that were left to their default too, with keys in order: so that two
    plans that mean the same are the same, and a default that changes between versions changes it. The
    order of lists and of outcomes stays as it was written, for it is meant. What says *about* the plan
    that it was registered or changed is left out.
    """
    entries = plan.model_dump(mode="json", exclude=NOT_THE_PLAN)
    for table, name in ADDED_LATER:
        if not entries[table][name]:
            del entries[table][name]
    entries["outcomes"] = list(entries["outcomes"].items())
    text = json.dumps(entries, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def was_registered_as(plan: Plan) -> bool | None:
    """Whether it is still the plan that was registered; None where none was."""
    if plan.registered is None:
        return None
    return fingerprint(plan).startswith(plan.registered.hash.removeprefix("sha256:"))

"""The findings as one file that care can load: every word that care shows, and a fingerprint to sign.

``docs/reference/findings-bundle.md`` describes the format. The same findings make the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any, Final

from alongside.evidence.findings.rules.founding import Certainty, Finding, Known
from alongside.evidence.findings.rules.founding import known as read_known

FORMAT: Final = "alongside-findings"
FORMAT_VERSION: Final = 1

_WHY_SURE: Final = {
    Certainty.FAIRLY: "Six or more of the ten studies say so.",
    Certainty.NOT_VERY: "Three to five of the ten studies say so.",
    Certainty.UNSURE: "Only one or two studies say so.",
}
_DRAWN: Final = "The review concludes it and names no study."
_ALWAYS: Final = (
    "The ten are interviews with few people: they show what people live through, not what causes what.",
    "Which study was rated how is not known to us.",
    "The searches end in 2014.",
)
_SINGLE: Final = ("One study, in a few clinics.",)


def reasons(known: Known, finding: Finding) -> tuple[str, ...]:
    """Why we are as sure as we are, a sentence each."""
    singles = {each.id: each for each in known.singles.study}
    own = [singles[key].limit for key in finding.studies if key in singles]
    if own:
        return (*_SINGLE, *own)
    first = _DRAWN if finding.drawn else _WHY_SURE[finding.certainty]
    return (first, *_ALWAYS)


def make(known: Known) -> dict[str, Any]:
    """The bundle as plain data."""
    synthesis = known.synthesis
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "id": synthesis.id,
        "edition": known.findings.edition,
        "written_on": known.findings.signed.written_on.isoformat(),
        "review_by": known.findings.signed.review_by.isoformat(),
        "synthesis": {
            "title": synthesis.title,
            "question": synthesis.question,
            "made_by": synthesis.made_by,
            "searched_from": synthesis.searched_from,
            "searched_until": synthesis.searched_until,
            "limits": [limit.text for limit in synthesis.limit],
        },
        "studies": [
            *(
                {"id": each.id, "name": each.name, "year": each.year, "about": each.note, "single": False}
                for each in known.matrix.study
            ),
            *(
                {"id": each.id, "name": each.name, "year": each.year, "about": each.result, "single": True}
                for each in known.singles.study
            ),
        ],
        "findings": [
            {
                "id": each.id,
                "theme": known.theme_name(each.theme),
                "says": each.says,
                "detail": each.detail,
                "studies": list(each.studies),
                "place": each.place,
                "certainty": each.certainty.value,
                "reasons": list(reasons(known, each)),
            }
            for each in known.findings.finding
        ],
    }


def written(bundle: dict[str, Any]) -> bytes:
    """The bundle as bytes: UTF-8 JSON, keys sorted, ending in a new line."""
    text = json.dumps(bundle, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def fingerprint(data: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    sys.stdout.buffer.write(written(make(read_known())))

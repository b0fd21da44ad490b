"""Small questionnaires and scorings for the tests, as plain documents one can spoil."""

import json
import tomllib
from decimal import Decimal
from typing import Any

from alongside.care.measures.rules.questionnaire import Questionnaire
from alongside.care.measures.rules.questionnaire_reading import questionnaire_from, read_questionnaire
from alongside.care.measures.rules.refusals import Refusals
from alongside.care.measures.rules.scoring_definition import ScoringDefinition
from alongside.care.measures.rules.scoring_reading import scoring_from

CORE = "http://hl7.org/fhir/StructureDefinition/"
URL = "https://clinic.example/q"


def extension(name: str, **value: Any) -> dict[str, Any]:
    return {"url": CORE + name, **value}


def item(link_id: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "type": kind, "text": f"Question {link_id}?", **more}


def whole(link_id: str, low: int = 0, high: int = 10, **more: Any) -> dict[str, Any]:
    bounds = [extension("minValue", valueInteger=low), extension("maxValue", valueInteger=high)]
    return item(link_id, "integer", extension=bounds, **more)


def choice(link_id: str, *codes: str, **more: Any) -> dict[str, Any]:
    options = [{"valueCoding": {"code": code, "display": code.title()}} for code in codes]
    return item(link_id, "choice", answerOption=options, **more)


def document(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Questionnaire",
        "status": "active",
        "url": URL,
        "version": "1",
        "item": list(items),
        **more,
    }


def questionnaire(*items: dict[str, Any], **more: Any) -> Questionnaire:
    return questionnaire_from(document(*items, **more))


def refused(*items: dict[str, Any], **more: Any) -> str:
    """What the loader says to a questionnaire of these items, through the door that bytes come in by."""
    raw = json.dumps(document(*items, **more)).encode()
    return refused_bytes(raw)


def refused_bytes(raw: bytes) -> str:
    try:
        read_questionnaire(raw)
    except Refusals as refusals:
        return str(refusals)
    raise AssertionError("it was taken")


def rule(name: str = "total", **more: Any) -> dict[str, Any]:
    return {"name": name, "title": name.title(), "method": "sum", "better": "higher", **more}


def scoring_document(*rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    signed = 'author="A"\nwritten_on=2026-01-01\nchecked_by=""\nreview_by=2027-01-01\nsources=[]'
    none = 'by="A nurse"\non=2026-01-01\nreason="Nothing urgent is asked."'
    head = tomllib.loads(f"[signed]\n{signed}\n[no_alerts]\n{none}")
    return {
        "id": "an-instrument",
        "version": "1",
        "title": "An instrument",
        "licence": "Ours",
        "questionnaire": {"url": URL, "version": "1"},
        "source": {"text": "Made up"},
        "score": list(rules),
        **head,
        **more,
    }


def scoring(asked: Questionnaire, *rules: dict[str, Any], **more: Any) -> ScoringDefinition:
    return scoring_from(scoring_document(*rules, **more), asked)


def scoring_refused(asked: Questionnaire | None, *rules: dict[str, Any], **more: Any) -> str:
    return refused_document(scoring_document(*rules, **more), asked)


def refused_document(spoilt: dict[str, Any], asked: Questionnaire | None) -> str:
    try:
        scoring_from(spoilt, asked)
    except Refusals as refusals:
        return str(refusals)
    raise AssertionError("it was taken")


def template(raw: bytes, **supplied: Any) -> dict[str, Any]:
    """A shipped template as a licensee would complete it."""
    found: dict[str, Any] = tomllib.loads(raw.decode(), parse_float=Decimal)
    found.pop("supply", None)
    found["questionnaire"] = {"url": URL, "version": "1"}
    found["no_alerts"] = {**found["no_alerts"], "by": "A nurse", "reason": "Checked item by item."}
    return {**found, **supplied}

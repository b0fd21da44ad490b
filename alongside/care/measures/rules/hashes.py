"""Fingerprints: the same meaning has the same hash, another meaning another.

The hash is SHA-256 (lower-case hex) over canonical JSON in UTF-8: keys sorted by code point, no white
space, numbers
in plain decimal notation without trailing zeros (so 1, 1.0 and 1.00 are one), texts as they are, dates as
ISO texts
marked as dates. The whole document goes in, description too: whoever compares two assessments can then
rely on both sides having read the very same words.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from .documents import read_json, read_toml


def canonical(document: Any) -> str:
    """Canonical JSON of parsed JSON or TOML. Raises TypeError for anything else."""
    if document is None or isinstance(document, bool):
        return json.dumps(document)
    if isinstance(document, str):
        return json.dumps(document, ensure_ascii=False)
    if isinstance(document, (int, Decimal)):
        return _number(Decimal(document))
    if isinstance(document, (date, datetime, time)):
        return f'{{"@date":{json.dumps(document.isoformat())}}}'
    if isinstance(document, Mapping):
        pairs = (
            f"{json.dumps(key, ensure_ascii=False)}:{canonical(document[key])}" for key in sorted(document)
        )
        return "{" + ",".join(pairs) + "}"
    if isinstance(document, (list, tuple)):
        return "[" + ",".join(canonical(each) for each in document) + "]"
    raise TypeError(f"{type(document).__name__} is not part of JSON or TOML")


def _number(number: Decimal) -> str:
    if number == 0:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def content_hash(document: Any) -> str:
    """64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def questionnaire_hash(raw: bytes) -> str:
    """The fingerprint of a questionnaire's JSON. Raises `Refusals` if it is no JSON object."""
    return content_hash(read_json(raw, name="questionnaire"))


def scoring_hash(raw: bytes) -> str:
    """The fingerprint of a scoring's TOML; comments do not count. Raises `Refusals` if it is no TOML."""
    return content_hash(read_toml(raw, name="scoring"))

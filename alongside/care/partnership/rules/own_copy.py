"""The archive that holds a person's own copy: one page to read, the same as data, and how it looks."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

PAGE, DATA, LOOK = "everything.html", "everything.json", "look.css"


def plain(value: object) -> object:
    """``value`` as JSON has it: ids and instants as text, numbers as they are."""
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def archive(*, page: str, data: Mapping[str, object], look: str, at: dt.datetime) -> bytes:
    """A ZIP file of the page, the data and the style sheet, every member dated ``at``."""
    held = io.BytesIO()
    members = {PAGE: page, DATA: json.dumps(plain(data), ensure_ascii=False, indent=1), LOOK: look}
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            about = zipfile.ZipInfo(name, at.timetuple()[:6])
            about.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(about, text.encode("utf-8"))
    return held.getvalue()

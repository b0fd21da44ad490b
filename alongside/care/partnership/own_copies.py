"""The person's own copy as one file: what is held, laid out to be read, and the same as data."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Mapping
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from alongside.base.services.installation import is_simulated
from alongside.care.partnership import held
from alongside.care.partnership.held_words import WORDS
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules import own_copy
from alongside.care.partnership.rules.keeping import keeping

LOOK = Path(__file__).parent / "static" / "partnership" / "css" / "own_copy.css"
FORMAT = "alongside-own-copy"


def made(partnership: Partnership, at: dt.datetime) -> bytes:
    """The ZIP file of what the person may read at ``at``; some forty queries, whatever there is."""
    with timezone.override(zoneinfo.ZoneInfo(partnership.service.time_zone)):
        tables = held.everything(partnership, WORDS)
        page = render_to_string("partnership/_own_copy_file.html", _page(partnership, tables, at))
    data: dict[str, object] = {
        "format": FORMAT,
        "format_version": 1,
        "made_at": at,
        "clinic": partnership.service.name,
        "record": partnership.pk,
        "simulated": is_simulated(),
        "tables": [
            {"name": table.name, "title": table.title, "rows": [row.data for row in table.rows]}
            for table in tables
        ],
    }
    local = at.astimezone(zoneinfo.ZoneInfo(partnership.service.time_zone))
    return own_copy.archive(page=page, data=data, look=LOOK.read_text(encoding="utf-8"), at=local)


def _page(partnership: Partnership, tables: list[held.Table], at: dt.datetime) -> dict[str, object]:
    return {
        "partnership": partnership,
        "service": partnership.service,
        "simulated": is_simulated(),
        "tables": [
            {
                "id": table.name.lower().replace(".", "-"),
                "title": table.title,
                "rows": [
                    [(label, as_read(value)) for label, value in row.shown] for row in table.rows if row.shown
                ],
            }
            for table in tables
        ],
        "at": at,
        "years": keeping().years_after,
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
    }


def as_read(value: object) -> object:
    """``value`` as words, a list of such, or pairs of such: what the page lays out."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value) if value.tzinfo else value
        return formats.date_format(local, "j F Y, H:i")
    if isinstance(value, dt.date):
        return formats.date_format(value, "j F Y")
    if isinstance(value, Mapping):
        pairs = [(_plain(str(key)), as_read(one)) for key, one in value.items()]
        return {"pairs": [(key, one) for key, one in pairs if one not in ("", [], None)]}
    if isinstance(value, (list, tuple)):
        return [as_read(one) for one in value]
    return "" if value is None else _plain(str(value))


CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+\Z")


def _plain(text: str) -> str:
    """A name from a list (*you_decide*) as words; what people write has no such marks in it."""
    return text.replace("_", " ") if CODE.match(text) else text

"""The fonts are optional: they count as there only when every file of theirs is."""

from __future__ import annotations

import re
from pathlib import Path

FONTS_SHEET_FOLDER = Path(__file__).parent / "with_fonts"
_SHEET = FONTS_SHEET_FOLDER / "alongside" / "css" / "fonts.css"
_FILE = re.compile(r'url\("\.\./\.\./fonts/([^"]+)"\)')


def has_fonts(folder: Path) -> bool:
    """Whether ``folder`` (npm's, of the font families) holds every file that ``fonts.css`` asks for."""
    wanted = _FILE.findall(_SHEET.read_text(encoding="utf-8"))
    return bool(wanted) and all((folder / name).is_file() for name in wanted)

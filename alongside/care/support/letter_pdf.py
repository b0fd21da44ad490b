"""The letter on paper: set by fpdf2, which needs no browser and no system library.

The letters are Atkinson Hyperlegible's, with Noto Sans for what it does not have (Greek, Cyrillic). A script
that neither has is better taken from the text.
"""

from __future__ import annotations

import logging
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from alongside.care.access.rules.letter import Paper

# It tells of every letter that it takes out of a font.
logging.getLogger("fontTools").setLevel(logging.WARNING)

MARGIN = 22.0  # millimetres
BODY, HEADING, TITLE = 12, 13, 18  # points
LINE = 6.2  # millimetres
INK = (38, 33, 28)


def as_pdf(paper: Paper, made_at: datetime) -> bytes:
    """The letter as A4. ``made_at`` is its date, so that the same letter gives the same file."""
    sheet = FPDF(format="A4", unit="mm")
    sheet.set_margins(MARGIN, MARGIN, MARGIN)
    sheet.set_auto_page_break(auto=True, margin=MARGIN)
    sheet.set_title(paper.title)
    sheet.set_creation_date(made_at)
    family = _letters(sheet)
    sheet.add_page()
    sheet.set_text_color(*INK)
    _write(sheet, paper.title, family, TITLE, bold=True)
    for line in paper.head:
        _write(sheet, line, family, BODY)
    for heading, words in paper.sections():
        sheet.ln(LINE / 2)
        _write(sheet, heading, family, HEADING, bold=True)
        for each in words:
            _write(sheet, f"•  {each}", family, BODY)
    sheet.ln(LINE)
    for line in paper.foot:
        _write(sheet, line, family, BODY)
    return bytes(sheet.output())


def _letters(sheet: FPDF) -> str:
    """The name of the font that is there; what every reader has, where ours are not installed."""
    regular = _font("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf")
    bold = _font("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf")
    other = _font("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")
    if regular is None or bold is None:
        return "Helvetica"
    sheet.add_font("Hyperlegible", "", regular)
    sheet.add_font("Hyperlegible", "B", bold)
    if other is not None:
        sheet.add_font("Noto", "", other)
        sheet.set_fallback_fonts(["Noto"], exact_match=False)
    return "Hyperlegible"


def _font(package: str, name: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / "files" / name
    return path if path.is_file() else None


def _write(sheet: FPDF, text: str, family: str, size: int, *, bold: bool = False) -> None:
    sheet.set_font(family, "B" if bold else "", size)
    if family == "Helvetica":  # knows Latin letters only
        text = text.encode("latin-1", "replace").decode("latin-1")
    height = LINE * size / BODY
    sheet.multi_cell(0, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

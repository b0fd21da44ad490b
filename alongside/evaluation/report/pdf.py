"""The report on paper: the same document set by fpdf2, which needs no browser and no system library."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from alongside.evaluation.report.document import (
    Definitions,
    Document,
    Figure,
    Folded,
    Heading,
    Notice,
    Paragraph,
    Part,
    Points,
    Table,
    plain,
)
from alongside.evaluation.report.drawing import Box, Circle, Line, Mark, Path, Role, Shape, Words
from alongside.evaluation.report.fonts import BOLD, FALLBACK, REGULAR
from alongside.evaluation.report.sections import document as document_of
from alongside.evaluation.steps.numbers import Json

# It tells of every letter that it takes out of a font.
logging.getLogger("fontTools").setLevel(logging.WARNING)

MARGIN = 20.0  # millimetres
WIDTH = 170.0
POINTS_A_MM = 72 / 25.4
COLOURS: dict[Role, tuple[int, int, int]] = {
    "ink": (38, 33, 28),
    "soft": (92, 82, 72),
    "hairline": (228, 217, 200),
    "edge": (133, 120, 106),
    "person": (162, 67, 31),
    "professional": (28, 85, 102),
    "shared": (90, 61, 102),
    "card": (255, 253, 249),
    "sunk": (244, 236, 223),
    "person-tint": (251, 230, 218),
    "professional-tint": (220, 236, 239),
    "shared-tint": (236, 227, 239),
}
WITHOUT_LETTERS = str.maketrans(
    {
        "Δ": "d",
        "β": "beta",
        "α": "alpha",
        "ω": "omega",
        "−": "-",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "…": "...",
        "√": "root",
    }
)


def document(results: Json) -> bytes:
    """The PDF. Its date is that of the results, so that the same results give the same paper."""
    made_at = results["manifest"]["made_at"]
    when = datetime.fromisoformat(made_at) if made_at else datetime(2000, 1, 1, tzinfo=UTC)
    return _Paper(document_of(results), when).bytes()


class _Sheet(FPDF):
    def __init__(self, title: str) -> None:
        super().__init__(format="A4", unit="mm")
        self.title_of_all = title
        self.family = "Helvetica"
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, 22)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font(self.family, size=8)
        self.set_text_color(*COLOURS["soft"])
        self.cell(0, 5, f"{self.page_no()}", align="R")


class _Paper:
    def __init__(self, document: Document, when: datetime) -> None:
        self.document = document
        self.sheet = _Sheet(document.title)
        self._letters()
        self.sheet.set_title(document.title)
        self.sheet.set_lang("en")
        self.sheet.set_creator("Alongside")
        self.sheet.set_creation_date(when)

    def _letters(self) -> None:
        if REGULAR is None or BOLD is None:
            return
        self.sheet.add_font("Atkinson", fname=str(REGULAR))
        self.sheet.add_font("Atkinson", style="B", fname=str(BOLD))
        self.sheet.family = "Atkinson"
        if FALLBACK is not None:
            self.sheet.add_font("Noto", fname=str(FALLBACK))
            self.sheet.set_fallback_fonts(["Noto"], exact_match=False)

    def bytes(self) -> bytes:
        sheet = self.sheet
        sheet.add_page()
        for x, role in ((MARGIN + 6, "person"), (MARGIN + 13, "professional")):
            sheet.set_fill_color(*COLOURS[role])  # type: ignore[index]
            with sheet.local_context(fill_opacity=0.85):
                sheet.circle(x, MARGIN + 6, 6, style="F")
        sheet.set_y(MARGIN + 18)
        self.write(self.document.title, 22, bold=True)
        self.write(self.document.subtitle, 13, role="soft")
        if self.document.invented:
            self.write("These people are invented. This is no evidence.", 11, bold=True)
        sheet.ln(2)
        for part, after in zip(self.document.parts, [*self.document.parts[1:], None], strict=True):
            if isinstance(part, Heading) and isinstance(after, Figure):
                self.room_for(after)
            self.part(part)
        return bytes(sheet.output())

    def said(self, text: str) -> str:
        text = plain(text)
        if self.sheet.family == "Helvetica":
            text = text.translate(WITHOUT_LETTERS).encode("latin-1", "replace").decode("latin-1")
        return text

    def write(
        self, text: str, size: float, *, bold: bool = False, role: Role = "ink", indent: float = 0
    ) -> None:
        sheet = self.sheet
        sheet.set_font(sheet.family, style="B" if bold else "", size=size)
        sheet.set_text_color(*COLOURS[role])
        sheet.set_x(MARGIN + indent)
        sheet.multi_cell(
            WIDTH - indent, size * 0.5, self.said(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def part(self, part: Part) -> None:
        if isinstance(part, Heading):
            self.heading(part)
        elif isinstance(part, Paragraph):
            self.write(part.text, 12 if part.lead else 10.5, role="soft" if part.soft else "ink")
            self.sheet.ln(2.2)
        elif isinstance(part, Points):
            for text in part.texts:
                self.write(f"•  {plain(text)}", 10.5, indent=3)
                self.sheet.ln(1)
            self.sheet.ln(1.5)
        elif isinstance(part, Table):
            self.table(part)
        elif isinstance(part, Figure):
            self.figure(part)
        elif isinstance(part, Notice):
            self.notice(part)
        elif isinstance(part, Folded):
            self.heading(Heading(part.title, 4))
            for one in part.parts:
                self.part(one)
        else:
            self.definitions(part)

    def heading(self, part: Heading) -> None:
        sheet = self.sheet
        size = {2: 17.0, 3: 13.5, 4: 11.5}.get(part.level, 11.0)
        if sheet.get_y() > sheet.h - 60:
            sheet.add_page()
        sheet.ln(5 if part.level == 2 else 3)
        if part.level == 2:
            sheet.start_section(self.said(part.text))
        self.write(part.text, size, bold=True)
        sheet.ln(1.5)

    def room_for(self, part: Figure) -> None:
        """A new page where a heading would stand alone above the picture's own."""
        if self.sheet.get_y() + 20 + self.scaled(part)[1] > self.sheet.h - 26:
            self.sheet.add_page()

    def notice(self, part: Notice) -> None:
        top = self.sheet.get_y()
        page = self.sheet.page
        self.write(part.title, 12, bold=True, indent=5)
        for text in part.texts:
            self.write(text, 10.5, indent=5)
            self.sheet.ln(1)
        if self.sheet.page == page:
            self.sheet.set_fill_color(*COLOURS["shared"])
            self.sheet.rect(MARGIN, top, 1.6, self.sheet.get_y() - top, style="F")
        self.sheet.ln(3)

    def definitions(self, part: Definitions) -> None:
        for _, name, meaning in part.entries:
            if self.sheet.get_y() > self.sheet.h - 42:  # a name never stands without its meaning
                self.sheet.add_page()
            self.write(name, 10.5, bold=True)
            self.write(meaning, 10)
            self.sheet.ln(1.6)

    def table(self, part: Table) -> None:
        if not part.rows:
            return
        sheet = self.sheet
        columns = len(part.head)
        size = 9.0 if columns <= 5 else 7.6
        self.write(part.caption, 10, bold=True)
        sheet.set_font(sheet.family, size=size)
        sheet.set_text_color(*COLOURS["ink"])
        sheet.set_draw_color(*COLOURS["hairline"])
        sheet.set_fill_color(255, 255, 255)  # a table fills its cells with whatever was painted last
        with sheet.table(
            col_widths=self.widths(part),
            text_align=tuple("RIGHT" if i in part.numbers else "LEFT" for i in range(columns)),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="BOLD", color=COLOURS["soft"]),
            line_height=size * 0.46,
            padding=(0.9, 1.0),
            width=WIDTH,
        ) as table:
            for row in (part.head, *part.rows):
                line = table.row()
                for text in row:
                    line.cell(self.said(text) or " ")
        if part.note:
            self.write(part.note, 8.5, role="soft")
        sheet.ln(4)

    def widths(self, part: Table) -> tuple[float, ...]:
        """By the longest text of each column, none too thin and none too wide."""
        rows = [part.head, *part.rows]
        longest = [max(len(plain(row[i])) for row in rows) for i in range(len(part.head))]
        words = [
            max((len(word) for row in rows for word in plain(row[i]).split()), default=1)
            for i in range(len(part.head))
        ]
        return tuple(
            max(length + 1, 8) if place in part.numbers and length < 26 else max(min(length, 38), word + 2, 6)
            for place, (length, word) in enumerate(zip(longest, words, strict=True))
        )

    def scaled(self, part: Figure) -> tuple[float, float]:
        """Millimetres a unit, and the height in millimetres; never more than a page has under a heading."""
        drawing, most = part.drawing, self.sheet.h - 2 * MARGIN - 36
        scale = min(WIDTH * 0.92, WIDTH * drawing.width / 640 * 0.92) / drawing.width
        if drawing.height * scale > most:
            scale = most / drawing.height
        return scale, drawing.height * scale

    def figure(self, part: Figure) -> None:
        drawing, sheet = part.drawing, self.sheet
        scale, height = self.scaled(part)
        if sheet.get_y() + height > sheet.h - 26:
            sheet.add_page()
        top = sheet.get_y()
        for mark in drawing.marks:
            self.mark(mark, top, scale)
        sheet.set_y(top + height + 1)
        if part.caption:
            self.write(part.caption, 8.8, role="soft")
        sheet.ln(3)

    def mark(self, mark: Mark, top: float, scale: float) -> None:
        sheet = self.sheet

        def at(x: float, y: float) -> tuple[float, float]:
            return MARGIN + x * scale, top + y * scale

        if isinstance(mark, Line):
            self.pen(mark.role, mark.width * scale)
            if mark.dashed:
                sheet.set_dash_pattern(dash=1, gap=1)
            sheet.line(*at(mark.x1, mark.y1), *at(mark.x2, mark.y2))
            sheet.set_dash_pattern()
        elif isinstance(mark, Box):
            style = self.paint(mark.fill, mark.edge, scale)
            if style:
                sheet.rect(*at(mark.x, mark.y), mark.width * scale, mark.height * scale, style=style)
        elif isinstance(mark, Circle):
            style = self.paint(mark.fill, mark.edge, scale)
            with sheet.local_context(fill_opacity=0.45 if mark.clear else 1):
                sheet.circle(*at(mark.x, mark.y), mark.radius * scale, style=style)
        elif isinstance(mark, Path | Shape):
            self.outline(mark, [at(x, y) for x, y in mark.points], scale)
        else:
            self.words(mark, *at(mark.x, mark.y), scale)

    def outline(self, mark: Path | Shape, points: list[tuple[float, float]], scale: float) -> None:
        if len(points) < 2:
            return
        if isinstance(mark, Path):
            self.pen(mark.role, mark.width * scale)
            self.sheet.polyline(points)
        else:
            self.paint(mark.fill, "none", scale)
            self.sheet.polygon(points, style="F")

    def words(self, mark: Words, x: float, y: float, scale: float) -> None:
        sheet = self.sheet
        sheet.set_font(sheet.family, style="B" if mark.bold else "", size=mark.size * scale * POINTS_A_MM)
        sheet.set_text_color(*COLOURS[mark.role])
        text = self.said(mark.text)
        wide = sheet.get_string_width(text)
        shift = {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
        sheet.text(x - shift, y, text)

    def pen(self, role: Role, width: float) -> None:
        self.sheet.set_draw_color(*COLOURS[role])
        self.sheet.set_line_width(width)

    def paint(self, fill: Role, edge: Role, scale: float) -> Any:
        """Set the colours; what is to be drawn of a shape: its inside (F), its edge (D), or both."""
        if fill != "none":
            self.sheet.set_fill_color(*COLOURS[fill])
        if edge != "none":
            self.pen(edge, 1.2 * scale)
        return ("F" if fill != "none" else "") + ("D" if edge != "none" else "")

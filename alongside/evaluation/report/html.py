"""The report as one page that needs nothing else: style, letters and drawings are inside."""

from __future__ import annotations

import base64
from functools import cache
from html import escape
from pathlib import Path

from alongside.evaluation.report.document import (
    LINK,
    STRONG,
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
)
from alongside.evaluation.report.drawing import svg
from alongside.evaluation.report.fonts import BOLD, REGULAR
from alongside.evaluation.report.sections import document
from alongside.evaluation.steps.numbers import Json

STYLE = Path(__file__).with_name("style.css")
MARK = (
    '<svg class="mark" viewBox="0 0 84 52" aria-hidden="true"><circle class="f-person" cx="28" cy="26" r="24"/>'
    '<circle class="f-professional" cx="56" cy="26" r="24"/>'
    '<path class="f-shared" d="M42 6.5a24 24 0 0 1 0 39a24 24 0 0 1 0-39z"/></svg>'
)


def page(results: Json) -> str:
    """The whole page. Small numbers are left out where the plan says so."""
    return _Page(document(results)).text()


def marked(text: str) -> str:
    """A text with its links and strong words as markup; everything else escaped."""
    text = escape(text, quote=False)
    text = LINK.sub(r'<a href="#def-\1">\2</a>', text)
    return STRONG.sub(r"<strong>\1</strong>", text)


class _Page:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.figures = 0

    def text(self) -> str:
        document = self.document
        sections = [part for part in document.parts if isinstance(part, Heading) and part.level == 2]
        contents = "".join(f'<li><a href="#{part.id}">{escape(part.text)}</a></li>' for part in sections)
        invented = (
            '<aside class="invented" aria-label="Before you read">These people are invented. This is no evidence.</aside>'
            if document.invented
            else ""
        )
        body = "\n".join(self.part(part) for part in document.parts)
        return (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(document.title)}</title>\n<style>{_letters()}{_style()}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#start">Skip to the results</a>\n{invented}<header>{MARK}'
            f'<h1>{escape(document.title)}</h1><p class="lead">{marked(document.subtitle)}</p></header>\n'
            f'<nav aria-label="In this report"><ol>{contents}</ol></nav>\n<main id="start">\n{body}\n</main>\n'
            "<footer><p>Made with Alongside. The numbers are in results.json beside this page, the plan in plan.toml."
            "</p></footer>\n</body>\n</html>\n"
        )

    def part(self, part: Part) -> str:
        if isinstance(part, Heading):
            place = f' id="{part.id}"' if part.id else ""
            return f"<h{part.level}{place}>{marked(part.text)}</h{part.level}>"
        if isinstance(part, Paragraph):
            kind = ' class="lead"' if part.lead else ' class="soft small"' if part.soft else ""
            return f"<p{kind}>{marked(part.text)}</p>"
        if isinstance(part, Points):
            return f"<ul>{''.join(f'<li>{marked(text)}</li>' for text in part.texts)}</ul>"
        if isinstance(part, Table):
            return self.table(part)
        if isinstance(part, Figure):
            return self.figure(part)
        if isinstance(part, Notice):
            said = "".join(f"<p>{marked(text)}</p>" for text in part.texts)
            return f'<section class="notice"><h3>{marked(part.title)}</h3>{said}</section>'
        if isinstance(part, Folded):
            inside = "\n".join(self.part(one) for one in part.parts)
            return f"<details><summary>{marked(part.title)}</summary>{inside}</details>"
        return self.definitions(part)

    def definitions(self, part: Definitions) -> str:
        entries = "".join(
            f'<dt id="def-{key}">{escape(name)}</dt><dd>{marked(meaning)}</dd>'
            for key, name, meaning in part.entries
        )
        return f"<dl>{entries}</dl>"

    def figure(self, part: Figure) -> str:
        self.figures += 1
        caption = f"<figcaption>{marked(part.caption)}</figcaption>" if part.caption else ""
        drawn = svg(part.drawing, f"figure-{self.figures}")
        label = escape(part.drawing.title)
        return f'<figure><div class="draws" role="group" tabindex="0" aria-label="{label}">{drawn}</div>{caption}</figure>'

    def table(self, part: Table) -> str:
        head = "".join(
            f'<th scope="col"{self._number(part, i)}>{marked(text)}</th>' for i, text in enumerate(part.head)
        )
        rows = []
        for row in part.rows:
            cells = [f'<th scope="row">{marked(row[0])}</th>']
            cells += [
                f"<td{self._number(part, i)}>{marked(text)}</td>" for i, text in enumerate(row[1:], start=1)
            ]
            rows.append(f"<tr>{''.join(cells)}</tr>")
        note = f'<p class="soft small">{marked(part.note)}</p>' if part.note else ""
        return (
            f'<div class="wide" role="group" tabindex="0" aria-label="{escape(part.caption)}"><table>'
            f"<caption>{marked(part.caption)}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table></div>{note}"
        )

    @staticmethod
    def _number(part: Table, column: int) -> str:
        return ' class="n"' if column in part.numbers else ""


@cache
def _style() -> str:
    return STYLE.read_text(encoding="utf-8")


@cache
def _letters() -> str:
    """The letters themselves, where they are installed; else the reader's own."""
    faces = ""
    for path, weight in ((REGULAR, 400), (BOLD, 700)):
        if path is not None:
            data = base64.b64encode(path.read_bytes()).decode("ascii")
            faces += (
                f'@font-face{{font-family:"Atkinson Hyperlegible";font-weight:{weight};'
                f"src:url(data:font/ttf;base64,{data}) format('truetype')}}\n"
            )
    return faces

"""What a person reads in this room is easy to read.

Measured by the Flesch-Kincaid grade on assembled pages of 100 words and more. It is a proxy: it counts
syllables and the length of sentences. Grade 6 is about age 11.
"""

from __future__ import annotations

import re
from html import unescape

import pytest
import textstat

from alongside.care.understanding.rules import sections

HARDEST_GRADE = 6.0
ENOUGH_WORDS = 100


def words_of(html: str) -> str:
    """The text of a page's main part, a full stop after each block."""
    main = html.split('<main id="main"', 1)[1].split(">", 1)[1].split("</main>", 1)[0]
    main = re.sub(r"<(script|style|textarea|svg)\b.*?</\1>", " ", main, flags=re.DOTALL)
    main = re.sub(r"</(p|h1|h2|h3|li|label|legend|button|dt|dd|summary|span)>", ". ", main)
    text = unescape(re.sub(r"<[^>]+>", " ", main))
    return re.sub(r"[\s.]*\.[\s.]*", ". ", re.sub(r"([?!:])\s*\.", r"\1 ", " ".join(text.split())))


@pytest.mark.parametrize("tail", ["", "heard/", "share/", "part/my-normal/", "part/medicines/"])
def test_a_page_of_the_persons_is_no_harder_than_grade_six(as_, page, written_back, write, tail):
    write("day", "I am up at five.")
    text = words_of(as_("joan").get(page(tail)).text)
    assert len(text.split()) >= ENOUGH_WORDS, text
    assert textstat.flesch_kincaid_grade(text) <= HARDEST_GRADE, text


def test_the_questions_together_are_no_harder_than_grade_six():
    text = " ".join(f"{one.title}. {one.question} {one.hint}" for one in sections.story().sections)
    assert textstat.flesch_kincaid_grade(text) <= HARDEST_GRADE


@pytest.mark.parametrize("tail", ["", "heard/", "share/", "part/hopes/", "notes/"])
def test_no_page_of_the_persons_says_submit(as_, page, written_back, tail):
    assert not re.search(r"\bsubmit\b", words_of(as_("joan").get(page(tail)).text), re.IGNORECASE)

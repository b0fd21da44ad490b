"""What people read at the door is easy to read.

Measured by the Flesch-Kincaid grade (textstat) on assembled texts of 100 words and more, where it means
something. It is a proxy: it counts syllables and the length of sentences, and knows nothing of whether
someone understands. Grade 6 is about age 11.
"""

from __future__ import annotations

import pytest
import textstat

from alongside.care.access.rules.age import age_words
from alongside.care.access.rules.help_numbers import help_everywhere, help_numbers
from alongside.care.access.rules.preferences import preference_questions
from alongside.care.access.rules.screen import Answer, advice_for, assess, ending_for
from alongside.care.access.rules.screen_definition import safety_screen

HARDEST_GRADE = 6.0
ENOUGH_WORDS = 100
SCREEN = safety_screen()
UK = help_numbers().country("GB")
STANDING = help_everywhere().standing(UK)


def pages() -> dict[str, str]:
    """Every page of the door as it is put together: the standing help stands on each."""
    help_text = " ".join([f"{STANDING.title}.", *STANDING.text])
    assembled = {"intro": " ".join(SCREEN.intro.text)}
    for question in SCREEN.questions:
        assembled[f"question {question.id}"] = " ".join([question.text, *question.help])
        for part in advice_for(SCREEN, assess(SCREEN, {question.id: Answer.YES}), UK):
            said = [item.text for item in part.said]
            words = [
                f"{part.title}.",
                *part.do,
                part.where,
                part.say,
                *said,
                part.show,
                part.told,
                *SCREEN.pause.text,
            ]
            assembled[f"advice {part.id}"] = " ".join(words)
    assembled["ending"] = " ".join(ending_for(SCREEN, UK).text)
    assembled["under age"] = " ".join(age_words().page(UK).words.text)
    for asked in preference_questions().questions:
        options = [f"{label}." for label in asked.options.values()]
        assembled[f"preference {asked.id}"] = " ".join([asked.text, *asked.help, *options])
    return {name: f"{text} {help_text}" for name, text in assembled.items()}


PAGES = pages()


@pytest.mark.parametrize("name", [name for name, text in PAGES.items() if len(text.split()) >= ENOUGH_WORDS])
def test_a_page_of_the_door_is_no_harder_than_grade_six(name: str) -> None:
    assert textstat.flesch_kincaid_grade(PAGES[name]) <= HARDEST_GRADE


def test_most_pages_are_long_enough_to_be_measured() -> None:
    measured = [text for text in PAGES.values() if len(text.split()) >= ENOUGH_WORDS]
    assert len(measured) > len(PAGES) / 2


def test_the_measure_tells_hard_words_from_easy_ones() -> None:
    hard = (
        "Individuals experiencing neurological deterioration necessitate multidisciplinary evaluation. " * 15
    )
    assert textstat.flesch_kincaid_grade(hard) > HARDEST_GRADE

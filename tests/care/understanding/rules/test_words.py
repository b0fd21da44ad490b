"""What is typed, compared and copied: nothing visible is ever lost on the way."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from alongside.care.partnership.rules.differences import Change, differences
from alongside.care.partnership.rules.words import tidy
from alongside.care.understanding.rules.content import Content, Told, medicines_mismatch, next_version
from alongside.care.understanding.rules.notes import RULE, WIDTH, Part, folded, plain_copy

WORDS = st.text(alphabet="ab \n", max_size=80)


@given(WORDS, WORDS)
def test_differences_spell_both_texts(before, after):
    pieces = differences(before, after)
    assert "".join(p.text for p in pieces if p.change is not Change.NEW) == before
    assert "".join(p.text for p in pieces if p.change is not Change.GONE) == after


@given(WORDS)
def test_a_text_does_not_differ_from_itself(text):
    assert all(piece.change is Change.SAME for piece in differences(text, text))


def test_one_changed_word_is_one_change_among_the_same():
    pieces = differences("I walk every day.", "I walk most days, every day.")
    assert (pieces[0].change.value, pieces[0].text) == ("same", "I walk ")
    assert {p.text.strip() for p in pieces if p.change is Change.NEW} == {"most days,"}


def test_comparing_the_longest_texts_is_bounded_work():
    source = random.Random(1)
    one = " ".join(source.choice("abcdefgh") for _ in range(10_000))
    other = " ".join(source.choice("abcdefgh") for _ in range(10_000))
    began = time.process_time()
    differences(one, other)
    assert time.process_time() - began < 20, "hostile text must not hold a server"


@given(st.text(max_size=300))
def test_tidying_keeps_every_visible_character(text):
    kept = tidy(text)
    assert tidy(kept) == kept
    assert "\x00" not in kept
    assert "\r" not in kept
    assert "".join(c for c in text if c.isalnum()) == "".join(c for c in kept if c.isalnum())


def test_line_ends_become_one_kind():
    assert tidy("one\r\ntwo\rthree\u2028four") == "one\ntwo\nthree\nfour"


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=400)), max_size=5))
def test_no_line_of_the_copy_is_longer_than_a_clinical_system_takes(parts):
    copy = folded(plain_copy("Title", [Part(heading, (text,)) for heading, text in parts]))
    assert all(len(line) <= WIDTH for line in copy.split("\n"))
    copy.encode("utf-8", "surrogatepass")


@given(
    st.lists(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=100), max_size=30)
)
def test_the_copy_holds_every_word(words):
    copy = plain_copy("Title", [Part("Said", (" ".join(words),))])
    assert copy.split("-\n", 1)[1] == " ".join(words) + "\n"
    assert "".join(words) in folded(copy).split("-\n", 1)[1].replace("\n", "").replace(" ", "")


def test_on_a_page_the_copy_breaks_only_where_the_person_did():
    """A line folded at 72 and again by a telephone is a staircase, and so is a rule wider than its box."""
    said = ("I lifted the big tray. " * 20).strip()
    copy = plain_copy("Her story, as she told it to the team that day", [Part("Said", (said,))])
    assert said in copy.split("\n")
    assert max(len(line) for line in copy.split("\n") if set(line) <= {"=", "-"}) == RULE


CONTENTS = st.builds(Content, st.text(max_size=10), st.sampled_from(["", "too-little"]), st.just(()))


@given(st.dictionaries(st.sampled_from("abc"), CONTENTS), st.dictionaries(st.sampled_from("abc"), CONTENTS))
def test_a_version_is_what_was_told_with_the_drafts_laid_over(before, drafts):
    told = tuple(Told(section, content, 1) for section, content in before.items())
    after, changed = next_version(told, drafts, 2)
    found = {one.section: one for one in after}
    for section in set(before) | set(drafts):
        expected = drafts.get(section, before.get(section, Content()))
        assert (found[section].content if section in found else Content()) == expected
        assert (section in changed) == (expected != before.get(section, Content()))
        if section in found:
            assert found[section].changed_in == (2 if section in changed else 1)


def test_too_little_and_too_much_are_possible_misunderstandings():
    flagged = {
        choice for choice in ("too-little", "about-right", "too-much", "") if medicines_mismatch(choice)
    }
    assert flagged == {"too-little", "too-much"}

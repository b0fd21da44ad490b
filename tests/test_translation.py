"""Every sentence that anybody reads goes through gettext.

The pages are shown in a language that no one speaks, made from the English by changing every letter. What
is still plain English was never offered to a translator; what people wrote themselves is not translated.
"""

from __future__ import annotations

import json
import re
import tomllib
import zoneinfo
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import trans_real

import alongside
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.partnership import definitions_said
from alongside.care.plan import catalogue
from alongside.care.plan.rules.circumstances import Alarm, Situation
from alongside.care.plan.rules.tailoring import fits
from tests import again
from tests.authority.addresses import every_address
from tests.authority.cast import World, living
from tests.authority.expected import EXPECTED
from tools.messages import template

HOUSE = Path(alongside.__file__).parent
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ODD = "åƀçđéƒĝĥîĵķļɱñöþɋŕšţûʋŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ"
# Placeholders, markup and entities stay as they are.
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd]|%%|\{\w*\}|<[^>]*>|&\w+;)")
TWO_WORDS = re.compile(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,})+")
READ_ALOUD = ("aria-label", "alt", "title", "placeholder")

# What is not ours to translate: names, what the world of the tests says, languages by their own names.
NOT_OURS = re.compile(
    r"Riverside Pain Clinic|Back pain team|Hand team|Joan|Archer|Priya Shah|Sam Bell|Chidi Okafor|Dr"
    r"|Lena Marsh|Tamsin Reed|Lee Carver|Noor Haddad|Nell New|Stranger|(It began )?in year"
    r"|I heard (that|when) it began|English, Polski, Rom|In one window|In another|Numb toes"
    r"|Walk to the corner|Walk or swim|There is time|bus pass|Well kept"
    r"|Worse since Monday|We found|\S+@\S+"
    r"|What they want to get to"  # a letter, as it was written
    r"|You ask whether it is|Is it all right|Yes, in the morning|My sleep|We talked|Ask about",
    re.IGNORECASE,
)
# Not read on a page of a browser.
LEFT_OUT = {"understanding:notes-file", "mfa_download_recovery_codes"}
LEFT_OUT |= {"evaluation:plan"}  # what a plan means is said by the engine, in English, and marked so


def odd(text: str) -> str:
    """``text`` with every letter changed, so that nobody could have written it by hand."""
    table = str.maketrans(PLAIN, ODD)
    parts = KEPT.split(str(text))
    return "".join(part if at % 2 else part.translate(table) for at, part in enumerate(parts))


ASKED: set[str] = set()  # what was asked of gettext since ``strange`` began


def asked(message: str) -> str:
    ASKED.add(str(message))
    return message


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """gettext answers in the language that no one speaks; formats of dates and numbers stay."""
    ASKED.clear()
    swap = {
        "gettext": lambda message: odd(asked(message)) if message else "",
        "ngettext": lambda one, many, number: odd(one if number == 1 else many),
        "pgettext": lambda _context, message: odd(message),
        "npgettext": lambda _context, one, many, number: odd(one if number == 1 else many),
    }
    for name, does in swap.items():
        monkeypatch.setattr(translation._trans, name, does, raising=False)
        monkeypatch.setattr(trans_real, name, does)
    definitions_said.forget()
    monkeypatch.setattr(again, "_kept", {})  # what was made before holds plain English
    yield
    definitions_said.forget()


class _Text(HTMLParser):
    """What a page says: its text and what is read aloud of it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        self.said += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def english_on(html: str) -> set[str]:
    page = _Text()
    page.feed(html)
    return {
        found.group()
        for said in page.said
        for found in TWO_WORDS.finditer(NOT_OURS.sub("·", " ".join(said.split())))
        if found.group().lower() not in left_as_written()
    }


# Written in ten languages by themselves; and what others published, which whoever publishes it translates.
LEFT_AS_WRITTEN = ("care/access/definitions/first-line.toml", "care/partnership/definitions/findings.json")
PUBLISHED = "evidence/*/definitions/**/*"
CITED = {"signed", "source", "sources"}  # names of papers and guidelines, wherever a definition rests on them


@lru_cache(maxsize=1)
def left_as_written() -> str:
    """Every word of the definitions that no translator is asked for, in one string."""
    words: list[str] = []
    whole = {*(HOUSE / name for name in LEFT_AS_WRITTEN), *HOUSE.glob(PUBLISHED)}
    for path in sorted({*whole, *HOUSE.rglob("definitions/**/*")}):
        if path.suffix in {".toml", ".json"}:
            text = path.read_text(encoding="utf-8")
            read = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
            _leaves(read if path in whole else _cited(read), words)
    # Places, as the database of time zones names them.
    words += [name.replace("_", " ").replace("/", ", ") for name in sorted(zoneinfo.available_timezones())]
    return " ".join(" ".join(words).lower().split())


def _cited(node: object) -> list[object]:
    """The parts of a definition that say where it comes from."""
    if isinstance(node, dict):
        return [part for key, each in node.items() for part in ([each] if key in CITED else _cited(each))]
    return [part for each in node for part in _cited(each)] if isinstance(node, list) else []


@lru_cache(maxsize=1)
def from_elsewhere() -> frozenset[str]:
    """The sentences of Django and allauth, which come with translations of their own."""
    found: set[str] = set()
    for package in (django, allauth):
        for path in sorted(Path(package.__file__).parent.rglob("locale/de/LC_MESSAGES/*.po")):
            for message in read_po(path.open("rb"), abort_invalid=False):
                found |= set(message.id) if isinstance(message.id, tuple) else {message.id}
    return frozenset(found)


def _leaves(node: object, into: list[str]) -> None:
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            _leaves(each, into)
    elif isinstance(node, str):
        into.append(node)


@lru_cache(maxsize=1)
def in_the_template() -> frozenset[str]:
    """What ``make messages`` gives to translators."""
    found: set[str] = set()
    for message in template():
        found |= set(message.id) if isinstance(message.id, tuple) else {message.id}
    return frozenset(found)


@pytest.mark.parametrize("kind", ["joan", "priya", "lena", "nobody"])
def test_no_page_says_anything_that_a_translator_never_saw(db: None, strange: None, kind: str) -> None:
    left: dict[str, list[str]] = {}
    with living() as world:
        for path, name in pages(world, kind):
            response = world.client(kind).get(path)
            page = response.status_code == 200 and "text/html" in response.headers["Content-Type"]
            if page and (found := english_on(response.content.decode())):
                left[name] = sorted(found)[:5]
    assert not left, "\n".join(["", *(f"{name}: {found}" for name, found in left.items())])
    missing = ASKED - in_the_template() - from_elsewhere()
    assert not missing, sorted(missing)


def pages(world: World, kind: str) -> Iterator[tuple[str, str]]:
    for address in every_address():
        line = EXPECTED.get(address.name)
        if line is not None and line.answers("GET")[kind] == "200" and address.name not in LEFT_OUT:
            yield address.path(world.rows["joan"]), address.name


def test_the_search_finds_what_was_never_translated() -> None:
    assert english_on("<p>Nobody translated this</p>") == {"Nobody translated this"}
    assert english_on(f"<p title='{odd('Somebody did')}'>{odd('Somebody translated this')}</p>") == set()


def test_a_translation_changes_what_is_read_and_not_what_is_offered(strange: None) -> None:
    plain = catalogue.rulebook()
    spoken = definitions_said.said(plain)
    for alarm in Alarm:
        situation = Situation(alarm=alarm)
        mine, theirs = fits(situation, plain), fits(situation, spoken)
        assert [(fit.step.id, fit.verdict, fit.why, fit.why_not) for fit in mine] == [
            (fit.step.id, fit.verdict, fit.why, fit.why_not) for fit in theirs
        ]
        assert [fit.step.title for fit in theirs] == [odd(fit.step.title) for fit in mine]


def test_what_is_signed_and_what_is_a_code_stays_as_it_is(strange: None) -> None:
    plain, spoken = safety_screen(), definitions_said.said(safety_screen())
    assert (spoken.signed, spoken.version, spoken.digest) == (plain.signed, plain.version, plain.digest)
    for mine, theirs in zip(plain.questions, spoken.questions, strict=True):
        assert (theirs.id, theirs.flag, theirs.group, theirs.speed) == (
            mine.id,
            mine.flag,
            mine.group,
            mine.speed,
        )
        assert theirs.text == odd(mine.text)

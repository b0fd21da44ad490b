"""The components render strictly, errors stand beside their fields, and nothing typed is lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from jinja2 import UndefinedError
from markupsafe import escape

import alongside
from alongside.base.pages.jinja import ring
from tests.base.pages.gallery import NAMES, PAGES, GalleryForm, filled_form, page_environment, render, shell

TEMPLATES = sorted(Path(alongside.__file__).parent.rglob("jinja2/**/*.html"))
HOSTILE = "\"><script>alert('x')</script>{{ 7*7 }}"


class Page(HTMLParser):
    """What a browser would find: tags with their attributes, and ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag == name]

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]


def field(form: forms.Form, name: str, **options: Any) -> str:
    env = page_environment()
    env.globals["bound"] = form[name]
    env.globals["options"] = options
    return env.from_string('{% import "components/ui.html" as ui %}{{ ui.field(bound, **options) }}').render()


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_the_gallery_is_complete_and_strict(name: str) -> None:
    page = Page(render(name))
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert len(page.ids) == len(set(page.ids))
    for _, attrs in page.tags:
        assert "style" not in attrs
        assert not any(key.startswith("on") for key in attrs)
        for target in (attrs.get("aria-describedby") or "").split():
            assert target in page.ids
    assert all(script.get("src") for script in page.all("script"))
    assert not page.all("style")


def test_every_field_has_a_label() -> None:
    page = Page(render("gallery"))
    labelled = {attrs.get("for") for attrs in page.all("label")}
    within = {"radio", "checkbox", "hidden"}
    boxes = [a for t in ("input", "select", "textarea") for a in page.all(t) if a.get("type") not in within]
    assert boxes
    assert all(attrs["id"] in labelled for attrs in boxes)


def test_a_name_that_is_not_given_is_an_error_and_not_an_empty_space() -> None:
    with pytest.raises(UndefinedError):
        page_environment().from_string(
            '{% import "components/ui.html" as ui %}{{ ui.card_that_is_not }}{{ x }}'
        ).render()


def test_a_theme_text_size_and_contrast_that_someone_chose_stand_on_the_page() -> None:
    class Chosen:
        theme, contrast, text = "dark", "more", "largest"

    html = Page(render("gallery_today", display=Chosen)).all("html")[0]
    assert (html["data-theme"], html["data-contrast"], html["data-text"]) == ("dark", "more", "largest")
    assert "data-theme" not in Page(render("gallery_today")).all("html")[0]


def test_simulated_people_are_called_so_and_real_ones_are_not() -> None:
    assert "Simulated people" in render("gallery_today")
    assert "Simulated people" not in render("gallery_today", simulated=False)


def test_a_telephone_number_is_one_tap_from_ringing_and_never_broken_over_two_lines() -> None:
    assert ring("0113 496 0101") == '<a class="tel" href="tel:01134960101">0113 496 0101</a>'
    assert ring("ask <at> the desk") == "ask &lt;at&gt; the desk"
    printed = re.compile(r"(?:\{\{ |phone=)(?:service|partnership|held)\.phone(?!\|ring)")
    files = {path.name for path in TEMPLATES if printed.search(path.read_text(encoding="utf-8"))}
    assert len(TEMPLATES) > 200
    # A file to keep, a sheet of paper, and a hint beside a box: nothing can be tapped there.
    assert files == {"_own_copy_file.html", "understood_one.html", "call_ask.html"}


def test_something_new_or_worse_is_there_for_the_person_and_not_for_others() -> None:
    assert "Something new or worse" in render("gallery_today")
    assert "Something new or worse" not in render("gallery_caseload", links={"home": "/"})


def test_fonts_are_asked_for_only_where_they_exist() -> None:
    assert "fonts.css" in render("gallery_today", fonts=True)
    assert "fonts.css" not in render("gallery_today", fonts=False)


def test_a_language_written_from_right_to_left_turns_the_page() -> None:
    html = Page(render("gallery_today", language="ur", direction="rtl")).all("html")[0]
    assert (html["lang"], html["dir"]) == ("ur", "rtl")


def test_an_error_stands_beside_its_field_and_leads_there_from_the_top() -> None:
    text = render("gallery")
    page = Page(text)
    email = next(a for a in page.all("input") if a["name"] == "email")
    assert email["aria-invalid"] == "true"
    assert "id_email-error" in (email["aria-describedby"] or "").split()
    links = [a["href"] for a in page.all("a") if (a.get("href") or "").startswith("#id_")]
    assert "#id_email" in links
    assert "#id_born_day" in links
    assert "#id_say_0" in links
    assert all((link or "")[1:] in page.ids for link in links)


def test_a_form_without_errors_has_no_summary_and_no_mark() -> None:
    form = GalleryForm()
    assert "error" not in field(form, "email")
    env = page_environment()
    env.globals["form"] = form
    drawn = env.from_string('{% import "components/ui.html" as ui %}{{ ui.form_errors(form) }}').render()
    assert not drawn.strip()


@pytest.mark.parametrize("name", ["day", "email", "phone", "count", "hidden"])
def test_what_was_typed_is_kept_and_shown_as_text(name: str) -> None:
    drawn = field(GalleryForm({name: HOSTILE}), name)
    assert str(escape(HOSTILE)) in drawn
    assert "<script" not in drawn


def test_a_day_that_does_not_exist_is_kept_as_it_was_typed() -> None:
    drawn = field(GalleryForm({"born_day": "31", "born_month": "Feb", "born_year": "1971"}), "born")
    assert [a["value"] for a in Page(drawn).all("input")] == ["31", "Feb", "1971"]
    assert [a["autocomplete"] for a in Page(drawn).all("input")] == ["bday-day", "bday-month", "bday-year"]


def test_a_secret_is_never_sent_back() -> None:
    assert "4711" not in field(GalleryForm({"secret": "4711"}), "secret")


def test_what_was_chosen_stays_chosen() -> None:
    checked = [a["value"] for a in Page(field(filled_form(), "needs")).all("input") if "checked" in a]
    assert checked == ["large"]
    selected = [a["value"] for a in Page(field(filled_form(), "since")).all("option") if "selected" in a]
    assert selected == ["years"]


def test_a_rating_is_one_group_of_radios_with_its_ends_in_words() -> None:
    drawn = field(GalleryForm(), "able", look="scale", low="not at all", high="completely")
    page = Page(drawn)
    assert [a["value"] for a in page.all("input")] == [*map(str, range(9)), "unsure"]
    assert len(page.all("fieldset")) == len(page.all("legend")) == 1
    assert len(re.findall("not at all", drawn)) == 2  # seen beside the scale, heard with the first point


def test_a_field_that_may_be_left_out_says_so_and_one_that_may_not_does_not() -> None:
    assert "(optional)" in field(GalleryForm(), "phone")
    assert "(optional)" not in field(GalleryForm(), "email")


def test_a_long_text_is_counted_and_not_cut_off() -> None:
    box = Page(field(GalleryForm(), "day")).all("textarea")[0]
    assert box["data-limit"] == "2000"
    assert "maxlength" not in box


def test_a_form_carries_the_key_with_which_it_counts_once() -> None:
    keys = [a["value"] for a in Page(render("gallery")).all("input") if a.get("name") == "once"]
    assert len(keys) == 1
    assert keys != [a["value"] for a in Page(render("gallery")).all("input") if a.get("name") == "once"]


def test_nothing_that_someone_wrote_is_kept_on_the_device() -> None:
    for script in (PAGES / "static" / "alongside" / "js").glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(
            r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|eval\(", text
        ), script.name


def test_a_first_visit_weighs_little() -> None:
    own = PAGES / "static" / "alongside"
    sizes = {file.name: file.stat().st_size for file in own.rglob("*.*") if file.is_file()}
    assert sizes.pop("professional.css") < 6_000  # on professionals' pages only
    assert sum(size for name, size in sizes.items() if name.endswith(".css")) < 42_000
    assert sum(size for name, size in sizes.items() if name.endswith(".js")) < 12_000


def test_the_shell_asks_for_nothing_that_the_context_does_not_give() -> None:
    given = shell()
    for name in ("links", "quick_exit", "csrf_input"):
        del given[name]
    env = page_environment()
    drawn = env.from_string('{% extends "layouts/page.html" %}').render(**given)
    assert "<main" in drawn

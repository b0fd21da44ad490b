"""The report: everybody can read it, every number has its meaning one click away, nothing breaks out of
it."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from alongside.evaluation.plan.notes import NOT_REGISTERED
from alongside.evaluation.problems import Refused
from alongside.evaluation.report import html, pdf
from alongside.evaluation.report.definitions import DEFINITIONS, HEADS
from alongside.evaluation.report.document import LINK, Folded, Table
from alongside.evaluation.report.drawing import wrapped
from alongside.evaluation.report.figures import overlap
from alongside.evaluation.report.saying import between, num, p_of, p_value
from alongside.evaluation.report.sections import document
from alongside.evaluation.results.manifest import Kept, with_kept
from alongside.evaluation.results.suppression import refuse_few_left_out, rounded, suppressed
from alongside.evaluation.study import evaluate
from tests.evaluation.test_evaluating import WHOLE
from tests.evaluation.writing import csv, long_rows, put

EVIL = '"><script>alert(1)</script>[[r2|x]]**'


class Page(HTMLParser):
    """The elements of a page, with the ids there are and the ones that are linked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    return evaluate(put(folder, "plan.toml", WHOLE), put(folder, "data.csv", csv(long_rows())))


@pytest.fixture(scope="module")
def text(results):
    return html.page(results)


def test_the_page_needs_nothing_else(text):
    page = Page(text)
    assert not [name for name, _ in page.tags if name in ("script", "img", "link")]
    assert not re.search(r"https?://(?!www\.w3\.org)", text)
    assert not [attrs for _, attrs in page.tags if "style" in attrs]


def test_every_link_leads_somewhere_and_every_id_is_there_once(text):
    page = Page(text)
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    assert {attrs["href"].removeprefix("#") for attrs in page.all("a")} <= set(ids)


def test_every_number_that_is_named_has_its_meaning(text):
    wanted = set(re.findall(r'href="#def-([a-z0-9-]+)"', text))
    assert {"r2", "delta-r2", "f-change", "beta", "alpha", "tipping", "icc", "data-hash"} <= wanted
    assert wanted <= {key for key, _, _ in DEFINITIONS}


def tables(parts):
    for part in parts:
        if isinstance(part, Folded):
            yield from tables(part.parts)
        elif isinstance(part, Table):
            yield part


def test_every_column_of_numbers_leads_to_its_meaning_and_every_picture_has_a_table(results):
    parts = document(results).parts
    heads = {table.head[i] for table in tables(parts) for i in table.numbers}
    assert len(heads) > 30
    assert [head for head in sorted(heads) if not LINK.search(head)] == []
    captions = " ".join(table.caption for table in tables(parts))
    for shown in ("Mean of the filled-in", "Known and filled-in", "Residuals by", "Residuals beside", "flow"):
        assert shown in captions
    assert set(HEADS.values()) <= {key for key, _, _ in DEFINITIONS}


def test_a_plan_that_a_clinic_changed_says_so_in_its_report(results):
    kept = Kept(date(2026, 11, 20), changes=("ab" * 32, date(2026, 11, 2)), looked_before=3)
    said = plain_text({**results, "plan": with_kept(results["plan"], kept)})
    assert "The clinic keeps it since 2026-11-20" in said
    assert "It is a changed plan: the one of 2026-11-02 had the fingerprint abab" in said
    assert "the clinic’s answers had been taken out before (3 times)" in said
    assert NOT_REGISTERED not in said
    ours = Kept(date(2026, 11, 22), comes_with_alongside=True)
    assert "written before there were answers" in plain_text(
        {**results, "plan": with_kept(results["plan"], ours)}
    )


def plain_text(results):
    return re.sub(r"<[^>]+>", "", html.page(results))


def test_a_share_is_as_rough_as_the_count_beside_it(results):
    rows = [row for row in suppressed(results, 10)["baseline"] if row["kind"] == "category"]
    assert rows
    assert all(row["share"] is None or round(row["share"] * 10) == row["share"] * 10 for row in rows)
    exact = [row["share"] for row in results["baseline"] if row["kind"] == "category"]
    assert exact != [row["share"] for row in rows] or exact == [0.5, 0.5]


def test_who_is_left_out_one_by_one_cannot_be_worked_out(results):
    step = {"step": "study", "left": [{"reason": "too young", "n": 2, "of": "people"}]}
    with pytest.raises(Refused, match="fewer than 5 people are left out"):
        refuse_few_left_out({"flow": [step]}, 5)
    refuse_few_left_out({"flow": [step]}, 0)
    refuse_few_left_out(results, 5)


def test_the_page_can_be_heard(text):
    page = Page(text)
    assert page.all("html")[0]["lang"] == "en"
    assert [name for name, _ in page.tags].count("h1") == 1
    levels = [int(name[1]) for name, _ in page.tags if re.fullmatch("h[1-6]", name)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for drawing in page.all("svg"):
        assert drawing.get("aria-hidden") == "true" or drawing.get("aria-labelledby")
    assert len(page.all("caption")) == len(page.all("table"))


def test_it_says_what_it_cannot_say(text):
    assert "It is not proof." in text
    assert "Association, not proof" in text


def test_nobodys_words_become_markup(tmp_path):
    quoted = EVIL.replace('"', '\\"')
    plan = put(
        tmp_path,
        "plan.toml",
        WHOLE.replace("A small one", quoted).replace('name = "Arm"', f'name = "{quoted}"'),
    )
    found = evaluate(plan, put(tmp_path, "data.csv", csv(long_rows())))
    page = html.page(found)
    assert "<script" not in page
    assert pdf.document(found).startswith(b"%PDF")


def test_the_same_results_give_the_same_page_and_paper(results, text):
    assert html.page(results) == text
    assert pdf.document(results) == pdf.document(results)


def test_small_numbers_are_left_out_and_the_others_rounded(results):
    told = suppressed(results, 10)
    assert [rounded(count, 10) for count in (0, 1, 9, 10, 14, 15, 147)] == [0, None, None, 10, 10, 20, 150]
    assert told["outcomes"]["managing"]["diagnostics"]["pictures"] is None
    assert told["missing"]["patterns"] == []
    exact = {step["n"] for step in results["flow"]} - {step["n"] for step in told["flow"]}
    assert exact
    assert "fewer than 10" in html.page(told)
    assert pdf.document(told)
    assert results["missing"]["patterns"]


def test_of_very_few_people_nothing_is_shown(results):
    with pytest.raises(Refused, match="so few people"):
        suppressed(results, 40)


def test_numbers_are_written_as_journals_do():
    assert (num(-0.001, 3), num(0.00004, 3), num(None), p_value(0.0004), p_value(1)) == (
        "−0.001",
        "4 × 10⁻⁵",
        "–",
        "< 0.001",
        "1.000",
    )


def test_an_interval_without_a_degree_of_freedom_is_not_shown():
    """It would reach from −472 to 488 on a scale of 10."""
    one = {"estimate": 7.8, "ci_low": -472.5, "ci_high": 488.2, "p": 0.31, "df": 0.44}
    assert (between(one), p_of(one)) == ("–", "–")
    assert (between(one | {"df": 4.0}), p_of(one | {"df": None})) == ("−472.50 to 488.20", "0.310")


def test_words_are_never_lost_in_wrapping():
    words = "a label that is rather long, and Donaudampfschifffahrt"
    assert " ".join(wrapped(words, 15, 60)) == words


@pytest.mark.parametrize("r2", [0.0, 0.3, 1.0, None])
def test_the_circles_share_what_is_shared(r2):
    drawing = overlap("pain", [{"name": "x", "r2": r2, "delta_r2": r2}])
    assert drawing.title == "What goes with pain"

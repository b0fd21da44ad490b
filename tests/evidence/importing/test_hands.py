"""The same paper from other hands: pasted, indented, put one behind the other, in other languages."""

# ruff: noqa: E501 - what databases write is shown as they write it

from __future__ import annotations

import pytest

from tests.evidence.importing.conftest import Read

RIS = (
    "TY  - JOUR\nID  - a1\nTI  - Pacing for pain\nAU  - Cooper, Kay\nPY  - 2008\nJO  - Pain\nVL  - 94\nIS  - 3\n"
    "SP  - 244\nEP  - 252\nDO  - 10.1016/j.pain.1\nAB  - Aims.\nER  - \n"
)
TABLE = "Title;Authors;Year;Journal;Volume;Issue;Pages;DOI\n"
ROW = "Pacing for pain;Cooper, Kay;2008;Pain;94;3;244-252;10.1016/j.pain.1\n"
HANDS = {
    "indented.ris": RIS.replace("\n", "\n        "),
    "word.ris": RIS.replace("  - ", "  – "),
    "spaces-that-do-not-break.ris": RIS.replace("  - ", "\u00a0\u00a0- "),
    "deutsch.csv": "Titel;Autoren;Jahr;Zeitschrift;Band;Heft;Seiten;DOI\n" + ROW,
    "español.csv": "Título;Autores;Año;Revista;Volumen;Número;Páginas;DOI\n" + ROW,
    "français.csv": "Titre;Auteurs;Année;Revue;Volume;Numéro;Pages;DOI\n" + ROW,
    "europe-pmc.csv": (
        "SOURCE,EXTERNAL_ID,TITLE,AUTHORS,JOURNAL_TITLE,ISSUE,VOLUME,PUB_YEAR,PAGE_INFO,DOI\n"
        'MED,18760677,Pacing for pain,"Cooper, Kay",Pain,3,94,2008,244-252,10.1016/j.pain.1\n'
    ),
    "psycinfo.txt": (
        "<1>\nVN  - Ovid Technologies\nAN  - 2008-1\nAU  - Cooper, Kay\nTI  - Pacing for pain\n"
        "SO  - Pain. Vol.94(3), Sep 2008, pp. 244-252\nYR  - 2008\nDO  - 10.1016/j.pain.1\n"
    ),
    "medline.txt": (
        "<1>\nUI  - 18760677\nAU  - Cooper, Kay\nTI  - Pacing for pain\n"
        "SO  - Pain. 94(3):244-252, 2008 Sep.\nDO  - 10.1016/j.pain.1\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HANDS)
def test_one_paper_is_the_same_from_every_hand(reading: Read, name: str) -> None:
    _reading, (one,) = reading(HANDS[name], name)
    said = (one.title, one.authors, one.year, one.journal, one.volume, one.issue, one.pages, one.doi)
    assert said == (
        "Pacing for pain",
        ("Cooper, Kay",),
        2008,
        "Pain",
        "94",
        "3",
        "244-252",
        "10.1016/j.pain.1",
    )


def test_two_tables_one_behind_the_other_are_each_read_by_their_own_names(reading: Read) -> None:
    second = "DOI;Year;Abstract;Title;Authors;Journal;Pages\n10.1/x;2011;Aims;Waving;Smith, B;Spine;1-9\n"
    found, records = reading(TABLE + ROW + second, "both.csv")
    assert [(one.title, one.year, one.journal) for one in records] == [
        ("Pacing for pain", 2008, "Pain"),
        ("Waving", 2011, "Spine"),
    ]
    assert [(each.code, each.line) for each in found.notices if each.line] == [("header-other", 3)]


def test_a_quotation_mark_without_a_partner_says_which_lines_it_swallowed(reading: Read) -> None:
    _reading, (one,) = reading('Title,Authors,Year\n"Pacing,Cooper,2008\nWaving,Smith,2009\n', "open.csv")
    assert ("quote-open", 2) in [(each.code, each.line) for each in one.notices]


@pytest.mark.parametrize(
    "written",
    [
        "{}", "https://doi.org/{}", "doi:{}.", "https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15%3C1661::AID-SIM968%3E3.0.CO;2-2",
        "10.1002/(SICI)1097-0258(19980815)17:15&lt;1661::AID-SIM968&gt;3.0.CO;2-2", "<a>{}</a>",
    ],
)  # fmt: skip
def test_an_old_doi_keeps_what_tells_it_from_all_others_of_its_issue(reading: Read, written: str) -> None:
    doi = "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"
    _reading, (one,) = reading(RIS.replace("10.1016/j.pain.1", written.format(doi)), "old.ris")
    assert one.doi == doi

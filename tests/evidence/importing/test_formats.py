"""Each format is known by what it holds, and its fields are understood."""

# ruff: noqa: E501, W291 - what databases write is shown as they write it

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from alongside.evidence.importing import FileFormat
from tests.evidence.importing.conftest import Read

RIS = """\
TY  - JOUR
ID  - 12
TI  - Pacing and <i>pain</i> in adults &gt;65: a trial
A1  - Marsh, Lena
A1  - O'Brien, S J
PY  - 2014/03/01/
T2  - Journal of Pain
VL  - 12
IS  - 3
SP  - 288
EP  - 97
DO  - https://doi.org/10.1000/xyz.123
AB  - Background: p <0.05 and >3.
  A second line of it.
KW  - pain
low back pain; pacing
LA  - eng
ER  - 
"""
NBIB = """\

PMID- 31783219
OWN - NLM
TI  - A title that goes on
      in a second line.
FAU - Marsh, Lena
AU  - Marsh L
DP  - 2019 Nov-Dec
JT  - Brain injury
TA  - Brain Inj
VI  - 33
IP  - 2
PG  - 288-97
LID - 10.1000/abc [doi]
AB  - An abstract
      of two lines.
MH  - Pain/*therapy
OT  - pacing
PT  - Journal Article

PMID- 5
TI  - Another.
"""
ENW = """\
%0 Journal Article
%T Pacing
%A Marsh, Lena
%A Okafor, Ben
%D 2014
%J Pain
%V 12
%N 3
%P 1-9
%R 10.1000/enw
%X One paragraph.

And another.
%K pain
pacing

%0 Book
%T A book
"""
WOS = """\
FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Marsh, L
   Okafor, B
AF Marsh, Lena
   Okafor, Ben
TI A title that goes on
   in a second line
SO PAIN
DT Article
DE pain; pacing
AB An abstract.
PY 2014
VL 12
BP 1
EP 9
DI 10.1000/wos
UT WOS:0001
PM 77
ER

PT J
AU Noor, A
TI Second
ER

EF
"""
COCHRANE = """\
Record #1 of 2
ID: CN-001
AU: Marsh L
AU: Okafor B
TI: Pacing for pain
SO: Pain
YR: 2014
VL: 12
NO: 3
PG: 1-9
PM: PUBMED 77
PT: Journal article
KY: pain; pacing
AB: An abstract: with a colon.
US: https://www.example.org/10.1000/co

Record #2 of 2
ID: CN-002
TI: Second
"""
BIBTEX = r"""
@string{pj = "Journal of Pain"}
@comment{not this}
@article{marsh2014,
  title = {Pacing for {Pain}: the {T{\"u}bingen} trial},
  author = {Marsh, Lena and Garc{\'\i}a, Juan and {The Pain Group and Friends}},
  journal = pj, volume = 12, number = {3}, pages = {1--9}, year = "2014", month = mar,
  doi = {10.1000/bib}, keywords = {pain, pacing; rest},
  abstract = {50\% of people, {p}\textless 0.05 in \emph{all}.}
}
@inproceedings{second, title = "Second, with {\"o}quotes", booktitle = {Proceedings}, year = 2015 }
"""
ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records>
<record><rec-number>7</rec-number><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Marsh, Lena</style></author><author>Okafor, B.</author></authors></contributors>
<titles><title><style face="normal">Pacing for </style><style face="italic">pain</style></title><secondary-title>Pain</secondary-title></titles>
<dates><year>2014</year></dates><volume>12</volume><pages>1-9</pages><electronic-resource-num>10.1000/xml</electronic-resource-num>
<abstract>An abstract.</abstract><keywords><keyword>pain</keyword></keywords></record>
<record><ref-type name="Book">6</ref-type><titles><title>A book</title></titles></record></records></xml>"""
PUBMED_XML = """<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "x.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>77</PMID><Article><Journal><Title>Pain</Title><JournalIssue><Volume>12</Volume>
<PubDate><Year>2014</Year></PubDate></JournalIssue></Journal><ArticleTitle>Pacing for <i>pain</i></ArticleTitle><Pagination><MedlinePgn>1-9</MedlinePgn>
</Pagination><Abstract><AbstractText Label="AIM">To see.</AbstractText><AbstractText Label="RESULT">Seen.</AbstractText></Abstract>
<AuthorList><Author><LastName>Marsh</LastName><ForeName>Lena</ForeName></Author></AuthorList></Article></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.1000/pm</ArticleId></ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>"""


def test_ris_is_read_with_its_pages_its_identifier_and_its_cleaned_text(reading: Read) -> None:
    opened, (record,) = reading(RIS)
    assert opened.format is FileFormat.RIS
    assert record.title == "Pacing and pain in adults >65: a trial"
    assert record.raw["TI"] == ("Pacing and <i>pain</i> in adults &gt;65: a trial",)
    assert record.authors == ("Marsh, Lena", "O'Brien, S J")
    assert (record.year, record.volume, record.issue, record.pages) == (2014, "12", "3", "288-97")
    assert record.doi == "10.1000/xyz.123"
    assert record.abstract == "Background: p <0.05 and >3. A second line of it."
    assert record.keywords == ("pain", "low back pain", "pacing")
    assert (
        record.raw_text.splitlines() == [line.rstrip() for line in RIS.splitlines()] or record.raw_text in RIS
    )


@pytest.mark.parametrize(
    "content,expected,doi,many",
    [
        (NBIB, FileFormat.NBIB, "10.1000/abc", 2),
        (ENW, FileFormat.ENW, "10.1000/enw", 2),
        (WOS, FileFormat.WOS, "10.1000/wos", 2),
        (COCHRANE, FileFormat.COCHRANE, "10.1000/co", 2),
        (BIBTEX, FileFormat.BIBTEX, "10.1000/bib", 2),
        (ENDNOTE, FileFormat.XML, "10.1000/xml", 2),
        (PUBMED_XML, FileFormat.XML, "10.1000/pm", 1),
    ],
)
def test_each_format_is_known_by_its_content_whatever_the_file_is_called(
    reading: Read, content: str, expected: FileFormat, doi: str, many: int
) -> None:
    opened, records = reading(content, "download")
    assert opened.format is expected
    assert len(records) == many
    assert records[0].doi == doi
    assert records[0].year in (2014, 2019)
    assert records[0].authors[0].startswith("Marsh")
    assert records[0].volume
    assert records[0].raw_text
    assert not [notice for notice in opened.notices if notice.kind == "dropped"]


def test_pubmed_lines_are_joined_and_the_identifier_kept(reading: Read) -> None:
    _, (first, second) = reading(NBIB)
    assert first.title == "A title that goes on in a second line."
    assert first.pmid == first.id == "31783219"
    assert first.keywords == ("Pain/*therapy", "pacing")
    assert second.title == "Another."


def test_an_empty_line_inside_an_endnote_abstract_does_not_cut_the_record(reading: Read) -> None:
    _, (first, second) = reading(ENW)
    assert first.abstract == "One paragraph. And another."
    assert first.keywords == ("pain", "pacing")
    assert second.type == "book"


def test_bibtex_accents_names_strings_and_nested_braces(reading: Read) -> None:
    _, (first, second) = reading(BIBTEX)
    assert first.title == "Pacing for Pain: the Tübingen trial"
    assert first.authors == ("Marsh, Lena", "García, Juan", "The Pain Group", "Friends")
    assert first.journal == "Journal of Pain"
    assert first.pages == "1-9"
    assert first.abstract.startswith("50% of people")
    assert (second.type, second.journal) == ("conference paper", "Proceedings")


TABLES = {
    "scopus.csv": (
        '"Authors","Title","Year","Source title","Volume","Issue","Page start","Page end","DOI","Abstract","Author Keywords","PubMed ID","EID","Document Type"\n'
        '"Marsh L., Okafor B.","Pacing, for pain",2014,"Pain","12","3","1","9","10.1000/s","An abstract.","pain; pacing","77","2-s2.0-1","Article"\n'
    ),
    "zotero.csv": (
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Pages","Issue","Volume","Manual Tags"\n'
        '"AB12","journalArticle","2014","Marsh, Lena; Okafor, Ben","Pacing, for pain","Pain","10.1000/s","http://x","An abstract.","1-9","3","12","pain; pacing"\n'
    ),
    "ieee.csv": (
        '"Document Title",Authors,"Publication Title","Publication Year","Volume","Issue","Start Page","End Page","Abstract","DOI","Author Keywords"\n'
        '"Pacing, for pain","L. Marsh; B. Okafor","Pain","2014","12","3","1","9","An abstract.","10.1000/s","pain;pacing"\n'
    ),
    "pubmed.csv": (
        "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI\n"
        '77,"Pacing, for pain","Marsh L, Okafor B.","Pain. 2014 Mar;12(3):1-9. doi: 10.1000/s.",Marsh L,Pain,2014,2014/03/01,,,10.1000/s\n'
    ),
    "rayyan.csv": (
        "key,title,year,month,day,journal,issn,volume,issue,pages,authors,url,language,publisher,location,abstract,notes,doi,keywords\n"
        'rayyan-1,"Pacing, for pain",2014,3,1,Pain,0304-3959,12,3,1-9,"Marsh, Lena and Okafor, Ben",,eng,,,An abstract.,"RAYYAN-INCLUSION: {""Ann""=>""Included""}",10.1000/s,pain; pacing\n'
    ),
    "ebsco.tsv": (
        "Article Title\tAuthor\tJournal Title\tPublication Date\tVolume\tIssue\tFirst Page\tAccession Number\tDOI\tSubjects\tAbstract\n"
        "Pacing, for pain\tMarsh, Lena; Okafor, Ben\tPain\tMar2014\t12\t3\t1\t123\t10.1000/s\tpain; pacing\tAn abstract.\n"
    ),
    "covidence.csv": (
        "Title,Authors,Abstract,Published Year,Published Month,Journal,Volume,Issue,Pages,Accession Number,DOI,Ref,Covidence #,Study,Notes,Tags\n"
        '"Pacing, for pain","Marsh, Lena; Okafor, Ben",An abstract.,2014,March,Pain,12,3,1-9,,10.1000/s,1,#5,Marsh 2014,,pain; pacing\n'
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_databases_and_managers_are_understood_by_their_columns(reading: Read, name: str) -> None:
    opened, (record,) = reading(TABLES[name], name)
    assert opened.format is FileFormat.TABLE
    assert record.title == "Pacing, for pain"
    assert len(record.authors) == 2
    assert "Marsh" in record.authors[0]
    assert record.journal == "Pain"
    assert record.year == 2014
    assert record.volume == "12"
    assert record.issue == "3"
    assert record.pages in ("1-9", "1")
    assert record.doi == "10.1000/s"
    assert name == "pubmed.csv" or record.keywords == ("pain", "pacing")


def test_the_decisions_that_a_file_brings_along_are_kept(reading: Read) -> None:
    assert reading(TABLES["rayyan.csv"])[1][0].label is True
    _, records = reading("title,abstract,included\nA,b,1\nC,d,0\nE,f,\n", "asreview.csv")
    assert [record.label for record in records] == [True, False, None]


def test_a_sheet_is_read_with_numbers_as_people_write_them(reading: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Exported on a Friday"])
    sheet.append(["Article Title", "Authors", "Publication Year", "Volume", "Start Page", "End Page"])
    sheet.append(["Pacing", "Marsh, L; Okafor, B", 2014.0, 12, 1, 9])
    kept = io.BytesIO()
    book.save(kept)
    opened, (record,) = reading(kept.getvalue(), "wos.xlsx")
    assert opened.format is FileFormat.XLSX
    assert (record.year, record.volume, record.pages) == (2014, "12", "1-9")
    assert [notice.code for notice in opened.notices if notice.kind == "dropped"] == ["before-header"]


def test_right_to_left_and_asian_titles_come_through(reading: Read) -> None:
    title = "العلاقة بين الألم والشراكة"
    _, records = reading(f"TY  - JOUR\nTI  - {title}\nER  - \nTY  - JOUR\nTI  - 慢性腰痛\nER  - \n")
    assert [record.title for record in records] == [title, "慢性腰痛"]


def test_our_own_names_for_columns_are_each_known_once(tmp_path: Path) -> None:
    from alongside.evidence.importing import tables, tags  # noqa: PLC0415

    for field, names in tags.TABLE.items():
        assert len(set(names)) == len(names), field
        assert all(tables.plain_name(name) == name for name in names), field


def test_endnote_xml_without_a_kind_of_reference_is_read(reading: Read) -> None:
    content = (
        "<xml><records><record><rec-number>7</rec-number><titles><title><style>Pacing</style></title></titles>"
        "</record></records></xml>"
    )
    _, (record,) = reading(content, "library.xml")
    assert (record.id, record.title) == ("7", "Pacing")

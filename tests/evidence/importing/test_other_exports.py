"""Exports of databases and managers that are not among the real ones: read whole, or refused with a way out."""

# ruff: noqa: E501 - what databases write is shown as they write it

from __future__ import annotations

import json

import pytest

from alongside.evidence.importing import NotReadable
from tests.evidence.importing.conftest import Read

#: One paper as each writes it.
WRITTEN: dict[str, str | bytes] = {
    "cinahl.csv": (
        "recordId,title,contributors,publicationDate,source,volume,issue,pageStart,pageEnd,docTypes,doi,abstract,an\n"
        '1,Pacing for pain,"Cooper, Kay; Smith, Blair",20080901,Pain,94,3,244,252,Article,10.1016/j.pain,Aims,104\n'
    ),
    "psycinfo.csv": (
        '"VN","DB","AN","TI","AU","SO","YR","JN","VO","IP","PG","IS","DO","AB"\n'
        '"Ovid","APA PsycInfo","2008-1","Pacing for pain","Cooper, Kay; Smith, Blair","Pain. Vol.94(3), 2008, pp. 244-252.","2008","Pain","94","3","244-252","0031-9406","https://dx.doi.org/10.1016/j.pain","Aims"\n'
    ),
    "ovid.cgi": (
        "<1>\nVN  - Ovid Technologies\nUI  - 18760677\nTI  - Pacing for pain\nSO  - Pain. 94(3):244-252, 2008 Sep.\nAU  - Cooper K\nAU  - Smith BH\n"
        "JN  - Pain\nVO  - 94\nIP  - 3\nPG  - 244-252\nYR  - 2008\nDO  - https://dx.doi.org/10.1016/j.pain\nAB  - Aims\n"
    ),
    "dimensions.csv": (
        "\"About the data: Exported on Mar 01, 2021. Criteria: 'pain' in full data.\"\n"
        "Rank,Publication ID,DOI,PMID,Title,Abstract,Source title,PubYear,Volume,Issue,Pagination,Authors\n"
        '1,pub.1,10.1016/j.pain,18760677,Pacing for pain,Aims,Pain,2008,94,3,244-252,"Cooper, Kay; Smith, Blair H"\n'
    ),
    "openalex.csv": (
        "id,doi,display_name,publication_year,primary_location.source.display_name,authorships.author.display_name,biblio.volume,biblio.issue,biblio.first_page,biblio.last_page,abstract,ids.pmid\n"
        "https://openalex.org/W1,https://doi.org/10.1016/j.pain,Pacing for pain,2008,Pain,Kay Cooper|Blair H. Smith,94,3,244,252,Aims,https://pubmed.ncbi.nlm.nih.gov/18760677\n"
    ),
    "wos.txt": (
        "\ufeffPT\tAU\tAF\tTI\tSO\tDE\tID\tAB\tSP\tPY\tVL\tIS\tBP\tEP\tDI\tPM\tUT\r\n"
        "J\tCooper, K; Smith, BH\tCooper, Kay; Smith, Blair\tPacing for pain\tPain\tpain\tCARE\tAims\tA sponsor\t2008\t94\t3\t244\t252\t10.1016/j.pain\t18760677\tWOS:1\r\n"
    ).encode("utf-16-le"),
    "springer.csv": (
        "Item Title,Publication Title,Book Series Title,Journal Volume,Journal Issue,Item DOI,Authors,Publication Year,URL,Content Type,Pages,Abstract\n"
        "Pacing for pain,Pain,,94,3,10.1016/j.pain,Kay CooperBlair H. Smith,2008,http://x,Article,244-252,Aims\n"
    ),
    "proquest.txt": (
        "Title\tAbstract\tStoreId\tAuthors\tYear\tVolume\tIssue\tPages\tStartpage\tPubtitle\tDOI\n"
        "Pacing for pain\tAims\t123\tCooper, Kay; Smith, Blair\t2008\t94\t3\t244-252\t244\tPain\t10.1016/j.pain\n"
    ),
    "embase-rows.csv": (
        '"TITLE","Pacing for pain"\n"SOURCE","Pain (2008) 94:3 (244-252). Date of Publication: Sep 2008"\n"AUTHOR NAMES","Cooper K.","Smith B.H."\n"ABSTRACT","Aims"\n"DOI","10.1016/j.pain"\n\n'
        '"TITLE","Another"\n"AUTHOR NAMES","Dean S."\n'
    ),
    "refworks.txt": (
        "RT Journal Article\nSR Electronic(1)\nID 12\nA1 Cooper,Kay\nA1 Smith,Blair H.\nT1 Pacing for pain\nJF Pain\nYR 2008\nVO 94\nIS 3\nSP 244\nOP 252\nAB Aims\n"
        "US adults, in a line of the abstract\nDO 10.1016/j.pain\n\nRT Journal Article\nID 13\nT1 Another\n"
    ),
    "central.ris": (
        "Provider: John Wiley & Sons, Ltd.\n\nTY  - JOUR\nAN  - CN-1\nAU  - Cooper, K\nAU  - Smith, BH\nTI  - Pacing for pain\nSO  - Pain\nYR  - 2008\nVL  - 94\nNO  - 3\nPG  - 244-252\n"
        "KY  - pain\nDOI - 10.1016/j.pain\nAB  - Aims\nUS  - https://www.example.org/CN-1\nER  - \n"
    ),
    "mendeley.xml": (
        "<?xml version='1.0'?><xml><records><record><rec-number>1</rec-number><ref-type>0</ref-type><contributors><authors><author>Cooper, Kay</author><author>Smith, B</author></authors></contributors>"
        "<titles><title>Pacing for pain</title><secondary-title>Pain</secondary-title></titles><pages>244-252</pages><volume>94</volume><issue>3</issue><dates><year>2008</year></dates>"
        "<abstract>Aims</abstract><electronic-resource-num>10.1016/j.pain</electronic-resource-num></record></records></xml>"
    ),
    "crossref.json": json.dumps(
        {"status": "ok", "message": {"items": [{
            "DOI": "10.1016/j.pain", "title": ["Pacing for pain"], "container-title": ["Pain"], "volume": "94", "issue": "3",
            "author": [{"family": "Cooper", "given": "Kay"}, {"family": "Smith", "given": "B"}],
            "page": "244-252", "issued": {"date-parts": [[2008, 9]]}, "type": "journal-article", "abstract": "Aims",
        }]}}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_one_paper_is_the_same_whoever_wrote_it_down(reading: Read, name: str) -> None:
    _, records = reading(WRITTEN[name], name)
    first = records[0]
    assert (first.title, first.year, first.journal) == ("Pacing for pain", 2008, "Pain")
    assert (first.volume, first.issue, first.pages) == ("94", "3", "244-252")
    assert first.doi == "10.1016/j.pain"
    assert len(first.authors) == 2
    assert "Cooper" in first.authors[0]
    assert "Smith" in first.authors[1]
    assert first.abstract.startswith("Aims")
    assert all(record.title == "Another" for record in records[1:])
    assert not first.notices


TRIALS = {
    "clinicaltrials.csv": (
        "NCT Number,Study Title,Study URL,Acronym,Study Status,Brief Summary,Conditions,Interventions,Start Date\n"
        "NCT01234567,Pacing for pain,https://x,P,COMPLETED,Aims,Low back pain,BEHAVIORAL: pacing,2008-09\n"
    ),
    "ictrp.xml": (
        "<?xml version='1.0'?><Trials_downloaded_from_ICTRP><Trial><Internal_Number>1</Internal_Number><TrialID>NCT01234567</TrialID><Public_title>Pacing</Public_title>"
        "<Scientific_title>Pacing for pain</Scientific_title><Date_registration>01/09/2008</Date_registration><Condition>Low back pain</Condition></Trial></Trials_downloaded_from_ICTRP>"
    ),
    "ictrp.csv": (
        "TrialID,Public_title,Scientific_title,Primary_sponsor,Date_registration,web_address,Condition,Intervention\n"
        "NCT01234567,Pacing,Pacing for pain,Uni,01/09/2008,http://x,Low back pain,Pacing\n"
    ),
}


@pytest.mark.parametrize("name", TRIALS)
def test_registrations_of_trials_are_read(reading: Read, name: str) -> None:
    _, (record,) = reading(TRIALS[name], name)
    assert (record.id, record.title, record.year) == ("NCT01234567", "Pacing for pain", 2008)
    assert "Low back pain" in record.keywords


def test_the_number_in_pubmed_is_found_where_zotero_keeps_it(reading: Read) -> None:
    _, (record,) = reading(
        '"Key","Title","Author","Extra"\n"A","Pacing","Cooper, K","PMID: 18760677\nPMCID: PMC1"\n', "z.csv"
    )
    assert record.pmid == "18760677"
    _, (record,) = reading(
        "@article{a, title={Pacing}, note={PMID: 18760677}, keywords={pain,pacing}}\n", "z.bib"
    )
    assert (record.pmid, record.keywords) == ("18760677", ("pain", "pacing"))


def test_pubmeds_xml_has_books_and_does_not_take_what_a_paper_cites_for_the_paper(reading: Read) -> None:
    _, (paper, chapter) = reading(
        "<?xml version='1.0'?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>77</PMID><Article><ArticleTitle>Pacing</ArticleTitle><Pagination><StartPage>244</StartPage><EndPage>252</EndPage></Pagination></Article></MedlineCitation>"
        "<PubmedData><ReferenceList><Reference><ArticleIdList><ArticleId IdType='doi'>10.1000/cited</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>"
        "<PubmedBookArticle><BookDocument><PMID>5</PMID><Book><BookTitle>A book</BookTitle></Book><ArticleTitle>A chapter</ArticleTitle></BookDocument></PubmedBookArticle></PubmedArticleSet>"
    )
    assert (paper.pmid, paper.doi, paper.pages) == ("77", "", "244-252")
    assert (chapter.pmid, chapter.title, chapter.journal) == ("5", "A chapter", "A book")


REFUSED = {
    "Ovid’s text for reading": "<1>\nUnique Identifier\n18760677\nAuthors\nCooper K.\nTitle\nPacing for pain.\nSource\nPain. 94(3):244-52, 2008 Sep.\n",
    "without a hyphen": "<1>\nUI  18760677\nTI  Pacing for pain.\nAU  Cooper K.\n",
    "PubMed’s text": "1. Pain. 2008 Sep;94(3):244-52. doi: 10.1016/j.pain.\n\nPacing for pain.\n\nCooper K(1).\n\nPMID: 18760677\n",
    "PubMed numbers": "18760677\n18760678\n",
    "EBSCO’s text": "Record: 1\nTitle: Pacing for pain.\nAuthors: Cooper, Kay\nSource: Pain, Sep2008; 94(3): 244-252.\n",
    "ScienceDirect’s text": "K. Cooper,\nPacing for pain,\nPain,\nPages 244-252,\nISSN 0031-9406,\nhttps://doi.org/10.1016/j.pain.\nAbstract: Aims\n",
    "Zotero’s RDF": '<rdf:RDF\n xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><x/></rdf:RDF>\n',
    "“modsCollection”": "<?xml version='1.0'?><modsCollection><mods><title>Pacing</title></mods></modsCollection>",
    "Refid, Bibliography": "Refid,Bibliography,User\n1,Cooper K. Pacing,ann\n",
    "Word document": b"PK\x03\x04 [Content_Types].xml word/document.xml",
    "OpenDocument": b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK",
}


@pytest.mark.parametrize("says", REFUSED)
def test_what_cannot_be_read_says_what_it_looks_like_and_what_to_do(reading: Read, says: str) -> None:
    with pytest.raises(NotReadable) as refused:
        list(reading(REFUSED[says], "download.txt")[1])
    assert says in f"{refused.value.what} {refused.value.mend}"
    assert any(word in refused.value.mend for word in ("RIS", "PubMed", "CSV"))

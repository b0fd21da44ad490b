"""The founding synthesis holds the facts of the review, and nothing that does not add up."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from alongside.evidence.findings.rules.founding import Certainty, Finding, Known, known

KNOWN = known()


def test_the_counts_are_the_reviews_and_add_up() -> None:
    counts = KNOWN.synthesis.counts
    assert (counts.databases, counts.other, counts.found) == (757, 62, 819)
    assert (counts.screened, counts.duplicates) == (738, 81)
    assert (counts.excluded_on_abstract, counts.full_texts) == (708, 30)
    assert (counts.excluded_on_full_text, counts.studies) == (20, 10)
    assert len(KNOWN.synthesis.source) == 5


def test_the_matrix_has_49_cells_by_theme_and_by_study() -> None:
    matrix = KNOWN.matrix
    cells = matrix.cells()
    assert len(cells) == 49
    assert [len(theme.studies) for theme in matrix.theme] == [8, 10, 7, 6, 5, 6, 7]
    by_study = [sum(1 for study, _ in cells if study == each.id) for each in matrix.study]
    assert by_study == [6, 5, 4, 7, 4, 4, 6, 6, 4, 3]


def test_every_cell_says_which_place_in_the_prose_it_rests_on() -> None:
    assert all(place.startswith("Findings, ") for place in KNOWN.matrix.cells().values())


def test_two_studies_were_rated_high_seven_medium_and_one_low() -> None:
    appraisal = KNOWN.synthesis.appraisal
    assert (appraisal.high, appraisal.medium, appraisal.low) == (2, 7, 1)
    assert appraisal.high + appraisal.medium + appraisal.low == KNOWN.synthesis.counts.studies


def test_communication_is_the_foundation_of_the_model_and_everything_leads_to_managing() -> None:
    edges = [(edge.start, edge.end) for edge in KNOWN.model.edge]
    assert "communication" not in {end for _start, end in edges}
    reached = {"managing"}
    for _ in KNOWN.model.node:
        reached |= {start for start, end in edges if end in reached}
    assert reached == {node.id for node in KNOWN.model.node}


def test_every_line_of_the_model_says_where_it_stands() -> None:
    assert all(edge.place and edge.says for edge in KNOWN.model.edge)


def test_the_single_studies_stand_beside_it_with_their_numbers() -> None:
    measured, interviews = KNOWN.singles.study
    assert (measured.began, measured.followed, measured.p_below) == (147, 103, "0.001")
    assert "all dimensions" in measured.result
    assert len(interviews.themes) == 3
    assert interviews.interviewed == 26


def test_every_theme_has_a_finding_and_no_finding_is_surer_than_its_studies() -> None:
    assert {each.theme for each in KNOWN.findings.finding} >= {theme.id for theme in KNOWN.matrix.theme}
    ten = {study.id for study in KNOWN.matrix.study}
    for finding in KNOWN.findings.finding:
        if finding.certainty is Certainty.FAIRLY:
            assert len(ten & set(finding.studies)) >= 6


def test_a_findings_studies_are_studies_that_speak_of_its_theme() -> None:
    for finding in KNOWN.findings.finding:
        for study in finding.studies:
            if finding.theme != "partnership":
                assert KNOWN.matrix.has(study, finding.theme), (finding.id, study)


@pytest.mark.parametrize(
    "change",
    [
        {"certainty": Certainty.FAIRLY},
        {"studies": ("nobody-1999",)},
        {"theme": "astrology"},
    ],
    ids=["surer than its studies", "a study that is not there", "a theme that is not there"],
)
def test_a_finding_that_does_not_fit_is_refused(change: dict[str, object]) -> None:
    plain = KNOWN.model_dump(by_alias=True)
    told_once = next(each for each in plain["findings"]["finding"] if each["id"] == "told-once")
    told_once.update(change)
    with pytest.raises(ValidationError):
        Known.model_validate(plain)


def test_counts_that_do_not_add_up_are_refused() -> None:
    plain = KNOWN.model_dump(by_alias=True)
    plain["synthesis"]["counts"]["full_texts"] = 31
    with pytest.raises(ValidationError, match="full texts"):
        Known.model_validate(plain)


def test_every_finding_says_what_rests_on_it_today() -> None:
    """The file is refused where one says nothing: what Alongside does rests on what is known."""
    assert all(each.rests for each in KNOWN.findings.finding)
    finding = KNOWN.findings.finding[0].model_dump()
    with pytest.raises(ValidationError, match="rests"):
        Finding(**finding | {"rests": ()})

"""The published rules, each against an example worked by hand in its comment.

Rules: those the shipped templates name as their source. Items here are numbers without wording.
"""

from decimal import Decimal

import pytest

from alongside.care.measures.rules.change import NotComparable, Verdict, change, change_between
from alongside.care.measures.rules.library import shipped
from alongside.care.measures.rules.scoring import GroupLevel, score, share
from alongside.care.measures.rules.scoring_reading import scoring_from

from .builders import item, questionnaire, refused_document, template, whole


def loaded(name, *items, **supplied):
    asked = questionnaire(*items)
    definition = scoring_from(template(shipped().templates[name], **supplied), asked)
    return lambda answers: score(definition, asked, {key: (value,) for key, value in answers.items()})


def scale(low, high, *link_ids):
    return [whole(link_id, low, high) for link_id in link_ids]


def numbered(count, prefix=""):
    return [f"{prefix}{number}" for number in range(1, count + 1)]


def given(values, prefix=""):
    return {f"{prefix}{number}": value for number, value in enumerate(values, 1) if value is not None}


CARE = loaded("care", *scale(1, 5, *numbered(10)))


def test_care_is_a_sum_and_two_missing_answers_take_the_mean_of_the_others():
    assert CARE(given([5, 4, 3, 5, 4, 3, 5, 4, 3, 4])).value("total") == 40
    # Eight answers, 4+4+4+4+3+3+3+3 = 28, mean 3.5; ten times that is 35.
    assert CARE(given([4, 4, 4, 4, 3, 3, 3, 3, None, None])).value("total") == 35
    # Nine answers of 4 except one 3: 35 / 9 x 10 = 38.888..., rounded 39.
    assert CARE(given([4, 4, 4, 4, 4, 4, 4, 4, 3, None])).value("total") == 39


def test_care_with_three_missing_is_no_score_and_says_why():
    found = CARE(given([5, 5, 5, 5, 5, 5, 5]))["total"]
    assert found.value is None
    assert str(found.reason) == "7 of 10 questions are answered; this score needs 8."


RMDQ = loaded("rmdq", *[item(link_id, "boolean") for link_id in numbered(24)])


def test_rmdq_counts_ticks_and_an_unticked_item_is_no():
    assert RMDQ({"1": True, "7": True, "24": True}).value("total") == 3
    assert RMDQ({"1": True, "2": False}).value("total") == 1
    assert RMDQ({}).value("total") == 0
    assert RMDQ(dict.fromkeys(numbered(24), True)).value("total") == 24


ODI = loaded("odi", *scale(0, 5, *numbered(10)))


def test_odi_is_prorated_by_what_was_answered():
    # 20 of 5 x 10 = 40%. Nine answers of 2: 18 of 5 x 9 = 40%. One answer of 3: 3 of 5 = 60%.
    assert ODI(given([2] * 10)).value("index") == 40
    assert ODI(given([2] * 9)).value("index") == 40
    assert ODI({"4": 3}).value("index") == 60
    # 16 of 45 = 35.555...
    assert ODI(given([2, 2, 2, 2, 2, 2, 2, 2, 0])).value("index") == 36
    assert ODI({}).value("index") is None


SEVERITY = ["severity-1", "severity-2", "severity-average", "severity-4"]
BPI = loaded("bpi-sf", *scale(0, 10, *SEVERITY, *numbered(7, "interference-")))


def test_bpi_interference_needs_four_of_seven_and_severity_all_four():
    severity = dict(zip(SEVERITY, [7, 3, 5, 4], strict=True))
    full = BPI({**severity, **given([6, 5, 4, 3], "interference-")})
    assert full.value("severity") == Decimal("4.8")  # 19 / 4 = 4.75, half up
    assert full.value("interference") == Decimal("4.5")  # 18 / 4
    assert full.value("average-pain") == 5
    less = BPI({**given([6, 5, 4], "interference-"), "severity-1": 7, "severity-2": 3, "severity-4": 4})
    assert less.value("severity") is None
    assert less.value("interference") is None
    assert less["interference"].needed == 4


def test_peg_is_the_mean_of_all_three():
    peg = loaded("peg", *scale(0, 10, "1", "2", "3"))
    assert peg(given([7, 6, 6])).value("mean") == Decimal("6.3")
    assert peg(given([7, 6])).value("mean") is None


def test_pseq_is_a_sum_to_sixty():
    pseq = loaded("pseq", *scale(0, 6, *numbered(10)))
    assert pseq(given([3] * 10)).value("total") == 30
    assert pseq(given([6] * 10)).value("total") == 60
    assert pseq(given([6] * 9)).value("total") is None


@pytest.mark.parametrize(
    "values, total, band",
    [([1] * 7, 7, "0 to 7"), ([2, 1, 1, 1, 1, 1, 1], 8, "8 to 10"), ([2, 2, 2, 1, 1, 1, 1], 10, "8 to 10"),
     ([2, 2, 2, 2, 1, 1, 1], 11, "11 or more"), ([3] * 7, 21, "11 or more")],
)  # fmt: skip
def test_hads_is_two_sums_with_bands_for_professionals_only(values, total, band):
    items = scale(0, 3, *numbered(7, "anxiety-"), *numbered(7, "depression-"))
    found = loaded("hads", *items)(given(values, "anxiety-"))
    assert found.value("anxiety") == total
    assert found["anxiety"].band.label == band
    assert found["anxiety"].band.audience == "professional"
    assert found.value("depression") is None


@pytest.mark.parametrize(
    "ones, total, distress, risk",
    [
        ((1, 2, 3), 3, 0, "low"),
        ((5, 6, 7), 3, 3, "low"),  # total 3 is low, whatever the distress
        ((1, 2, 3, 4), 4, 0, "medium"),
        ((1, 5, 6, 7), 4, 3, "medium"),
        ((5, 6, 7, 8), 4, 4, "high"),
        (range(1, 10), 9, 5, "high"),
    ],
)
def test_start_back_combines_total_and_distress(ones, total, distress, risk):
    found = loaded("start-back", *scale(0, 1, *numbered(9)))(
        {str(number): int(number in ones) for number in range(1, 10)}
    )
    assert (found.value("total"), found.value("distress"), found.labels["risk"]) == (total, distress, risk)


def test_start_back_has_no_group_while_an_answer_is_missing():
    assert loaded("start-back", *scale(0, 1, *numbered(9)))(given([1] * 8)).labels["risk"] is None


def collaborate(top):
    return loaded(f"collaborate-0-{top}", *scale(0, top, "1", "2", "3"))


def test_collaborate_counts_encounters_with_the_highest_answer_three_times():
    nine, four = collaborate(9), collaborate(4)
    assert nine(given([9, 9, 9])).value("top") == 1
    assert nine(given([9, 9, 8])).value("top") == 0
    assert nine(given([9, 9])).value("top") is None
    assert four(given([4, 4, 4])).value("top") == 1


def test_collaborate_is_reported_only_with_25_encounters_and_leaves_out_incomplete_ones():
    level = GroupLevel(least_encounters=25)
    values = [Decimal(1)] * 10 + [Decimal(0)] * 15
    assert share(level, [*values, None, None]).percent == Decimal("40.0")
    assert share(level, [*values, None, None]).left_out == 2
    assert share(level, [*values[1:], None, None]).percent is None


def test_the_two_formats_of_collaborate_are_never_mixed():
    asked = questionnaire(*scale(0, 9, "1", "2", "3"))
    definition = scoring_from(template(shipped().templates["collaborate-0-9"]), asked)
    with pytest.raises(NotComparable):
        change(definition, "top", collaborate(4)(given([4, 4, 4])), collaborate(9)(given([9, 9, 9])))


PIH_ITEMS = scale(0, 8, *numbered(12))


def test_pih_is_refused_until_the_licensee_supplies_the_subscales():
    raw = shipped().templates["pih-2010"]
    supply = template(raw)
    said = refused_document(supply, questionnaire(*PIH_ITEMS))
    assert "score[1].items: a score is made of items, or of scores" in said
    for subscale, items in zip(supply["score"][1:], (["1", "2"], ["3"], ["4"], ["5"]), strict=True):
        subscale["items"] = items
        subscale["range"] = [0, 8 * len(items)]
    definition = scoring_from(supply, questionnaire(*PIH_ITEMS))
    found = score(definition, questionnaire(*PIH_ITEMS), dict.fromkeys(numbered(12), (8,)))
    assert (found.value("total"), found.value("knowledge")) == (96, 16)


def test_the_two_versions_of_pih_are_not_compared():
    supply = template(shipped().templates["pih-2017"])
    supply["score"] = supply["score"][:1]
    definition = scoring_from(supply, questionnaire(*PIH_ITEMS))
    values = {"before": Decimal(40), "after": Decimal(60), "before_version": "1"}
    with pytest.raises(NotComparable, match="pih-2010"):
        change_between(definition, "total", before_id="pih-2010", **values)
    assert change_between(definition, "total", before_id="pih-2017", **values).verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    "name, before, after, verdict",
    [
        ("rmdq", 20, 15, Verdict.BETTER),  # 5 points
        ("rmdq", 10, 7, Verdict.BETTER),  # 30%
        ("rmdq", 20, 16, Verdict.NO_CHANGE_THAT_MATTERS),  # 4 points, 20%
        ("rmdq", 10, 13, Verdict.WORSE),
    ],
)
def test_a_change_of_5_points_or_30_percent_matters_in_rmdq(name, before, after, verdict):
    asked = questionnaire(*[item(link_id, "boolean") for link_id in numbered(24)])
    definition = scoring_from(template(shipped().templates[name]), asked)
    scores = [score(definition, asked, dict.fromkeys(numbered(count), (True,))) for count in (before, after)]
    assert change(definition, "total", *scores).verdict is verdict

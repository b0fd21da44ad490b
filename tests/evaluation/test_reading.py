"""Data by a plan: what is wrong is said by column, row and value; whoever is left out is counted."""

from __future__ import annotations

import math
import unicodedata
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.evaluation.plan.loading import read as read_plan
from alongside.evaluation.plan.references import Ref
from alongside.evaluation.problems import Refused
from alongside.evaluation.reading.cleaning import _no_number
from alongside.evaluation.reading.people import read
from alongside.evaluation.steps.flow import flow
from tests.evaluation.writing import PLAN, csv, long_rows, plan, put


def refused(text: str, tmp_path: Path, by: str = PLAN) -> str:
    with pytest.raises(Refused) as refusal, read(read_plan(by.encode()), put(tmp_path, "data.csv", text)):
        pass
    return str(refusal.value)


def refused_file(by: str, path: Path) -> str:
    with pytest.raises(Refused) as refusal, read(read_plan(by.encode()), path):
        pass
    return str(refusal.value)


def test_every_wrong_value_is_said_at_once_by_column_row_and_value(tmp_path):
    rows = long_rows(8, leave=0)
    rows[0]["pain"] = '"3,5"'
    rows[3]["pain"] = "much"
    rows[4]["m1"] = 9
    rows[5]["arm"] = "nwe"
    said = refused(csv(rows), tmp_path)
    assert "column 'pain', row 2: '3,5' has a decimal comma. Write 3.5." in said
    assert "column 'pain', row 5: 'much' is not a number." in said
    assert "column 'm1', row 6: '9' lies outside 0 to 8." in said
    assert "column 'arm', row 7: 'nwe' is none of the levels declared. Is 'new' meant?" in said


@pytest.mark.parametrize(
    "written, mend",
    [
        ("1,234", "Write 1.234; or 1234, if the comma marks thousands."),
        ("1.000,5", "Write 1000.5."),
        ("-12.345.678,25", "Write -12345678.25."),
        ("1,234.5", "Write 1234.5."),
    ],
)
def test_a_number_written_another_way_is_never_made_into_a_third(written, mend):
    assert _no_number(written)[1] == mend


def test_a_row_is_said_by_its_line_whatever_stands_empty_or_on_two_lines_before_it(tmp_path):
    rows = long_rows(6, leave=0)
    rows[1]["who"] = '"Anna\nand Bo"'
    rows[2]["pain"] = "much"
    rows[5]["m1"] = 9
    rows.append({**rows[0], "m1": 3})
    lines = csv(rows).split("\n")
    lines[4:4] = ["", ""]
    text = "\n" + "\n".join(lines)
    said = refused(text, tmp_path)
    assert ",much," in text.split("\n")[8 - 1]
    assert "column 'pain', row 8: 'much' is not a number." in said
    assert "column 'm1', row 11: '9' lies outside 0 to 8." in said
    text = text.replace("much", "2").replace(",9,", ",2,")
    assert "rows 3, 18: 'p0 at 0' is there twice." in refused(text, tmp_path)


def test_a_file_of_one_column_is_said_by_line_too(tmp_path):
    by = """
[plan]
title = "One column"
written_on = 2026-11-23
[data]
layout = "wide"
[variables.x]
column = "y"
[outcomes.y]
[[blocks]]
name = "x"
predictors = ["x"]
"""
    assert "row 5: 'no' is not a number." in refused("y\n1\n\n2\nno\n", tmp_path, by)


def test_rows_that_are_no_rows_are_said_by_line(tmp_path):
    text = csv(long_rows(4, leave=0)) + "p9,0,usual\n" + "p10,0,usual,3,T1,1,2,3,4\n"
    said = refused(text, tmp_path)
    assert "line 10: it has 3 values, and there are 8 columns." in said
    assert "line 11: it has 9 values, and there are 8 columns." in said


def test_people_that_are_there_twice_and_occasions_that_are_none_are_said(tmp_path):
    rows = long_rows(4, leave=0)
    rows.append(dict(rows[0]))
    rows.append({**rows[1], "visit": "4"})
    said = refused(csv(rows), tmp_path)
    assert "rows 2, 10: 'p0 at 0' is there twice." in said
    assert "column 'visit', row 11: '4' is no occasion of the plan (1 rows have it)." in said


def test_a_fact_that_changes_is_said(tmp_path):
    rows = long_rows(4, leave=0)
    rows[1]["arm"] = "new"
    assert "'p0' has new and usual at different occasions" in refused(csv(rows), tmp_path)


def test_a_column_that_is_not_there_is_said_with_what_may_be_meant(tmp_path):
    text = csv(long_rows(4)).replace("pain", "pains", 1)
    assert "pain@baseline: the data have no column 'pain'. Is 'pains' meant?" in refused(text, tmp_path)


@pytest.mark.parametrize(
    "text, part",
    [
        ("", "the file is empty"),
        ("id,visit,arm,pain,m1,m2,m3\n", "there are names of columns and no rows"),
        ("id,id\n1,2\n", "two columns are called 'id'"),
        ("id;visit;arm\n1;0;new\n", "it seems that ';' stands between the columns"),
    ],
)
def test_what_is_no_table_is_refused_in_words(text, part, tmp_path):
    assert part in refused(text, tmp_path)


def test_other_letters_than_utf8_are_said_by_row(tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes(b"id,visit\np1,0\nJos\xe9,0\n" + b"x,1\n" * 5)
    with pytest.raises(Refused, match="row 3: byte 18 is not UTF-8"), read(read_plan(PLAN.encode()), path):
        pass


def test_a_scale_is_scored_as_the_plan_says(tmp_path):
    rows = long_rows(3, leave=0)[::2]
    rows[0] |= {"m1": 2, "m2": 3, "m3": 1}
    rows[1] |= {"m1": 2, "m2": None, "m3": 1}
    rows[2] |= {"m1": 2, "m2": None, "m3": None}
    with read(read_plan(PLAN.encode()), put(tmp_path, "data.csv", csv(rows))) as people:
        scores = people.number(Ref("managing", "baseline"))
    assert scores[0] == 2 + 3 + 7
    assert scores[1] == pytest.approx(3 * (2 + 7) / 2)
    assert math.isnan(scores[2])


def test_codes_for_missing_are_missing_whatever_their_digits(tmp_path):
    rows = long_rows(6, leave=0)
    for row, value in zip(rows, ("99", "99.0", "", "NA", "5", "5"), strict=False):
        row["pain"] = value
    by = plan(**{'occasion = "visit"': 'occasion = "visit"\nmissing = ["NA", 99]'})
    with read(read_plan(by.encode()), put(tmp_path, "data.csv", csv(rows))) as people:
        assert np.isnan(people.number(Ref("pain", "baseline"))).tolist() == [
            True,
            True,
            False,
            False,
            False,
            False,
        ]


def test_a_code_for_missing_is_no_cluster_no_person_and_no_occasion(tmp_path):
    """R and SPSS write NA and -9 where nobody is named: that is no professional of that name."""
    rows = long_rows(12, leave=0)
    for row in rows:
        row["who"] = "-9" if row["id"] == "p3" else "NA" if row["id"] == "p4" else row["who"]
    rows[-1]["visit"] = "NA"
    by = plan(
        **{
            'occasion = "visit"': 'occasion = "visit"\ncluster = "who"\nmissing = ["NA", -9, 3]\n'
            'other_occasions = "leave out"'
        }
    )
    with read(read_plan(by.encode()), put(tmp_path, "data.csv", csv(rows))) as people:
        assert people.clusters == 7
        assert people.cluster_codes().count(None) == 2
        assert people.everybody == 12
        assert people.n == people.count(people.came("baseline"))
        assert people.count(people.came("later")) == 11  # 3 is an occasion, whatever 3 means elsewhere
        assert [(one.reason, one.n) for one in people.rows_left_out] == [("no occasion is named", 1)]
    rows[0]["id"] = "NA"
    assert "column 'id', row 2: nobody is named." in refused(csv(rows), tmp_path, by)


def test_codes_in_a_file_of_numbers_are_whole_and_nan_is_missing(tmp_path):
    """What pandas makes of whole numbers beside a gap: 0.0, 1.0, NaN."""
    path = tmp_path / "numbers.parquet"
    duckdb.sql(
        """SELECT i::DOUBLE AS id, v::DOUBLE AS visit, 1 + i % 3 AS who, sin(i + v) AS pain,
        CASE WHEN i % 5 = 0 THEN 'nan'::DOUBLE WHEN i % 2 = 0 THEN 1.0 ELSE 2.0 END AS arm,
        [i] AS m1, uuid() AS m2, TIMESTAMP '2026-01-01' AS m3
        FROM range(30) t(i), range(0, 4, 3) u(v)"""
    ).write_parquet(str(path))
    by = plan(**{'["usual", "new"]': "[1, 2]", '[outcomes.managing]\nwhen = "later"': "[outcomes.managing]"})
    by = by[: by.index("[scales.managing]")] + by[by.index("[variables.arm]") :]
    by = by.replace("[outcomes.managing]", '[outcomes.pain]\nwhen = "later"').replace(
        '"{outcome}@baseline", "pain@baseline"', '"pain@baseline"'
    )
    with read(read_plan(by.encode()), path) as people:
        assert people.n == 30
        arms = people.texts(people.columns[Ref("arm")].sql)
        assert arms.count(None) == 6
        assert set(arms) == {"1", "2", None}
        assert people.count(people.came("later")) == 30
    for item, value in (("m1", "'[0]'"), ("m3", "'2026-01-01 00:00:00'")):
        said = refused_file(by.replace('"pain@baseline"', f'"{item}@baseline"'), path)
        assert f"column '{item}', row 2: {value} is not a number." in said


def test_who_is_left_out_by_a_number_is_left_out_by_the_number_in_the_file(tmp_path):
    rows = long_rows(20, leave=0)
    for number, row in enumerate(rows):
        row["age"] = 16 + number // 2
    by = PLAN + '\n[variables.age]\ncenter = 50\nper = 10\n\n[[exclude]]\nreason = "under age"\n'
    by += 'variable = "age"\nbelow = 18\n'
    with read(read_plan(by.encode()), put(tmp_path, "data.csv", csv(rows))) as people:
        assert [(one.reason, one.n) for one in people.excluded] == [("under age", 2)]
        assert min(people.number(Ref("age"))) == pytest.approx((18 - 50) / 10)


@pytest.mark.parametrize(
    "value, said",
    [
        ("1e200", "'1e200' is too large or too small to calculate with. Use another unit."),
        ("1e-200", "'1e-200' is too large or too small to calculate with. Use another unit."),
        ('"1,234.5"', "'1,234.5' is not written as a number. Write 1234.5."),
        ("\N{MINUS SIGN}2", "'\N{MINUS SIGN}2' is not written as a number. Write -2."),
        ("2026-01-31", "'2026-01-31' is not a number. If the column is a category"),
    ],
)
def test_what_is_nearly_a_number_is_refused_with_what_to_write(value, said, tmp_path):
    rows = long_rows(6, leave=0)
    rows[2]["pain"] = value
    assert f"column 'pain', row 4: {said}" in refused(csv(rows), tmp_path)


def test_a_reference_that_no_one_is_at_is_refused_with_the_levels_there_are(tmp_path):
    by = plan(**{'levels = ["usual", "new"]': 'reference = "nwe"'})
    said = refused(csv(long_rows(6)), tmp_path, by)
    assert "variables.arm.reference: 'nwe' is none of the levels in the column 'arm'. Is 'new' meant?" in said


def test_a_letter_is_the_same_letter_however_it_is_put_together(tmp_path):
    by = plan(**{"pain@baseline": "p\u00e9nible@baseline"})
    text = csv(long_rows(6, leave=0)).replace("pain", "pe\u0301nible")
    with read(read_plan(by.encode()), put(tmp_path, "data.csv", text)) as people:
        assert not np.isnan(people.number(Ref("p\u00e9nible", "baseline"))).any()


def test_nobody_is_silently_dropped(tmp_path):
    rows = long_rows(40)
    rows[0]["pain"] = rows[1]["pain"] = None
    by = PLAN + '\n[[exclude]]\nreason = "much pain"\nvariable = "pain@baseline"\nabove = 9\n'
    with read(read_plan(by.encode()), put(tmp_path, "data.csv", csv(rows))) as people:
        steps = flow(people)
    by_kind = {step["step"]: step for step in steps}
    lost = {step["step"]: sum(one["n"] for one in step["left"] if one["of"] == "people") for step in steps}
    assert by_kind["file"]["n"] == 40
    assert by_kind["study"]["n"] + lost["study"] == 40
    for step in steps[2:]:
        assert step["n"] + sum(one["n"] for one in step["left"]) == by_kind["study"]["n"]


def test_wide_long_csv_and_parquet_say_the_same(tmp_path):
    rows = long_rows(30)
    meant = read_plan(PLAN.encode())
    wide: dict[object, dict[str, object]] = {}
    names = [f"{name}_{visit}" for name in ("m1", "m2", "m3", "pain") for visit in (0, 3)]
    for row in rows:
        one = wide.setdefault(row["id"], {"id": row["id"], "arm": row["arm"], **dict.fromkeys(names)})
        one |= {f"{name}_{row['visit']}": row[name] for name in ("m1", "m2", "m3", "pain")}
    by = plan(
        **{'layout = "long"': 'layout = "wide"\npattern = "{name}_{occasion}"', 'occasion = "visit"\n': ""}
    )
    long_file = put(tmp_path, "long.csv", csv(rows))
    parquet = tmp_path / "long.parquet"
    duckdb.sql(f"COPY (FROM read_csv('{long_file}')) TO '{parquet}'")
    found = []
    for one, path in (
        (meant, long_file),
        (meant, parquet),
        (read_plan(by.encode()), put(tmp_path, "wide.csv", csv(list(wide.values())))),
    ):
        with read(one, path) as people:
            found.append(people.number(Ref("managing", "later")))
    assert np.array_equal(found[0], found[1], equal_nan=True)
    assert np.array_equal(found[0], found[2], equal_nan=True)


NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="@{}\"'\\,"), min_size=1, max_size=12
)


@settings(max_examples=25)
@given(name=NAMES.map(str.strip).filter(lambda name: name and name not in ("id", "y") and " : " not in name))
def test_a_column_may_have_any_name(name, tmp_path):
    by = f"""
[plan]
title = "x"
written_on = 2026-11-22
[data]
layout = "wide"
person = "id"
[outcomes.y]
[[blocks]]
name = "b"
predictors = ['{name}']
"""
    text = f'id,y,"{name}"\n1,1,5\n2,2,7\n3,3,8\n'
    with read(read_plan(by.encode()), put(tmp_path, "any.csv", text)) as people:
        # One letter may be written in several ways (é, or e and an accent): plan and file are read in one.
        assert people.number(Ref(unicodedata.normalize("NFC", name))).tolist() == [5, 7, 8]


@settings(max_examples=60)
@given(
    value=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters='"'), max_size=12
    )
)
def test_a_value_is_a_number_missing_or_refused(value, tmp_path):
    by = '[plan]\ntitle="x"\nwritten_on=2026-11-22\n[data]\nlayout="wide"\n'
    by += '[outcomes.y]\n[[blocks]]\nname="b"\npredictors=["x"]\n'
    path = put(tmp_path, "value.csv", f'y,x\n1,"{value}"\n2,3\n')
    stripped = value.strip(" ")
    said = ""
    got = math.nan
    try:
        with read(read_plan(by.encode()), path) as people:
            got = people.number(Ref("x"))[0]
    except Refused as refusal:
        said = str(refusal)
    if said:
        assert "column 'x', row 2" in said
        return
    assert (math.isnan(got) and stripped in ("", "NA")) or got == float(stripped)

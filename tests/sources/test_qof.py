"""The QOF's raw CSVs: numerator and denominator put together, the year from the name or a column."""

import random
from datetime import date
from pathlib import Path

import pytest

from bot.domain.comparisons import Reason, Refusal, Taken
from bot.domain.indicators import Polarity, ValueType
from bot.errors import InvalidInput
from bot.sources.qof import patients
from tests.sources.kit import DATA, read, read_lines

ACHIEVEMENT = DATA / "qof_achievement_small_2324.csv"
PREVALENCE = DATA / "qof_prevalence_small_2324.csv"
HEADING = "PRACTICE_CODE,INDICATOR_CODE,MEASURE,VALUE"
YEAR = date(2023, 4, 1)


def test_numerator_and_denominator_become_one_figure_of_two_rows() -> None:
    found = read(ACHIEVEMENT)
    seen = found.of("qof_af006")
    assert [(each.area, each.period, each.numerator, each.denominator) for each in seen[:2]] == [
        ("Y90001", YEAR, 80, 100),
        ("Y90002", YEAR, 89, 110),
    ]
    assert {each.rows for each in found.verdicts if isinstance(each, Taken)} == {2}


def test_every_row_of_the_small_files_is_accounted_for() -> None:
    found = read(ACHIEVEMENT)
    rows = sum(each.rows if isinstance(each, Taken) else 1 for each in found.verdicts)
    assert rows == 47
    assert found.refused == {
        Reason.OTHER_MEASURE: 14,
        Reason.INCOMPLETE: 1,
        Reason.NOTHING_COUNTED: 2,
        Reason.NOT_A_NUMBER: 1,
        Reason.BAD_CODE: 1,
        Reason.REPEATED: 1,
        Reason.NO_MEASURE: 1,
    }
    prevalence = read(PREVALENCE)
    assert prevalence.refused == {Reason.BAD_CODE: 1}
    assert len(prevalence.taken) == 13


def test_the_rows_of_a_practice_need_not_follow_one_another() -> None:
    heading, *rows = ACHIEVEMENT.read_text().splitlines()[:40]
    shuffled = rows.copy()
    random.Random(3).shuffle(shuffled)
    name = ACHIEVEMENT.name
    assert sorted(read_lines(heading, *shuffled, name=name).taken) == sorted(
        read_lines(heading, *rows, name=name).taken
    )


def test_the_name_says_which_achievement_it_is() -> None:
    found = read(ACHIEVEMENT).by_key["qof_af006"]
    assert found.name == "QOF AF006 (atrial fibrillation), net of personalised care adjustments"
    assert (found.value_type, found.multiplier, found.unit) == (ValueType.PROPORTION, 100.0, "%")
    assert (found.polarity, found.period_months) == (Polarity.HIGH_IS_GOOD, 12)


def test_prevalence_is_out_of_the_list_of_that_age() -> None:
    found = read(PREVALENCE)
    diabetes = found.by_key["qof_dm_prevalence"]
    assert diabetes.against == "registered patients aged 17 and over"
    assert diabetes.polarity is Polarity.NO_JUDGEMENT
    first = found.of("qof_dm_prevalence")[0]
    assert (first.numerator, first.denominator, first.period) == (400, 5000, YEAR)


@pytest.mark.parametrize("file", [ACHIEVEMENT, PREVALENCE])
def test_without_a_year_in_the_name_the_file_is_refused_with_what_to_do(file: Path) -> None:
    with pytest.raises(InvalidInput, match=r"ACHIEVEMENT_2324\.csv for 2023/24"):
        read(file, "achievement.csv")


def test_a_column_may_say_the_year() -> None:
    found = read_lines(
        f"{HEADING},YEAR",
        "Y90001,AF006,NUMERATOR,8,2022/23",
        "Y90001,AF006,NUMERATOR,9,2324",
        "Y90001,AF006,DENOMINATOR,10,2324",
        "Y90001,AF006,DENOMINATOR,10,2022/23",
        "Y90001,AF006,NUMERATOR,9,2030/31",
        "Y90001,AF006,NUMERATOR,9,lately",
    )
    assert {(each.period, each.numerator) for each in found.taken} == {
        (date(2022, 4, 1), 8),
        (YEAR, 9),
    }
    assert found.refused == {Reason.FUTURE_MONTH: 1, Reason.BAD_PERIOD: 1}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Y90001,AF006,SOMETHING,5", Reason.NO_MEASURE),
        ("Y90001,AF006,NUMERATOR,-5", Reason.NEGATIVE),
        ("Y90001,AF006,NUMERATOR,", Reason.NOT_A_NUMBER),
        ("Y90001,AF006,NUMERATOR", Reason.WRONG_SHAPE),
        ("U90001,AF006,NUMERATOR,5", Reason.BAD_CODE),
        ("Y90001,af-006,NUMERATOR,5", Reason.NO_MEASURE),
        ("Y90001,AF006,PCAS,5", Reason.OTHER_MEASURE),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_for_its_reason(row: str, reason: Reason) -> None:
    assert read_lines(HEADING, row, name="2324").verdicts == [Refusal(2, reason)]


@pytest.mark.parametrize(
    ("list_type", "words"),
    [
        ("TOTAL", "registered patients"),
        ("18OV", "registered patients aged 18 and over"),
        ("79UN", "registered patients aged 79 and under"),
        ("06_19", "registered patients aged 6 to 19"),
        ("25_49_F", "registered women aged 25 to 49"),
        ("", "registered patients"),
    ],
)
def test_list_types_in_words(list_type: str, words: str) -> None:
    assert patients(list_type) == words

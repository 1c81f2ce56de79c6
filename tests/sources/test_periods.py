"""Periods as publishers write them: what they mean in months, and which are not read."""

from datetime import date

import pytest

from bot.sources.periods import Span, agrees, find_year, read_period


@pytest.mark.parametrize(
    ("text", "first", "months"),
    [
        ("2022/23", (2022, 4), 12),
        ("2022/2023", (2022, 4), 12),
        ("1999/00", (1999, 4), 12),
        ("2019", (2019, 1), 12),
        ("2022/23 Q1", (2022, 4), 3),
        ("2022/23 Q4", (2023, 1), 3),
        ("2022 Q3", (2022, 7), 3),
        ("Apr 2023", (2023, 4), 1),
        ("April 2023", (2023, 4), 1),
        ("Sept 2023", (2023, 9), 1),
        ("2023 Dec", (2023, 12), 1),
        ("2019-04", (2019, 4), 1),
        ("2019-04-01", (2019, 4), 1),
        (" 2022/23 ", (2022, 4), 12),
        ("2020/21 - 22/23", (2020, 4), 36),
        ("2020/21 – 2022/23", (2020, 4), 36),
        ("2016/17 - 20/21", (2016, 4), 60),
        ("2019 - 21", (2019, 1), 36),
        ("2001 - 03", (2001, 1), 36),
        ("Oct 2018 - Sep 2019", (2018, 10), 12),
        ("2019/20 Q3 - 2020/21 Q2", (2019, 10), 12),
    ],
)
def test_a_period_is_its_months(text: str, first: tuple[int, int], months: int) -> None:
    assert read_period(text) == Span(date(*first, 1), months)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "last year",
        "2022/24",
        "2012-13",  # a year to some, and 2011-12 would be a month
        "2019-13",
        "2019-04-15",
        "2022/23 Q5",
        "Foo 2023",
        "22/23",
        "2022/23 - 20/21",
        "2001 - 30",
        "0000",
        "9999",
    ],
)
def test_what_could_mean_several_things_is_not_read(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("name", "sortable", "length", "fits"),
    [
        ("2022/23", "20220000", "1y", True),
        ("2022/23", "", "", True),
        ("2020/21 - 22/23", "20200000", "3y", True),
        ("2022/23 Q1", "20220100", "1q", True),
        ("2022/23 Q1", "20220100", "3m", True),
        ("Apr 2023", "20230004", "1m", True),
        ("2022/23", "20220000", "by arrangement", True),
        ("2022/23", "20210000", "1y", False),
        ("2022/23", "20220000", "3y", False),
    ],
)
def test_the_other_columns_must_not_say_otherwise(
    name: str, sortable: str, length: str, fits: bool
) -> None:
    span = read_period(name)
    assert span is not None
    assert agrees(span, name, sortable, length) is fits


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("ACHIEVEMENT_NORTH_WEST_2324.csv", 2023),
        ("PREVALENCE_2324.csv", 2023),
        ("qof-2023-24-prevalence.csv", 2023),
        ("QOF 2023_2024 (v2).csv", 2023),
        ("2223.csv", 2022),
        ("ACHIEVEMENT.csv", None),
        ("achievement_20241029.csv", None),
        ("achievement_1234567890.csv", None),
        ("2223 and 2324.csv", None),
        ("2224.csv", None),
    ],
)
def test_a_files_name_may_have_one_year(name: str, year: int | None) -> None:
    found = find_year(name)
    assert found == (None if year is None else Span(date(year, 4, 1), 12))

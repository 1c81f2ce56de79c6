"""Indicators: what is known of each measure before any file is read."""

import csv
import re
from collections import Counter

import pytest

from bot.domain.indicators import (
    CATALOGUE,
    FINGERTIPS,
    LOCAL,
    OPENPRESCRIBING,
    QOF,
    Indicator,
    Polarity,
    Theme,
    ValueType,
    find_indicators,
    openprescribing_indicator,
)
from bot.domain.indicators.known import KNOWN
from bot.domain.indicators.wording import (
    LONGEST_ALIASES,
    LONGEST_NAME,
    LONGEST_QUESTION,
    blaming_word,
)
from tests.support.real_data import real_file

ALL = list(KNOWN)
SCHEMES = {
    FINGERTIPS: r"ft_\d+",
    QOF: r"qof_[a-z]+\d{3}|qof_[a-z]+_prevalence",
    LOCAL: r"local_[a-z_]+",
    OPENPRESCRIBING: r"(?!ft_|qof_|local_)[a-z0-9_]+",
}
each_indicator = pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.key)


def test_an_unknown_measure_gets_no_direction_and_no_interval() -> None:
    unknown = openprescribing_indicator("home_made_measure")
    assert unknown.polarity is Polarity.NO_JUDGEMENT
    assert unknown.value_type is ValueType.RATIO
    assert "home_made_measure" in unknown.question


def test_no_key_and_no_name_is_there_twice() -> None:
    assert len(CATALOGUE) == len(ALL)
    assert max(Counter(each.name.casefold() for each in ALL).values()) == 1


def test_every_theme_has_something_to_compare() -> None:
    assert {each.theme for each in ALL} == set(Theme)


def test_each_can_be_found_by_its_own_name() -> None:
    assert [each for each in ALL if find_indicators(each.name, ALL) != [each]] == []


@each_indicator
def test_each_asks_a_question_in_plain_words_that_blame_nobody(indicator: Indicator) -> None:
    each = indicator
    assert each.question.endswith("?")
    assert each.question.count("?") == 1
    assert re.search(r"\b(we|us|our)\b", each.question)
    for text in (each.name, each.question, each.counted, each.against, each.unit):
        assert text
        assert text == " ".join(text.split())
        assert blaming_word(text) is None
    assert len(each.name) <= LONGEST_NAME
    assert len(each.question) <= LONGEST_QUESTION
    assert 0 < len(each.aliases) <= LONGEST_ALIASES


@each_indicator
def test_each_says_how_its_value_is_made_and_whose_it_is(indicator: Indicator) -> None:
    each = indicator
    assert each.period_months in (1, 3, 12, 36)
    if each.unit == "%":
        assert each.multiplier == 100
    if each.value_type is ValueType.PROPORTION:
        assert each.unit == "%"
        assert not each.standing
    if each.value_type is ValueType.RATE:
        assert each.standing
        assert " per " in each.unit
    assert re.fullmatch(SCHEMES[each.publisher], each.key)
    assert each.public is (each.publisher is not LOCAL)


def test_how_many_patients_have_a_condition_is_no_merit_and_no_fault() -> None:
    prevalence = [each for each in ALL if "prevalence" in each.aliases.split()]
    assert len(prevalence) > 40
    smoking = {each.key for each in prevalence if each.polarity is not Polarity.NO_JUDGEMENT}
    assert smoking == {"ft_91547"}


# ---- beside what the publishers say


def test_every_number_of_the_gp_profile_is_one_that_fingertips_has() -> None:
    """Those that are in other profiles were looked up one by one."""
    known = {row["IndicatorID"] for row in rows("fingertips_gp_profile_indicators_2024-04.csv")}
    known |= {
        row["IndicatorID"] for row in rows("fingertips_polarity_and_benchmark_method_sample.csv")
    }
    elsewhere = {"91547", "91882", "91845", "91347", "91355", "93930"}
    ours = {each.key.removeprefix("ft_") for each in ALL if each.publisher is FINGERTIPS}
    assert ours - known == elsewhere


def test_every_qof_code_is_one_of_the_framework() -> None:
    mapping = rows("qof_mapping_indicators_2023_24.csv")
    codes = {row["INDICATOR_CODE"].lower() for row in mapping}
    groups = {f"{row['GROUP_CODE'].lower()}_prevalence" for row in mapping}
    ours = {each.key.removeprefix("qof_") for each in ALL if each.publisher is QOF}
    assert ours <= codes | groups


def test_directions_are_those_of_fingertips_where_it_gives_one() -> None:
    """But for deprivation: where it says "low is good" of an area, we describe patients."""
    theirs = {
        f"ft_{row['IndicatorID']}": row["Polarity"]
        for row in rows("fingertips_polarity_and_benchmark_method_sample.csv")
    }
    words = {
        Polarity.HIGH_IS_GOOD: "High is good",
        Polarity.LOW_IS_GOOD: "Low is good",
        Polarity.NO_JUDGEMENT: "No judgement",
    }
    both = [each for each in ALL if theirs.get(each.key) and each.key != "ft_93553"]
    assert len(both) >= 5
    assert {each.key: words[each.polarity] for each in both} == {
        each.key: theirs[each.key] for each in both
    }


def rows(name: str) -> list[dict[str, str]]:
    with real_file(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# ---- words


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Which practices are worst at coughs?", "worst"),
        ("How many of our patients are poorly controlled?", "poorly"),
        ("Outliers in prescribing", "Outliers"),
        ("Failing to review asthma", "Failing"),
        ("Heart failure review", None),
        ("How many of our patients with kidney failure are seen?", None),
        ("Pooled figures, slippers and leagues apart", None),
    ],
)
def test_words_that_blame_are_found(text: str, word: str | None) -> None:
    assert blaming_word(text) == word

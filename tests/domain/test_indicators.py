"""Indicators: finding one by plain words, and what is known of a measure."""

import pytest

from bot.domain.indicators import (
    CATALOGUE,
    Indicator,
    Polarity,
    ValueType,
    find_indicators,
    openprescribing_indicator,
)

ALL = list(CATALOGUE.values())


def keys(words: str) -> list[str]:
    return [each.key for each in find_indicators(words, ALL)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("opioids", "opioidper1000"),
        ("opoids", "opioidper1000"),
        ("Pain!", "opioidper1000"),
        ("how do we compare on asthma?", "saba"),
        ("ktt9_antibiotics", "ktt9_antibiotics"),
        ("broad spectrum antibitics", "broad_spectrum"),
        ("sleeping benzodiazepine", "bdzper1000"),
    ],
)
def test_an_indicator_is_found_by_plain_words_and_with_spelling_mistakes(
    words: str, expected: str
) -> None:
    assert keys(words) == [expected]


def test_words_that_fit_several_give_all_of_them() -> None:
    assert set(keys("antibiotics")) == {"all_antibiotics", "broad_spectrum", "ktt9_antibiotics"}


@pytest.mark.parametrize("words", ["", "   ", "us and our practice", "xylophones", "?!"])
def test_words_that_fit_nothing_give_nothing(words: str) -> None:
    assert keys(words) == []


def test_an_unknown_measure_gets_no_direction_and_no_interval() -> None:
    unknown = openprescribing_indicator("home_made_measure")
    assert unknown.polarity is Polarity.NO_JUDGEMENT
    assert unknown.value_type is ValueType.RATIO
    assert "home_made_measure" in unknown.question


@pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.key)
def test_each_known_indicator_can_be_found_by_its_own_name(indicator: Indicator) -> None:
    name = indicator.name
    assert indicator in find_indicators(name, ALL)


@pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.key)
def test_each_known_indicator_fits_where_it_is_shown(indicator: Indicator) -> None:
    each = indicator
    assert len(each.question) <= 150
    assert len(each.name) <= 75
    assert each.question.endswith("?")

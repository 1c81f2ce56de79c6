"""Finding an indicator as people ask for it: in plain words, abbreviations, spelling mistakes."""

import csv
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.indicators import Indicator, find_indicators
from bot.domain.indicators.known import KNOWN
from bot.domain.indicators.search import MOST
from bot.domain.indicators.spelling import Vocabulary, distance
from bot.domain.indicators.words import words_of

ALL = list(KNOWN)
PHRASES = Path(__file__).parents[1] / "data/phrases.csv"
"""As people would say it, with the keys that answer it; ``seen`` by whoever wrote the search."""


def phrases() -> Iterable[tuple[str, frozenset[str], bool]]:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["phrase"], frozenset(row["expected"].split()), row["seen"] == "yes"


def keys(words: str, among: Iterable[Indicator] = ALL) -> list[str]:
    return [each.key for each in find_indicators(words, among)]


def test_there_are_enough_phrases_and_all_their_keys_are_known() -> None:
    asked = list(phrases())
    assert len(asked) >= 250
    assert len({phrase for phrase, _, _ in asked}) == len(asked)
    assert set().union(*(expected for _, expected, _ in asked)) <= {each.key for each in ALL}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [pytest.param(phrase, expected, id=phrase) for phrase, expected, _ in phrases()],
)
def test_what_is_meant_is_found_or_among_a_short_list(
    phrase: str, expected: frozenset[str]
) -> None:
    found = keys(phrase)
    assert len(found) <= MOST
    assert bool(expected & set(found)) is bool(expected)
    assert bool(found) is bool(expected)


def test_what_is_meant_nearly_always_comes_first() -> None:
    asked = [(keys(phrase), expected) for phrase, expected, _ in phrases() if expected]
    first = sum(found[0] in expected for found, expected in asked)
    assert first / len(asked) > 0.97


@pytest.mark.parametrize("words", ["", "   ", "us and our practice", "xylophones", "?!", "&", "--"])
def test_words_that_fit_nothing_give_nothing(words: str) -> None:
    assert keys(words) == []


def test_words_that_fit_several_give_these_and_no_others() -> None:
    assert set(keys("antibiotics")) == {
        "all_antibiotics",
        "broad_spectrum",
        "ktt9_antibiotics",
        "uti_antibiotics_3_day",
    }


def test_more_words_narrow_it_down() -> None:
    assert len(keys("blood pressure")) == MOST
    assert set(keys("blood pressure in stroke")) == {
        "ft_93707",
        "ft_93708",
        "qof_stia014",
        "qof_stia015",
    }


def test_an_indicator_is_found_by_what_a_lead_calls_it() -> None:
    renamed = replace(ALL[0], name="Superbugs", aliases="resistance")
    assert keys("superbug", [renamed, *ALL[1:]]) == [renamed.key]
    assert keys("resistence", [renamed, *ALL[1:]]) == [renamed.key]


def test_nothing_is_found_among_none() -> None:
    assert keys("antibiotics", []) == []


@given(st.text(max_size=200))
def test_whatever_is_typed_there_is_an_answer(words: str) -> None:
    found = find_indicators(words, ALL)
    assert len(found) <= MOST
    assert len({each.key for each in found}) == len(found)


def test_it_is_quick_among_three_hundred() -> None:
    """Read anew each time, as from a database; several times what it takes, for a busy machine."""
    many = [*ALL, *(replace(each, key=f"{each.key}_2") for each in ALL)][:300]
    keys("warm up", many)
    took = []
    for phrase, _, _ in phrases():
        anew = [replace(each) for each in many]
        begun = time.perf_counter()
        find_indicators(phrase, anew)
        took.append(time.perf_counter() - begun)
    assert sorted(took)[len(took) // 2] < 0.005


# ---- words and spelling


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How do we compare on A&E?", ["ae"]),
        ("a and e, A & E, a+e", ["ae"]),
        ("two-week waits", ["twoweek", "2", "week", "wait"]),
        ("Co-amoxiclav", ["coamoxiclav", "co", "amoxiclav"]),
        ("children’s therapies and doses", ["children", "therapy", "dose"]),
    ],
)
def test_a_sentence_is_read_as_the_words_that_matter(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_two_words_are_one_and_one_is_two_where_they_are_known_so() -> None:
    assert "zdrug" in words_of("z drugs", {"zdrug"})
    assert words_of("bloodpressure", {"blood", "pressure"}) == ["blood", "pressure"]
    assert words_of("bloodpressures", {"blood"}) == ["bloodpressure"]


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("antibitoic", "antibiotic", 1),
        ("inhailer", "inhaler", 1),
        ("refferal", "referral", 2),
        ("asthma", "asthma", 0),
        ("asthma", "plasma", 4),
        ("", "abc", 3),
    ],
)
def test_slips_are_counted_as_people_make_them(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 3) == distance(other, one, 3) == slips


def test_short_words_are_taken_as_they_are() -> None:
    vocabulary = Vocabulary(["af", "hf", "ppi", "uti", "copd"])
    assert vocabulary.like("pp") == []
    assert vocabulary.like("sf") == []
    assert vocabulary.like("uti") == [("uti", 1.0)]


def test_an_anticoagulant_is_no_anti_inflammatory() -> None:
    vocabulary = Vocabulary(["anti", "anticoagulant"])
    assert vocabulary.like("anticoagulent") == [("anticoagulant", 0.75)]

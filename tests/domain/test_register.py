"""Finding a practice by what somebody types."""

import random
import time

import pytest

from bot.domain.register import MOST, Lookup, Place

LOOKUP = Lookup.of(
    [
        Place("Y90001", "Alder Lane Surgery", "ZZ99 1AA", own=True),
        Place("Y90002", "Brook Street Practice", "ZZ99 1AB", own=True),
        Place("Y90003", "St John's Medical Centre", "ZZ99 2AB", own=True),
        Place("B81001", "Alder Lane Surgery", "ZZ99 7AA"),
        Place("B81002", "Kingfisher Practice"),
        Place("B81003", "Bridgegate Surgery & Partners", "ZZ98 1AA"),
    ]
)


def codes(typed: str) -> list[str]:
    return [each.ods_code for each in LOOKUP.find(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Y90002", "Y90002"),
        ("b81002", "B81002"),
        ("zz99 1ab", "Y90002"),
        ("ZZ997AA", "B81001"),
        ("brook", "Y90002"),
        ("lane alder", "Y90001"),
        ("Aldr Lane", "Y90001"),
        ("Kingfsher", "B81002"),
        ("bridgate", "B81003"),
        ("st johns", "Y90003"),
        ("alder ln", "Y90001"),
    ],
)
def test_a_code_a_postcode_a_name_or_a_misspelt_one_finds_it(typed: str, first: str) -> None:
    assert codes(typed)[0] == first


def test_two_of_one_name_are_both_offered_the_groups_own_first() -> None:
    assert codes("alder lane surgery")[:2] == ["Y90001", "B81001"]
    assert codes("B81001")[0] == "B81001"


def test_nothing_typed_offers_the_groups_own_first_and_nonsense_nothing() -> None:
    assert codes("") == ["Y90001", "Y90002", "Y90003", "B81001", "B81003", "B81002"]
    assert codes("   ") == codes("")
    assert codes("qqqqxxzz") == []


def test_seven_thousand_practices_are_searched_well_within_a_second() -> None:
    rng = random.Random(8)
    names = ["Oak", "Mill", "Church", "Station", "Abbey", "Park", "River", "Castle", "Wood", "Hill"]
    lookup = Lookup.of(
        Place(f"A{number:05}", f"{rng.choice(names)}{rng.choice(names).lower()} {number} Surgery")
        for number in range(7000)
    )
    began = time.perf_counter()
    found = [lookup.find(each) for each in ("", "o", "oakmil", "Statoin park", "A06999")]
    assert time.perf_counter() - began < 2.5  # five of them, on a busy machine
    assert found[-1][0].ods_code == "A06999"
    assert all(len(each) <= MOST for each in found)

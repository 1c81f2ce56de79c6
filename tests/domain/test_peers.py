"""Practices like one's own: the nearest, always the same ones, and words that are true of each."""

import math
import random
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comparisons.figures import FEWEST
from bot.domain.comparisons.peers import (
    ALIKE,
    USUAL,
    PeerChoice,
    everybody,
    narrowed,
    nearest,
)
from bot.domain.comparisons.traits import MEASURED, Candidates, Pool, Trait, Traits, measure

shares = st.floats(0, 0.6).map(lambda share: round(share, 4))
practices = st.builds(
    Traits,
    st.integers(0, 99_999).map(lambda number: f"Y{number:05d}"),
    st.none() | st.integers(1, 60_000),
    st.none() | st.floats(2, 70).map(lambda score: round(score, 3)),
    st.none() | shares,
    st.none() | st.booleans(),
    st.none() | st.integers(1, 10),
)
choices = st.builds(
    PeerChoice,
    st.none(),
    st.sampled_from([5, 10, 20]),
    st.sets(st.sampled_from(Trait)).map(frozenset),
)
pools = st.lists(practices, min_size=1, max_size=60, unique_by=lambda each: each.ods_code)


def practice(number: int, **traits: object) -> Traits:
    known = {"list_size": 8000, "imd_score": 25.0, "over_65": 0.18, "rural": False, **traits}
    return Traits(f"Y{number:05d}", **known)  # type: ignore[arg-type]


def around(own: Traits, count: int, **traits: object) -> list[Traits]:
    return [own, *(practice(10 + each, **traits) for each in range(count))]


# ---- who is chosen


@given(pools, st.data(), choices)
def test_peers_are_others_and_each_only_once(
    pool: list[Traits], data: st.DataObject, choice: PeerChoice
) -> None:
    own = data.draw(st.sampled_from(pool))
    group = nearest(own, Candidates.among(pool), choice)
    assert own.ods_code not in group.codes
    assert len(set(group.codes)) == len(group.codes)
    assert set(group.members) <= set(pool)
    assert not group.chosen or FEWEST <= len(group.codes) <= choice.size


@given(pools, st.data(), choices)
def test_the_same_practices_are_chosen_in_whatever_order_they_are_read(
    pool: list[Traits], data: st.DataObject, choice: PeerChoice
) -> None:
    own = data.draw(st.sampled_from(pool))
    shuffled = data.draw(st.permutations(pool))
    assert nearest(own, Candidates.among(pool), choice) == nearest(
        own, Candidates.among(shuffled), choice
    )


@given(pools, st.data(), choices)
def test_nobody_who_was_left_out_is_nearer(
    pool: list[Traits], data: st.DataObject, choice: PeerChoice
) -> None:
    """By distances worked out here anew, one practice at a time."""
    own = data.draw(st.sampled_from(pool))
    candidates = Candidates.among(pool)
    group = nearest(own, candidates, choice)
    used = [each for each in group.used if each in MEASURED]
    if not used:
        return
    scales = {trait: scale(pool, trait, group.by_decile) for trait in used}

    def distance(one: Traits) -> float:
        gaps = (gap(own, one, trait, group.by_decile) / scales[trait] for trait in used)
        return math.fsum(each**2 for each in gaps)

    everything_known = [
        each
        for each in pool
        if each.ods_code != own.ods_code
        and all(measure(each, trait, group.by_decile) is not None for trait in used)
        and (Trait.RURALITY not in group.used or each.rural == own.rural)
    ]
    farthest = max(map(distance, group.members))
    left_out = [each for each in everything_known if each not in group.members]
    assert all(distance(each) >= farthest - 1e-8 for each in left_out)
    assert len(group.members) == min(choice.size, len(everything_known))


def scale(pool: Sequence[Traits], trait: Trait, by_decile: bool) -> float:
    values = [value for each in pool if (value := measure(each, trait, by_decile)) is not None]
    if len(values) == 1:
        return 1.0
    lower, middle, upper = quantiles(values, n=4, method="inclusive")
    average = sum(abs(value - middle) for value in values) / len(values)
    return (upper - lower) / 1.349 or average or 1.0


def gap(own: Traits, one: Traits, trait: Trait, by_decile: bool) -> float:
    mine, theirs = (measure(each, trait, by_decile) for each in (own, one))
    assert mine is not None
    assert theirs is not None
    return mine - theirs


def test_ten_are_chosen_by_default_those_equally_near_by_code() -> None:
    own = practice(1)
    group = nearest(own, Candidates.among(around(own, 15)))
    assert group.codes == tuple(f"Y{number:05d}" for number in range(10, 20))
    assert group.pool_size == 15


def test_twice_the_size_is_as_far_as_half_the_size() -> None:
    own = practice(1, list_size=8000)
    pool = [
        own,
        practice(2, list_size=4000),
        practice(3, list_size=16_000),
        *(practice(10 + each, list_size=8000 + 400 * each) for each in range(8)),
    ]
    choice = PeerChoice(None, 10, frozenset({Trait.LIST_SIZE}))
    assert nearest(own, Candidates.among(pool), choice).codes[-2:] == ("Y00002", "Y00003")


def test_one_very_large_practice_does_not_set_the_scale() -> None:
    """With a standard deviation, 8,000 and 30,000 patients would be next to the same."""
    own = practice(1, imd_score=20.0)
    sizes = [practice(10 + each, list_size=7000 + 200 * each, imd_score=24.0) for each in range(12)]
    giant = practice(90, list_size=900_000, imd_score=24.0)
    group = nearest(own, Candidates.among([own, *sizes, giant]))
    assert "Y00090" not in group.codes


def test_urban_practices_are_compared_with_urban_ones_where_there_are_enough() -> None:
    own = practice(1)
    pool = [
        *around(own, 10, list_size=9000),
        *(practice(50 + each, rural=True) for each in range(9)),
    ]
    group = nearest(own, Candidates.among(pool))
    assert not any(each.rural for each in group.members)
    assert Trait.RURALITY in group.used


def test_with_too_few_of_the_same_setting_the_setting_does_not_count() -> None:
    own = practice(1)
    pool = [
        *around(own, 9, list_size=9000),
        *(practice(50 + each, rural=True) for each in range(9)),
    ]
    group = nearest(own, Candidates.among(pool))
    assert sum(bool(each.rural) for each in group.members) == 9
    assert Trait.RURALITY not in group.used
    assert "urban" not in group.in_kind


def test_who_does_not_want_the_setting_to_count_gets_the_nearest_of_either() -> None:
    own = practice(1)
    pool = [
        *around(own, 12, list_size=12_000),
        *(practice(50 + each, rural=True, list_size=8100 + each) for each in range(6)),
    ]
    choice = PeerChoice(None, 5, frozenset({Trait.LIST_SIZE}))
    assert all(each.rural for each in nearest(own, Candidates.among(pool), choice).members)


def test_a_practice_of_which_something_is_not_known_is_no_peer_in_it() -> None:
    own = practice(1)
    unknown = practice(5, imd_score=None)
    group = nearest(own, Candidates.among([*around(own, 12, list_size=20_000), unknown]))
    assert "Y00005" not in group.codes


def test_what_hardly_anybody_has_on_record_does_not_choose() -> None:
    """Else the peers would be those few, however unlike they are."""
    own = practice(1)
    pool = [
        *around(own, 12, over_65=None),
        *(practice(50 + each, list_size=30_000) for each in range(6)),
    ]
    group = nearest(own, Candidates.among(pool))
    assert Trait.AGE not in group.used
    assert all(each.list_size == 8000 for each in group.members)


@pytest.mark.parametrize(
    ("own", "missing"),
    [
        (practice(1, imd_score=None, over_65=None), (Trait.DEPRIVATION, Trait.AGE)),
        (Traits("Y00001"), (Trait.LIST_SIZE, Trait.DEPRIVATION, Trait.AGE, Trait.RURALITY)),
    ],
)
def test_with_too_little_known_of_it_a_practice_is_compared_with_all_and_told_what_is_missing(
    own: Traits, missing: tuple[Trait, ...]
) -> None:
    group = nearest(own, Candidates.among(around(own, 25)))
    assert not group.chosen
    assert len(group.codes) == 25
    assert group.missing == missing
    assert group.in_kind == "all the other 25 practices of the group"


def test_two_known_traits_are_enough_and_the_third_is_still_said_to_be_missing() -> None:
    own = practice(1, over_65=None)
    group = nearest(own, Candidates.among(around(own, 25)))
    assert group.used == (Trait.LIST_SIZE, Trait.DEPRIVATION, Trait.RURALITY)
    assert group.missing == (Trait.AGE,)


def test_who_asks_for_one_trait_only_is_compared_by_it() -> None:
    own = practice(1, imd_score=None, over_65=None)
    choice = PeerChoice(None, 5, frozenset({Trait.LIST_SIZE}))
    assert nearest(own, Candidates.among(around(own, 25)), choice).used == (Trait.LIST_SIZE,)


def test_the_setting_alone_puts_practices_in_no_order_so_nobody_is_chosen() -> None:
    own = practice(1)
    choice = PeerChoice(None, 5, frozenset({Trait.RURALITY}))
    assert not nearest(own, Candidates.among(around(own, 25)), choice).chosen


def test_deprivation_is_by_decile_where_the_scores_are_not_known() -> None:
    own = practice(1, imd_score=None, imd_decile=2)
    pool = [own, *(practice(10 + each, imd_score=None, imd_decile=each) for each in range(1, 11))]
    choice = PeerChoice(None, 5, frozenset({Trait.DEPRIVATION}))
    group = nearest(own, Candidates.among(pool), choice)
    assert sorted(each.imd_decile or 0 for each in group.members) == [1, 2, 3, 4, 5]
    assert group.in_kind == "5 practices, in areas of deprivation decile 1 to 5"


def test_only_those_with_figures_are_peers() -> None:
    own = practice(1)
    having = {f"Y{number:05d}" for number in range(12, 20)}
    group = nearest(own, Candidates.among(around(own, 20)), having=having)
    assert set(group.codes) == having
    assert everybody(own, Candidates.among(around(own, 20)), having=having).codes == group.codes


@given(pools, st.data(), choices)
def test_a_longer_list_narrowed_to_those_with_figures_is_the_list_of_those(
    pool: list[Traits], data: st.DataObject, choice: PeerChoice
) -> None:
    own = data.draw(st.sampled_from(pool))
    having = set(data.draw(st.lists(st.sampled_from([each.ods_code for each in pool]))))
    candidates = Candidates.among(pool)
    longer = nearest(own, candidates, replace(choice, size=1000))
    directly = nearest(own, candidates, choice, having=having)
    if longer.chosen and directly.chosen and longer.used == directly.used:
        narrow = narrowed(longer, candidates, choice, having)
        assert (narrow.members, narrow.alike) == (directly.members, directly.alike)


# ---- in kind

KIND = re.compile(
    r"(?P<count>\d+)( (?P<setting>urban|rural))? practices?"
    r"( of (?P<smallest>[\d,]+)( to (?P<largest>[\d,]+))? patients)?"
    r"(, in areas (?P<deprived>about as deprived as yours"
    r"|of deprivation (?P<unit>score|decile) (?P<low>\d+)( to (?P<high>\d+))?))?"
    r"(, with (?P<older>about as many patients aged 65 and over"
    r"|(?P<least>\d+)%( to (?P<most>\d+)%)? of patients aged 65 and over))?"
)


def number(text: str) -> int:
    return int(text.replace(",", ""))


@given(pools, st.data(), choices)
def test_who_they_are_in_kind_is_true_of_each_and_names_none(
    pool: list[Traits], data: st.DataObject, choice: PeerChoice
) -> None:
    own = data.draw(st.sampled_from(pool))
    group = nearest(own, Candidates.among(pool), choice)
    said = group.in_kind
    assert not any(each.ods_code in said for each in pool)
    if not group.chosen:
        assert said.startswith(f"all the other {len(group.members)} practice")
        return
    match = KIND.fullmatch(said)
    assert match, said
    part = match.groupdict()
    assert int(part["count"]) == len(group.members)
    for member in group.members:
        if part["setting"]:
            assert member.rural is (part["setting"] == "rural")
        if part["smallest"]:
            largest = part["largest"] or part["smallest"]
            assert number(part["smallest"]) <= (member.list_size or -1) <= number(largest)
        if part["unit"]:
            value = member.imd_score if part["unit"] == "score" else member.imd_decile
            assert value is not None
            assert int(part["low"]) <= value <= int(part["high"] or part["low"])
        if part["least"]:
            assert member.over_65 is not None
            percent = 100 * member.over_65
            assert int(part["least"]) - 1e-9 <= percent <= int(part["most"] or part["least"]) + 1e-9
        for trait, claim in ((Trait.DEPRIVATION, part["deprived"]), (Trait.AGE, part["older"])):
            if claim and claim.startswith("about as"):
                spread = scale(pool, trait, group.by_decile)
                apart = abs(gap(own, member, trait, group.by_decile)) / spread
                assert apart <= ALIKE + 1e-9


def test_it_reads_as_a_person_would_say_it() -> None:
    own = practice(1)
    pool = [
        *(practice(10 + each, list_size=7240 + 500 * each) for each in range(10)),
        *(practice(50 + each, imd_score=5.0 * each, over_65=0.03 * each) for each in range(12)),
        own,
    ]
    choice = replace(USUAL, traits=frozenset(Trait) - {Trait.AGE})
    assert nearest(own, Candidates.among(pool), choice, pool=Pool.ENGLAND).in_kind.startswith(
        "10 urban"
    )
    group = everybody(own, Candidates.among(pool[:10]), pool=Pool.ENGLAND)
    assert group.in_kind == "all the other 10 practices of England"


# ---- speed


def test_all_of_england_is_looked_through_in_a_moment() -> None:
    """6,400 practices; several times what it takes here, so that it holds on a busy machine."""
    rng = random.Random(6)
    england = [
        Traits(
            f"A{each:05d}", rng.randint(1500, 30_000), rng.uniform(3, 65), rng.uniform(0.02, 0.4)
        )
        for each in range(6400)
    ]
    candidates = Candidates.among(england)
    took = []
    for own in england[:5]:
        begun = time.perf_counter()
        nearest(own, candidates, pool=Pool.ENGLAND)
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.02

"""Who belonged where on a day, and that history is never added up over a merger or a split."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.organisations import (
    History,
    Kind,
    Link,
    LinkKind,
    Organisation,
    Register,
    joined,
)

MERGER = date(2017, 4, 1)
PCNS = date(2019, 7, 1)
NOW = date(2026, 11, 24)


def org(
    code: str, kind: Kind, opened: date | None = None, closed: date | None = None
) -> Organisation:
    return Organisation(code, kind, f"The {kind.words} {code}", None, opened, closed)


def member(child: str, parent: str, first: date, last: date | None = None) -> Link:
    return Link(child, parent, LinkKind.MEMBER, first, last)


def follows(child: str, parent: str, day: date) -> Link:
    return Link(child, parent, LinkKind.SUCCESSOR, day)


def register(*links: Link, **kinds: Kind) -> Register:
    return Register({code: org(code, kind) for code, kind in kinds.items()}, links)


KINDS = {
    "ICB": Kind.ICB,
    "HERE": Kind.SUB_ICB,
    "THERE": Kind.SUB_ICB,
    "PCN": Kind.PCN,
    "A": Kind.PRACTICE,
    "B": Kind.PRACTICE,
    "C": Kind.PRACTICE,
}


@pytest.fixture
def town() -> Register:
    """A is of HERE, B moved from HERE to THERE, C is known by its PCN alone."""
    return register(
        member("HERE", "ICB", MERGER),
        member("PCN", "HERE", PCNS),
        member("A", "HERE", MERGER),
        member("A", "PCN", PCNS),
        member("B", "HERE", MERGER, date(2020, 3, 31)),
        member("B", "THERE", date(2020, 4, 1)),
        member("B", "PCN", PCNS),
        member("C", "PCN", PCNS),
        **KINDS,
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (MERGER - timedelta(days=1), set()),
        (MERGER, {"A", "B"}),
        (PCNS, {"A", "B", "C"}),
        (date(2020, 3, 31), {"A", "B", "C"}),
        (date(2020, 4, 1), {"A", "C"}),
    ],
)
def test_first_and_last_day_of_a_membership_count(
    town: Register, day: date, expected: set[str]
) -> None:
    assert town.practices_of("HERE", day) == expected
    assert town.practices_of("ICB", day) == expected


def test_a_practice_of_its_own_location_is_not_also_of_its_pcns(town: Register) -> None:
    assert town.practices_of("PCN", NOW) == {"A", "B", "C"}
    assert town.practices_of("THERE", NOW) == {"B"}
    assert town.bodies_of("B", NOW) == {"THERE", "PCN"}
    assert town.bodies_of("C", NOW) == {"PCN", "HERE", "ICB"}


def test_a_practice_that_has_closed_is_counted_while_it_was_open() -> None:
    links = (member("A", "HERE", MERGER),)
    closed = {"A": org("A", Kind.PRACTICE, date(2018, 1, 1), date(2023, 9, 30))}
    found = Register(closed | {"HERE": org("HERE", Kind.SUB_ICB)}, links)
    assert found.practices_of("HERE", date(2017, 12, 31)) == set()
    assert found.practices_of("HERE", date(2018, 1, 1)) == {"A"}
    assert found.practices_of("HERE", date(2023, 9, 30)) == {"A"}
    assert found.practices_of("HERE", date(2023, 10, 1)) == set()


def test_what_belongs_to_itself_in_a_circle_ends() -> None:
    found = register(member("A", "PCN", MERGER), member("PCN", "A", MERGER), **KINDS)
    assert found.practices_of("PCN", NOW) == {"A"}


def test_of_the_same_link_the_longest_is_kept() -> None:
    short, long_, open_ = (
        member("A", "HERE", MERGER, date(2019, 1, 1)),
        member("A", "HERE", MERGER, date(2020, 1, 1)),
        member("A", "HERE", MERGER),
    )
    assert joined([short, long_]) == (long_,)
    assert joined([open_, long_, short]) == (open_,)
    assert len(joined([open_, member("A", "HERE", PCNS)])) == 2


# ---- mergers and splits

MERGED = (follows("NEW", "OLD1", MERGER), follows("NEW", "OLD2", MERGER))
SPLIT = (follows("EAST", "NEW", PCNS), follows("WEST", "NEW", PCNS))


def test_a_merger_and_a_split_break_the_series_of_all_who_take_part() -> None:
    found = register(*MERGED, *SPLIT)
    assert found.breaks_of("OLD1") == (MERGER,)
    assert found.breaks_of("NEW") == (MERGER, PCNS)
    assert found.breaks_of("EAST") == (PCNS,)
    assert found.breaks_of("ELSEWHERE") == ()
    assert found.predecessors_of("NEW") == MERGED
    assert found.predecessors_of("OLD1") == ()


def test_the_parts_between_breaks_are_apart() -> None:
    series = {date(2016, 4, 1): 1.0, MERGER: 2.0, date(2018, 4, 1): 3.0, date(2020, 4, 1): 4.0}
    history = History(series, (MERGER, PCNS))
    assert history.parts() == [
        {date(2016, 4, 1): 1.0},
        {MERGER: 2.0, date(2018, 4, 1): 3.0},
        {date(2020, 4, 1): 4.0},
    ]


CODES = ["OLD1", "OLD2", "NEW", "EAST", "WEST"]
days = st.dates(date(2010, 1, 1), date(2030, 1, 1))
figures = st.dictionaries(
    st.sampled_from(CODES), st.dictionaries(days, st.integers(1, 1000), max_size=6)
)
successions = st.lists(
    st.builds(follows, st.sampled_from(CODES), st.sampled_from(CODES), days), max_size=12
)


@given(successions, figures, st.sampled_from(CODES))
def test_a_history_is_a_bodys_own_and_never_a_sum(
    links: list[Link], series: dict[str, dict[date, int]], code: str
) -> None:
    found = Register({}, tuple(links))
    history = found.history_of(code, series)
    assert history.series == series.get(code, {})
    taking_part = [link for link in links if code in (link.child, link.parent)]
    assert set(history.breaks) == {link.first for link in taking_part}
    # What others had changes nothing, however large.
    others = {each: dict.fromkeys(said, 10**9) for each, said in series.items() if each != code}
    assert found.history_of(code, {**series, **others}) == history


@given(successions, st.dictionaries(days, st.integers(1, 1000)), st.sampled_from(CODES))
def test_no_part_of_a_history_reaches_over_a_break(
    links: list[Link], series: dict[date, int], code: str
) -> None:
    history = Register({}, tuple(links)).history_of(code, {code: series})
    assert sorted(period for part in history.parts() for period in part) == sorted(series)
    for part in history.parts():
        assert not any(min(part) < each <= max(part) for each in history.breaks)

"""What may be shown of a round: the rules one by one, then attackers that work with all that is shown."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.disclosure import (
    Audience,
    Band,
    Counts,
    Hidden,
    Reason,
    Shown,
    disclose,
)
from bot.domain.pulse import Group
from bot.domain.questions import Question
from bot.domain.tallies import Opinion, Spread, Tally

ASKED = (Question("owned", "Our group is owned by its members", "Owned"),)


def shown(
    leaders: Spread = Spread(),  # noqa: B008 - frozen
    members: Spread = Spread(),  # noqa: B008
    unknown: Spread = Spread(),  # noqa: B008
    k: int = 5,
) -> dict[Audience, Shown]:
    """What is shown of one question when these people answered it, and as many were asked."""
    groups = zip(Group, (leaders, members, unknown), strict=True)
    tallies = {g: Tally(s.answered, s.answered, {"owned": s}) for g, s in groups}
    return {cell.audience: cell.shown for cell in disclose(ASKED, tallies, k)}


def mixed(people: int) -> Spread:
    """So many people of several minds."""
    third = people // 3
    return Spread(agree=third, neither=people - 2 * third, disagree=third)


# ---- the rules


def test_both_groups_large_enough_are_shown_beside_the_total() -> None:
    cells = shown(
        leaders=Spread(agree=4, neither=1, disagree=2), members=Spread(agree=5, disagree=8)
    )
    assert cells == {
        Audience.EVERYONE: Counts(
            20, agree=9, neither=1, disagree=10, strongly_agree=0, strongly_disagree=0
        ),
        Audience.LEADERS: Counts(7, agree=4, neither=1, disagree=2),
        Audience.MEMBERS: Counts(13, agree=5, neither=0, disagree=8),
    }


def test_fewer_than_k_answers_show_nothing_at_all() -> None:
    assert set(shown(members=mixed(4)).values()) == {Hidden(Reason.TOO_FEW)}


def test_three_leaders_are_hidden_and_so_is_what_is_left_without_them() -> None:
    cells = shown(leaders=mixed(3), members=mixed(12))
    assert isinstance(cells[Audience.EVERYONE], Counts)
    assert cells[Audience.LEADERS] == Hidden(Reason.TOO_FEW)
    assert cells[Audience.MEMBERS] == Hidden(Reason.OTHER_GROUP)


@pytest.mark.parametrize("k", [5, 8])
@pytest.mark.parametrize("group", ["leaders", "members"])
def test_a_group_is_shown_from_k_answers_on(group: str, k: int) -> None:
    other = {"leaders": "members", "members": "leaders"}[group]
    few = shown(**{group: mixed(k - 1), other: mixed(20)}, k=k)
    enough = shown(**{group: mixed(k), other: mixed(20)}, k=k)
    for audience in (Audience.LEADERS, Audience.MEMBERS):
        assert isinstance(few[audience], Hidden)
        assert isinstance(enough[audience], Counts)


def test_where_nobody_is_recorded_as_a_leader_it_says_so() -> None:
    cells = shown(members=mixed(12))
    assert cells[Audience.LEADERS] == Hidden(Reason.NONE_ASKED)
    assert cells[Audience.MEMBERS] == Hidden(Reason.NO_OTHER_GROUP)


@pytest.mark.parametrize(
    ("unknown", "groups_are_shown"), [(0, True), (1, False), (4, False), (5, True)]
)
def test_a_few_people_without_a_recorded_role_hide_the_groups(
    unknown: int, groups_are_shown: bool
) -> None:
    cells = shown(mixed(6), mixed(9), mixed(unknown))
    assert isinstance(cells[Audience.EVERYONE], Counts)
    for group in (Audience.LEADERS, Audience.MEMBERS):
        assert isinstance(cells[group], Counts) == groups_are_shown
        assert groups_are_shown or cells[group] == Hidden(Reason.UNRECORDED)


def test_a_few_dont_knows_stay_in_the_base_uncounted() -> None:
    """21 who have an opinion beside 23 who answered would be two bases that differ by 2."""
    cells = shown(members=Spread(agree=10, neither=3, disagree=8, dont_know=2))
    assert cells[Audience.EVERYONE] == Counts(
        23, agree=10, neither=5, disagree=8, strongly_agree=0, strongly_disagree=0
    )


def test_enough_dont_knows_are_told_and_left_out_of_the_base() -> None:
    cells = shown(members=Spread(agree=7, neither=3, disagree=6, dont_know=5))
    figure = cells[Audience.EVERYONE]
    assert figure == Counts(16, agree=7, neither=3, disagree=6, dont_know=5)
    assert not figure.dont_know_in_base


def test_a_few_opinions_among_many_dont_knows_are_no_base_of_their_own() -> None:
    """Three who agree beside nine who do not know: as a base they would be three people."""
    cells = shown(members=Spread(agree=2, disagree=2, dont_know=9))
    assert cells[Audience.EVERYONE] == Counts(13, agree=2, neither=9, disagree=2)
    split = shown(leaders=mixed(8), members=Spread(agree=4, disagree=3, dont_know=14))
    everyone = split[Audience.EVERYONE]
    assert isinstance(everyone, Counts)
    assert everyone.dont_know == 14


def test_dont_knows_too_few_to_split_between_the_groups_are_told_for_the_total_only() -> None:
    cells = shown(
        leaders=Spread(agree=4, disagree=3, dont_know=1),
        members=Spread(agree=8, neither=1, disagree=12, dont_know=8),
    )
    everyone = cells[Audience.EVERYONE]
    assert isinstance(everyone, Counts)
    assert (everyone.base, everyone.dont_know, everyone.dont_know_in_base) == (37, 9, True)
    assert cells[Audience.LEADERS] == Counts(8, agree=4, neither=1, disagree=3)


def test_five_options_from_a_base_of_twenty() -> None:
    nineteen = shown(members=Spread(strongly_agree=6, agree=5, disagree=8))[Audience.EVERYONE]
    twenty = shown(members=Spread(strongly_agree=6, agree=5, disagree=9))[Audience.EVERYONE]
    assert nineteen == Counts(19, agree=11, neither=0, disagree=8)
    assert twenty == Counts(
        20, agree=11, neither=0, disagree=9, strongly_agree=6, strongly_disagree=0
    )


def test_a_large_group_shows_three_options_where_the_difference_would_show_five_of_a_small_one() -> (
    None
):
    cells = shown(leaders=mixed(9), members=mixed(60))
    everyone, members = cells[Audience.EVERYONE], cells[Audience.MEMBERS]
    assert isinstance(everyone, Counts)
    assert isinstance(members, Counts)
    assert everyone.strongly_agree is not None
    assert members.strongly_agree is None


@pytest.mark.parametrize(
    ("spread", "band"),
    [
        (Spread(agree=5), Band(5, Opinion.AGREE, 8)),
        (Spread(agree=4, disagree=1), Band(5, Opinion.AGREE, 8)),
        (Spread(strongly_agree=9, neither=1), Band(10, Opinion.AGREE, 9)),
        (Spread(strongly_disagree=28, agree=2), Band(30, Opinion.DISAGREE, 9)),
        (Spread(neither=4, dont_know=2), Band(6, Opinion.NEITHER, 8)),
    ],
)
def test_a_nearly_unanimous_group_is_a_band(spread: Spread, band: Band) -> None:
    assert shown(members=spread)[Audience.EVERYONE] == band


def test_a_band_is_true_and_does_not_say_whether_it_was_all_of_them() -> None:
    """Nine in ten of five people could only be all five."""
    for people in range(5, 200):
        everybody = shown(members=Spread(agree=people))[Audience.EVERYONE]
        but_one = shown(members=Spread(agree=people - 1, neither=1))[Audience.EVERYONE]
        assert isinstance(everybody, Band)
        assert everybody == but_one
        assert (people - 1) * 10 >= everybody.tenths * people


def test_a_band_is_not_undone_by_the_total_minus_the_other_group() -> None:
    cells = shown(leaders=Spread(agree=6), members=mixed(12))
    assert cells[Audience.LEADERS] == Band(6, Opinion.AGREE, 8)
    assert isinstance(cells[Audience.MEMBERS], Counts)
    assert cells[Audience.EVERYONE] == Hidden(Reason.NEARLY_ALL)


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_is_a_sentence_that_begins_with_hidden(reason: Reason) -> None:
    sentence = reason.sentence(8)
    assert sentence.startswith("hidden: ")
    assert "{" not in sentence


# ---- an attacker who adds and subtracts

few, many = st.integers(0, 2), st.integers(0, 14)
spreads = st.one_of(*(st.builds(Spread, *[number] * 6) for number in (few, many)))
rounds = st.tuples(spreads, spreads, st.one_of(st.just(Spread()), spreads))
thresholds = st.integers(5, 15)


@given(rounds, thresholds)
def test_no_answers_of_fewer_than_k_people_follow_from_all_that_is_shown(
    groups: tuple[Spread, Spread, Spread], k: int
) -> None:
    cells = shown(*groups, k=k)
    sizes = [each.answered for each in groups]
    for together in derivable(cells, sizes):
        people = sum(size for size, there in zip(sizes, together, strict=True) if there)
        assert people == 0 or people >= k


@given(rounds, thresholds)
def test_no_two_bases_of_one_set_within_another_differ_by_fewer_than_k(
    groups: tuple[Spread, Spread, Spread], k: int
) -> None:
    cells = shown(*groups, k=k)
    answered = sum(each.answered for each in groups)
    base = {
        audience: each.base for audience, each in cells.items() if isinstance(each, Counts | Band)
    }
    for whole in (answered, base.get(Audience.EVERYONE)):
        for part in base.values():
            assert whole is None or whole == part or whole - part >= k


@given(rounds)
def test_where_several_are_together_nearly_of_one_mind_one_of_them_is(
    groups: tuple[Spread, Spread, Spread],
) -> None:
    """So disclosure may look at each group alone; bands of the whole never stand beside exact parts."""
    cells = shown(*groups)
    if all(isinstance(each, Counts) for each in cells.values()):
        for together in (groups[:2], groups[1:], groups[::2], groups):
            people = sum(each.answered for each in together)
            agree = sum(each.strongly_agree + each.agree for each in together)
            disagree = sum(each.strongly_disagree + each.disagree for each in together)
            for most in (agree, disagree):
                assert most < people - 1
                assert 10 * most < 9 * people


@given(rounds, thresholds)
def test_what_is_shown_is_true(groups: tuple[Spread, Spread, Spread], k: int) -> None:
    leaders, members, unknown = groups
    people = {
        Audience.EVERYONE: leaders + members + unknown,
        Audience.LEADERS: leaders,
        Audience.MEMBERS: members,
    }
    for audience, each in shown(*groups, k=k).items():
        spread = people[audience]
        if isinstance(each, Counts):
            assert each.agree == spread.strongly_agree + spread.agree
            assert each.disagree == spread.strongly_disagree + spread.disagree
            assert each.dont_know in (None, spread.dont_know)
            told = each.agree + each.neither + each.disagree
            in_base = each.dont_know if each.dont_know and each.dont_know_in_base else 0
            assert told + in_base == each.base >= k
        if isinstance(each, Band):
            assert each.base >= k


@given(rounds, thresholds, st.integers(0, 20))
def test_raising_k_never_shows_a_smaller_set(
    groups: tuple[Spread, Spread, Spread], k: int, more: int
) -> None:
    sizes = [each.answered for each in groups]

    def smallest(k: int) -> float:
        sets = derivable(shown(*groups, k=k), sizes)
        return min(
            (sum(s for s, t in zip(sizes, each, strict=True) if t) for each in sets), default=1e9
        )

    low, high = shown(*groups, k=k), shown(*groups, k=k + more)
    assert smallest(k + more) >= smallest(k)
    for group in (Audience.LEADERS, Audience.MEMBERS):
        assert isinstance(high[group], Hidden) or not isinstance(low[group], Hidden)


@given(spreads, spreads, st.integers(1, 4), st.data())
def test_what_a_few_people_without_a_recorded_role_say_changes_nothing_but_the_total(
    leaders: Spread, members: Spread, few: int, data: st.DataObject
) -> None:
    """Whatever they answer, and whoever they agree with, the groups look the same."""
    options = st.sampled_from([Spread(agree=few), Spread(neither=few), Spread(dont_know=few)])
    one, other = (shown(leaders, members, data.draw(options)) for _ in range(2))
    for group in (Audience.LEADERS, Audience.MEMBERS):
        assert one[group] == other[group]
        assert isinstance(one[group], Hidden)


def derivable(cells: dict[Audience, Shown], sizes: list[int]) -> list[tuple[int, ...]]:
    """The sets (leaders, members, unknown; 1 is in) whose exact answers are sums of what is shown.

    A group of nobody is known to have said nothing, so it may be put into or left out of any set.
    """
    about = {
        Audience.EVERYONE: (1, 1, 1),
        Audience.LEADERS: (1, 0, 0),
        Audience.MEMBERS: (0, 1, 0),
    }
    known = [list(about[a]) for a, each in cells.items() if not isinstance(each, Hidden)]
    known += [[int(i == j) for j in range(3)] for i in range(3) if sizes[i] == 0]
    return [
        wanted
        for wanted in product((0, 1), repeat=3)
        if any(size and there for size, there in zip(sizes, wanted, strict=True))
        and rank([*known, list(wanted)]) == rank(known)
    ]


def rank(rows: list[list[int]]) -> int:
    matrix = [[Fraction(x) for x in row] for row in rows]
    found = 0
    for column in range(3):
        pivot = next((r for r in matrix[found:] if r[column]), None)
        if pivot is None:
            continue
        matrix.remove(pivot)
        matrix.insert(found, pivot)
        for place in range(found + 1, len(matrix)):
            factor = matrix[place][column] / pivot[column]
            matrix[place] = [a - factor * b for a, b in zip(matrix[place], pivot, strict=True)]
        found += 1
    return found


# ---- an attacker who knows the rules as well, and tries every round that could have led here


@pytest.mark.parametrize("sizes", [(5, 5, 0), (5, 9, 0), (3, 8, 0), (5, 5, 5), (5, 5, 3)])
def test_no_result_proves_what_all_or_all_but_one_of_a_group_said(
    sizes: tuple[int, int, int],
) -> None:
    leaders, members, unknown = (list(everything_said_by(people)) for people in sizes)
    possible = defaultdict(list)
    for groups in product(leaders, members, unknown):
        possible[tuple(shown(*groups).values())].append(groups)

    assert len(possible) > 1
    for rounds_ in possible.values():
        for place, people in enumerate(sizes):
            for answer in ("agree", "neither", "disagree"):
                said = {getattr(groups[place], answer) for groups in rounds_}
                assert len(said) > 1 or max(said) < max(people - 1, 1)


def everything_said_by(people: int) -> Iterator[Spread]:
    """Every way in which so many people can answer in three ways: stars and bars."""
    for first, second in combinations(range(people + 2), 2):
        yield Spread(agree=first, neither=second - first - 1, disagree=people + 1 - second)

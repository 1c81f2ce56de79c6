"""What may be shown of a round: the rules one by one, then attackers that work with all that is shown."""

import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import disclosure
from bot.domain.disclosure import (
    FIVE_OPTIONS_FROM,
    NAMED_IN_SMALL,
    Audience,
    Band,
    Counts,
    Hidden,
    Picked,
    Reason,
    Shown,
    Written,
    disclose,
)
from bot.domain.pulse import Group
from bot.domain.questions import Answers, AnswerType, Question
from bot.domain.tallies import Opinion, Spread, Tally, count

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


# ---- one of several, yes or no, 0 to 10: the same attackers, on ballots as people cast them

Said = Sequence[Sequence[str]]
"""What leaders, members and those without a recorded role answered to one question."""

YES_NO = Question("came", "Did you come?", "Came", AnswerType.YES_NO)
SCALE = Question("mark", "How well does it work?", "Mark", AnswerType.SCALE)


def choice(options: int) -> Question:
    words = tuple(f"Answer {number}" for number in range(1, options + 1))
    return Question("pick", "Which of these?", "Pick", AnswerType.CHOICE, words)


def shown_of(question: Question, said: Said, k: int = 5) -> dict[Audience, Shown]:
    cast = [(group, (each,)) for group, own in zip(Group, said, strict=True) for each in own]
    asked = {group: len(own) for group, own in zip(Group, said, strict=True)}
    cells = disclose((question,), count((question,), cast, asked), k)
    return {cell.audience: cell.shown for cell in cells}


def base_of(shown: Shown) -> int | None:
    return shown.base if isinstance(shown, Counts | Band | Picked) else None


def said_to(question: Question, most: int = 30) -> st.SearchStrategy[Said]:
    """Few who differ, many who are of one mind, and nobody without a role as well."""
    values = [each.value for each in question.options]
    mixed_minds = st.lists(st.sampled_from(values), max_size=most)
    one_mind = st.tuples(st.sampled_from(values), st.integers(0, most)).map(
        lambda pair: [pair[0]] * pair[1]
    )
    nearly = st.tuples(one_mind, st.lists(st.sampled_from(values), max_size=2)).map(
        lambda pair: pair[0] + pair[1]
    )
    group = st.one_of(mixed_minds, nearly)
    return st.tuples(group, group, st.one_of(st.just([]), group))


of_a_choice = st.integers(2, 8).flatmap(
    lambda options: st.tuples(st.just(choice(options)), said_to(choice(options)))
)
of_any_kind = st.one_of(
    of_a_choice,
    said_to(YES_NO).map(lambda said: (YES_NO, said)),
    said_to(SCALE).map(lambda said: (SCALE, said)),
)


@given(of_any_kind, thresholds)
def test_of_no_kind_do_answers_of_fewer_than_k_people_follow_from_all_that_is_shown(
    asked: tuple[Question, Said], k: int
) -> None:
    question, said = asked
    cells = shown_of(question, said, k)
    sizes = [len(each) for each in said]
    for together in derivable(cells, sizes):
        people = sum(size for size, there in zip(sizes, together, strict=True) if there)
        assert people == 0 or people >= k
    for audience, each in cells.items():
        base = base_of(each)
        assert base is None or base >= k
        if audience is not Audience.EVERYONE and base is not None:
            assert isinstance(each, Band) or base <= sum(sizes) - k


@given(of_any_kind, thresholds)
def test_of_no_kind_is_a_group_that_is_nearly_of_one_mind_told_exactly(
    asked: tuple[Question, Said], k: int
) -> None:
    """Neither in its own cell, nor as the total minus the other group."""
    question, said = asked
    cells = shown_of(question, said, k)
    if question.type is AnswerType.SCALE:
        said = [[_opinion_of(each) for each in own] for own in said]
    sizes = [len(each) for each in said]
    for together in derivable(
        {a: each for a, each in cells.items() if not isinstance(each, Band)}, sizes
    ):
        own = [each for part, there in zip(said, together, strict=True) for each in part if there]
        most = Counter(own).most_common(1)[0][1] if own else 0
        assert not own or (most < len(own) - 1 and 10 * most < 9 * len(own))


def _opinion_of(points: str) -> str:
    return "low" if int(points) <= 3 else "middle" if int(points) <= 6 else "high"


@given(of_a_choice, thresholds)
def test_a_question_with_several_answers_is_split_only_between_groups_of_twenty(
    asked: tuple[Question, Said], k: int
) -> None:
    question, said = asked
    cells = shown_of(question, said, k)
    parts = [len(each) for each in said if each]
    for group in (Audience.LEADERS, Audience.MEMBERS):
        if not isinstance(cells[group], Hidden):
            assert min(parts) >= FIVE_OPTIONS_FROM
    if any(isinstance(cells[group], Band) for group in (Audience.LEADERS, Audience.MEMBERS)):
        assert cells[Audience.EVERYONE] == Hidden(Reason.NEARLY_ALL)


@given(of_a_choice, thresholds)
def test_a_small_base_names_two_answers_and_the_rest_together_and_all_of_it_is_true(
    asked: tuple[Question, Said], k: int
) -> None:
    question, said = asked
    people = {
        Audience.EVERYONE: [each for own in said for each in own],
        Audience.LEADERS: list(said[0]),
        Audience.MEMBERS: list(said[1]),
    }
    for audience, each in shown_of(question, said, k).items():
        number = Counter(people[audience])
        if isinstance(each, Picked):
            assert each.base == sum(dict(each.chosen).values()) + (each.others or 0)
            assert all(number[value] == told for value, told in each.chosen)
            if each.base < FIVE_OPTIONS_FROM and len(question.options) > NAMED_IN_SMALL + 1:
                assert len(each.chosen) == NAMED_IN_SMALL
                least = min(told for _, told in each.chosen)
                rest = [option.value for option in question.options]
                assert all(number[v] <= least for v in rest if v not in dict(each.chosen))
        if isinstance(each, Band):
            assert number[each.opinion] * 10 >= each.tenths * each.base


@pytest.mark.parametrize("options", [2, 3, 5, 8])
def test_all_and_all_but_one_of_a_choice_look_alike(options: int) -> None:
    """Whatever the one says instead."""
    question = choice(options)
    for people in (5, 9, 10, 19, 20, 40):
        alike = {
            str(shown_of(question, ([], ["c1"] * (people - 1) + [other.value], [])))
            for other in question.options
        }
        assert len(alike) == 1
        assert "Band" in alike.pop()


@given(said_to(SCALE), thresholds)
def test_a_mean_is_told_only_of_everyone_and_only_beside_five_options(said: Said, k: int) -> None:
    cells = shown_of(SCALE, said, k)
    for audience, each in cells.items():
        if isinstance(each, Counts) and each.mean is not None:
            assert audience is Audience.EVERYONE
            assert each.strongly_agree is not None
            assert each.base >= FIVE_OPTIONS_FROM
            points = [int(value) for own in said for value in own]
            assert each.mean == round(sum(points) / len(points), 1)
        if isinstance(each, Counts) and audience is Audience.EVERYONE:
            assert (each.mean is None) == (each.strongly_agree is None)


# As above, and they know the mean and the names of the two that most chose. The rules do not know
# their numbers, so that what twenty people need may be tried on a size that can be searched whole.


def everything_chosen_by(people: int, values: Sequence[str]) -> Iterator[list[str]]:
    """Every way in which so many people can choose among these."""
    for bars in combinations(range(people + len(values) - 1), len(values) - 1):
        edges = (-1, *bars, people + len(values) - 1)
        numbers = [after - before - 1 for before, after in pairwise(edges)]
        yield [value for value, number in zip(values, numbers, strict=True) for _ in range(number)]


@pytest.mark.parametrize(
    ("question", "values", "sizes", "five_from"),
    [
        (YES_NO, ("yes", "no", "dont_know"), (5, 5, 0), 20),
        (YES_NO, ("yes", "no", "dont_know"), (5, 9, 0), 20),
        (YES_NO, ("yes", "no", "dont_know"), (3, 8, 0), 20),
        (YES_NO, ("yes", "no", "dont_know"), (5, 5, 3), 20),
        (choice(4), ("c1", "c2", "c3", "c4"), (3, 8, 0), 20),
        (choice(4), ("c1", "c2", "c3", "c4"), (5, 6, 0), 20),
        (choice(3), ("c1", "c2", "c3"), (6, 7, 0), 6),
        (choice(4), ("c1", "c2", "c3", "c4"), (6, 6, 0), 6),
        (choice(2), ("c1", "c2"), (20, 25, 0), 20),
        (choice(2), ("c1", "c2"), (20, 20, 7), 20),
        (SCALE, ("0", "1", "8", "10"), (5, 6, 0), 11),
        (SCALE, ("0", "3", "9", "10"), (5, 5, 0), 5),
        (SCALE, ("0", "4", "9", "10"), (3, 8, 0), 11),
    ],
    ids=lambda each: each.type.value if isinstance(each, Question) else str(each),
)
def test_of_no_kind_does_a_result_prove_what_all_or_all_but_one_of_a_group_said(
    question: Question,
    values: tuple[str, ...],
    sizes: tuple[int, int, int],
    five_from: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disclosure, "FIVE_OPTIONS_FROM", five_from)
    seen = defaultdict(list)
    for said in product(*(list(everything_chosen_by(people, values)) for people in sizes)):
        seen[tuple(shown_of(question, said).values())].append([Counter(own) for own in said])

    assert len(seen) > 1
    meanings = {_meaning(question, value) for value in values} | {(value,) for value in values}
    for rounds_ in seen.values():
        for place, people in enumerate(sizes):
            for meaning in meanings:
                told = {sum(groups[place][value] for value in meaning) for groups in rounds_}
                assert len(told) > 1 or max(told) < max(people - 1, 1)


def _meaning(question: Question, value: str) -> tuple[str, ...]:
    """The values that say the same as this one."""
    if question.type is not AnswerType.SCALE:
        return (value,)
    return tuple(
        each.value for each in question.options if _opinion_of(each.value) == _opinion_of(value)
    )


def test_the_mean_tells_the_extremes_of_no_small_base() -> None:
    """Nineteen people: whatever they say within a band, the same is shown."""
    low = shown_of(SCALE, ([], ["7"] * 10 + ["0"] * 9, []))
    high = shown_of(SCALE, ([], ["10"] * 10 + ["3"] * 9, []))
    assert low == high
    assert isinstance(low[Audience.EVERYONE], Counts)
    more = [shown_of(SCALE, ([], [each] * 11 + ["0"] * 9, [])) for each in ("7", "8")]
    assert more[0] != more[1]  # from twenty on, as five options are


# ---- in their own words

FIRST = Question("better", "What would be better?", "Better", AnswerType.TEXT)
SECOND = Question("keep", "What should stay?", "Stay", AnswerType.TEXT)
AGREE = Question("owned", "It is ours", "Ours")
WRITERS = 5
SEEDS = 1500


def written(
    cast: Sequence[tuple[Group, Answers]], seed: int = 0, k: int = 5
) -> Mapping[str, Shown]:
    questions = (FIRST, AGREE, SECOND)
    tallies = count(questions, cast, {})
    cells = disclose(questions, tallies, k, random.Random(seed))
    return {cell.question: cell.shown for cell in cells if cell.question != AGREE.id}


def writers(number: int = WRITERS) -> list[tuple[Group, Answers]]:
    """Each writes their own number, and all are in one group or another."""
    groups = list(Group)
    return [
        (groups[each % 3], (f"first {each}", "agree" if each % 2 else "disagree", f"second {each}"))
        for each in range(number)
    ]


def order(shown: Shown) -> tuple[int, ...]:
    assert isinstance(shown, Written)
    return tuple(int(text.split()[1]) for text in shown.texts)


@pytest.mark.parametrize("k", [5, 8])
def test_texts_are_shown_from_k_writers_on_and_then_all_of_them(k: int) -> None:
    for number in range(1, k + 4):
        others = [(Group.MEMBER, ("", "agree", ""))] * 30  # who write nothing do not make it k
        shown = written([*writers(number), *others], k=k)
        for each in shown.values():
            if number < k:
                assert each == Hidden(Reason.FEW_WROTE)
            else:
                assert sorted(order(each)) == list(range(number))


def test_texts_are_shown_for_everyone_alone_and_with_no_number_where_they_are_hidden() -> None:
    tallies = count((FIRST,), [(g, a[:1]) for g, a in writers(12)], {})
    assert [cell.audience for cell in disclose((FIRST,), tallies, 5)] == [Audience.EVERYONE]
    few = [written(writers(number))["better"] for number in range(5)]
    assert len(set(few)) == 1


def test_the_same_words_by_several_people_are_several_texts() -> None:
    cast = [(Group.MEMBER, ("Tea", "agree", ""))] * 3 + [(Group.LEADER, ("Tea", "agree", ""))] * 2
    assert written(cast)["better"] == Written(("Tea",) * 5)


def evenly(seen: Counter[Hashable], kinds: int, drawn: int) -> bool:
    """Whether so many draws are as even over these kinds as chance makes them (chi-square, 1 in 10^6)."""
    expected = drawn / kinds
    missing = (kinds - len(seen)) * expected
    distance = sum((each - expected) ** 2 / expected for each in seen.values()) + missing
    freedom = kinds - 1  # Wilson and Hilferty's bound of the chi-square distribution
    bound = freedom * (1 - 2 / (9 * freedom) + 4.75 * (2 / (9 * freedom)) ** 0.5) ** 3
    return bool(distance < bound)


ARRIVED = {
    "as they came": list(range(WRITERS)),
    "the other way round": list(range(WRITERS))[::-1],
    "leaders first": [0, 3, 1, 4, 2],
}


@pytest.mark.parametrize("arrived", ARRIVED.values(), ids=list(ARRIVED))
def test_each_order_of_texts_is_equally_likely_however_the_ballots_came(
    arrived: list[int],
) -> None:
    cast = writers()
    orders: Counter[Hashable] = Counter()
    places: Counter[Hashable] = Counter()
    for seed in range(SEEDS):
        found = order(written([cast[each] for each in arrived], seed)["better"])
        orders[found] += 1
        places.update((number, place) for place, number in enumerate(found))
    assert evenly(orders, len(list(permutations(range(WRITERS)))), SEEDS)
    assert evenly(places, WRITERS**2, SEEDS * WRITERS)


def test_the_order_does_not_tell_group_key_or_what_else_somebody_said() -> None:
    """Ballots come sorted by key: whose key is the lowest is as often first as last."""
    cast = writers()
    first: Counter[Hashable] = Counter()
    rng = random.Random(5)
    for seed in range(SEEDS):
        by_key = sorted(cast, key=lambda _each: rng.random())  # another salt, other keys
        shown = order(written(by_key, seed)["better"])
        first[[cast.index(each) for each in by_key].index(shown[0])] += 1
    assert evenly(first, WRITERS, SEEDS)


def test_two_questions_in_ones_own_words_are_shuffled_each_by_itself() -> None:
    """Where somebody's text stands in one tells nothing of where theirs stands in the other."""
    pairs: Counter[Hashable] = Counter()
    same = 0
    for seed in range(SEEDS):
        shown = written(writers(), seed)
        one, other = order(shown["better"]), order(shown["keep"])
        same += one == other
        for person in range(WRITERS):
            pairs[one.index(person), other.index(person)] += 1
    assert evenly(pairs, WRITERS**2, SEEDS * WRITERS)
    assert same < SEEDS / 20  # by chance once in 120


def test_without_a_source_of_chance_of_its_own_it_takes_the_systems() -> None:
    drawn = {
        order(
            disclose((FIRST,), count((FIRST,), [(g, a[:1]) for g, a in writers(9)], {}), 5)[0].shown
        )
        for _ in range(6)
    }
    assert len(drawn) > 1

"""Adding up: every answer is counted once, in the group of whoever gave it."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pulse import Group
from bot.domain.questions import OWNERSHIP_4, Agreement
from bot.domain.tallies import DontKnow, Opinion, Spread, count

QUESTIONS = OWNERSHIP_4.questions
ballots = st.lists(
    st.tuples(st.sampled_from(Group), st.tuples(*[st.sampled_from(Agreement)] * 4)), max_size=60
)


@given(ballots)
def test_every_answer_is_counted_once(cast: list[tuple[Group, tuple[Agreement, ...]]]) -> None:
    tallies = count(QUESTIONS, cast, {Group.LEADER: 7})
    for group in Group:
        own = [answers for whose, answers in cast if whose is group]
        assert tallies[group].answered == len(own)
        for place, question in enumerate(QUESTIONS):
            expected = Counter(answers[place] for answers in own)
            spread = tallies[group].spreads[question.id]
            assert spread.counts == tuple(expected[each] for each in Agreement)
    assert [tallies[group].asked for group in Group] == [7, 0, 0]


def test_dont_know_is_never_agreement_or_disagreement() -> None:
    spread = Spread(1, 2, 3, 4, 5, dont_know=6)
    for where in DontKnow:
        opinions = spread.opinions(where)
        assert (opinions[Opinion.AGREE], opinions[Opinion.DISAGREE]) == (3, 9)
    assert spread.base(DontKnow.APART) == 15
    assert spread.base(DontKnow.IN_BASE) == spread.base(DontKnow.WITH_NEITHER) == 21


def test_spreads_add_up() -> None:
    assert Spread(1, 2, 3, 4, 5, 6) + Spread(agree=10, dont_know=1) == Spread(1, 12, 3, 4, 5, 7)

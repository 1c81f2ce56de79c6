"""Adding up: every answer is counted once, in the group of whoever gave it."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pulse import Group
from bot.domain.questions import OWNERSHIP_4, SESSION_FEEDBACK, TEMPERATURE, Agreement, AnswerType
from bot.domain.tallies import DontKnow, Opinion, Spread, count

QUESTIONS = OWNERSHIP_4.questions
OF_ALL_KINDS = (*SESSION_FEEDBACK.questions, *TEMPERATURE.questions)
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


of_all_kinds = st.lists(
    st.tuples(
        st.sampled_from(Group),
        st.tuples(
            *(
                st.sampled_from(("", "Tea", "More time", " "))
                if each.is_text
                else st.sampled_from([option.value for option in each.options])
                for each in OF_ALL_KINDS
            )
        ),
    ),
    max_size=40,
)


@given(of_all_kinds)
def test_every_answer_of_every_kind_is_counted_once_in_its_group(
    cast: list[tuple[Group, tuple[str, ...]]],
) -> None:
    tallies = count(OF_ALL_KINDS, cast, {})
    for group in Group:
        own = [answers for whose, answers in cast if whose is group]
        for place, question in enumerate(OF_ALL_KINDS):
            said = Counter(answers[place] for answers in own)
            match question.type:
                case AnswerType.TEXT:  # each as it was written, as often as it was; not the empty
                    texts = Counter(tallies[group].texts[question.id])
                    assert texts == Counter({text: said[text] for text in said if text})
                case AnswerType.CHOICE:
                    picks = tallies[group].picks[question.id]
                    assert picks == tuple(said[each.value] for each in question.options)
                case _:
                    assert tallies[group].spreads[question.id].answered == len(own)
        marks = [int(answers[-1]) for answers in own]
        spread = tallies[group].spreads["temperature"]
        assert tallies[group].points["temperature"] == sum(marks)
        assert spread.strongly_disagree + spread.disagree == sum(each <= 3 for each in marks)
        assert spread.neither == sum(4 <= each <= 6 for each in marks)
        assert spread.strongly_agree + spread.agree == sum(each >= 7 for each in marks)
        assert spread.dont_know == 0


@given(of_all_kinds)
def test_the_order_of_ballots_changes_no_count(
    cast: list[tuple[Group, tuple[str, ...]]],
) -> None:
    one, other = count(OF_ALL_KINDS, cast, {}), count(OF_ALL_KINDS, cast[::-1], {})
    for group in Group:
        for part in ("asked", "answered", "spreads", "picks", "points"):
            assert getattr(one[group], part) == getattr(other[group], part)
        for texts, same in zip(one[group].texts.values(), other[group].texts.values(), strict=True):
            assert Counter(texts) == Counter(same)

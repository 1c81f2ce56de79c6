"""Reading results: intervals against the published and golden values, gaps only from exact figures."""

from datetime import UTC, datetime

import pytest

from bot.domain.disclosure import Audience, Band, Cell, Counts, Hidden, Reason, Shown
from bot.domain.pulse import Round, State
from bot.domain.questions import OWNERSHIP_4
from bot.domain.results import Gap, Results, agreement, agreement_interval, difference, read
from bot.domain.tallies import Opinion

AT = datetime(2026, 11, 24, tzinfo=UTC)
LEADERS_2013 = Counts(74, agree=49, neither=10, disagree=15)
MEMBERS_2013 = Counts(232, agree=81, neither=70, disagree=81)


def results(leaders: Shown, members: Shown, everyone: Shown = LEADERS_2013) -> Results:
    question = OWNERSHIP_4.questions[0]
    round_ = Round(1, State.CLOSED, "C1", "U9", (question,), 5, AT, AT, asked=400, answered=306)
    shown = {
        Audience.EVERYONE: everyone,
        Audience.LEADERS: leaders,
        Audience.MEMBERS: members,
    }
    return read(round_, [Cell("owned", audience, each) for audience, each in shown.items()])


def gap(one: Counts, other: Counts) -> Gap:
    return difference(one, agreement_interval(one), other, agreement_interval(other))


def test_the_gap_of_2013_with_its_interval() -> None:
    """Owned by members: 49 of 74 leaders, 81 of 232 others (domain.md 2.6)."""
    found = gap(LEADERS_2013, MEMBERS_2013)
    assert found.difference == pytest.approx(0.3130242311)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.1831510782, 0.4265823659))
    assert found.is_clear


def test_agreement_with_wilsons_interval() -> None:
    counts = Counts(40, agree=12, neither=8, disagree=20)
    interval = agreement_interval(counts)
    assert agreement(counts) == pytest.approx(0.3)
    assert (interval.low, interval.high) == pytest.approx((0.1807484523, 0.4543001882))


def test_a_gap_that_chance_could_make_is_not_clear() -> None:
    few = gap(Counts(6, agree=4, neither=0, disagree=2), Counts(10, agree=4, neither=1, disagree=5))
    assert not few.is_clear


@pytest.mark.parametrize(
    "leaders", [Hidden(Reason.TOO_FEW), Band(6, Opinion.AGREE, 8)], ids=["hidden", "band"]
)
def test_no_gap_from_a_figure_that_is_not_exact(leaders: Shown) -> None:
    assert results(leaders, MEMBERS_2013).figures[0].gap is None
    assert results(LEADERS_2013, MEMBERS_2013).figures[0].gap is not None


def test_why_groups_are_hidden_is_said_once_for_the_round() -> None:
    why = Hidden(Reason.TOO_FEW), Hidden(Reason.OTHER_GROUP)
    assert results(*why).groups_hidden == why
    assert results(LEADERS_2013, MEMBERS_2013).groups_hidden is None


def test_the_response_rate_is_of_those_asked() -> None:
    assert results(LEADERS_2013, MEMBERS_2013).response_rate == pytest.approx(306 / 400)

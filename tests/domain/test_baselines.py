"""The published figures, written down once more from the studies' own tables (domain.md 2.6 and 3)."""

import pytest

from bot.domain.baselines import SIX_SITES_2013, WORKLIFE_2015, published
from bot.domain.questions import OWNERSHIP_8, SESSION_FEEDBACK, TEMPERATURE

MORAN_2015 = {
    "informed": (0.87, 0.55),
    "understand": (0.85, 0.45),
    "decisions": (0.72, 0.14),
    "contact": (0.99, 0.79),
    "responsive": (0.87, 0.50),
    "owned": (0.58, 0.18),
    "meetings": (0.96, 0.82),
    "influence": (0.80, 0.40),
}


@pytest.mark.parametrize("question", [each.id for each in OWNERSHIP_8.questions])
def test_2015_has_all_eight_items(question: str) -> None:
    found = published(question)[-1]
    assert found.survey is WORKLIFE_2015
    assert (found.leaders, found.members) == MORAN_2015[question]
    assert not found.rounded


@pytest.mark.parametrize(
    ("question", "leaders", "members", "in_percent"),
    [("owned", 49 / 74, 81 / 232, (66, 35)), ("decisions", 60 / 74, 88 / 232, (81, 38))],
)
def test_2013_has_the_shares_that_were_counted(
    question: str, leaders: float, members: float, in_percent: tuple[int, int]
) -> None:
    first, _ = published(question)
    assert first.survey is SIX_SITES_2013
    assert (first.leaders, first.members) == (leaders, members)
    assert (round(first.leaders * 100), round(first.members * 100)) == in_percent
    assert not first.rounded


def test_2013_said_of_relations_nearly_80_per_cent_and_a_third() -> None:
    (only,) = published("relations")
    assert only.survey is SIX_SITES_2013
    assert only.leaders == pytest.approx(0.80)
    assert only.members == pytest.approx(1 / 3)
    assert only.rounded  # it is told as "about"


def test_2013_knows_nothing_of_the_others() -> None:
    for question in OWNERSHIP_8.questions:
        years = [each.survey.year for each in published(question.id)]
        assert years == ([2013, 2015] if question.id in ("owned", "decisions") else [2015])


def test_there_is_nothing_beside_what_nobody_else_asked() -> None:
    for question in (*TEMPERATURE.questions, *SESSION_FEEDBACK.questions):
        assert published(question.id) == ()
    assert published("own-0123456789") == ()


@pytest.mark.parametrize("survey", [SIX_SITES_2013, WORKLIFE_2015])
def test_each_survey_says_where_it_is_from_and_why_it_may_differ(survey: object) -> None:
    assert survey in (SIX_SITES_2013, WORKLIFE_2015)
    for each in (SIX_SITES_2013, WORKLIFE_2015):
        assert str(each.year) in each.source
        assert "not a target" in each.caveat
    assert "74 leaders and 232 GPs" in SIX_SITES_2013.source
    assert "2,611 GPs (46% answered)" in WORKLIFE_2015.source

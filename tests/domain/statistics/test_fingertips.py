"""The real Fingertips file (smoking, 91547, Manchester, 2022/23): its limits and labels reproduced."""

from collections import Counter

import pytest

from bot.domain.indicators import Polarity
from bot.domain.statistics import (
    Interval,
    Label,
    TrendLabel,
    label,
    recent_trend,
    trend_label,
    wilson,
)
from tests.domain.statistics.real import smoking, smoking_in_practices

ROUNDING = 5e-9  # published with eight decimals, in per cent
MULTIPLIER = 100


def england() -> list[dict[str, str]]:
    return [row for row in smoking() if row["Area Type"] == "England"]


def limits(row: dict[str, str], confidence: float) -> Interval:
    found = wilson(float(row["Count"]), float(row["Denominator"]), confidence)
    return Interval(found.low * MULTIPLIER, found.high * MULTIPLIER)


def test_the_rows_put_in_by_hand_are_told_apart() -> None:
    assert len(smoking_in_practices()) == 83
    by_hand = [row for row in smoking() if row["Area Type"] == "GPs" and not row["Indicator ID"]]
    assert {row["Time period"] for row in by_hand} == {"2023/24"}
    assert not any(row["Lower CI 95.0 limit"] for row in by_hand)
    assert len(by_hand) == 83


@pytest.mark.parametrize(("confidence", "name"), [(0.95, "95.0"), (0.998, "99.8")])
def test_all_published_limits_are_reproduced(confidence: float, name: str) -> None:
    differences = [
        abs(ours - float(row[f"{end} CI {name} limit"]))
        for row in smoking_in_practices()
        for end, ours in zip(
            ("Lower", "Upper"),
            (limits(row, confidence).low, limits(row, confidence).high),
            strict=True,
        )
    ]
    assert len(differences) == 2 * 83
    assert max(differences) <= ROUNDING + 1e-12


def test_all_published_labels_beside_england_are_reproduced() -> None:
    (reference,) = (float(row["Value"]) for row in england() if row["Time period"] == "2022/23")
    found = Counter[Label]()
    for row in smoking_in_practices():
        ours = label(limits(row, 0.95), reference, Polarity.LOW_IS_GOOD)
        assert ours == row["Compared to England value or percentiles"].lower()
        found[ours] += 1
    assert found == {Label.WORSE: 56, Label.BETTER: 15, Label.SIMILAR: 12}


def test_at_99_8_per_cent_labels_go_by_the_published_wider_limits() -> None:
    (reference,) = (float(row["Value"]) for row in england() if row["Time period"] == "2022/23")
    found = Counter[Label]()
    for row in smoking_in_practices():
        ours = label(limits(row, 0.998), reference, Polarity.LOW_IS_GOOD)
        low, high = (float(row[f"{end} CI 99.8 limit"]) for end in ("Lower", "Upper"))
        assert (ours is Label.SIMILAR) == (low <= reference <= high)
        assert (ours is Label.BETTER) == (high < reference)
        found[ours] += 1
    assert found == {Label.WORSE: 55, Label.BETTER: 11, Label.SIMILAR: 17}


def test_the_published_trend_is_reproduced_where_five_years_are_in_the_file() -> None:
    """England's alone: the practices' are published as "Cannot be calculated" that year."""
    years = england()
    published = years[-1]["Recent Trend"]
    points = [
        (
            float(row["Value"]),
            Interval(float(row["Lower CI 95.0 limit"]), float(row["Upper CI 95.0 limit"])),
        )
        for row in years
    ]
    assert published == "Decreasing and getting better"
    ours = trend_label(recent_trend(points), Polarity.LOW_IS_GOOD)
    assert ours is TrendLabel.DECREASING_BETTER
    ours = trend_label(recent_trend(points[1:]), Polarity.LOW_IS_GOOD)
    assert ours is TrendLabel.CANNOT_BE_CALCULATED
    assert {row["Recent Trend"] for row in smoking_in_practices()} == {"Cannot be calculated"}

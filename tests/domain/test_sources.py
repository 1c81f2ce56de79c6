"""Sources of figures: what somebody types, and when one that did not work is tried again."""

from datetime import timedelta

import pytest

from bot.domain.sources import TOLD_AFTER, NotASource, SourceKind, next_try, read_key

FINGERTIPS, OPENPRESCRIBING, ODS = SourceKind


@pytest.mark.parametrize(
    ("kind", "words", "key"),
    [
        (FINGERTIPS, ["91547"], "91547"),
        (OPENPRESCRIBING, ["KTT9_antibiotics", "14l"], "ktt9_antibiotics:14L"),
        (OPENPRESCRIBING, [" saba ", "U49529"], "saba:U49529"),
        (ODS, ["qop"], "QOP"),
    ],
)
def test_what_is_typed_is_written_in_one_way(kind: SourceKind, words: list[str], key: str) -> None:
    assert read_key(kind, words) == key


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FINGERTIPS, ["smoking"]),
        (FINGERTIPS, ["0"]),
        (FINGERTIPS, ["91547", "14L"]),
        (OPENPRESCRIBING, ["saba"]),
        (OPENPRESCRIBING, ["saba&org=1", "14L"]),
        (OPENPRESCRIBING, ["saba", "E92000001"]),
        (ODS, ["../14L"]),
        (ODS, []),
    ],
)
def test_what_cannot_be_meant_is_answered_with_how_it_is_written(
    kind: SourceKind, words: list[str]
) -> None:
    with pytest.raises(NotASource, match=f"peerbot source add {kind}"):
        read_key(kind, words)


def test_what_may_pass_is_tried_again_soon_and_what_lasts_in_a_day() -> None:
    hours = [next_try(each, lasting=False) for each in range(1, 4)]
    assert hours == [timedelta(hours=1), timedelta(hours=6), None]
    days = [next_try(each, lasting=True) for each in range(1, 4)]
    assert days == [timedelta(days=1), timedelta(days=1), None]
    assert next_try(TOLD_AFTER, lasting=False) is None  # who was told need not be told again


def test_a_publisher_that_asks_for_longer_gets_it() -> None:
    assert next_try(1, lasting=False, after=timedelta(hours=3)) == timedelta(hours=3)
    assert next_try(2, lasting=False, after=timedelta(hours=3)) == timedelta(hours=6)

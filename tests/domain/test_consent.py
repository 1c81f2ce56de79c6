"""The ladder of consent: where a practice stands, who is in what others see, who may be named."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.comparisons import Comparison, make_figure
from bot.domain.comparisons.consent import (
    LEFT_UNNAMED,
    WHOLE_GROUP,
    Consent,
    Rung,
    as_others_see,
    is_chosen,
    named_figures,
    rung_of,
    rungs_in,
    taken_down,
    without_own_eyes,
)
from bot.domain.indicators import CATALOGUE
from tests.support.snippets import YEAR, code_of, comparison

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
OWN, DOT, NAMED = Rung.OWN_EYES, Rung.UNLABELLED, Rung.NAMED


def chosen(*choices: tuple[str, Rung], code: str = "Y90001") -> list[Consent]:
    return [Consent(code, channel, rung, "U1", NOW) for channel, rung in choices]


def test_who_says_nothing_is_a_dot_without_a_name() -> None:
    assert rung_of([], "C1") is DOT
    assert rungs_in([], "C1") == {}


def test_a_channels_own_choice_counts_there_and_nowhere_else() -> None:
    both = chosen((WHOLE_GROUP, OWN), ("C1", NAMED))
    assert [rung_of(both, each) for each in ("C1", "C2", WHOLE_GROUP)] == [NAMED, OWN, OWN]
    only_one = chosen(("C1", OWN))
    assert [rung_of(only_one, each) for each in ("C1", "C2")] == [OWN, DOT]


def test_practices_stand_each_for_themselves() -> None:
    those = [*chosen((WHOLE_GROUP, OWN)), *chosen(("C1", NAMED), code="Y90002")]
    assert rungs_in(those, "C1") == {"Y90001": OWN, "Y90002": NAMED}
    assert rungs_in(those, "C2") == {"Y90001": OWN, "Y90002": DOT}


def test_the_same_choice_again_is_none() -> None:
    assert is_chosen([], WHOLE_GROUP, DOT)
    assert not is_chosen([], "C1", DOT)  # said for the channel it stays, whatever the group gets
    assert is_chosen([], "C1", None)
    assert is_chosen(chosen(("C1", DOT)), "C1", DOT)
    assert not is_chosen(chosen(("C1", DOT)), "C1", None)


def test_coming_down_for_the_whole_group_takes_higher_channels_down() -> None:
    those = chosen((WHOLE_GROUP, NAMED), ("C1", NAMED), ("C2", DOT), ("C3", OWN))
    assert taken_down(those, DOT) == ("C1",)
    assert taken_down(those, OWN) == ("C1", "C2")
    assert taken_down(those, NAMED) == ()
    climbing = chosen((WHOLE_GROUP, OWN), ("C1", NAMED))
    assert taken_down(climbing, DOT) == ()


@given(
    st.dictionaries(st.sampled_from(["", "C1", "C2", "C3"]), st.sampled_from(Rung)),
    st.sampled_from(Rung),
)
def test_after_coming_down_for_the_group_nowhere_is_more_seen_than_was_said(
    before: dict[str, Rung], rung: Rung
) -> None:
    known = chosen(*before.items())
    if rung.height >= rung_of(known, WHOLE_GROUP).height:
        return
    down = taken_down(known, rung)
    after = chosen(
        (WHOLE_GROUP, rung),
        *((channel, each) for channel, each in before.items() if channel and channel not in down),
    )
    assert all(rung_of(after, each).height <= rung.height for each in ("", "C1", "C2", "C3", "C4"))


def test_own_eyes_are_in_nobody_elses_figures() -> None:
    shown = comparison()
    rungs = {code_of(0): OWN, code_of(1): NAMED}
    seen = without_own_eyes(shown, rungs)
    assert [each.ods_code for each in seen.figures] == [code_of(place) for place in range(1, 6)]
    assert seen.spread is not None
    assert seen.spread.practices == 5
    own_view = without_own_eyes(shown, rungs, keep=code_of(0))
    assert own_view == shown


def test_with_too_few_left_there_is_nothing_to_compare() -> None:
    rungs = {code_of(0): OWN, code_of(1): OWN}
    assert without_own_eyes(comparison(), rungs).spread is None


def test_of_figures_that_are_not_public_others_see_rounded_counts_and_no_small_ones() -> None:
    assert as_others_see(comparison()) == comparison()
    secret = replace(CATALOGUE["ktt9_antibiotics"], public=False)
    counts = (3.0, 1083.0, 2161.0)
    figures = tuple(
        make_figure(secret, code_of(place), count, 48_000.0) for place, count in enumerate(counts)
    )
    shown = Comparison(secret, YEAR, figures, NOW)
    assert [each.numerator for each in as_others_see(shown).figures] == [1085.0, 2160.0]
    assert as_others_see(shown, keep=code_of(0)).figures[0] == figures[0]


# ---- names


def codes(rungs: dict[str, Rung], **changes: Any) -> list[str]:
    shown = comparison()
    indicator = replace(shown.indicator, **changes)
    return [each.ods_code for each in named_figures(replace(shown, indicator=indicator), rungs)]


def test_only_who_is_named_is_named() -> None:
    assert codes({code_of(0): NAMED, code_of(1): DOT, code_of(2): OWN}) == [code_of(0)]
    assert codes({}) == []


def test_a_figure_that_is_not_public_is_never_named() -> None:
    assert codes({code_of(0): NAMED}, public=False) == []


@pytest.mark.parametrize("how_many", range(7))
def test_the_last_dots_are_not_named_by_those_beside_them(how_many: int) -> None:
    named = {code_of(place): NAMED for place in range(how_many)}
    left = 6 - how_many
    expected = [] if 0 < left < LEFT_UNNAMED else sorted(named)
    assert codes(named) == expected


def test_nobody_is_named_where_there_are_too_few_to_compare() -> None:
    shown = replace(comparison(), figures=comparison().figures[:4])
    assert named_figures(shown, {code_of(0): NAMED}) == ()

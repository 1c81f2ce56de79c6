"""What a practice reads of itself: complete, private, and about nobody else."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks.comparisons import no_figures_fit, render_own, render_which
from bot.blocks.comparisons import words as say
from bot.blocks.comparisons.own import Shown, among
from bot.domain.comparisons import ENGLAND, Comparison, Figure, Period, make_figure, own
from bot.domain.delivery import Message
from bot.domain.indicators import CATALOGUE, Indicator, openprescribing_indicator
from bot.domain.people import Practice
from tests.support.people import PRACTICES
from tests.support.words import blaming

KTT9 = CATALOGUE["ktt9_antibiotics"]
BROAD = CATALOGUE["broad_spectrum"]
YEAR = Period(date(2025, 9, 1), date(2026, 8, 1))
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ZONE = "Europe/London"
COUNTS = (2880.0, 3600.0, 3840.0, 4320.0, 4800.0, 3720.0)
ALIKE = "10 urban practices of 7,000 to 12,000 patients"


def comparison(practices: int = 6, indicator: Indicator = KTT9) -> Comparison:
    figures = tuple(
        make_figure(indicator, practice.ods_code, counted, 48_000.0)
        for practice, counted in zip(PRACTICES[:practices], COUNTS, strict=False)
    )
    return Comparison(indicator, YEAR, figures, NOW)


def message(
    shown: Comparison,
    practice: Practice,
    *,
    peers: Iterable[float] = (),
    before: float | None = None,
    may_post: bool = False,
) -> Message:
    indicator, code = shown.indicator, practice.ods_code

    def figure(area: str, counted: float) -> Figure:
        return make_figure(indicator, area, counted, 48_000.0)

    seen = own(
        shown,
        code,
        peers=[figure(f"Y8000{place}", counted) for place, counted in enumerate(peers)],
        before=None if before is None else figure(code, before),
    )
    return render_own(Shown(shown, practice, seen, ZONE, alike=ALIKE, may_post=may_post))


def whole(message: Message) -> str:
    """Everything in a message that anybody could read; none of it blames, ranks or colours."""
    said = "\n".join([message.text, json.dumps(message.blocks, ensure_ascii=False)])
    assert blaming(said) == []
    return said


def test_ones_own_figure_has_value_interval_n_place_and_step() -> None:
    said = whole(message(comparison(), PRACTICES[4]))
    for part in (
        "*Elm Tree Practice: 100 items a month per 1,000 STAR-PU*",
        "95% interval 97 to 103, for the 12 months to August 2026.",
        "n: 4,800 antibiotic items in 12 months, for about 4,000 STAR-PU",
        "*Your group:* median 79. Yours is higher than nearly all of 5 other practices.",
        "50 fewer antibiotic items a month would reach the middle half of them",
        "Lower is usually better",
        "Only you can see this.",
        "Source: OpenPrescribing.net",
    ):
        assert part in said


def test_practices_like_it_come_before_its_group() -> None:
    said = whole(message(comparison(), PRACTICES[4], peers=(4000, 4100, 4200, 4300, 4400)))
    assert (
        f"*Practices like yours:* median 88. Yours is higher than nearly all of these {ALIKE}."
        in said
    )
    assert "Your group" not in said


def test_england_and_the_year_before_are_there_where_known() -> None:
    shown = replace(comparison(), england=make_figure(KTT9, ENGLAND, 84_000_000.0, 1.2e9))
    said = whole(message(shown, PRACTICES[4], before=5300.0))
    assert "*England:* 70. Yours is higher by more than chance." in said
    assert "*A year before:* 110. Yours has come down by 6 to 15 since." in said
    assert "*A year before:* 101. The difference may be chance." in whole(
        message(shown, PRACTICES[4], before=4850.0)
    )
    alone = whole(message(comparison(), PRACTICES[4]))
    assert "England:" not in alone
    assert "year before" not in alone


def test_it_says_nothing_of_any_other_practice() -> None:
    said = whole(message(comparison(), PRACTICES[0], peers=(1, 2, 3, 4, 5)))
    assert not any(other.name in said or other.ods_code in said for other in PRACTICES[1:])
    assert "Y8000" not in said


def test_a_share_says_what_it_is_out_of() -> None:
    said = whole(message(comparison(indicator=BROAD), PRACTICES[0]))
    assert "6.0%*\\n95% interval 5.8% to 6.2%" in said
    assert "out of 48,000 oral antibiotic items" in said


def test_without_an_interval_the_reason_is_given() -> None:
    unknown = openprescribing_indicator("home_made")
    said = whole(message(comparison(indicator=unknown), PRACTICES[0]))
    assert "No interval is given" in said
    assert "95%" not in said


def test_a_value_without_counts_says_so() -> None:
    figures = tuple(make_figure(KTT9, each.ods_code, None, None, 40.0) for each in PRACTICES)
    said = whole(message(Comparison(KTT9, YEAR, figures, NOW), PRACTICES[0]))
    assert "The publisher gives the value only" in said


def test_the_publishers_caution_is_told() -> None:
    noted = make_figure(KTT9, PRACTICES[0].ods_code, 3790.0, 48_000.0, note="A note <of> care")
    shown = comparison()
    said = whole(message(replace(shown, figures=(noted, *shown.figures[1:])), PRACTICES[0]))
    assert "A note &lt;of&gt; care" in said


def test_a_median_within_the_interval_may_be_chance() -> None:
    shown = comparison()
    close = make_figure(KTT9, PRACTICES[0].ods_code, 3790.0, 48_000.0)
    said = whole(message(replace(shown, figures=(close, *shown.figures[1:])), PRACTICES[0]))
    assert "The difference may be chance." in said
    assert "possible step" not in said


def test_a_practice_without_a_figure_is_told_so() -> None:
    said = whole(message(comparison(practices=5), PRACTICES[5]))
    assert "There is no figure for Fountain Road Surgery for the 12 months to August 2026" in said


def test_with_too_few_others_the_own_value_stands_alone() -> None:
    said = whole(message(comparison(practices=4), PRACTICES[0]))
    assert "60 items a month" in said
    assert "Too few to compare" in said
    assert "higher than" not in said


def test_only_who_may_post_is_offered_it() -> None:
    assert "Post to a channel" in whole(message(comparison(), PRACTICES[0], may_post=True))
    assert "Post to a channel" not in whole(message(comparison(), PRACTICES[0]))


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (0.0, "lower than nearly all"),
        (0.04, "lower than nearly all"),
        (0.2, "lower than about 8 in 10"),
        (0.5, "in the middle: higher than about half"),
        (0.62, "higher than about 6 in 10"),
        (0.91, "higher than about 9 in 10"),
        (1.0, "higher than nearly all"),
    ],
)
def test_the_place_among_others_is_in_tenths_and_neutral(below: float, expected: str) -> None:
    assert among(below) == expected


@pytest.mark.parametrize(
    ("value", "typical", "expected"),
    [(78.43, 80, "78"), (8.26, 8, "8.3"), (0.62, 0.7, "0.62"), (0.0412, 0.04, "0.041")],
)
def test_numbers_are_as_exact_as_they_mean_something(
    value: float, typical: float, expected: str
) -> None:
    assert say.number(KTT9, value, typical) == expected
    assert say.number(BROAD, value, typical) == f"{expected}%"


@pytest.mark.parametrize(
    ("first", "last", "each", "said"),
    [
        (date(2025, 9, 1), date(2026, 8, 1), 1, "the 12 months to August 2026"),
        (date(2026, 8, 1), date(2026, 8, 1), 1, "August 2026"),
        (date(2025, 7, 1), date(2026, 4, 1), 3, "the 12 months to June 2026"),
        (date(2022, 4, 1), date(2022, 4, 1), 12, "2022/23"),
        (date(1999, 4, 1), date(1999, 4, 1), 12, "1999/00"),
        (date(2019, 1, 1), date(2019, 1, 1), 12, "2019"),
        (date(2020, 4, 1), date(2020, 4, 1), 36, "2020/21 to 2022/23"),
        (date(2019, 1, 1), date(2019, 1, 1), 36, "2019 to 2021"),
    ],
)
def test_a_period_is_called_as_the_publisher_calls_it(
    first: date, last: date, each: int, said: str
) -> None:
    assert say.period(Period(first, last, each)) == said


def test_names_cannot_write_slacks_markup() -> None:
    sly = Practice(PRACTICES[0].ods_code, "<!channel> & Sons")
    said = whole(message(comparison(), sly))
    assert "<!channel>" not in said
    assert "&lt;!channel&gt; &amp; Sons" in said
    assert "<!here>" not in no_figures_fit("<!here>", [KTT9])


def test_of_many_figures_the_first_are_offered_and_the_rest_counted() -> None:
    many = [replace(KTT9, key=f"m{n}", name=f"Measure {n}") for n in range(45)]
    blocks = render_which(many).blocks
    assert len(blocks) <= 50
    assert "5 more" in json.dumps(blocks)

"""What is said about figures: complete, private where it must be, and never blaming."""

import ast
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.blocks.comparisons import (
    build_snippet_modal,
    no_figures_fit,
    render_own,
    render_snippet,
    render_which,
)
from bot.blocks.comparisons import words as say
from bot.blocks.comparisons.own import among
from bot.domain.comparisons import (
    Comparison,
    Period,
    Snippet,
    make_figure,
    own,
)
from bot.domain.delivery import Message
from bot.domain.indicators import CATALOGUE, Indicator, Polarity, openprescribing_indicator
from bot.domain.people import Practice
from tests.support.people import PRACTICES

ROOT = Path(__file__).parents[2]
KTT9 = CATALOGUE["ktt9_antibiotics"]
BROAD = CATALOGUE["broad_spectrum"]
YEAR = Period(date(2025, 9, 1), date(2026, 8, 1))
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ZONE = "Europe/London"
COUNTS = (2880.0, 3600.0, 3840.0, 4320.0, 4800.0, 3720.0)


def comparison(
    practices: int = 6, indicator: Indicator = KTT9, period: Period = YEAR
) -> Comparison:
    figures = tuple(
        make_figure(indicator, practice.ods_code, counted, 48_000.0)
        for practice, counted in zip(PRACTICES[:practices], COUNTS, strict=False)
    )
    return Comparison(indicator, period, figures, NOW)


def snippet(shown: Comparison) -> Snippet:
    return Snippet(7, shown, "C1", "U1", NOW)


def whole(message: Message) -> str:
    """Everything in a message that anybody could read."""
    picture = message.picture
    seen = [message.text, json.dumps(message.blocks), picture.alt if picture else ""]
    return "\n".join([*seen, json.dumps(dict(picture.spec)) if picture else ""])


def own_message(shown: Comparison, practice: Practice) -> Message:
    return render_own(shown, practice, own(shown, practice.ods_code), ZONE)


# ---- the snippet


def test_a_snippet_says_question_numbers_direction_period_and_source() -> None:
    said = whole(render_snippet(snippet(comparison()), ZONE))
    for part in (
        KTT9.question,
        "6 practices have figures for the 12 months to August 2026.",
        "The median is 79 items a month per 1,000 STAR-PU.",
        "Half of the practices lie between 76 and 88, all of them between 60 and 100.",
        "Lower is usually better",
        "every season is in it once",
        "Source: OpenPrescribing.net, Bennett Institute",
        "Open Government Licence v3.0. Imported Tue 24 Nov 2026.",
    ):
        assert part in said


def test_a_snippet_names_no_practice_and_keeps_no_order() -> None:
    shown = comparison()
    message = render_snippet(snippet(shown), ZONE)
    for practice in PRACTICES:
        assert practice.ods_code not in whole(message)
        assert practice.name not in whole(message)
    assert message.picture is not None
    values = message.picture.spec["values"]
    assert values == sorted(values)
    other_order = replace(shown, figures=shown.figures[::-1])
    assert render_snippet(snippet(other_order), ZONE) == message


def test_the_text_alternative_has_the_summary_and_not_the_dots() -> None:
    picture = render_snippet(snippet(comparison()), ZONE).picture
    assert picture is not None
    assert "The median is 79" in picture.alt
    inner = [value for value in picture.spec["values"] if value not in (60.0, 100.0)]
    assert not any(f"{value:.0f} " in picture.alt for value in inner if f"{value:.0f}" != "78")


def test_fewer_than_five_practices_are_said_and_not_drawn() -> None:
    message = render_snippet(snippet(comparison(practices=4)), ZONE)
    assert message.picture is None
    assert "Too few to compare: 4 practices have figures" in whole(message)
    assert "median" not in whole(message)
    assert "@picture" not in whole(message)


def test_less_than_a_year_is_said() -> None:
    few_months = Period(date(2026, 6, 1), date(2026, 8, 1))
    said = whole(render_snippet(snippet(comparison(period=few_months)), ZONE))
    assert "The 3 months to August 2026: less than a year" in said
    one = Period(date(2026, 8, 1), date(2026, 8, 1))
    assert "for August 2026." in whole(render_snippet(snippet(comparison(period=one)), ZONE))


def test_without_a_direction_none_is_claimed() -> None:
    said = whole(render_snippet(snippet(comparison(indicator=unjudged())), ZONE))
    assert "Neither direction is better" in said
    assert "usually better" not in said


def unjudged() -> Indicator:
    return replace(KTT9, polarity=Polarity.NO_JUDGEMENT)


# ---- one's own


def test_ones_own_figure_has_value_interval_n_place_and_step() -> None:
    said = whole(own_message(comparison(), PRACTICES[4]))
    for part in (
        "Elm Tree Practice: 100 items a month per 1,000 STAR-PU (95% interval 97 to 103)",
        "n: 4,800 antibiotic items in 12 months, for about 4,000 STAR-PU",
        "higher than nearly all of the 5 other practices; the median of all is 79",
        "50 fewer antibiotic items a month would reach the middle half of the practices",
        "Only you can see this.",
        "Source: OpenPrescribing.net",
    ):
        assert part in said


def test_ones_own_figure_says_nothing_of_any_other_practice() -> None:
    said = whole(own_message(comparison(), PRACTICES[0]))
    assert not any(other.name in said or other.ods_code in said for other in PRACTICES[1:])


def test_a_share_says_what_it_is_out_of() -> None:
    said = whole(own_message(comparison(indicator=BROAD), PRACTICES[0]))
    assert "6.0% (95% interval 5.8% to 6.2%)" in said
    assert "out of 48,000 oral antibiotic items" in said


def test_without_an_interval_the_reason_is_given() -> None:
    unknown = openprescribing_indicator("home_made")
    said = whole(own_message(comparison(indicator=unknown), PRACTICES[0]))
    assert "No interval is given" in said
    assert "95%" not in said


def test_a_median_within_the_interval_may_be_chance() -> None:
    shown = comparison()
    close = make_figure(KTT9, PRACTICES[0].ods_code, 3790.0, 48_000.0)
    said = whole(own_message(replace(shown, figures=(close, *shown.figures[1:])), PRACTICES[0]))
    assert "the difference may be chance" in said
    assert "possible step" not in said


def test_a_practice_without_a_figure_is_told_so() -> None:
    said = whole(own_message(comparison(practices=5), PRACTICES[5]))
    assert "There is no figure for Fountain Road Surgery for the 12 months to August 2026" in said


def test_with_too_few_others_the_own_value_stands_alone() -> None:
    said = whole(own_message(comparison(practices=4), PRACTICES[0]))
    assert "60 items a month" in said
    assert "Too few to compare" in said
    assert "higher than" not in said


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


def test_names_cannot_write_slacks_markup() -> None:
    sly = Practice(PRACTICES[0].ods_code, "<!channel> & Sons")
    message = own_message(comparison(), sly)
    assert "<!channel>" not in whole(message)
    assert "&lt;!channel&gt; &amp; Sons" in whole(message)
    assert "<!here>" not in no_figures_fit("<!here>", [KTT9])


# ---- the form


def test_the_form_shows_what_the_channel_will_read() -> None:
    view = build_snippet_modal([BROAD, KTT9], comparison(), "C1")
    said = json.dumps(view)
    assert "The median is 79 items" in said
    assert view["blocks"][0]["dispatch_action"] is True
    assert view["blocks"][0]["element"]["initial_option"]["value"] == "ktt9_antibiotics"
    assert view["blocks"][2]["element"]["initial_conversation"] == "C1"


def test_several_fitting_figures_become_buttons() -> None:
    blocks = render_which([BROAD, KTT9]).blocks
    assert [each["accessory"]["value"] for each in blocks[1:]] == [BROAD.key, KTT9.key]


# ---- words

BLAME = re.compile(
    r"\b(worst|worse|poor|poorly|(?<!heart )fail\w*|slip\w*|bad|badly|outliers?|blame\w*|underperform\w*|"
    r"inappropriate|excessive|concerning|alarming|red|amber|green|rag|league|best|ranked?|ranking)\b",
    re.IGNORECASE,
)
SAYERS = (
    "bot/blocks/comparisons",
    "bot/charts",
    "bot/domain/comparisons",
    "bot/domain/indicators",
    "bot/services/comparisons",
    "bot/sources",
    "handlers/channels.py",
    "handlers/comparisons",
)


def sentences() -> list[str]:
    """Every string of these modules that is not a docstring."""
    found: list[str] = []
    for place in SAYERS:
        path = ROOT / place
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            tree = ast.parse(module.read_text(encoding="utf-8"))
            spoken = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
            silent = {
                id(node.value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            }
            found += [
                node.value
                for node in spoken
                if isinstance(node.value, str) and id(node) not in silent and " " in node.value
            ]
    return found


def test_no_sentence_about_figures_blames_ranks_or_colours() -> None:
    said = sentences()
    assert len(said) > 80
    assert [each for each in said if BLAME.search(each)] == []


def test_the_word_check_would_find_what_it_looks_for() -> None:
    for sentence in ("the worst practice", "you slipped", "two outliers", "in the red"):
        assert BLAME.search(sentence)

"""What is said about figures: complete, private where it must be, and never blaming."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.blocks.comparisons import (
    build_snippet_modal,
    render_snippet,
    render_which,
    say_import,
)
from bot.domain.comparisons import (
    Comparison,
    ImportReport,
    Period,
    Reason,
    Refusal,
    Snippet,
    make_figure,
)
from bot.domain.delivery import Message
from bot.domain.indicators import CATALOGUE, Indicator, Polarity
from tests.support.people import PRACTICES
from tests.support.words import blaming

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
    """Everything in a message that anybody could read; none of it blames, ranks or colours."""
    seen = [message.text, json.dumps(message.blocks)]
    for picture in message.pictures:
        seen += [picture.alt, json.dumps(dict(picture.spec)), json.dumps(picture.chart)]
    said = "\n".join(seen)
    assert blaming(said) == []
    return said


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
    (picture,) = message.pictures
    values = picture.spec["values"]
    assert values == sorted(values)
    other_order = replace(shown, figures=shown.figures[::-1])
    assert render_snippet(snippet(other_order), ZONE) == message


def test_the_text_alternative_has_the_summary_and_not_the_dots() -> None:
    (picture,) = render_snippet(snippet(comparison()), ZONE).pictures
    assert "The median is 79" in picture.alt
    inner = [value for value in picture.spec["values"] if value not in (60.0, 100.0)]
    assert not any(f"{value:.0f} " in picture.alt for value in inner if f"{value:.0f}" != "78")


def test_fewer_than_five_practices_are_said_and_not_drawn() -> None:
    message = render_snippet(snippet(comparison(practices=4)), ZONE)
    assert not message.pictures
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


# ---- imports


def report() -> ImportReport:
    return ImportReport(
        file_name="figures.csv",
        sha256="00",
        read=260,
        taken=20,
        refused={Reason.NOTHING_COUNTED: 239, Reason.NEGATIVE: 1},
        added=15,
        corrected=2,
        unchanged=3,
        listed=(Refusal(2, Reason.NOTHING_COUNTED), Refusal(9, Reason.NEGATIVE)),
        indicators=(KTT9,),
        practices=1,
        rows_elsewhere=4,
        practices_elsewhere=1,
        first=date(2025, 9, 1),
        last=date(2026, 8, 1),
    )


def test_an_import_is_said_row_by_row_and_by_reason() -> None:
    assert say_import(report()).splitlines() == [
        "figures.csv: OpenPrescribing, 260 rows read.",
        "Taken: 20 rows (15 new, 2 corrected, 3 already known), the 12 months to August 2026, "
        "for 1 practice of the group.",
        "  The corrected figures are kept as they were, beside the new ones.",
        "  Antibiotic items, allowing for age and sex (ktt9_antibiotics)",
        "  4 rows of these are for 1 practice that the group does not have (or no longer): kept, "
        "and shown to nobody unless they are added.",
        "Refused: 240 rows.",
        "  239 rows: numerator and denominator are both 0, as for a practice that had closed or "
        "not yet opened: there is nothing to compare (row 2 and 238 more).",
        "  1 row: a number is below 0 (row 9).",
    ]


def test_the_same_file_again_is_said_to_have_changed_nothing() -> None:
    again = replace(report(), already=NOW)
    assert say_import(again) == (
        "This very file was imported on 24 November 2026 (as figures.csv): nothing was changed. "
        "Of its 260 rows 20 were taken and 240 refused."
    )


def test_a_file_with_nothing_in_it_is_said_to_have_given_nothing() -> None:
    empty = ImportReport("figures.csv", "00", 0, 0, {})
    assert say_import(empty).splitlines()[1:] == ["Taken: nothing.", "Refused: nothing."]

"""What is said about figures: complete, private where it must be, and never blaming."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.blocks.comparisons import (
    build_snippet_modal,
    render_which,
    say_import,
)
from bot.domain.comparisons import (
    Comparison,
    ImportReport,
    Period,
    Reason,
    Refusal,
    make_figure,
)
from bot.domain.delivery import Message
from bot.domain.indicators import CATALOGUE, Indicator
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


def whole(message: Message) -> str:
    """Everything in a message that anybody could read; none of it blames, ranks or colours."""
    seen = [message.text, json.dumps(message.blocks)]
    for picture in message.pictures:
        seen += [picture.alt, json.dumps(dict(picture.spec)), json.dumps(picture.chart)]
    said = "\n".join(seen)
    assert blaming(said) == []
    return said


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

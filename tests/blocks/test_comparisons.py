"""What is said about figures: complete, private where it must be, and never blaming."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.blocks.comparisons import (
    build_snippet_modal,
    no_figures_fit,
    render_which,
)
from bot.domain.comparisons import (
    Comparison,
    Period,
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


def test_a_hundred_figures_and_more_fit_into_the_form() -> None:
    many = [replace(KTT9, key=f"m{n}", name=f"Measure {n}") for n in range(185)]
    shown = replace(comparison(), indicator=many[150])
    element = build_snippet_modal(many, shown, "C1")["blocks"][0]["element"]
    assert [len(each["options"]) for each in element["option_groups"]] == [100, 85]
    assert "options" not in element
    assert element["initial_option"]["value"] == "m150"


def test_of_many_figures_that_do_not_fit_some_are_named() -> None:
    many = [replace(KTT9, key=f"m{n}", name=f"Measure {n}") for n in range(185)]
    said = no_figures_fit("xylophones", many)
    assert "Measure 11; and 173 more in `/compare indicators`" in said
    assert len(said) < 400


def test_several_fitting_figures_become_buttons() -> None:
    blocks = render_which([BROAD, KTT9]).blocks
    assert [each["accessory"]["value"] for each in blocks[1:]] == [BROAD.key, KTT9.key]

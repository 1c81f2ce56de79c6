"""Comparisons of the invented practices, and snippets of them as a channel may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.comparisons import Comparison, Period, Snippet, make_figure
from bot.domain.comparisons.snippets import ChannelView
from bot.domain.delivery import Message
from bot.domain.indicators import CATALOGUE, Indicator

KTT9 = CATALOGUE["ktt9_antibiotics"]
YEAR = Period(date(2025, 9, 1), date(2026, 8, 1))
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ZONE = "Europe/London"
COUNTS = (2880.0, 3600.0, 3840.0, 4320.0, 4800.0, 3720.0)
"""On 48,000 STAR-PU: 60, 75, 80, 90, 100 and 77.5 a thousand."""


def comparison(
    counts: Sequence[float] = COUNTS, indicator: Indicator = KTT9, period: Period = YEAR
) -> Comparison:
    figures = tuple(
        make_figure(indicator, code_of(place), counted, 48_000.0)
        for place, counted in enumerate(counts)
    )
    return Comparison(indicator, period, figures, NOW)


def code_of(place: int) -> str:
    return f"Y9{place + 1:04d}"


def view(shown: Comparison, **more: Any) -> ChannelView:
    """Of snippet 7, in channel C1."""
    return ChannelView(Snippet(7, shown, "C1", "U1", NOW), shown, **more)


def without(shown: Comparison, place: int) -> Comparison:
    figures = shown.figures
    return replace(shown, figures=figures[:place] + figures[place + 1 :])


def lines(message: Message) -> list[str]:
    """What somebody reads, block by block; a picture by its alternative text, buttons in brackets."""
    return [_line(block) for block in message.blocks]


def _line(block: Mapping[str, Any]) -> str:
    match block["type"]:
        case "image":
            return f"({block['alt_text']})"
        case "context":
            return " ".join(each["text"] for each in block["elements"])
        case "actions":
            return " ".join(f"[{each['text']['text']}]" for each in block["elements"])
        case "input":
            return f"{block['label']['text']}: {_options(block['element'])}".rstrip(": ")
    return str(block["text"]["text"])


def _options(element: Mapping[str, Any]) -> str:
    chosen = (element.get("initial_option") or {}).get("value")
    return " | ".join(
        ("(x) " if each["value"] == chosen else "") + each["text"]["text"]
        for each in element.get("options", ())
    )

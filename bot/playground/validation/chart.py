"""The ``data_visualization`` block, Slack's own chart (slack.md 3.3)."""

from collections.abc import Iterator
from typing import Any

from bot.playground.validation.composition import ID
from bot.playground.validation.schema import (
    Problem,
    array,
    number,
    record,
    string,
    typed,
)

LABEL = string(20, 1)
POINT = record({"label": LABEL, "value": number})
SERIES = record({"name": LABEL, "data": array(POINT, 1, 20)})
AXES = record({"categories": array(LABEL, 1, 20)}, {"x_label": string(50), "y_label": string(50)})
XY = record({"series": array(SERIES, 1, 6), "axis_config": AXES})
PIE = record({"segments": array(POINT, 1, 6)})


def _series_rules(chart: Any, at: str) -> Iterator[Problem]:
    yield from XY(chart, at)
    try:
        categories = list(chart["axis_config"]["categories"])
        series = [
            (each["name"], [point["label"] for point in each["data"]]) for each in chart["series"]
        ]
    except (KeyError, TypeError):
        return
    names = [name for name, _ in series]
    for index, (name, labels) in enumerate(series):
        where = f"{at}/series/{index}"
        if name in names[:index]:
            yield "series names must be unique", f"{where}/name"
        if sorted(map(str, labels)) != sorted(map(str, categories)):
            yield "must have exactly one data point per category", f"{where}/data"


def _pie_rules(chart: Any, at: str) -> Iterator[Problem]:
    yield from PIE(chart, at)
    segments = chart.get("segments")
    for index, segment in enumerate(segments if isinstance(segments, list) else []):
        value = segment.get("value") if isinstance(segment, dict) else None
        if isinstance(value, int | float) and value <= 0:
            yield "must be more than 0", f"{at}/segments/{index}/value"


CHART = typed(
    {"line": _series_rules, "bar": _series_rules, "area": _series_rules, "pie": _pie_rules}
)
CHART_BLOCK = record({"title": string(50, 1), "chart": CHART}, {"block_id": ID})

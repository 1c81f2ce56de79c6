"""Slack's own chart, for messages only (slack.md 3.3): lines, each with a value at every point."""

from collections.abc import Mapping, Sequence

from bot.blocks.text import CHART_LINES, CHART_NAME, CHART_POINTS, CHART_WORDS, truncate
from bot.domain.delivery import Block

SLACK_CHART = "data_visualization"


def slack_line_chart(
    title: str, up: str, along: str, names: Sequence[str], lines: Mapping[str, Sequence[float]]
) -> Block:
    """``up`` and ``along`` are the axes' words; each line has a value for each of the ``names``.

    Raises ValueError for more points or lines than Slack takes; it cannot leave a point out either.
    """
    if not 0 < len(names) <= CHART_POINTS or len(lines) > CHART_LINES:
        raise ValueError(f"a chart cannot have {len(names)} points and {len(lines)} lines")
    across = [truncate(each, CHART_NAME) for each in names]
    series = [
        {
            "name": truncate(name, CHART_NAME),
            "data": [
                {"label": label, "value": value}
                for label, value in zip(across, values, strict=True)
            ],
        }
        for name, values in lines.items()
    ]
    axes = {
        "categories": across,
        "x_label": truncate(along, CHART_WORDS),
        "y_label": truncate(up, CHART_WORDS),
    }
    chart = {"type": "line", "series": series, "axis_config": axes}
    return {"type": SLACK_CHART, "title": truncate(title, CHART_WORDS), "chart": chart}

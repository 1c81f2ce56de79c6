"""Slack's own charts in the place of pictures, and whether a refusal was theirs (slack.md 3.3)."""

from dataclasses import replace

from bot.blocks.charts import SLACK_CHART
from bot.blocks.kit import picture_at
from bot.blocks.text import escape
from bot.delivery.slack_api import SlackRefused
from bot.domain.delivery import Block, Message

MOST = 2  # that a message may hold


def with_charts(message: Message) -> Message:
    """Slack's own charts where there are any; the same message where there are none.

    They have no text alternative of their own, so theirs go into the message's text, which is what
    screen readers read.
    """
    blocks: list[Block] = []
    words = [message.text]
    for block in message.blocks:
        picture = picture_at(block, message.pictures)
        if picture is None or picture.chart is None or len(words) > MOST:
            blocks.append(block)
        else:
            blocks.append(picture.chart)
            words.append(escape(picture.alt))
    if len(words) == 1:
        return message
    return replace(message, text=" ".join(words), blocks=tuple(blocks))


def may_be_for_charts(refused: SlackRefused) -> bool:
    """Whether the same with pictures may get through. A picture Slack is still taking in is no chart."""
    return refused.error == "invalid_blocks" and "slack file" not in refused.details


def names_charts(refused: SlackRefused, message: Message) -> bool:
    """Whether the refusal names the kind of block, or one of the message's charts by its place."""
    places = [at for at, block in enumerate(message.blocks) if block["type"] == SLACK_CHART]
    return SLACK_CHART in refused.details or any(
        f"/blocks/{at}{end}" in refused.details for at in places for end in "/]"
    )

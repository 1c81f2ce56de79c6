"""Several messages to one person in one: each as it is, one under the other."""

from collections.abc import Sequence

from bot.blocks.kit import divider, section
from bot.domain.delivery import Block, Message


def compose(parts: Sequence[Message]) -> Message:
    """What is sent, and shown again when one of them changes."""
    if len(parts) == 1:
        return parts[0]
    blocks: list[Block] = []
    for part in parts:
        if blocks:
            blocks.append(divider())
        # Block ids must differ within a message, and Slack makes them where there are none.
        blocks += [
            {name: value for name, value in block.items() if name != "block_id"}
            for block in part.blocks or (section(part.text),)
        ]
    return Message(" ".join(part.text for part in parts), tuple(blocks))

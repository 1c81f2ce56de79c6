"""The small line at the end of the Home tab: the privacy notice, and one's own data."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.kit import actions, button
from bot.domain.delivery import Block


def home_rights() -> Iterator[Block]:
    yield actions(
        [
            button(ids.PRIVACY_OPEN, "Privacy notice"),
            button(ids.MY_DATA_OPEN, "My data"),
        ]
    )

"""The small line at the end of the Home tab: the privacy notice, and one's own data."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.kit import Element, actions, button
from bot.domain.delivery import Block


def home_rights(*more: Element) -> Iterator[Block]:
    """``more`` are buttons that stand beside these."""
    notice = button(ids.PRIVACY_OPEN, "Privacy notice")
    yield actions([notice, button(ids.MY_DATA_OPEN, "My data"), *more])

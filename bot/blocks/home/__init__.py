"""What the Home tab says: what waits for a person first, the rest short."""

from bot.blocks.home.page import build_home, is_ours, mark_of, same_as
from bot.blocks.home.when import build_when_modal

__all__ = ["build_home", "build_when_modal", "is_ours", "mark_of", "same_as"]

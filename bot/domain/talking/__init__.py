"""Chat in plain words: what a sentence asks for, as commands would, by rules alone."""

from bot.domain.talking.model import (
    Channel,
    Intent,
    Person,
    Reading,
    Slots,
    Understood,
    Vocabulary,
)
from bot.domain.talking.reading import read
from bot.domain.talking.saying import say

__all__ = [
    "Channel",
    "Intent",
    "Person",
    "Reading",
    "Slots",
    "Understood",
    "Vocabulary",
    "read",
    "say",
]

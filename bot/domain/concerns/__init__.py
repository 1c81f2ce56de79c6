"""A way to object: a concern that somebody raises privately, and what both say until it is settled."""

from bot.domain.concerns.model import (
    ANSWER_WITHIN,
    LATELY,
    MOST_TITLE,
    MOST_WORDS,
    REOPENED_WITHIN,
    About,
    Concern,
    Draft,
    Exchange,
    Line,
    Readers,
    kept_days,
    key_prefix,
    readers_for,
)

__all__ = [
    "ANSWER_WITHIN",
    "LATELY",
    "MOST_TITLE",
    "MOST_WORDS",
    "REOPENED_WITHIN",
    "About",
    "Concern",
    "Draft",
    "Exchange",
    "Line",
    "Readers",
    "kept_days",
    "key_prefix",
    "readers_for",
]

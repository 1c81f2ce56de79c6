"""What a practice asks for about meeting others: to learn, or to share."""

from enum import StrEnum


class Wish(StrEnum):
    LEARN = "learn"
    SHARE = "share"

"""When things happen: once or again and again, by the clock on the wall, with what is left out or moved."""

from bot.domain.schedule.decide import Decision, decide, first_slot, passed_over
from bot.domain.schedule.model import (
    Avoid,
    Lateness,
    Once,
    Outcome,
    Pattern,
    Repeating,
    Schedule,
    Slot,
    repeating,
)

__all__ = [
    "Avoid",
    "Decision",
    "Lateness",
    "Once",
    "Outcome",
    "Pattern",
    "Repeating",
    "Schedule",
    "Slot",
    "decide",
    "first_slot",
    "passed_over",
    "repeating",
]

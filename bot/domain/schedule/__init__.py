"""When things happen: once or again and again, by the clock on the wall, with what is left out or moved."""

from bot.domain.schedule.decide import Decision, decide, passed_over
from bot.domain.schedule.model import (
    Avoid,
    Lateness,
    Once,
    Outcome,
    Pattern,
    Repeating,
    Schedule,
    Slot,
)
from bot.domain.schedule.offsets import Offset, Unit, describe_offset, parse_offset
from bot.domain.schedule.reading import parse
from bot.domain.schedule.rules import occurrences, repeating
from bot.domain.schedule.saying import describe
from bot.domain.schedule.slots import neighbours, next_firing, slots, upcoming, why_left_out
from bot.domain.schedule.vocabulary import NotUnderstood, read_clock, read_date

__all__ = [
    "Avoid",
    "Decision",
    "Lateness",
    "NotUnderstood",
    "Offset",
    "Once",
    "Outcome",
    "Pattern",
    "Repeating",
    "Schedule",
    "Slot",
    "Unit",
    "decide",
    "describe",
    "describe_offset",
    "neighbours",
    "next_firing",
    "occurrences",
    "parse",
    "parse_offset",
    "passed_over",
    "read_clock",
    "read_date",
    "repeating",
    "slots",
    "upcoming",
    "why_left_out",
]

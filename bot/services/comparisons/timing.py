"""When a snippet comes again and again, from plain words; each refusal under its field."""

from datetime import datetime, time, timedelta
from itertools import islice, pairwise

from bot.blocks import ids
from bot.domain.calendar import Calendar
from bot.domain.schedule import (
    Avoid,
    NotUnderstood,
    Repeating,
    Schedule,
    Slot,
    parse,
    upcoming,
)
from bot.errors import InvalidInput

USUAL_TIME = time(12, 30)
NEARLY_A_WEEK = timedelta(days=6, hours=12)  # whatever the clocks do meanwhile
LOOKED_AT = 12  # times to come, whether they are far enough apart


def times(words: str, now: datetime, zone: str, calendar: Calendar) -> tuple[Repeating, Slot]:
    """How it repeats, and when it comes first, moved on from a bank holiday. Raises InvalidInput."""
    try:
        pattern = parse(words, now, zone, usual=USUAL_TIME)
    except NotUnderstood as error:
        raise InvalidInput(str(error), ids.MONTHLY_WHEN) from None
    if not isinstance(pattern, Repeating):
        raise InvalidInput(
            "This is one day. Write it like “every first Tuesday at 12:30” or “quarterly”.",
            ids.MONTHLY_WHEN,
        )
    schedule = Schedule(pattern, Avoid.MOVE, calendar=calendar)
    judged = islice(upcoming(schedule, now), LOOKED_AT)
    coming = [slot for slot, left_out in judged if left_out is None]
    if not coming:
        raise InvalidInput(
            "This never comes. Write it like “every first Tuesday at 12:30”.", ids.MONTHLY_WHEN
        )
    if any(later.at - earlier.at < NEARLY_A_WEEK for earlier, later in pairwise(coming)):
        raise InvalidInput(
            "A channel gets figures once a week at most. Write it like “every first Tuesday at 12:30” "
            "or “every other Thursday at 1pm”.",
            ids.MONTHLY_WHEN,
        )
    return pattern, coming[0]

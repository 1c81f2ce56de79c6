"""When a round opens, closes and comes again, from what a form says; each refusal under its field."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from bot.blocks import ids
from bot.blocks.text import when
from bot.domain.pulse import AGAIN_AFTER, BadClosingTime, Proposal, closing_moment
from bot.domain.schedule import NotUnderstood, Repeating, Schedule, describe, parse, upcoming
from bot.domain.times import local_day
from bot.errors import InvalidInput

PLANNED_AHEAD = timedelta(days=366)
_BEGINS = re.compile(r"\b(from|starting|beginning|since)\b", re.IGNORECASE)
LOOKED_AT = 12  # times of a repeating pulse, whether they are far enough apart
NEARLY_A_WEEK = AGAIN_AFTER - timedelta(hours=12)  # whatever the clocks do meanwhile


@dataclass(frozen=True, slots=True)
class Times:
    """When the first opens, and when the next; ``pattern`` is how it repeats."""

    opens_at: datetime
    again_at: datetime | None = None
    pattern: Repeating | None = None

    @property
    def words(self) -> str:
        """How it repeats, in plain words; empty for once."""
        return describe(self.pattern, self.pattern.zone) if self.pattern else ""


def days_open(proposal: Proposal, now: datetime, zone: str) -> int:
    return (proposal.day - local_day(proposal.opens or now, zone)).days


def closing(proposal: Proposal, opens_at: datetime, now: datetime, zone: str) -> datetime:
    """As many days after it opens as the form said, whenever that is. Raises InvalidInput."""
    day = local_day(opens_at, zone) + timedelta(days=days_open(proposal, now, zone))
    try:
        return closing_moment(day, proposal.clock, zone, opens_at)
    except BadClosingTime as error:
        field = ids.PULSE_DAY if error.is_day else ids.PULSE_TIME
        if proposal.opens is not None and opens_at > now and day <= local_day(opens_at, zone):
            raise InvalidInput(
                "It must close after it opens. Please choose a later time.", field
            ) from None
        raise InvalidInput(str(error), field) from None


def times(proposal: Proposal, now: datetime, zone: str) -> Times:
    """Raises InvalidInput."""
    if proposal.opens is not None and proposal.opens <= now:
        earlier = local_day(proposal.opens, zone) < local_day(now, zone)
        raise InvalidInput(
            "This has passed. Please choose a later one, or leave the day empty to open now.",
            ids.PULSE_OPENS_DAY if earlier else ids.PULSE_OPENS_TIME,
        )
    if proposal.opens is not None and proposal.opens > now + PLANNED_AHEAD:
        raise InvalidInput(
            "This is more than a year ahead. Please check the year.", ids.PULSE_OPENS_DAY
        )
    if not proposal.repeats:
        return Times(proposal.opens or now)
    found = _repeating(proposal, now, zone)
    if found.again_at is None:
        raise InvalidInput(
            "These words end before it comes again. Write it like “monthly” or “quarterly”.",
            ids.PULSE_REPEATS,
        )
    if closing(proposal, found.opens_at, now, zone) > found.again_at:
        raise InvalidInput(
            f"It comes again on {when(found.again_at, zone)}, before this one has closed. Please let "
            "it close earlier.",
            ids.PULSE_DAY,
        )
    return found


def _repeating(proposal: Proposal, now: datetime, zone: str) -> Times:
    since = repeats_from(proposal, now)
    pattern = _pattern(proposal, now, zone)
    coming = [slot.at for slot, _ in islice(upcoming(Schedule(pattern), since), LOOKED_AT)]
    if any(later - earlier < NEARLY_A_WEEK for earlier, later in pairwise(coming)):
        raise InvalidInput(
            "People can be asked the same once a week at most. Write it like “every other Thursday”, "
            "“monthly” or “quarterly”.",
            ids.PULSE_REPEATS,
        )
    opens_at = now if proposal.opens is None else coming.pop(0)
    return Times(opens_at, coming[0] if coming else None, pattern)


def repeats_from(proposal: Proposal, now: datetime) -> datetime:
    """What repeats and opens now comes again in a week at the earliest."""
    if proposal.opens is None:
        return now + NEARLY_A_WEEK
    return proposal.opens - timedelta(seconds=1)


def _pattern(proposal: Proposal, now: datetime, zone: str) -> Repeating:
    """Counted from the day on which the first opens."""
    first = (proposal.opens or now).astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    words, usual = proposal.repeats, first.time()
    try:
        pattern = parse(words, now, zone, usual=usual)
        if isinstance(pattern, Repeating) and not _BEGINS.search(words):
            pattern = parse(f"{words} from {first:%Y-%m-%d}", now, zone, usual=usual)
    except NotUnderstood as error:
        raise InvalidInput(str(error), ids.PULSE_REPEATS) from None
    if not isinstance(pattern, Repeating):
        raise InvalidInput(
            "This is one day. Write it like “quarterly” or “every first Tuesday at 09:00”, or leave it "
            "empty.",
            ids.PULSE_REPEATS,
        )
    return pattern

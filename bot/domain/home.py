"""What one person's Home tab shows, and how long they can snooze."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from bot.domain.pulse import Round
from bot.domain.rhythm import NO_WISHES, Preference, Rhythm
from bot.domain.sessions.barriers import Barrier

LONGEST_SNOOZE = timedelta(days=366)


class Snooze(StrEnum):
    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"

    @property
    def words(self) -> str:
        return _WORDS[self]

    def ends(self, today: date) -> date:
        """The day on which the person is back."""
        return today + _LENGTHS[self]


_WORDS = {
    Snooze.DAY: "For a day",
    Snooze.WEEK: "For a week",
    Snooze.FORTNIGHT: "For two weeks",
    Snooze.MONTH: "For a month",
}
_LENGTHS = {
    Snooze.DAY: relativedelta(days=1),
    Snooze.WEEK: relativedelta(weeks=1),
    Snooze.FORTNIGHT: relativedelta(weeks=2),
    Snooze.MONTH: relativedelta(months=1),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that was not sent. ``over_budget``: since the month's prompts were used up."""

    id: int
    about: str
    planned_at: datetime
    over_budget: bool = True


@dataclass(frozen=True, slots=True)
class Home:
    """One person's Home tab, as things are ``now``.

    ``organises``: may start pulses. ``has_practice``: there are figures that are theirs.
    """

    user: str
    body_name: str
    now: datetime
    rhythm: Rhythm
    preference: Preference = NO_WISHES
    waiting: tuple[Waiting, ...] = ()
    asking: tuple[Round, ...] = ()  # open pulses that ask this person
    organises: bool = False
    has_practice: bool = False
    sets_up: bool = False  # may set up peer sessions
    barriers: tuple[Barrier, ...] = ()  # that wait for this person's answer

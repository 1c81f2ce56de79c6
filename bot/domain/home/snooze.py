"""How long one can ask to be left alone."""

from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

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

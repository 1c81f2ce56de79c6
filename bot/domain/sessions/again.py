"""When the figures of a session are worth showing again: after new ones have landed, once."""

from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from bot.domain.comparisons.figures import Period

NOT_WITHIN = relativedelta(months=2)  # of the session: nothing can have moved by then
LOOKS_BACK = timedelta(days=730)  # at sessions that still wait for newer figures


def earliest(starts_at: datetime) -> datetime:
    return starts_at + NOT_WITHIN


def is_news(then: Period, now: Period, met_on: date) -> bool:
    """Whether there is a newer part, most of which came after the day on which the group met."""
    begins = datetime.combine(now.last, time())
    ends = begins + relativedelta(months=now.each)
    middle = begins + (ends - begins) / 2
    return now.last > then.last and middle > datetime.combine(met_on, time())

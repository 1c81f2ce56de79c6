"""Figures for leads and managers: how many sessions were held, whom they reached, what came of them.

Counts only. What was said in a session is in none of them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

from dateutil.relativedelta import relativedelta

from bot.domain.people import Practice
from bot.domain.sessions.actions import Action, Outcome
from bot.domain.sessions.barriers import Barrier
from bot.domain.sessions.model import Answer, Invitee, PeerSession, State
from bot.domain.times import local_day

QUARTERS = 4


class Held(StrEnum):
    """What became of a session whose time has come."""

    YES = "yes"
    NO = "no"
    CANCELLED = "cancelled"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months from ``first``, a day in January, April, July or October."""

    first: date

    @property
    def after(self) -> date:
        """The first day of the next."""
        return self.first + relativedelta(months=3)

    def holds(self, day: date) -> bool:
        return self.first <= day < self.after


def quarter_of(day: date) -> Quarter:
    return Quarter(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1))


def last_quarters(today: date, number: int = QUARTERS) -> tuple[Quarter, ...]:
    """This quarter and those before it, the earliest first."""
    this = quarter_of(today).first
    return tuple(
        Quarter(this - relativedelta(months=3 * back)) for back in range(number - 1, -1, -1)
    )


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with who was invited, and whether its group met, if somebody said."""

    session: PeerSession
    invited: tuple[Invitee, ...]
    met: bool | None = None

    @property
    def day(self) -> date:
        return local_day(self.session.starts_at, self.session.zone)

    def held(self, now: datetime) -> Held | None:
        """None: it is still to come, or goes on."""
        if self.met is not None:
            return Held.YES if self.met else Held.NO
        if self.session.state is State.CANCELLED:
            return Held.CANCELLED if self.session.starts_at <= now else None
        over = now >= self.session.starts_at + timedelta(minutes=self.session.minutes)
        return Held.NOT_KNOWN if over else None

    @property
    def came(self) -> tuple[Invitee, ...]:
        """Who was there; where nobody noted it, who said yes. Guests are not counted."""
        ours = [each for each in self.invited if not each.guest]
        if any(each.attended is not None for each in self.invited):
            return tuple(each for each in ours if each.attended)
        return tuple(each for each in ours if each.answer is Answer.YES)

    @property
    def reached(self) -> frozenset[Practice]:
        return frozenset(each.practice for each in self.came if each.practice)


@dataclass(frozen=True, slots=True)
class Replied:
    """A pulse that closed, and when its "You said, we did" was posted."""

    closed_at: datetime
    replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is counted over some time. Days are medians; None where there is nothing to count."""

    held: Counter[Held] = field(default_factory=Counter)
    practices: frozenset[Practice] = frozenset()
    people: int = 0
    outcomes: Counter[Outcome | None] = field(default_factory=Counter)  # None: still open
    pulses: int = 0
    replied: int = 0
    reply_days: float | None = None
    barriers: int = 0
    answered: int = 0
    answer_days: float | None = None

    @property
    def planned(self) -> int:
        return self.held.total()

    @property
    def actions(self) -> int:
        return self.outcomes.total()


@dataclass(frozen=True, slots=True)
class Summary:
    """Over all of these quarters together, and each by itself, the earliest first."""

    whole: Numbers
    quarters: tuple[tuple[Quarter, Numbers], ...]
    practices: int
    not_reached: tuple[Practice, ...]

    @property
    def first(self) -> Quarter:
        return self.quarters[0][0]

    @property
    def last(self) -> Quarter:
        return self.quarters[-1][0]


@dataclass(frozen=True, slots=True)
class Found:
    """All that is counted, as it is kept."""

    meetings: tuple[Meeting, ...] = ()
    actions: tuple[Action, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    pulses: tuple[Replied, ...] = ()


def summarise(
    found: Found,
    practices: Sequence[Practice],
    quarters: Sequence[Quarter],
    now: datetime,
    zone: str,
) -> Summary:
    """Sessions and their actions count when the session was, the rest when it was raised or closed."""
    numbers = [(each, _count(_within(found, [each], zone), now, zone)) for each in quarters]
    whole = _count(_within(found, quarters, zone), now, zone)
    missing = tuple(each for each in practices if each not in whole.practices)
    return Summary(whole, tuple(numbers), len(practices), missing)


def _within(found: Found, quarters: Sequence[Quarter], zone: str) -> Found:
    def inside(day: date) -> bool:
        return any(each.holds(day) for each in quarters)

    meetings = tuple(each for each in found.meetings if inside(each.day))
    ids = {each.session.id for each in meetings}
    return Found(
        meetings,
        tuple(each for each in found.actions if each.session_id in ids),
        tuple(each for each in found.barriers if inside(local_day(each.raised_at, zone))),
        tuple(each for each in found.pulses if inside(local_day(each.closed_at, zone))),
    )


def _count(found: Found, now: datetime, zone: str) -> Numbers:
    become = [(each, each.held(now)) for each in found.meetings]
    took_place = [each for each, held in become if held is Held.YES]
    replied = [
        _days(each.closed_at, each.replied_at, zone) for each in found.pulses if each.replied_at
    ]
    answered = [
        _days(each.raised_at, each.replied_at, zone) for each in found.barriers if each.replied_at
    ]
    return Numbers(
        held=Counter(held for _, held in become if held is not None),
        practices=frozenset(each for meeting in took_place for each in meeting.reached),
        people=len({each.user for meeting in took_place for each in meeting.came}),
        outcomes=Counter(each.outcome if each.done else None for each in found.actions),
        pulses=len(found.pulses),
        replied=len(replied),
        reply_days=_median(replied),
        barriers=len(found.barriers),
        answered=len(answered),
        answer_days=_median(answered),
    )


def _days(begins: datetime, ends: datetime, zone: str) -> int:
    return (local_day(ends, zone) - local_day(begins, zone)).days


def _median(days: Iterable[int]) -> float | None:
    known = list(days)
    return float(median(known)) if known else None

"""A pulse round: who is asked, until when, and what may be done with it in which state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar import Calendar
from bot.domain.deeds import Deed, may
from bot.domain.people import Member, Role
from bot.domain.pulse.circles import Circle
from bot.domain.questions import Question, QuestionSet
from bot.domain.times import local_day, local_moment

ORGANISERS = Deed.START_PULSE.roles  # who may open a pulse and pull its summary
OVERSEERS = Deed.TAKE_OVER_PULSE.roles  # who may act for an owner who is away
ASKED = (Role.GP, Role.LEAD)
OFFERED_K = (5, 6, 7, 8, 10, 12, 15, 20)
OPEN_FOR = timedelta(days=7)
CLOSING_TIME = time(17, 0)
SATURDAY = 5
LONGEST = timedelta(days=92)
AGAIN_AFTER = timedelta(days=7)  # so long the same is not asked again in the same place
REMIND_AT = time(12, 30)  # on the working day before it closes: when there is a moment
SHORTEST_REMINDED = timedelta(hours=20)  # between opening and reminding
FIRST_NUDGE, SECOND_NUDGE = timedelta(days=7), timedelta(days=21)  # after closing, for the reply


class State(StrEnum):
    """Each state is taken up again by the next sweep, so that a crash leaves nothing half done."""

    OPEN = "open"
    CLOSING = "closing"  # no more answers; not counted yet
    PURGING = "purging"  # counted, the rows deleted; their bytes may still be on the disk
    CLOSED = "closed"
    CANCELLING = "cancelling"  # deleted, not counted; the bytes may still be on the disk
    CANCELLED = "cancelled"


UNDER_WAY = (State.CLOSING, State.PURGING, State.CANCELLING)  # something is left to be done
COUNTED = (State.PURGING, State.CLOSED)


class Group(StrEnum):
    """Which group a person is asked in, as recorded when the round opened."""

    LEADER = "leader"
    MEMBER = "member"
    UNKNOWN = "unknown"  # counts in the total only


def group_of(member: Member) -> Group:
    if member.formal_role is None:
        return Group.UNKNOWN
    return Group.LEADER if member.formal_role else Group.MEMBER


@dataclass(frozen=True, slots=True)
class Turnout:
    """The only thing that is said about a round before it has closed."""

    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Round:
    """``answered`` is None until the round has been counted.

    ``owner`` looks after it, or ``deputy`` when they leave. ``groups`` is how many are asked in each.
    ``thread`` is the key of the message under which it is asked; None: it has a post of its own.
    """

    id: int
    state: State
    channel: str
    opened_by: str
    questions: tuple[Question, ...]
    k: int
    opens_at: datetime
    closes_at: datetime
    asked: int
    answered: int | None = None
    owner: str = ""
    deputy: str | None = None
    title: str = ""
    set_id: str = ""
    series_id: int | None = None
    circle: Circle = field(default_factory=Circle)
    groups: Mapping[Group, int] = field(default_factory=dict, hash=False)
    remind: bool = False
    closed_at: datetime | None = None
    thread: str | None = None

    def takes_answers(self, now: datetime) -> bool:
        return self.state is State.OPEN and now < self.closes_at

    @property
    def counted(self) -> bool:
        return self.state in COUNTED

    @property
    def cancelled(self) -> bool:
        return self.state in (State.CANCELLING, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round as somebody asks for it: not kept yet. It closes by the wall clock of its zone.

    ``opens`` None: now. ``repeats`` are plain words ("quarterly"), empty for once.
    """

    channel: str
    asks: QuestionSet
    k: int
    day: date
    clock: time
    circle: Circle = field(default_factory=Circle)
    opens: datetime | None = None
    repeats: str = ""
    remind: bool = False
    deputy: str | None = None
    thread: str | None = None  # as in ``Round``

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.asks.questions


@dataclass(frozen=True, slots=True)
class Plan:
    """Rounds that open by themselves, once or again and again, each for so many ``days``."""

    id: int
    owner: str
    deputy: str | None
    channel: str
    asks: QuestionSet
    circle: Circle
    k: int
    days: int
    clock: time
    remind: bool
    repeats: str = ""
    ended: bool = False

    def proposal(self, today: date) -> Proposal:
        """The round that opens today."""
        return Proposal(
            self.channel,
            self.asks,
            self.k,
            today + timedelta(days=self.days),
            self.clock,
            self.circle,
            remind=self.remind,
            deputy=self.deputy,
        )


def may_manage(which: Round | Plan, user: str, member: Member | None) -> bool:
    """Its owner and its deputy, and those members who may act for them."""
    return user in (which.owner, which.deputy) or may(member, Deed.TAKE_OVER_PULSE)


@dataclass(frozen=True, slots=True)
class Opened:
    """A round that has just begun, and how many are asked in each group."""

    round: Round
    groups: Mapping[Group, int]


class BadClosingTime(ValueError):
    """Why a round cannot close then: str() is the sentence; ``is_day`` if another day is needed."""

    def __init__(self, sentence: str, *, is_day: bool = False) -> None:
        super().__init__(sentence)
        self.is_day = is_day


def proposed_closing(now: datetime, zone: str) -> tuple[date, time]:
    """What the form offers: a week from today or the Monday after, at the end of the afternoon."""
    day = local_day(now + OPEN_FOR, zone)
    to_monday = 7 - day.weekday() if day.weekday() >= SATURDAY else 0
    return day + timedelta(days=to_monday), CLOSING_TIME


def closing_moment(day: date, clock: time, zone: str, now: datetime) -> datetime:
    """The moment that date and time mean in the zone. Raises BadClosingTime, in a sentence."""
    moment = local_moment(day, clock, zone)
    if moment.moved:
        later = moment.at.astimezone(ZoneInfo(zone))
        raise BadClosingTime(
            f"The clocks go forward that night, so {clock:%H:%M} does not exist. "
            f"Choose {later:%H:%M}, say."
        )
    if moment.at <= now:
        earlier = day < local_day(now, zone)
        raise BadClosingTime("This is past. Choose one that is still to come.", is_day=earlier)
    if moment.at > now + LONGEST:
        raise BadClosingTime("A pulse can stay open for three months at most.", is_day=True)
    return moment.at


def reminder_moment(
    opens_at: datetime, closes_at: datetime, calendar: Calendar, zone: str
) -> datetime | None:
    """When those who have not answered are reminded: on the working day before it closes.

    None for a round that is too short for it.
    """
    day = local_day(closes_at, zone) - timedelta(days=1)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    at = local_moment(day, REMIND_AT, zone).at
    return at if at - opens_at >= SHORTEST_REMINDED else None


def asked_in_groups(members: Iterable[Member]) -> dict[str, Group]:
    """The register: each of these who is asked, with their group.

    Practices are asked what they think of the group, so people who only manage it are not.
    """
    return {each.slack_user_id: group_of(each) for each in members if each.has(ASKED)}


def key_prefix(round_id: int) -> str:
    """How the key of everything that is planned for a round begins, so that `proof` finds it."""
    return f"pulse:{round_id}:"


def round_in(key: str) -> int:
    """The round whose key it is: ``pulse:12:close`` is round 12's."""
    return int(key.split(":")[1])


def plan_prefix(plan_id: int) -> str:
    """How the key of everything that a plan brings about begins."""
    return f"pulseplan:{plan_id}:"


def plan_in(key: str) -> int:
    return int(key.split(":")[1])

"""A vote on when a session may be: who is asked, what they said, and which slot is best."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import NEVER_OFF, Calendar
from bot.domain.people import Practice
from bot.domain.sessions.model import Answer, Invitee, Proposal
from bot.domain.sessions.slots import is_bank_holiday, is_monday_morning, is_weekend, wall

POLLS = "poll:"  # how the keys of a vote's messages begin
TOGETHER = 2  # practices, and people, without whom it is no peer session
REMIND_BEFORE = timedelta(days=1)


class PollState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"  # its lead is to choose
    CHOSEN = "chosen"
    CANCELLED = "cancelled"
    LEFT = "left"  # no time was found, and the lead let it be, or asks with others


class AsksIn(StrEnum):
    MESSAGES = "messages"  # one a person
    CHANNEL = "channel"


class Says(StrEnum):
    """What somebody says to one slot."""

    YES = "yes"
    NEED = "need"  # if need be
    NO = "no"

    @property
    def words(self) -> str:
        return {Says.YES: "yes", Says.NEED: "if need be", Says.NO: "no"}[self]


CARRIED = {Says.YES: Answer.YES, Says.NEED: Answer.MAYBE, Says.NO: Answer.NO}


@dataclass(frozen=True, slots=True)
class Slot:
    id: int
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Poll:
    """``proposal`` is the session that comes of it, all but its time."""

    id: int
    lead: str
    proposal: Proposal
    zone: str
    asks_in: AsksIn
    closes_at: datetime
    state: PollState
    slots: tuple[Slot, ...]  # the earliest first
    session_id: int | None = None

    @property
    def facilitator(self) -> str:
        return self.proposal.facilitator or self.lead

    def takes_votes(self, now: datetime) -> bool:
        return self.state is PollState.OPEN and now < self.closes_at

    def to_come(self, now: datetime) -> tuple[Slot, ...]:
        return tuple(each for each in self.slots if each.starts_at > now)

    def slot(self, slot_id: int | None) -> Slot | None:
        return next((each for each in self.slots if each.id == slot_id), None)


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody who is asked; ``votes`` by slot id. A slot without one is not answered."""

    user: str
    practice: Practice | None
    guest: bool = False
    answered_at: datetime | None = None
    votes: Mapping[int, Says] = field(default_factory=dict)

    def has_said_all(self, slots: Iterable[Slot]) -> bool:
        return all(each.id in self.votes for each in slots)


def turnout(poll: Poll, voters: Iterable[Voter]) -> tuple[int, int]:
    """How many have answered at least in part, of how many: those besides the lead."""
    others = [each for each in voters if each.user != poll.lead]
    return sum(each.answered_at is not None for each in others), len(others)


# ---- counting


@dataclass(frozen=True, slots=True)
class Tally:
    """What was said to one slot: people, and practices of which somebody can come."""

    yes: int = 0
    need: int = 0
    no: int = 0
    practices: int = 0
    yes_practices: int = 0

    @property
    def people(self) -> int:
        return self.yes + self.need


def tally(slot: Slot, voters: Iterable[Voter]) -> Tally:
    said = [(each.votes.get(slot.id), each.practice) for each in voters]
    words = [each for each, _ in said]
    able = {practice for each, practice in said if each in (Says.YES, Says.NEED) and practice}
    surely = {practice for each, practice in said if each is Says.YES and practice}
    return Tally(
        words.count(Says.YES),
        words.count(Says.NEED),
        words.count(Says.NO),
        len(able),
        len(surely),
    )


# ---- choosing


class Bar(StrEnum):
    """Why a slot is not proposed."""

    PASSED = "passed"
    BANK_HOLIDAY = "bank_holiday"
    FACILITATOR = "facilitator"  # said that they cannot
    MONDAY = "monday"
    WEEKEND = "weekend"


SOFT = frozenset({Bar.MONDAY, Bar.WEEKEND})  # proposed only where no other time would do


class Edge(StrEnum):
    """What the best slot has over the next."""

    PRACTICES = "practices"
    YES_PRACTICES = "yes_practices"
    PEOPLE = "people"
    NEED = "need"
    DAYS_OFF = "days_off"
    NOT_BARRED = "not_barred"
    TIE = "tie"  # nothing: it is earlier


@dataclass(frozen=True, slots=True)
class Ranked:
    """``off`` is how many of those asked have that weekday off and have not said that they can."""

    slot: Slot
    tally: Tally
    off: int = 0
    bars: frozenset[Bar] = frozenset()

    @property
    def order(self) -> tuple[int, int, int, int, int]:
        """The better, the smaller."""
        count = self.tally
        return (-count.practices, -count.yes_practices, -count.people, count.need, self.off)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is proposed when a vote closes. ``best`` None: no slot would do."""

    best: Ranked | None
    runner_up: Ranked | None
    edge: Edge | None  # what the best has over the runner-up
    ranked: tuple[Ranked, ...]  # all slots, the best first


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else the choice depends on: the body's days, and each person's free weekdays."""

    calendar: Calendar
    days_off: Mapping[str, frozenset[int]] = field(default_factory=dict)


def choose(poll: Poll, voters: Sequence[Voter], around: Surroundings, now: datetime) -> Choice:
    """The slot at which most practices can be, and the next best.

    Most practices that can, then most that surely can, then most people, then the fewest of them only
    if need be, then the fewest whose day off it is; what is level then is settled by the earlier
    one. Barred slots are left out; a Monday morning or a weekend only if another would do.
    """
    everyone = [_rank(each, poll, voters, around, now) for each in poll.slots]
    needed = _practices_needed(voters)
    ranked = tuple(sorted(everyone, key=lambda each: (_class(each, needed), *_whole(each))))
    could = [each for each in ranked if _class(each, needed) < _NEVER]
    best = could[0] if could else None
    runner_up = could[1] if len(could) > 1 else None
    edge = _edge(best, runner_up) if best and runner_up else None
    return Choice(best, runner_up, edge, ranked)


_NEVER = 2


def _class(each: Ranked, needed: int) -> int:
    """0: to be proposed; 1: if no other would do; 2: not at all."""
    too_few = each.tally.practices < needed or each.tally.people < TOGETHER
    if too_few or each.bars - SOFT:
        return _NEVER
    return 1 if each.bars else 0


def _practices_needed(voters: Iterable[Voter]) -> int:
    """Two; one, where only one practice and guests are asked."""
    return min(TOGETHER, len({each.practice for each in voters if each.practice}))


def _whole(each: Ranked) -> tuple[object, ...]:
    return (*each.order, each.slot.starts_at)


def _edge(best: Ranked, other: Ranked) -> Edge:
    if bool(best.bars) != bool(other.bars):
        return Edge.NOT_BARRED
    edges = (Edge.PRACTICES, Edge.YES_PRACTICES, Edge.PEOPLE, Edge.NEED, Edge.DAYS_OFF)
    compared = zip(edges, best.order, other.order, strict=True)
    return next((edge for edge, one, two in compared if one != two), Edge.TIE)


def _rank(
    slot: Slot, poll: Poll, voters: Sequence[Voter], around: Surroundings, now: datetime
) -> Ranked:
    weekday = wall(slot.starts_at, poll.zone).weekday()
    away = sum(
        weekday in around.days_off.get(each.user, NEVER_OFF)
        for each in voters
        if each.votes.get(slot.id) not in (Says.YES, Says.NEED)
    )
    return Ranked(
        slot, tally(slot, voters), away, frozenset(_bars(slot, poll, voters, around.calendar, now))
    )


def _bars(
    slot: Slot, poll: Poll, voters: Iterable[Voter], calendar: Calendar, now: datetime
) -> Iterable[Bar]:
    if slot.starts_at <= now:
        yield Bar.PASSED
    if is_bank_holiday(slot.starts_at, poll.zone, calendar):
        yield Bar.BANK_HOLIDAY
    if is_monday_morning(slot.starts_at, poll.zone):
        yield Bar.MONDAY
    if is_weekend(slot.starts_at, poll.zone):
        yield Bar.WEEKEND
    if any(each.user == poll.facilitator and each.votes.get(slot.id) is Says.NO for each in voters):
        yield Bar.FACILITATOR


# ---- from a vote to a session


def voters_of(invited: Iterable[Invitee], lead: str, slots: Iterable[Slot]) -> tuple[Voter, ...]:
    """Everybody who would be invited. Who proposes the slots can make them, until they say otherwise."""
    every = {each.id: Says.YES for each in slots}
    return tuple(
        Voter(each.user, each.practice, each.guest, None, every if each.user == lead else {})
        for each in invited
    )


def carried_over(
    poll: Poll, invited: Iterable[Invitee], voters: Iterable[Voter], slot: Slot
) -> tuple[Invitee, ...]:
    """The session's invitees, with what they said to the slot that was chosen.

    Where there is not room for all who said yes, those who answered last wait for a place.
    """
    said = {each.user: each for each in voters}
    people = [_with_answer(each, said.get(each.user), slot) for each in invited]
    places = poll.proposal.places
    if places is None:
        return tuple(people)
    kept = [each for each in people if _keeps_a_place(poll, each) and each.answer is not Answer.NO]
    room = max(0, places - len(kept) - len(poll.proposal.guests))
    sure = [each for each in people if each.answer is Answer.YES and not _keeps_a_place(poll, each)]
    sure.sort(key=lambda each: _answered_at(said.get(each.user)))
    waits = {each.user for each in sure[room:]}
    return tuple(
        replace(each, answer=Answer.WAITING) if each.user in waits else each for each in people
    )


def _with_answer(invitee: Invitee, voter: Voter | None, slot: Slot) -> Invitee:
    vote = voter.votes.get(slot.id) if voter else None
    if voter is None or vote is None:
        return invitee
    return replace(invitee, answer=CARRIED[vote], answered_at=voter.answered_at)


def _keeps_a_place(poll: Poll, invitee: Invitee) -> bool:
    return invitee.guest or invitee.user in (poll.lead, poll.facilitator)


def _answered_at(voter: Voter | None) -> float:
    moment = voter.answered_at if voter else None
    return moment.timestamp() if moment else 0.0


@dataclass(frozen=True, slots=True)
class InProgress:
    """A vote as one reader may see it. ``voters`` are there for organisers only."""

    poll: Poll
    asked: int
    answered: int
    own: Voter | None
    voters: tuple[Voter, ...] | None = None

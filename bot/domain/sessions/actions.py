"""The actions that peer sessions end in: what was agreed, and what became of it."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import Calendar
from bot.domain.people import Practice
from bot.domain.sessions.model import PeerSession

WHAT_MAX = 300
MEASURE_MAX = 150
DROPPED_MAX = 300
NUDGED_BEFORE = 3  # working days before it is due
NUDGED_AFTER = timedelta(weeks=1)  # after it was due, once; then it is in the lists only
LATER = timedelta(weeks=1)  # "Remind me later"


class Outcome(StrEnum):
    """What became of an action."""

    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action as it was agreed, before it is kept. ``ods_code`` None: the owner's practice."""

    what: str
    owner: str
    due: date
    ods_code: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody will do, and by when. ``indicator`` and ``series_id`` are its session's."""

    id: int
    session_id: int
    topic: str
    what: str
    owner: str
    practice: Practice | None
    due: date
    done: bool = False
    measure: str | None = None
    outcome: Outcome | None = None
    outcome_words: str | None = None
    settled_by: str | None = None
    settled_at: datetime | None = None
    changed_to: int | None = None  # the action that took its place
    indicator: str | None = None
    series_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenActions:
    """What is still open, as one person reads it: their own, their practice's, then others'."""

    mine: tuple[Action, ...] = ()
    practice: tuple[Action, ...] = ()
    others: tuple[Action, ...] = ()

    @property
    def number(self) -> int:
        return len(self.mine) + len(self.practice) + len(self.others)


def open_for(
    user: str, practice: Practice | None, actions: Iterable[Action], seen: Container[int] | None
) -> OpenActions:
    """``seen`` are the sessions whose actions this person sees whoever's they are; None: of all."""
    mine, own, others = [], [], []
    for each in actions:
        if each.owner == user:
            mine.append(each)
        elif practice is not None and each.practice == practice:
            own.append(each)
        elif seen is None or each.session_id in seen:
            others.append(each)
    return OpenActions(tuple(mine), tuple(own), tuple(others))


# ---- the next agenda


def same_topic(one: str, other: str) -> bool:
    """Whether two sessions are about the same thing, whatever the capitals and spaces."""
    return one.casefold().split() == other.casefold().split()


def belongs_to(session: PeerSession, action: Action) -> bool:
    """Whether it is on this session's agenda: by topic, by indicator, or as one of a series."""
    if action.done or action.session_id == session.id:
        return False
    return (
        same_topic(action.topic, session.topic)
        or (action.indicator is not None and action.indicator == session.indicator)
        or (action.series_id is not None and action.series_id == session.series_id)
    )


def earlier_actions(session: PeerSession, actions: Iterable[Action]) -> tuple[Action, ...]:
    """The actions still open from earlier sessions that belong here, the soonest due first."""
    open_ones = (each for each in actions if belongs_to(session, each))
    return tuple(sorted(open_ones, key=lambda each: (each.due, each.id)))


# ---- nudges


def next_nudge(due: date, today: date, calendar: Calendar) -> date | None:
    """The next day on which its owner is asked about it; None: not any more."""
    days = (calendar.working_days_before(due, NUDGED_BEFORE), due + NUDGED_AFTER)
    return next((day for day in days if day > today), None)

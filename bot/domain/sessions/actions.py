"""The actions that peer sessions end in: what was agreed, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.people import Practice
from bot.domain.sessions.model import PeerSession

WHAT_MAX = 300
MEASURE_MAX = 150


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
    """What somebody will do, and by when."""

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


def same_topic(one: str, other: str) -> bool:
    """Whether two sessions are about the same thing, whatever the capitals and spaces."""
    return one.casefold().split() == other.casefold().split()


def earlier_actions(session: PeerSession, actions: Iterable[Action]) -> tuple[Action, ...]:
    """The actions still open from earlier sessions on this topic, the soonest due first."""
    open_ones = (
        each
        for each in actions
        if not each.done and each.session_id != session.id and same_topic(each.topic, session.topic)
    )
    return tuple(sorted(open_ones, key=lambda each: (each.due, each.id)))

"""What is one's own on the Home tab: sessions, actions, figures, messages that wait, notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from bot.domain.comparisons import Own
from bot.domain.indicators import Indicator
from bot.domain.sessions import Answer, Count, State

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Some(Generic[T]):
    """The first few of something, and how many there are in all."""

    shown: tuple[T, ...] = ()
    number: int = 0

    def __iter__(self) -> Iterator[T]:
        return iter(self.shown)

    def __bool__(self) -> bool:
        return self.number > 0


@dataclass(frozen=True, slots=True)
class MySession:
    """A session that one comes to or leads. The last three are for who leads it, ``coming`` by Slack id."""

    id: int
    topic: str
    channel: str
    starts_at: datetime
    zone: str
    minutes: int
    place: str | None
    state: State
    own: Answer | None
    led: bool = False
    answers: Count | None = None
    coming: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()

    @property
    def running(self) -> bool:
        return self.state is State.STARTED


@dataclass(frozen=True, slots=True)
class MyAction:
    """Something that one took on. ``owner`` is said only where it is somebody else's."""

    id: int
    what: str
    due: date
    topic: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One of one's own practice's figures, for ``period``, among its peers' or the group's."""

    indicator: Indicator
    own: Own
    period: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The newest; ``practice`` None: none is known, so there are none."""

    practice: str | None = None
    newest: tuple[Figure, ...] = ()
    number: int = 0  # of indicators that the practice has figures for


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that was not sent. ``over_budget``: since the month's prompts were used up."""

    id: int
    about: str
    planned_at: datetime
    over_budget: bool = True


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One's own CPD note. ``title`` None: it does not open any more."""

    id: int
    title: str | None
    day: date | None = None

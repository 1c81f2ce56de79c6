"""What waits for one's answer, of whatever kind, and by when."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.home.mine import Some
from bot.domain.sessions.barriers import Barrier


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation to a peer session that one has not answered. ``held``: the message, if it waits."""

    session_id: int
    topic: str
    by: datetime  # it starts
    zone: str
    minutes: int
    lead: str
    place: str | None = None
    held: int | None = None


@dataclass(frozen=True, slots=True)
class PulseAsked:
    round_id: int
    title: str
    by: datetime  # it closes
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote on when to meet."""

    poll_id: int
    topic: str
    by: datetime  # it closes
    zone: str
    lead: str


@dataclass(frozen=True, slots=True)
class MetAsked:
    """A session that is over, of which nobody has said whether the group met."""

    session_id: int
    topic: str
    starts_at: datetime
    zone: str

    @property
    def by(self) -> datetime:
        """A tap while it is fresh: as if it had been due when the session began."""
        return self.starts_at


@dataclass(frozen=True, slots=True)
class FigureAsked:
    """A question about a figure that one answers for."""

    challenge_id: int
    figure: str
    words: str
    raised_at: datetime
    by: datetime


@dataclass(frozen=True, slots=True)
class BarrierAsked:
    barrier: Barrier
    by: datetime


Asked = Invited | PulseAsked | Vote | MetAsked | FigureAsked | BarrierAsked


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """``answered`` are pulses that one has answered and can still change."""

    invited: Some[Invited] = field(default_factory=Some)
    pulses: Some[PulseAsked] = field(default_factory=Some)
    votes: Some[Vote] = field(default_factory=Some)
    met: Some[MetAsked] = field(default_factory=Some)
    figures: Some[FigureAsked] = field(default_factory=Some)
    barriers: Some[BarrierAsked] = field(default_factory=Some)
    answered: tuple[PulseAsked, ...] = ()

    @property
    def number(self) -> int:
        return sum(each.number for each in self._kinds())

    @property
    def in_order(self) -> list[Asked]:
        """What is due first comes first, whatever it is."""
        return sorted((one for kind in self._kinds() for one in kind), key=lambda one: one.by)

    def _kinds(self) -> tuple[Some[Asked], ...]:
        return self.invited, self.pulses, self.votes, self.met, self.figures, self.barriers


LONG_AGO = timedelta(days=60)
"""Whether a group met this long ago is not asked here any more."""

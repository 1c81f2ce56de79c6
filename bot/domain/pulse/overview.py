"""Rounds before they open, and in a list: what whoever looks after them is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.pulse.rounds import Group, Plan, Proposal, Round, State, Turnout


@dataclass(frozen=True, slots=True)
class Preview:
    """What a proposal would bring: who is asked, when it opens and closes, when it comes again."""

    proposal: Proposal
    groups: Mapping[Group, int]
    opens_at: datetime
    closes_at: datetime
    reminds_at: datetime | None = None
    repeats: str = ""  # in plain words
    again_at: datetime | None = None

    @property
    def asked(self) -> int:
        return sum(self.groups.values())

    def as_round(self, owner: str) -> Round:
        """As the round that it would become, to show how it looks."""
        proposal = self.proposal
        return Round(
            0,
            State.OPEN,
            proposal.channel,
            owner,
            proposal.questions,
            proposal.k,
            self.opens_at,
            self.closes_at,
            self.asked,
            title=proposal.asks.title,
            set_id=proposal.asks.id,
            circle=proposal.circle,
            groups=self.groups,
        )


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that was kept, and when it opens its first round."""

    plan: Plan
    first_at: datetime
    words: str
    opened: bool = False  # the first is open already, and ``first_at`` is the next


@dataclass(frozen=True, slots=True)
class Listed:
    """A round in the list, with all that may be told of it now."""

    round: Round
    turnout: Turnout
    replied_at: datetime | None
    mine: bool  # may be looked after by whoever looks


@dataclass(frozen=True, slots=True)
class ListedPlan:
    plan: Plan
    next_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Overview:
    rounds: tuple[Listed, ...]
    plans: tuple[ListedPlan, ...]
    now: datetime

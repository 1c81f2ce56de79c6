"""The snippet of the month: which figures a channel gets, when, and whose turn it is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from bot.domain.comparisons.figures import Comparison
from bot.domain.deeds import Deed, may
from bot.domain.indicators import Indicator
from bot.domain.people import Member, Role

USUALLY = "every first Tuesday at 12:30"
MOST_FIGURES = 12
"""Indicators that take turns: a year of months."""

PLANS = "snippetplan:"
"""How the subjects of plans begin."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for: ``keys`` of indicators, none for whatever has new figures."""

    channel: str
    keys: tuple[str, ...]
    words: str

    def to_text(self) -> str:
        return json.dumps([self.channel, self.keys, self.words], ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Self:
        channel, keys, words = json.loads(text)
        return cls(channel, tuple(keys), words)


@dataclass(frozen=True, slots=True)
class SnippetPlan:
    """A channel that gets a snippet again and again; when is a schedule of this subject."""

    id: int
    channel: str
    keys: tuple[str, ...]
    made_by: str
    made_at: datetime

    @property
    def subject(self) -> str:
        return f"{PLANS}{self.id}"

    def request(self, slot: str) -> str:
        """Names what is posted for one time, so that it is posted once."""
        return f"monthly:{self.id}:{slot}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan as it stands. ``next_at`` None: it is paused. ``mine``: may be stopped by who looks."""

    plan: SnippetPlan
    words: str
    next_at: datetime | None
    names: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form is made of: the plans that there are, and the indicators to choose from."""

    listed: tuple[Listed, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Posted:
    """When an indicator was last posted to a channel, and when its figures had come in."""

    at: datetime
    data_from: datetime


class Skip(StrEnum):
    """Why an indicator is not posted this time."""

    NO_FIGURES = "no_figures"
    NOTHING_NEW = "nothing_new"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is: a comparison, or why nothing is posted. ``last`` is the newest posting."""

    comparison: Comparison | None
    skipped: frozenset[Skip] = frozenset()
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of a plan; ``turn`` is as things stand now."""

    wanted: Wanted
    words: str
    next_at: datetime
    turn: Turn
    names: tuple[str, ...]


def in_turn(keys: Sequence[str], there: Sequence[str], posted: Mapping[str, Posted]) -> list[str]:
    """Of those that there are figures for: never posted first, then the one posted longest ago."""
    candidates = [key for key in (keys or there) if key in there]
    never = [key for key in candidates if key not in posted]
    before = [key for key in candidates if key in posted]
    return [*never, *sorted(before, key=lambda key: posted[key].at)]


def why_not(comparison: Comparison | None, posted: Posted | None) -> Skip | None:
    """Why it is not posted now; None if it is."""
    if comparison is None:
        return Skip.NO_FIGURES
    if posted is not None and comparison.data_from <= posted.data_from:
        return Skip.NOTHING_NEW
    return Skip.TOO_FEW if comparison.spread is None else None


def may_stop(plan: SnippetPlan, user: str, member: Member | None) -> bool:
    """Whoever made it, managers and administrators."""
    return user == plan.made_by or may(member, Deed.STOP_MONTHLY)


def heir_of(leaver: str, members: Sequence[Member]) -> str | None:
    """Who looks after a plan of somebody who has left: a manager, else whoever else may post."""
    others = [each for each in members if each.slack_user_id != leaver]
    for roles in ((Role.MANAGER,), Deed.POST_MONTHLY.roles):
        for each in others:
            if each.has(roles):
                return each.slack_user_id
    return None

"""A round of matching: what was asked for, what came of it, and who facilitates which group."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.matching.costs import is_small
from bot.domain.matching.problem import ROUNDS_APART, Pair, What
from bot.domain.matching.reasons import Reasons
from bot.domain.people import Member, Practice
from bot.domain.sessions import Format

# One sentence for all: whether its people take no part, or it is kept apart from others, is not said.
NOT_PLACED = "nobody there can be asked at the moment, or there was no group for it this time"


class RoundState(StrEnum):
    """A dry run is made anew as often as one likes; only then it is sent, or dropped."""

    WORKING = "working"
    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form asks for. ``ods_codes`` empty: all practices."""

    topic: str
    channel: str
    starts_at: datetime
    minutes: int
    what: What = What.PAIRS
    ods_codes: tuple[str, ...] = ()
    place: str | None = None
    indicator_key: str | None = None
    rounds_apart: int = ROUNDS_APART

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"starts_at": self.starts_at.isoformat()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Wanted":
        return cls(
            **dict(kept)
            | {
                "starts_at": datetime.fromisoformat(kept["starts_at"]),
                "what": What(kept["what"]),
                "ods_codes": tuple(kept["ods_codes"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Group:
    """``session_id``: the session that was set up for it."""

    number: int
    practices: tuple[Practice, ...]
    facilitator: str | None
    reasons: Reasons
    session_id: int | None = None

    @property
    def format(self) -> Format:
        return {2: Format.PAIR, 3: Format.TRIO}.get(len(self.practices), Format.SMALL_GROUP)


@dataclass(frozen=True, slots=True)
class LeftOut:
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Round:
    id: int
    lead: str
    state: RoundState
    seed: int
    wanted: Wanted
    groups: tuple[Group, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def practices(self) -> tuple[Practice, ...]:
        return tuple(each for group in self.groups for each in group.practices)

    @property
    def forced(self) -> int:
        """How many groups could not do without meeting again."""
        return sum(bool(each.reasons.forced) for each in self.groups)

    def group_of(self, ods_code: str) -> Group | None:
        return next(
            (
                group
                for group in self.groups
                if any(each.ods_code == ods_code for each in group.practices)
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class PastRound:
    """The groups of a round that was sent: their practices, and whose practice facilitated."""

    groups: tuple[tuple[str, ...], ...]
    facilitated: frozenset[str] = frozenset()
    pairs: bool = False


def history_of(rounds: Sequence[PastRound]) -> tuple[dict[Pair, int], Counter[str]]:
    """Who met whom how many rounds ago, and who had the heavier part; the newest round is first."""
    met: dict[Pair, int] = {}
    burden: Counter[str] = Counter()
    for ago, past in enumerate(rounds, start=1):
        burden.update(past.facilitated)
        for group in past.groups:
            if past.pairs and len(group) == 3:
                burden.update(group)
            for place, one in enumerate(group):
                for other in group[place + 1 :]:
                    met.setdefault(frozenset((one, other)), ago)
    return met, burden


def choose_facilitator(
    group: Sequence[Practice],
    people: Mapping[str, Sequence[Member]],
    burden: Mapping[str, int],
) -> Member | None:
    """Somebody of one of the practices: the turn goes round, and small practices are spared.

    Of a practice's people whoever has a formal role comes first. None where nobody is there.
    """
    staffed = [each for each in group if people.get(each.ods_code)]
    if not staffed:
        return None

    def turn(practice: Practice) -> tuple[float, bool, str]:
        heavier = 1.5 if is_small(practice) else 1.0
        had = burden.get(practice.ods_code, 0) * heavier
        return had, is_small(practice), practice.ods_code

    practice = min(staffed, key=turn)
    return min(
        people[practice.ods_code], key=lambda each: (not each.formal_role, each.slack_user_id)
    )


# ---- the keys of its messages


def matching_key(matching_id: int) -> str:
    return f"matching:{matching_id}"


def announcement_key(matching_id: int) -> str:
    """Of the post that says to the channel that the groups will meet."""
    return f"{matching_key(matching_id)}:announcement"

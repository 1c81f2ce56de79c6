"""A round of matching: what was asked for, what came of it, and who facilitates which group."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import combinations
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
    facilitators: tuple[str, ...] = ()  # Slack ids; empty: somebody of each group

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
                "facilitators": tuple(kept.get("facilitators", ())),
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
    people: int = 0  # who can be asked

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
    same: bool = False  # made anew, it came out as before

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
    """The groups of a round that was sent: their practices, and whose practice facilitated.

    Groups that were not set up, or called off, have not met.
    """

    groups: tuple[tuple[str, ...], ...]
    facilitated: frozenset[str] = frozenset()
    pairs: bool = False
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session that was held of a few practices, beside any round."""

    at: datetime
    practices: tuple[str, ...]


def history_of(
    rounds: Sequence[PastRound], meetings: Iterable[Meeting] = ()
) -> tuple[dict[Pair, int], Counter[str]]:
    """Who met whom how many rounds ago, and who had the heavier part; the newest round is first.

    Who met beside the rounds counts with the round before it; after the last, with the last.
    """
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
    for each in meetings:
        later = sum(past.sent_at is not None and past.sent_at > each.at for past in rounds)
        for one, other in combinations(each.practices, 2):
            two = frozenset((one, other))
            met[two] = min(met.get(two, later + 1), later + 1)
    return met, burden


def choose_facilitator(
    group: Sequence[Practice],
    people: Mapping[str, Sequence[Member]],
    burden: Mapping[str, int],
    *,
    lately: Container[str] = (),
    wanted: Container[str] = (),
) -> Member | None:
    """Somebody of one of the practices: the turn goes round, and small practices are spared.

    One who is ``wanted`` for it comes before all others. Small practices that did it ``lately``, in
    the last round, come last. Of a practice's people whoever has a formal role comes first. None
    where nobody is there.
    """
    asked = {
        each.ods_code: [who for who in people.get(each.ods_code, ()) if who.slack_user_id in wanted]
        for each in group
    }
    if any(asked.values()):
        people = asked
    staffed = [each for each in group if people.get(each.ods_code)]
    if not staffed:
        return None

    def turn(practice: Practice) -> tuple[bool, float, bool, str]:
        small = is_small(practice)
        had = burden.get(practice.ods_code, 0) * (1.5 if small else 1.0)
        return small and practice.ods_code in lately, had, small, practice.ods_code

    practice = min(staffed, key=turn)
    return min(
        people[practice.ods_code], key=lambda each: (not each.formal_role, each.slack_user_id)
    )


def share_out(
    groups: Sequence[Group], wanted: Iterable[str], present: Container[str]
) -> list[Group]:
    """Those who were asked to facilitate and are in no group themselves: one to each group without.

    ``present`` are the people of the groups; ``wanted`` are served in their order, groups too.
    """
    chosen, busy = list(wanted), {group.facilitator for group in groups}
    free = [each for each in chosen if each not in present and each not in busy]
    shared = []
    for group in groups:
        if free and group.facilitator not in chosen:
            group = replace(group, facilitator=free.pop(0))
        shared.append(group)
    return shared


# ---- the keys of its messages


def matching_key(matching_id: int) -> str:
    return f"matching:{matching_id}"


def announcement_key(matching_id: int) -> str:
    """Of the post that says to the channel that the groups will meet."""
    return f"{matching_key(matching_id)}:announcement"

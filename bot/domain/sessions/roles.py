"""Who chairs, writes and keeps the time: each has a turn."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.sessions.model import Answer, Invitee, RoleInSession

LOOKED_BACK = timedelta(days=365)
WITH_OTHERS = 3  # from so many on the facilitator does not chair as well


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody had a role in an earlier session."""

    user: str
    role: RoleInSession
    at: datetime


def may_have_role(invitee: Invitee) -> bool:
    """Guests help with what they know; the practices run their session themselves."""
    return invitee.answer is Answer.YES and not invitee.guest


def proposed(
    invited: Iterable[Invitee], facilitator: str, turns: Sequence[Turn]
) -> dict[str, RoleInSession]:
    """Roles for those who said yes, by user; at most one each.

    Each role goes to who has had it least in the last year, of these to who had it longest ago, then to
    who has had fewest roles at all. Fewer people than roles: chair before scribe before timekeeper.
    """
    people = [each.user for each in invited if may_have_role(each)]
    times = Counter((turn.user, turn.role) for turn in turns)
    in_all = Counter(turn.user for turn in turns)
    last: dict[tuple[str, RoleInSession], datetime] = {}
    for turn in sorted(turns, key=lambda each: each.at):
        last[turn.user, turn.role] = turn.at
    result: dict[str, RoleInSession] = {}
    for role in RoleInSession:
        free = [each for each in people if each not in result]
        if role is RoleInSession.CHAIR and len(people) >= WITH_OTHERS:
            free = [each for each in free if each != facilitator]

        def burden(user: str, role: RoleInSession = role) -> tuple[int, float, int, str]:
            at = last.get((user, role))
            return (times[user, role], at.timestamp() if at else 0.0, in_all[user], user)

        if free:
            result[min(free, key=burden)] = role
    return result


def taken(
    held: Mapping[str, RoleInSession], user: str, role: RoleInSession
) -> dict[str, RoleInSession]:
    """Somebody takes a role; whoever had it gets theirs for it, if they had one."""
    result = {each: had for each, had in held.items() if had is not role and each != user}
    before = next((each for each, had in held.items() if had is role), None)
    own = held.get(user)
    if before is not None and before != user and own is not None:
        result[before] = own
    return result | {user: role}

"""What is to happen now: which slot fires, which are recorded as missed or left out, and what is next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.schedule.model import Lateness, Outcome, Schedule, Slot
from bot.domain.schedule.slots import Judged, slots


@dataclass(frozen=True, slots=True)
class Decision:
    """One slot fires at most; ``recorded`` are those that do not, with why.

    ``next`` is the first that is not decided yet. Where it is due already, there is more to decide.
    """

    fires: Slot | None
    recorded: tuple[tuple[Slot, Outcome], ...]
    next: Slot | None


def decide(schedule: Schedule, since: datetime | None, now: datetime) -> Decision:
    """What happens with the slots from ``since`` on, the first that is not decided yet.

    Whatever the times at which it is asked, each slot is decided once.
    """
    coming = slots(schedule, since)
    if schedule.lateness is Lateness.LATEST:
        return _newest(schedule, coming, now)
    recorded: list[tuple[Slot, Outcome]] = []
    for slot, known in coming:
        if slot.at > now:
            return Decision(None, tuple(recorded), slot)
        outcome = known or _too_late(schedule, slot, now)
        if outcome is None:
            return Decision(slot, tuple(recorded), _first(coming))
        recorded.append((slot, outcome))
    return Decision(None, tuple(recorded), None)


def _newest(schedule: Schedule, coming: Iterator[Judged], now: datetime) -> Decision:
    fires: Slot | None = None
    recorded: list[tuple[Slot, Outcome]] = []
    following: Slot | None = None
    for slot, known in coming:
        if slot.at > now:
            following = slot
            break
        outcome = known or _too_late(schedule, slot, now)
        if outcome is not None:
            recorded.append((slot, outcome))
            continue
        if fires is not None:
            recorded.append((fires, Outcome.MISSED))
        fires = slot
    return Decision(fires, tuple(recorded), following)


def _too_late(schedule: Schedule, slot: Slot, now: datetime) -> Outcome | None:
    late = schedule.grace is not None and now - slot.at > schedule.grace
    return Outcome.MISSED if late else None


def _first(coming: Iterator[Judged]) -> Slot | None:
    found = next(coming, None)
    return found[0] if found else None


def passed_over(schedule: Schedule, since: datetime | None, now: datetime) -> Decision:
    """What a pause has passed over: nothing fires, and each slot is recorded."""
    recorded: list[tuple[Slot, Outcome]] = []
    for slot, outcome in slots(schedule, since):
        if slot.at > now:
            return Decision(None, tuple(recorded), slot)
        recorded.append((slot, outcome or Outcome.PAUSED))
    return Decision(None, tuple(recorded), None)

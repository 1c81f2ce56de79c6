"""What is to happen now: which slot fires, which are recorded as missed or left out, and what is next."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.domain.schedule.model import Lateness, Outcome, Schedule, Slot
from bot.domain.schedule.slots import slots

AT_ONCE = 1000  # slots looked at in one decision, after a long time in which nothing ran


@dataclass(frozen=True, slots=True)
class Decision:
    """One slot fires at most; ``recorded`` are those that do not, with why. ``next`` is still to come.

    Where ``next`` is due already, there is more to decide.
    """

    fires: Slot | None
    recorded: tuple[tuple[Slot, Outcome], ...]
    next: Slot | None


def first_slot(schedule: Schedule, after: datetime | None) -> Slot | None:
    """The first that comes after that wall-clock time, even one that will be left out; None if none."""
    found = next(slots(schedule, after), None)
    return found[0] if found else None


def decide(schedule: Schedule, last: datetime | None, now: datetime) -> Decision:
    """What happens with the slots after ``last``, the newest that was dealt with.

    Whatever the times at which it is asked, each slot is dealt with once.
    """
    upcoming = slots(schedule, last)
    due: list[tuple[Slot, Outcome | None]] = []
    later: Slot | None = None
    for slot, outcome in islice(upcoming, AT_ONCE):
        if slot.at > now:
            later = slot
            break
        due.append((slot, outcome))
    else:
        more = next(upcoming, None)
        later = more[0] if more else None
    return _chosen(schedule, due, later, now)


def _chosen(
    schedule: Schedule, due: list[tuple[Slot, Outcome | None]], later: Slot | None, now: datetime
) -> Decision:
    grace = schedule.grace
    judged = [
        (slot, outcome or (Outcome.MISSED if grace is not None and now - slot.at > grace else None))
        for slot, outcome in due
    ]
    may_fire = [slot for slot, outcome in judged if outcome is None]
    if not may_fire:
        return Decision(None, _recorded(judged), later)
    if schedule.lateness is Lateness.ALL:
        # One at a time: those after it are decided when it has fired.
        fires = may_fire[0]
        place = [slot for slot, _ in judged].index(fires)
        following = judged[place + 1][0] if place + 1 < len(judged) else later
        return Decision(fires, _recorded(judged[:place]), following)
    fires = may_fire[-1]
    others = [(slot, outcome or Outcome.MISSED) for slot, outcome in judged if slot is not fires]
    return Decision(fires, tuple(others), later)


def _recorded(
    judged: list[tuple[Slot, Outcome | None]],
) -> tuple[tuple[Slot, Outcome], ...]:
    return tuple((slot, outcome) for slot, outcome in judged if outcome is not None)


def passed_over(schedule: Schedule, last: datetime | None, now: datetime) -> Decision:
    """What a pause has passed over: nothing fires, and each slot is recorded."""
    recorded: list[tuple[Slot, Outcome]] = []
    for slot, outcome in slots(schedule, last):
        if slot.at > now:
            return Decision(None, tuple(recorded), slot)
        recorded.append((slot, outcome or Outcome.PAUSED))
    return Decision(None, tuple(recorded), None)

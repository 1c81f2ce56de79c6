"""Where a session that has begun stands in its run sheet: who presses what, and what time does to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.sessions.plan import Phase, PhaseKind, TimedPhase

MORE = timedelta(minutes=5)  # what one press adds
BACK_WITH = timedelta(minutes=2)  # who goes back to a phase has at least so long
LAST_MINUTE = timedelta(minutes=1)
SILENT = timedelta(minutes=15)  # after the planned end, or the last press, it ends by itself
OVERRUN = timedelta(minutes=30)  # after the time that was planned or added; pauses do not count
LATE = timedelta(minutes=1)  # a thread that opens so late begins its times then
TOO_LATE = timedelta(minutes=30)  # after the planned end there is nothing to run any more
NOTHING = timedelta()


class Stale(Exception):
    """The button was made for another moment of the session than the one that it is in."""


@dataclass(frozen=True, slots=True)
class Part:
    """A phase in a session: ``extra`` was added, ``spent`` is from before it was left last."""

    phase: Phase
    extra: timedelta = NOTHING
    spent: timedelta = NOTHING

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.phase.minutes) + self.extra


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a button was made for: two who press it at once press it once."""

    phase: int
    extra: int = 0  # seconds that had been added to the phase


@dataclass(frozen=True, slots=True)
class Run:
    """``began_at`` is moved on by pauses, so that time spent in the phase is always from there."""

    parts: tuple[Part, ...]
    phase: int
    began_at: datetime
    opened_at: datetime
    touched_at: datetime
    paused_at: datetime | None = None
    ended_at: datetime | None = None

    # ---- looking

    @property
    def part(self) -> Part:
        return self.parts[self.phase]

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.phase, int(self.part.extra.total_seconds()))

    @property
    def is_first(self) -> bool:
        return self.phase == 0

    @property
    def is_last(self) -> bool:
        return self.phase == len(self.parts) - 1

    def spent(self, now: datetime) -> timedelta:
        """In the phase that it is in; pauses do not count."""
        until = self.ended_at or self.paused_at or now
        return max(until - self.began_at, NOTHING)

    def remaining(self, now: datetime) -> timedelta:
        """Of the phase; negative when its time is over."""
        return self.part.length - self.spent(now)

    def phase_ends(self, now: datetime) -> datetime:
        """When its time is over, or was; while it is paused, as if it went on now."""
        if self.paused_at is not None:
            return now + self.remaining(now)
        return self.began_at + self.part.length

    def ends(self, now: datetime) -> datetime:
        """When all of it would be over, were the next phase to begin on time, or now if this is over."""
        rest = sum((each.length - each.spent for each in self.parts[self.phase + 1 :]), NOTHING)
        return max(self.phase_ends(now), now) + max(rest, NOTHING)

    def to_come(self, now: datetime) -> tuple[TimedPhase, ...]:
        """The phases after this one, with when each begins."""
        begins = max(self.phase_ends(now), now)
        result = []
        for each in self.parts[self.phase + 1 :]:
            result.append(TimedPhase(begins, each.phase))
            begins += max(each.length - each.spent, NOTHING)
        return tuple(result)

    # ---- what people press; Stale where the button was made for another moment

    def next(self, of: Stamp, now: datetime) -> "Run":
        self._check(of, last=False)
        return self._go_to(self.phase + 1, now)

    def back(self, of: Stamp, now: datetime) -> "Run":
        self._check(of)
        if self.is_first:
            raise Stale
        run = self._go_to(self.phase - 1, now)
        return run._with_extra(max(BACK_WITH - run.remaining(now), NOTHING))

    def extend(self, of: Stamp, now: datetime) -> "Run":
        """Five more minutes from its end, or from now where that has passed."""
        self._check(of)
        if of.extra != self.stamp.extra:
            raise Stale
        late = max(-self.remaining(now), NOTHING)
        return replace(self._with_extra(MORE + late), touched_at=now)

    def pause(self, of: Stamp, now: datetime) -> "Run":
        self._check(of)
        if self.paused_at is not None:
            raise Stale
        return replace(self, paused_at=max(now, self.began_at), touched_at=now)

    def resume(self, of: Stamp, now: datetime) -> "Run":
        self._check(of)
        if self.paused_at is None:
            raise Stale
        stood = max(now - self.paused_at, NOTHING)
        return replace(self, paused_at=None, began_at=self.began_at + stood, touched_at=now)

    def finish(self, now: datetime) -> "Run":
        """Whoever presses it, and time itself; Stale where it was over."""
        if self.ended_at is not None:
            raise Stale
        return replace(self._leave(now), ended_at=now, paused_at=None)

    def touched(self, now: datetime) -> "Run":
        """Somebody is still at it."""
        return replace(self, touched_at=max(now, self.touched_at))

    def _check(self, of: Stamp, *, last: bool = True) -> None:
        if self.ended_at is not None or of.phase != self.phase or (self.is_last and not last):
            raise Stale

    def _leave(self, now: datetime) -> "Run":
        """With what was spent in the phase written down."""
        left = replace(self.part, spent=self.spent(now))
        parts = (*self.parts[: self.phase], left, *self.parts[self.phase + 1 :])
        return replace(self, parts=parts)

    def _go_to(self, phase: int, now: datetime) -> "Run":
        run = self._leave(now)
        began = now - run.parts[phase].spent  # where it was left
        return replace(run, phase=phase, began_at=began, paused_at=None, touched_at=now)

    def _with_extra(self, more: timedelta) -> "Run":
        seconds = timedelta(seconds=-(-more.total_seconds() // 1))
        part = replace(self.part, extra=self.part.extra + seconds)
        parts = (*self.parts[: self.phase], part, *self.parts[self.phase + 1 :])
        return replace(self, parts=parts)

    # ---- what time does

    def ends_by_itself(self, now: datetime) -> datetime:
        """When nobody will be there any more: a while after the planned end and the last press."""
        added = sum((each.extra for each in self.parts), NOTHING)
        planned = sum((timedelta(minutes=each.phase.minutes) for each in self.parts), NOTHING)
        limit = self.opened_at + planned + added + OVERRUN
        rest = sum((each.length - each.spent for each in self.parts[self.phase + 1 :]), NOTHING)
        if self.paused_at is None:
            limit = min(limit, self.phase_ends(now) + max(rest, NOTHING) + SILENT)
        return max(limit, self.touched_at + SILENT)

    def looks_different(self, now: datetime) -> datetime:
        """The next moment after ``now`` at which the board says something else, or it ends."""
        moments = [self.ends_by_itself(now)]
        if self.paused_at is None:
            ends = self.phase_ends(now)
            if self.part.length > 2 * LAST_MINUTE:
                moments.append(ends - LAST_MINUTE)
            moments.append(ends)
        return min((each for each in moments if each > now), default=now)


def begin(phases: Sequence[Phase], starts_at: datetime, now: datetime) -> Run:
    """On time, unless the thread opens late: then the times are counted from now."""
    begins = now if now - starts_at >= LATE else starts_at
    return Run(tuple(map(Part, phases)), 0, begins, begins, now)


def is_too_late(starts_at: datetime, minutes: int, now: datetime) -> bool:
    """Whether the time for it had passed before the thread could open."""
    return now >= starts_at + timedelta(minutes=minutes) + TOO_LATE


def shows_earlier_actions(run: Run) -> bool:
    """They come first: in the opening phase, and in their own."""
    return run.part.phase.kind in (PhaseKind.WELCOME, PhaseKind.EARLIER)

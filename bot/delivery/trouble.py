"""What holds up a whole lane: Slack away or failing, the app removed. Then one message tries the way."""

from datetime import datetime, timedelta

from bot.delivery.lease import elapsed
from bot.delivery.outcomes import FAILING, UNREACHABLE
from storage.delivery import LaneStore, Trouble

FIRST = 2.0  # seconds; doubled each time
LONGEST = 60.0
IN_A_ROW = 3  # answers lost one after the other: it is not one message, it is Slack


class Outage:
    """Of one lane, as its sender knows it."""

    def __init__(self) -> None:
        self._words: str | None = None
        self._until = 0.0
        self._back_off = FIRST
        self._lost = 0
        self._kept: str | None = ""  # what the database has; "" is not known

    @property
    def is_on(self) -> bool:
        return self._words is not None

    def lasts(self) -> bool:
        """Whether it is too early to try again."""
        return self.left() > 0

    def left(self) -> float:
        return max(self._until - elapsed(), 0.0) if self.is_on else 0.0

    def remember(self, known: Trouble | None, now: datetime) -> None:
        """What another process, or this one before, has found out."""
        self._kept = known.words if known else None
        if known and not self.is_on:
            self._words = known.words
            self._until = elapsed() + min((known.next_try - now).total_seconds(), LONGEST)

    def unreachable(self) -> None:
        self._begin(UNREACHABLE)

    def failing(self) -> None:
        """An answer was lost, or was none. One alone says nothing of the next."""
        self._lost += 1
        if self._lost >= IN_A_ROW:
            self._begin(FAILING)

    def refused(self, words: str) -> None:
        self._back_off = LONGEST
        self._begin(words)

    def over(self) -> None:
        self._words = None
        self._back_off = FIRST
        self._lost = 0

    def _begin(self, words: str) -> None:
        if self.lasts():
            return  # several at once are one
        self._words = words
        self._until = elapsed() + self._back_off
        self._back_off = min(self._back_off * 2, LONGEST)

    async def keep(self, lane: LaneStore, now: datetime) -> None:
        """Write down what changed, for `peerbot status` and for other processes."""
        if self._words is not None:
            await lane.held_up(self._words, now, now + timedelta(seconds=self.left()))
        elif self._kept is not None:
            await lane.flows()
        self._kept = self._words

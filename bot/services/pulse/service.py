"""What people do with a pulse, put together from what each moment of its life needs."""

from bot.domain.results import Report
from bot.services.context import Context
from bot.services.pulse.answering import Answering
from bot.services.pulse.base import (
    CLOSE,
    FILE,
    FINISH,
    NUDGE,
    OPEN,
    OPENING,
    REMIND,
    REMINDERS,
    TURNOUT,
)
from bot.services.pulse.closing import Closing
from bot.services.pulse.opening import Opening
from bot.services.pulse.question_sets import QuestionSets
from bot.services.pulse.reading import Reading, Which
from bot.services.pulse.reminding import Reminding
from bot.services.pulse.tending import Tending
from bot.tick import Timer
from bot.work import WorkHandler


class PulseService:
    def __init__(self, context: Context, closing: Closing | None = None) -> None:
        self.context = context
        self.closing = closing or Closing(context)
        self.question_sets = QuestionSets(context)
        self.opening = Opening(context)
        self.answering = Answering(context)
        self.tending = Tending(context, self.closing)
        self.reminding = Reminding(context)
        self.reading = Reading(context)

    async def report(self, which: Which = None) -> Report:
        """A counted round among those before it; for the command line."""
        return await self.reading.report(which)

    async def drained(self) -> None:
        """Wait until every ballot that was taken in is written; for stopping."""
        await self.answering.drained()

    # ---- what time brings

    @property
    def timers(self) -> dict[str, Timer]:
        return {
            OPEN: self.opening.begin,
            CLOSE: self.closing.close,
            REMIND: self.reminding.begin,
            NUDGE: self.reminding.nudge,
        }

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {
            OPENING: self.opening.open_planned,
            FINISH: self.closing.finish,
            TURNOUT: self.reminding.tell_turnout,
            REMINDERS: self.reminding.remind,
            FILE: self.reading.send_file,
        }

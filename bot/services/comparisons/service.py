"""What people do with comparisons, put together from its parts."""

from bot.services.comparisons.challenging import Challenging
from bot.services.comparisons.consenting import Consenting
from bot.services.comparisons.importing import Importing
from bot.services.comparisons.posting import Posting
from bot.services.comparisons.redrawing import REDRAW, Redrawing
from bot.services.comparisons.settling import CHALLENGED
from bot.services.comparisons.showing import Showing
from bot.services.context import Context
from bot.tick import Timer
from bot.work import WorkHandler


class ComparisonsService:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.importing = Importing(context)
        self.showing = Showing(context)
        self.posting = Posting(context)
        self.redrawing = Redrawing(context)
        self.consenting = Consenting(context)
        self.challenging = Challenging(context)

    # ---- what time brings

    @property
    def timers(self) -> dict[str, Timer]:
        return {CHALLENGED: self.challenging.remind}

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {REDRAW: self.redrawing.redraw}

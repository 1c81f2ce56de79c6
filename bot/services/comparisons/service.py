"""What people do with comparisons, put together from its parts."""

from bot.services.comparisons.dropping import DROPPED, UNDO, Dropping
from bot.services.comparisons.importing import Importing
from bot.services.comparisons.monthly import MONTHLY, Monthly
from bot.services.comparisons.posting import Posting
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
        self.monthly = Monthly(context, self.posting)
        self.dropping = Dropping(context, self.importing)

    # ---- what time brings

    @property
    def timers(self) -> dict[str, Timer]:
        return {MONTHLY: self.monthly.begin}

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {
            DROPPED: self.dropping.read,
            UNDO: self.dropping.take_back,
            MONTHLY: self.monthly.post,
        }

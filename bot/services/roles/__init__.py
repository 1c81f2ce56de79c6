"""Who has which role: said in a form, or by Slack user groups, with which it is kept in step."""

from bot.services.context import Context
from bot.services.roles.giving import Giving, Offer, Saved
from bot.services.roles.keeping import KEEP, NIGHTLY, Keeping
from bot.tick import Timer
from bot.work import WorkHandler

__all__ = ["Offer", "RolesService", "Saved"]


class RolesService:
    """``giving`` is the form; ``keeping`` follows the user groups."""

    def __init__(self, context: Context) -> None:
        self.giving = Giving(context)
        self.keeping = Keeping(context)

    @property
    def timers(self) -> dict[str, Timer]:
        return {NIGHTLY: self.keeping.at_night}

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {KEEP: self.keeping.keep_in_step}

"""What people do with concerns, put together from what each moment of one's life needs."""

from bot.services.concerns.base import REMIND
from bot.services.concerns.keeping import Keeping
from bot.services.concerns.passing_on import PassingOn
from bot.services.concerns.raising import Raising
from bot.services.concerns.talking import Talking
from bot.services.context import Context
from bot.tick import Timer


class ConcernsService:
    def __init__(self, context: Context) -> None:
        self.raising = Raising(context)
        self.talking = Talking(context)
        self.passing_on = PassingOn(context)
        self.keeping = Keeping(context)

    @property
    def timers(self) -> dict[str, Timer]:
        return {REMIND: self.talking.remind}

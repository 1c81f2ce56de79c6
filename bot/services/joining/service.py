"""What people do about where they work, put together."""

from bot.services.context import Context
from bot.services.joining.asking import AskingWhere
from bot.services.joining.base import PracticeRegister
from bot.services.joining.confirming import Confirming
from bot.services.joining.correcting import Correcting
from bot.services.joining.leaving import Leaving
from bot.services.joining.saying import Saying


class JoiningService:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.register = PracticeRegister(context)
        self.saying = Saying(self.register)
        self.confirming = Confirming(context)
        self.correcting = Correcting(self.register)
        self.asking = AskingWhere(context)
        self.leaving = Leaving(context)

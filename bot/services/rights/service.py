"""People's rights, put together from what each needs; others are handed in where they must help."""

from collections.abc import Sequence

from bot.services.context import Context
from bot.services.rights.auditing import AUDIT_FILE, Auditing
from bot.services.rights.forgetting import (
    ERASE,
    FAREWELL,
    FORGET,
    Forgetting,
    PassOn,
    SayNo,
    nothing,
)
from bot.services.rights.my_data import MY_DATA, MyDataService, SaidOf, nothing_said
from bot.work import WorkHandler


class RightsService:
    """``said_of`` opens what was said about somebody's concerns."""

    def __init__(
        self,
        context: Context,
        pass_on: Sequence[PassOn] = (),
        say_no: SayNo = nothing,
        said_of: SaidOf = nothing_said,
    ) -> None:
        self.my_data = MyDataService(context, said_of)
        self.forgetting = Forgetting(context, pass_on, say_no)
        self.auditing = Auditing(context)

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {
            MY_DATA: self.my_data.send,
            FORGET: self.forgetting.forget,
            FAREWELL: self.forgetting.farewell,
            ERASE: self.forgetting.erase,
            AUDIT_FILE: self.auditing.send_table,
        }

"""What people do with peer sessions, put together from what each moment of their life needs."""

from bot.services.context import Context
from bot.services.sessions.actions import Acting
from bot.services.sessions.after import FEEDBACK, UNSAID, After
from bot.services.sessions.feedback import AskingFeedback
from bot.services.sessions.inviting import Inviting
from bot.services.sessions.notes import NOTE_FILE, Notes
from bot.services.sessions.over import OVER
from bot.services.sessions.setting_up import SettingUp
from bot.services.sessions.timing import REMIND, START, Timing
from bot.tick import Timer
from bot.work import WorkHandler


class SessionsService:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.setting_up = SettingUp(context)
        self.inviting = Inviting(context)
        self.acting = Acting(context)
        self.timing = Timing(context)
        self.after = After(context)
        self.feedback = AskingFeedback(context)
        self.notes = Notes(context)

    # ---- what time brings

    @property
    def timers(self) -> dict[str, Timer]:
        return {
            START: self.timing.start,
            REMIND: self.timing.remind,
            OVER: self.after.over,
            UNSAID: self.after.ask_facilitator,
            FEEDBACK: self.feedback.plan,
        }

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {FEEDBACK: self.feedback.ask, NOTE_FILE: self.notes.send_file}

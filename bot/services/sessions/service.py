"""What people do with peer sessions, put together from what each moment of their life needs."""

from bot.services.context import Context
from bot.services.sessions.actions import Acting
from bot.services.sessions.after import FEEDBACK, UNSAID, After
from bot.services.sessions.again import FIGURES, ShowingAgain
from bot.services.sessions.asking import Asking
from bot.services.sessions.barriers import REMIND_OWNER, Barriers
from bot.services.sessions.calendars import FILE, Calendars
from bot.services.sessions.changing import Changing
from bot.services.sessions.drafting import Drafting
from bot.services.sessions.feedback import AskingFeedback
from bot.services.sessions.finding import Finding
from bot.services.sessions.giving_up import GivingUp
from bot.services.sessions.hearing import Hearing
from bot.services.sessions.inviting import Inviting
from bot.services.sessions.matching import Matching
from bot.services.sessions.matching_base import MAKE, SEND
from bot.services.sessions.notes import NOTE_FILE, Notes
from bot.services.sessions.nudging import NUDGE
from bot.services.sessions.overseeing import EXPORT, Overseeing
from bot.services.sessions.replacing import Replacing
from bot.services.sessions.rules import GroundRules
from bot.services.sessions.running import RUN, Running
from bot.services.sessions.series import SERIES
from bot.services.sessions.setting_up import SettingUp
from bot.services.sessions.speaking import Speaking
from bot.services.sessions.timing import REMIND, START, Timing
from bot.services.sessions.wishing import AskingFor
from bot.tick import Timer
from bot.work import WorkHandler


class SessionsService:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.setting_up = SettingUp(context)
        self.asking = Asking(context)
        self.drafting = Drafting(context)
        self.finding = Finding(context)
        self.matching = Matching(context, self.setting_up)
        self.wishing = AskingFor(context)
        self.inviting = Inviting(context)
        self.rules = GroundRules(context)
        self.giving_up = GivingUp(context)
        self.replacing = Replacing(context)
        self.changing = Changing(context)
        self.calendars = Calendars(context)
        self.acting = Acting(context)
        self.hearing = Hearing(context)
        self.speaking = Speaking(context)
        self.after = After(context)
        self.feedback = AskingFeedback(context)
        self.notes = Notes(context)
        self.running = Running(context, on_over=(self.after.begin,))
        self.barriers = Barriers(context)
        self.again = ShowingAgain(context)
        self.overseeing = Overseeing(context)
        self.timing = Timing(context, self.running)

    # ---- what time brings

    @property
    def timers(self) -> dict[str, Timer]:
        return {
            START: self.timing.start,
            REMIND: self.timing.remind,
            UNSAID: self.after.ask_facilitator,
            FEEDBACK: self.feedback.plan,
            NUDGE: self.acting.nudging.nudge,
            REMIND_OWNER: self.barriers.remind,
            SERIES: self.setting_up.series.due,
            **self.finding.timers,
            RUN: self.running.look,
        }

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {
            FILE: self.calendars.send_file,
            FEEDBACK: self.feedback.ask,
            NOTE_FILE: self.notes.send_file,
            FIGURES: self.again.show,
            EXPORT: self.overseeing.send_table,
            MAKE: self.matching.make,
            SEND: self.matching.deliver,
        }

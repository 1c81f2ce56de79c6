"""What can be asked for in plain words, what is known of it, and the command that does the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from bot.domain.indicators import Indicator
from bot.domain.people import Practice
from bot.domain.sessions.model import Format


class Intent(StrEnum):
    """One for each thing that a command, or a button on the Home tab, can do.

    Where several have the same command, the command shows a list whose buttons do it.
    """

    PULSE_NEW = "pulse new"
    PULSE_LIST = "pulse list"  # to remind, extend, close or cancel one as well
    PULSE_SUMMARY = "pulse summary"
    PULSE_EXPORT = "pulse export"
    PULSE_QUESTIONS = "pulse questions"
    COMPARE = "compare"
    INDICATORS = "indicators"
    POST = "post"
    PEERS = "peers"
    SHARING = "sharing"
    CHALLENGES = "challenges"
    CHALLENGE = "challenge"  # a button below one's own figure
    MONTHLY = "monthly"
    SCHEDULE = "schedule"
    MATCH = "match"
    TIMES = "times"
    SESSIONS = "sessions"  # to answer an invitation, move or cancel one as well
    ACTIONS = "actions"
    RECORD_ACTION = "record action"
    BARRIERS = "barriers"
    LEARN = "learn"
    APART = "apart"
    NOTES = "notes"
    RULES = "rules"
    SESSION_SUMMARY = "session summary"
    SESSION_EXPORT = "session export"
    HELP = "help"  # with ``words`` on one thing: pulse, peer, compare
    ANONYMITY = "anonymity"  # who sees what of an answer, and why nobody is told who said what
    MESSAGES = "messages"
    SETUP = "setup"
    ROLES = "roles"
    PRACTICE = "practice"  # where one works
    PEOPLE = "people"
    MY_DATA = "my-data"
    FORGET_ME = "forget-me"
    PRIVACY = "privacy"
    CONCERN = "concern"
    AUDIT = "audit"
    RETENTION = "retention"
    SNOOZE = "snooze"
    DAYS_OFF = "days-off"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Person:
    """A member as Slack calls them."""

    user: str
    name: str
    ods_code: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    id: str
    name: str  # without its #


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of one workspace."""

    practices: Sequence[Practice] = ()
    indicators: Sequence[Indicator] = ()
    people: Sequence[Person] = ()
    channels: Sequence[Channel] = ()


@dataclass(frozen=True, slots=True)
class Slots:
    """What was said of it; empty where nothing was."""

    topic: str = ""
    indicator: str | None = None  # its key; None where several or none fit the words
    indicator_words: str = ""  # as it was said, and as /compare finds it
    ods_codes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # Slack ids
    day: date | None = None
    clock: time | None = None
    repeats: str = ""  # in plain words, as the reader of schedules takes it
    until_day: date | None = None
    until_clock: time | None = None
    minutes: int | None = None
    channel: str | None = None
    format: Format | None = None
    everybody: bool = False  # all practices
    finding: bool = False  # a time is to be found for it
    words: str = ""  # free words: the text of an action, a question, the title of a pulse
    period: str = ""  # "this quarter"
    answer: str = ""  # yes, no or maybe, to an invitation
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """``score`` is from 0 to 1."""

    intent: Intent
    slots: Slots = field(default_factory=Slots)
    score: float = 0.0

    @property
    def command(self) -> str:
        """The line that does it, or that shows the list whose buttons do."""
        line = COMMANDS[self.intent]
        return " ".join([line, *filter(None, _more(self.intent, self.slots))])


@dataclass(frozen=True, slots=True)
class Reading:
    """``best`` is None where nothing was understood; ``nearest`` are three different ones all the same.

    ``chat`` is "thanks" or "hello" where it was only that.
    """

    best: Understood | None
    nearest: tuple[Understood, ...]
    chat: str = ""


COMMANDS = {
    Intent.PULSE_NEW: "/pulse new",
    Intent.PULSE_LIST: "/pulse list",
    Intent.PULSE_SUMMARY: "/pulse summary",
    Intent.PULSE_EXPORT: "/pulse export",
    Intent.PULSE_QUESTIONS: "/pulse questions",
    Intent.COMPARE: "/compare",
    Intent.INDICATORS: "/compare indicators",
    Intent.POST: "/compare post",
    Intent.PEERS: "/compare peers",
    Intent.SHARING: "/compare sharing",
    Intent.CHALLENGES: "/compare challenges",
    Intent.CHALLENGE: "/compare",
    Intent.MONTHLY: "/compare monthly",
    Intent.SCHEDULE: "/peer schedule",
    Intent.MATCH: "/peer match",
    Intent.TIMES: "/peer times",
    Intent.SESSIONS: "/peer list",
    Intent.ACTIONS: "/peer actions",
    Intent.RECORD_ACTION: "/peer action",
    Intent.BARRIERS: "/peer barriers",
    Intent.LEARN: "/peer learn",
    Intent.APART: "/peer apart",
    Intent.NOTES: "/peer notes",
    Intent.RULES: "/peer rules",
    Intent.SESSION_SUMMARY: "/peer summary",
    Intent.SESSION_EXPORT: "/peer export",
    Intent.HELP: "/peerbot help",
    Intent.ANONYMITY: "/peerbot privacy",
    Intent.MESSAGES: "/peerbot messages",
    Intent.SETUP: "/peerbot setup",
    Intent.ROLES: "/peerbot roles",
    Intent.PRACTICE: "/peerbot practice",
    Intent.PEOPLE: "/peerbot people",
    Intent.MY_DATA: "/peerbot my-data",
    Intent.FORGET_ME: "/peerbot forget-me",
    Intent.PRIVACY: "/peerbot privacy",
    Intent.CONCERN: "/peerbot concern",
    Intent.AUDIT: "/peerbot audit",
    Intent.RETENTION: "/peerbot retention",
    Intent.SNOOZE: "/peerbot snooze",
    Intent.DAYS_OFF: "/peerbot days-off",
    Intent.HOME: "/peerbot home",
}


def _more(intent: Intent, slots: Slots) -> tuple[str, ...]:
    """What follows the command's name."""
    match intent:
        case Intent.COMPARE | Intent.CHALLENGE | Intent.POST | Intent.PEERS:
            return (slots.indicator_words or slots.indicator or "",)
        case Intent.SCHEDULE:
            return (slots.topic,)
        case Intent.SNOOZE:
            return (f"until {slots.until_day.isoformat()}" if slots.until_day else "",)
        case Intent.SESSION_SUMMARY:
            return (slots.period,)
        case Intent.PULSE_SUMMARY | Intent.PULSE_EXPORT:
            number = "" if slots.number is None else str(slots.number)
            return (number or slots.words,)
        case Intent.HELP:
            return (slots.words,)
    return ()

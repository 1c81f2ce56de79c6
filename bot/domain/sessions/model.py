"""What a peer session is, who is asked and coming, whom to remind and when, what was agreed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.deeds import Deed
from bot.domain.people import Member, Practice

ORGANISERS = Deed.SET_UP_SESSION.roles
PRESELECTED = 20  # practices that the form chooses by itself; a larger group chooses its own
TOPIC_MAX = 150
PLACE_MAX = 300
GUEST_MAX = 80
WHY_MAX = 300  # characters of the sentence that says why a session is moved or cancelled
LONG_BEFORE = timedelta(days=1)
SHORTLY_BEFORE = timedelta(minutes=15)
REMINDERS = (LONG_BEFORE, SHORTLY_BEFORE)
SESSIONS, SNIPPET_SHOWN = (
    "session:",
    ":snippet",
)  # how the keys of messages with figures begin and end
THREAD = ":thread"  # and of the message that opens the thread


class State(StrEnum):
    PLANNED = "planned"
    STARTED = "started"  # its thread is open
    OVER = "over"
    CANCELLED = "cancelled"


class Format(StrEnum):
    """In what company people meet."""

    PAIR = "pair"
    TRIO = "trio"
    SMALL_GROUP = "small_group"
    LOCALITY = "locality"
    VIRTUAL_MDT = "virtual_mdt"

    @property
    def words(self) -> str:
        return _FORMAT_WORDS[self]


_FORMAT_WORDS = {
    Format.PAIR: "pair",
    Format.TRIO: "trio",
    Format.SMALL_GROUP: "small group",
    Format.LOCALITY: "whole locality",
    Format.VIRTUAL_MDT: "virtual MDT",
}


MATCHED = frozenset({Format.PAIR, Format.TRIO})  # put together by practice: nobody else joins them


class GuestKind(StrEnum):
    """Who is asked along from outside the practices."""

    SPECIALIST = "specialist"
    PATIENT = "patient"
    NEIGHBOUR = "neighbour"

    @property
    def words(self) -> str:
        return _GUEST_WORDS[self]


_GUEST_WORDS = {
    GuestKind.SPECIALIST: "hospital specialist",
    GuestKind.PATIENT: "patient representative",
    GuestKind.NEIGHBOUR: "from a neighbouring body",
}


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest who is not in the workspace and comes by calendar file."""

    name: str
    kind: GuestKind
    attended: bool | None = None


class Answer(StrEnum):
    """What a person said to an invitation."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    WAITING = "waiting"  # they said yes, and wait for a place


COMING = frozenset({Answer.YES, Answer.MAYBE})  # who is reminded


class RoleInSession(StrEnum):
    CHAIR = "chair"
    SCRIBE = "scribe"
    TIMEKEEPER = "timekeeper"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A session as its lead asked for it, before it is kept."""

    topic: str
    ods_codes: tuple[str, ...]
    channel: str
    starts_at: datetime
    minutes: int
    place: str | None = None
    snippet_id: int | None = None
    moved: bool = False  # the clock change skipped the time that was asked for
    format: Format = Format.SMALL_GROUP
    facilitator: str | None = None  # None: the lead
    indicator_key: str | None = None
    places: int | None = None  # for how many people there is room; None: for all
    guests: tuple[Guest, ...] = ()
    guest_users: tuple[str, ...] = ()  # guests who are in the workspace, by Slack id
    why_these: str | None = None  # why these practices meet, where they were matched


@dataclass(frozen=True, slots=True)
class PeerSession:
    """A session that is kept. ``lead`` is the Slack id of whoever set it up."""

    id: int
    topic: str
    channel: str
    lead: str
    starts_at: datetime
    zone: str
    minutes: int
    place: str | None
    snippet_id: int | None
    state: State
    practices: tuple[Practice, ...]
    format: Format = Format.SMALL_GROUP
    facilitator: str | None = None  # None: the lead
    indicator_key: str | None = None
    places: int | None = None
    uid: str = ""  # of the calendar file
    sequence: int = 0  # how often the session was changed since it was set up
    cancelled_why: str | None = None
    why_these: str | None = None  # why these practices meet, where they were matched
    guests: tuple[Guest, ...] = ()
    moved_at: datetime | None = None
    guests_file_by: str | None = None  # who took the calendar file for guests, to send it on
    indicator: str | None = None  # the key of its figures, from a snippet or by itself
    series_id: int | None = None

    @property
    def facilitated_by(self) -> str:
        """The Slack id of whoever facilitates."""
        return self.facilitator or self.lead

    def is_open_for_answers(self, now: datetime) -> bool:
        return self.state is State.PLANNED and now < self.starts_at


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody invited; ``practice`` is theirs as it was then."""

    user: str
    practice: Practice | None
    answer: Answer | None = None
    guest: bool = False
    role: RoleInSession | None = None
    attended: bool | None = None
    calendar_sequence: int | None = None  # of the calendar file that they took last
    answered_at: datetime | None = None
    invited_by: str | None = None  # the colleague in whose place they were asked


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody's invitation says besides their answer."""

    line: int | None = None  # their place among those who wait
    full: bool = False  # a yes would wait
    instead_of: str | None = None  # the colleague in whose place they were asked
    has_file: bool = False  # they took the calendar file
    may_ask: bool = False  # they dropped out, and a colleague could come
    asked: tuple[str, ...] = ()  # the colleagues whom they asked
    facilitates: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """What an organiser asks for when a session is to be at another time or place."""

    starts_at: datetime
    minutes: int
    place: str | None = None
    places: int | None = None
    why: str | None = None
    skipped: bool = False  # the clock change skipped the time that was asked for


@dataclass(frozen=True, slots=True)
class Changed:
    """A session before and after somebody changed it."""

    before: PeerSession
    after: PeerSession
    by: str
    why: str | None = None

    @property
    def is_moved(self) -> bool:
        return self.before.starts_at != self.after.starts_at

    @property
    def concerns_all(self) -> bool:
        """Whether those who might come must hear of it: when, where or how long."""
        return self.is_moved or (
            (self.before.minutes, self.before.place) != (self.after.minutes, self.after.place)
        )


@dataclass(frozen=True, slots=True)
class Setup:
    """What there is when the form opens: practices with how many people each has in Slack.

    ``day`` is the one to propose; ``indicators`` are pairs of key and name. ``without``: how many
    GPs and leads are at no practice, locums for one.
    """

    people: tuple[tuple[Practice, int], ...]
    day: date
    zone: str
    indicators: tuple[tuple[str, str], ...] = ()
    without: int = 0

    @property
    def practices(self) -> tuple[Practice, ...]:
        return tuple(practice for practice, _ in self.people)

    @property
    def empty(self) -> tuple[Practice, ...]:
        """Practices at which nobody is a member yet."""
        return tuple(practice for practice, members in self.people if not members)

    @property
    def preselected(self) -> tuple[Practice, ...]:
        """All practices with people, unless there are too many to invite by default."""
        staffed = tuple(practice for practice, members in self.people if members)
        return staffed if len(staffed) <= PRESELECTED else ()


def snippet_key(session_id: int) -> str:
    """The key of the message in a session's thread that shows the figures it is about."""
    return f"{SESSIONS}{session_id}{SNIPPET_SHOWN}"


# ---- who is asked


def invitees(
    lead: Member, members: Iterable[Member], guests: Iterable[str] = ()
) -> tuple[Invitee, ...]:
    """Everybody asked, once each; and the lead, who is coming to their own session.

    Who is there as somebody of the group is no guest.
    """
    people = {each.slack_user_id: each for each in (*members, lead)}
    invited = [
        Invitee(user, member.practice, Answer.YES if user == lead.slack_user_id else None)
        for user, member in people.items()
    ]
    invited += [Invitee(user, None, guest=True) for user in set(guests) if user not in people]
    return tuple(sorted(invited, key=lambda each: each.user))


def with_people(
    practices: Iterable[Practice], members: Iterable[Member]
) -> tuple[tuple[Practice, int], ...]:
    """Each practice with the number of its members."""
    counted = Counter(each.practice.ods_code for each in members if each.practice)
    return tuple((each, counted[each.ods_code]) for each in practices)


# ---- who is coming


@dataclass(frozen=True, slots=True)
class Count:
    """Answers to an invitation."""

    yes: int = 0
    no: int = 0
    silent: int = 0
    maybe: int = 0
    waiting: int = 0


def count(invited: Iterable[Invitee]) -> Count:
    answers = [each.answer for each in invited]
    return Count(
        answers.count(Answer.YES),
        answers.count(Answer.NO),
        answers.count(None),
        answers.count(Answer.MAYBE),
        answers.count(Answer.WAITING),
    )


def confirmed(session: PeerSession, invited: Iterable[Invitee]) -> int:
    """How many of those who said yes have said so since it was moved."""
    moved_at = session.moved_at
    return sum(
        each.answer is Answer.YES
        and (moved_at is None or (each.answered_at is not None and each.answered_at >= moved_at))
        for each in invited
    )


def count_by_practice(
    session: PeerSession, invited: Sequence[Invitee]
) -> tuple[tuple[Practice, Count], ...]:
    """The answers of each of the session's practices, in the order of the session."""
    return tuple(
        (practice, count(each for each in invited if each.practice == practice))
        for practice in session.practices
    )


def empty_practices(session: PeerSession, invited: Sequence[Invitee]) -> tuple[Practice, ...]:
    """The session's practices at which nobody could be invited."""
    return tuple(
        practice for practice, answers in count_by_practice(session, invited) if answers == Count()
    )


def practices_coming(session: PeerSession, invited: Sequence[Invitee]) -> int:
    """How many of the session's practices have somebody coming."""
    return sum(answers.yes > 0 for _, answers in count_by_practice(session, invited))


@dataclass(frozen=True, slots=True)
class Listed:
    """A session as one reader may see it: organisers see the answers, others only their own."""

    session: PeerSession
    own: Invitee | None
    invited: tuple[Invitee, ...] | None = None
    line: int | None = None  # the reader's place among those who wait
    overseen: bool = False  # it is in their list since they oversee sessions, not to come to it


def at_session(member: Member, session: PeerSession) -> Practice | None:
    """For which of their practices somebody would be there: one that is asked, else the main one."""
    asked = {each.ods_code for each in session.practices}
    there = (each for each in member.practices if each.ods_code in asked)
    return next(there, member.practices[0] if member.practices else None)


def may_join(session: PeerSession, practice: Practice | None) -> bool:
    """Whether a member of that practice who was not invited may come.

    A pair or a trio was put together by practice: only their own people join it.
    """
    if session.format not in MATCHED:
        return True
    return practice is not None and practice.ods_code in {
        each.ods_code for each in session.practices
    }


def listed_for(
    user: str,
    organises: bool,
    session: PeerSession,
    invited: Iterable[Invitee],
    practice: Practice | None = None,
) -> Listed | None:
    """None if this session does not concern the reader: neither they nor their practice are asked."""
    people = tuple(invited)
    own = next((each for each in people if each.user == user), None)
    if organises:
        return Listed(session, own, people)
    asked = practice is not None and practice.ods_code in {
        each.ods_code for each in session.practices
    }
    return Listed(session, own) if own or asked else None


# ---- when to remind


def reminders(starts_at: datetime, now: datetime) -> tuple[timedelta, ...]:
    """How long before the start to remind: a day and 15 minutes, as far as that is still to come."""
    return tuple(before for before in REMINDERS if starts_at - before > now)

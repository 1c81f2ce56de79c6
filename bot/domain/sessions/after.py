"""After a session: whether the group met, who was there, and what may be said of it to all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar import Calendar
from bot.domain.deeds import Deed, may
from bot.domain.people import Member
from bot.domain.pulse import ASKED, FLOOR
from bot.domain.sessions.actions import Action
from bot.domain.sessions.model import Answer, Guest, Invitee, PeerSession, State
from bot.domain.sessions.points import Reason
from bot.domain.times import local_day, local_moment

UNSAID_AFTER = 2  # working days without a tap until the facilitator is asked, once
FEEDBACK_OPEN_FOR = 5  # working days
FEEDBACK_AFTER = timedelta(hours=1)  # after the list was ticked, so that it can be put right


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What became of a session. ``met`` None: nobody has said."""

    session_id: int
    asked_at: datetime
    met: bool | None = None
    said_by: str | None = None
    said_at: datetime | None = None
    round_id: int | None = None


# ---- who may say what


def facilitates(session: PeerSession, user: str, member: Member | None) -> bool:
    """Who may change what others said of a session: its facilitator, its lead, and organisers."""
    return user in (session.facilitated_by, session.lead) or may(member, Deed.SET_UP_SESSION)


def may_say(
    session: PeerSession, invited: Iterable[Invitee], user: str, member: Member | None
) -> bool:
    """Anybody invited may say whether the group met."""
    return facilitates(session, user, member) or any(each.user == user for each in invited)


# ---- who was there


def presumed(invited: Iterable[Invitee], pressed: Iterable[str]) -> tuple[str, ...]:
    """Whom the list has ticked already: who said yes, took a role or pressed something there.

    What people said of themselves goes first.
    """
    active = set(pressed)
    return tuple(
        each.user
        for each in invited
        if each.attended
        or (
            each.attended is None
            and (each.answer is Answer.YES or each.role is not None or each.user in active)
        )
    )


def is_ticked(invited: Sequence[Invitee]) -> bool:
    """Whether somebody has gone through the list; one who says "I was there" has not."""
    return bool(invited) and all(each.attended is not None for each in invited)


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many were there, and from how many practices; never who."""

    people: int
    practices: int
    guests: int


def attendance(invited: Sequence[Invitee], guests: Iterable[Guest]) -> Attendance | None:
    """None until the list is ticked."""
    if not is_ticked(invited):
        return None
    there = [each for each in invited if each.attended]
    own = [each for each in there if not each.guest]
    from_outside = sum(bool(each.attended) for each in guests)
    return Attendance(
        len(own),
        len({each.practice.ods_code for each in own if each.practice}),
        len(there) - len(own) + from_outside,
    )


def asked_for_feedback(members: Iterable[Member]) -> tuple[str, ...]:
    """Those of the people who were there whom a pulse may ask."""
    return tuple(each.slack_user_id for each in members if each.has(ASKED))


class Feedback(StrEnum):
    """Where the question for feedback stands."""

    LATER = "later"  # nobody has ticked yet who was there
    SOON = "soon"
    TOO_FEW = "too_few"
    TOGETHER = (
        "together"  # too few, but other groups of the same round of matching are asked with them
    )
    ASKED = "asked"


def feedback(
    outcome: Aftermath,
    ticked: bool,
    could_be_asked: int,
    *,
    matched: bool = False,
    least: int = FLOOR,
) -> Feedback:
    """``matched``: it is one group of a round of matching. ``least`` people make a pulse."""
    if outcome.round_id is not None:
        return Feedback.ASKED
    if not ticked:
        return Feedback.LATER
    if could_be_asked >= least:
        return Feedback.SOON
    return Feedback.TOGETHER if matched else Feedback.TOO_FEW


DECIDED_AFTER = timedelta(days=5)  # a group that has said nothing by then is not waited for


def is_waited_for(state: State, outcome: Aftermath | None, ticked: bool, now: datetime) -> bool:
    """Whether a group of a round of matching may still say who was there."""
    if state is State.CANCELLED:
        return False
    if outcome is None:
        return True
    if outcome.met is False or ticked:
        return False
    return now - (outcome.said_at or outcome.asked_at) < DECIDED_AFTER


# ---- what is said of it to all


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the group's summary says. Nothing in it tells who said what."""

    session: PeerSession
    attendance: Attendance | None = None
    reasons: tuple[tuple[Reason, int], ...] = ()
    ideas: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    source: str = ""  # of the figures: indicator, period, publisher
    next_at: datetime | None = None
    feedback: Feedback = Feedback.LATER
    least: int = FLOOR  # people of whom a pulse shows anything


# ---- when


def working_days_after(moment: datetime, days: int, calendar: Calendar, zone: str) -> datetime:
    """The same time of day, so many working days later."""
    day = local_day(moment, zone)
    left = days
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working_day(day)
    clock = moment.astimezone(ZoneInfo(zone)).time()
    return local_moment(day, clock, zone).at

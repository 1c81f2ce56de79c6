"""What would come of a form: shown before anything is sent."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calendar import Calendar
from bot.domain.people import Practice
from bot.domain.schedule import Repeating
from bot.domain.sessions.model import Invitee, PeerSession, Proposal, State
from bot.domain.sessions.series import Occurrence
from bot.domain.times import local_day


@dataclass(frozen=True, slots=True)
class Asked:
    """A form that was read: the session, and how it repeats."""

    proposal: Proposal
    pattern: Repeating | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """``session`` is as it would be kept. ``goes_at``: when invitations begin to go out; None: now.

    ``coming`` are the first times of a series, whose rhythm is ``repeats`` in words.
    """

    session: PeerSession
    invited: tuple[Invitee, ...]
    goes_at: datetime | None
    moved: bool = False
    finding: bool = False
    repeats: str = ""
    coming: tuple[Occurrence, ...] = ()
    free_day: bool = False  # a weekend or a bank holiday
    unchecked_format: bool = False  # nobody chose it: it follows from the number of practices


def as_session(
    proposal: Proposal, lead: str, zone: str, practices: tuple[Practice, ...]
) -> PeerSession:
    """The session that a proposal would be; it has no id yet."""
    return PeerSession(
        id=0,
        topic=proposal.topic,
        channel=proposal.channel,
        lead=lead,
        starts_at=proposal.starts_at,
        zone=zone,
        minutes=proposal.minutes,
        place=proposal.place,
        snippet_id=proposal.snippet_id,
        state=State.PLANNED,
        practices=practices,
        format=proposal.format,
        facilitator=proposal.facilitator,
        indicator_key=proposal.indicator_key,
        places=proposal.places,
        guests=proposal.guests,
    )


def is_free_day(at: datetime, zone: str, calendar: Calendar) -> bool:
    return not calendar.is_working_day(local_day(at, zone))


def at(proposal: Proposal, occurrence: Occurrence) -> Proposal:
    """The same at that time."""
    return replace(proposal, starts_at=occurrence.at, moved=False)

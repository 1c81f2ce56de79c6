"""What people do with peer sessions: each method one use case, each use case one transaction."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import Message
from bot.domain.delivery import State as SendState
from bot.domain.people import Member, Practice
from bot.domain.sessions import (
    ORGANISERS,
    Action,
    Answer,
    Invitee,
    Listed,
    PeerSession,
    Proposal,
    Setup,
    State,
    earlier_actions,
    invitees,
    listed_for,
    reminders,
    with_people,
)
from bot.domain.times import local_day, weekday_after
from bot.errors import Conflict, NotAllowed, NotFound
from bot.services.context import Context
from bot.services.people import refusal
from bot.services.sessions import checks, outgoing
from bot.tick import Firing, Timer
from storage.audit import AuditStore
from storage.delivery import DeliveryStore
from storage.people import PeopleStore
from storage.schedules import ScheduleStore
from storage.sessions import SessionStore

START = "session.start"
REMIND = "session.remind"
DAYS_AHEAD = 7  # the date that the form proposes
TO_ACT = timedelta(weeks=4)  # the date that the form for an action proposes
LOOK_BACK = timedelta(days=2)  # how long a thread that would not open is looked after


class Snippets(Protocol):
    """What sessions need of comparisons: the figures that they are about."""

    async def snippet_subject(self, snippet_id: int) -> tuple[str, str]:
        """The indicator's name and the channel of a snippet; NotFound if there is none."""

    async def snippet_message(self, session: AsyncSession, snippet_id: int) -> Message:
        """The snippet as it was posted, with its numbers and picture of that day."""

"""What the use cases of a pulse share: finding a round, and who may look after it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.pulse import OVERSEERS, Plan, Round, may_manage
from bot.errors import NotAllowed, NotFound
from bot.services.context import Context
from bot.services.people import refusal
from storage.audit import AuditStore
from storage.delivery import DeliveryStore
from storage.people import PeopleStore
from storage.pulse import PlanStore, PulseStore
from storage.schedules import ScheduleStore
from storage.work import WorkStore

CLOSE = "pulse.close"  # kinds of schedules; their subject is "pulse:12:close" and so on
REMIND = "pulse.remind"
NUDGE = "pulse.nudge"
OPEN = "pulse.open"  # its subject is "pulseplan:3:open"
FINISH = "pulse.finish"  # kinds of work
TURNOUT = "pulse.turnout"
REMINDERS = "pulse.reminders"
OPENING = "pulse.opening"  # its subject is "pulseplan:3:2026-12-01T09:00:00"
FILE = "pulse.file"  # its subject is "pulse:12:file:html:U1"


class UseCases:
    """Opens the stores of one workspace."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @property
    def workspace_id(self) -> int:
        return self.context.workspace.id

    @property
    def zone(self) -> str:
        return self.context.workspace.time_zone

    def now(self) -> datetime:
        return self.context.clock.now()

    def rounds(self, session: AsyncSession) -> PulseStore:
        return PulseStore(session, self.workspace_id)

    def plans(self, session: AsyncSession) -> PlanStore:
        return PlanStore(session, self.workspace_id)

    def people(self, session: AsyncSession) -> PeopleStore:
        return PeopleStore(session, self.workspace_id)

    def delivery(self, session: AsyncSession) -> DeliveryStore:
        return DeliveryStore(session, self.workspace_id)

    def schedules(self, session: AsyncSession) -> ScheduleStore:
        return ScheduleStore(session, self.workspace_id)

    def work_to_do(self, session: AsyncSession) -> WorkStore:
        return WorkStore(session, self.workspace_id)

    async def note(self, session: AsyncSession, user: str, deed: str, about: str) -> None:
        await AuditStore(session, self.workspace_id).note(user, deed, about, self.now())

    async def found(self, session: AsyncSession, round_id: int, *, locked: bool = False) -> Round:
        """Raises NotFound."""
        round_ = await self.rounds(session).round(round_id, locked=locked)
        if round_ is None:
            raise NotFound(f"There is no pulse {round_id} here.")
        return round_

    async def round_for(
        self, session: AsyncSession, round_id: int, user: str, deed: str, *, locked: bool = True
    ) -> Round:
        """The round, if this person looks after it. Raises NotFound or NotAllowed."""
        round_ = await self.found(session, round_id, locked=locked)
        await self.check_manages(session, user, deed, round_)
        return round_

    async def check_manages(
        self, session: AsyncSession, user: str, deed: str, which: Round | Plan
    ) -> None:
        """Raises NotAllowed for anybody but its owner, its deputy, managers and administrators."""
        people = self.people(session)
        member = await people.member(user)
        if may_manage(which, user, member):
            return
        named = f"<@{which.owner}>" + (f" or <@{which.deputy}>" if which.deputy else "")
        asks = refusal(OVERSEERS, deed, await people.with_role(OVERSEERS))
        raise NotAllowed(f"This pulse is looked after by {named}, who can {deed}. {asks}")

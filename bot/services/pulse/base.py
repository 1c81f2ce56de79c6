"""What the use cases of a pulse share: finding a round, and who may look after it."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.deeds import Deed
from bot.domain.pulse import Plan, Round, may_manage
from bot.errors import NotAllowed, NotFound
from bot.services.people import refusal
from bot.services.use_cases import WorkspaceUseCases
from storage.pulse import PlanStore, PulseStore

CLOSE = "pulse.close"  # kinds of schedules; their subject is "pulse:12:close" and so on
REMIND = "pulse.remind"
NUDGE = "pulse.nudge"
OPEN = "pulse.open"  # its subject is "pulseplan:3:open"
FINISH = "pulse.finish"  # kinds of work
TURNOUT = "pulse.turnout"
REMINDERS = "pulse.reminders"
OPENING = "pulse.opening"  # its subject is "pulseplan:3:2026-12-01T09:00:00"
FILE = "pulse.file"  # its subject is "pulse:12:file:html:U1"


class UseCases(WorkspaceUseCases):
    """Opens the stores of pulses as well."""

    def rounds(self, session: AsyncSession) -> PulseStore:
        return PulseStore(session, self.workspace_id)

    def plans(self, session: AsyncSession) -> PlanStore:
        return PlanStore(session, self.workspace_id)

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
        asks = await refusal(people, Deed.TAKE_OVER_PULSE, deed)
        raise NotAllowed(f"This pulse is looked after by {named}, who can {deed}. {asks}")

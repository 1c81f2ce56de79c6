"""What the use cases of every feature share: one workspace's time, people, messages, schedules and work."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services.context import Context
from storage.audit import AuditStore
from storage.delivery import DeliveryStore
from storage.people import PeopleStore
from storage.schedules import ScheduleStore
from storage.work import WorkStore


class WorkspaceUseCases:
    """Opens the stores of one workspace; a feature adds its own."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @property
    def workspace_id(self) -> int:
        return self.context.workspace.id

    @property
    def zone(self) -> str:
        return self.context.workspace.time_zone

    @property
    def usual_channel(self) -> str | None:
        """Where the group talks, if it has said so: what forms propose."""
        return next(iter(self.context.workspace.arrangements.channels), None)

    def now(self) -> datetime:
        return self.context.clock.now()

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

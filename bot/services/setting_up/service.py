"""Setting a group up: what is left to do, and the forms by which it is done and changed later."""

from datetime import date
from zoneinfo import available_timezones

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.arrangements import Body
from bot.domain.bodies import in_effect
from bot.domain.deeds import Deed, may
from bot.domain.people import Member, Workspace
from bot.domain.setting_up import Checklist, Facts, checklist
from bot.domain.sources import Source
from bot.domain.times import local_day
from bot.services.body import HOURS_FORM, BodyService, Reading
from bot.services.comparisons.refreshing import Refreshing
from bot.services.context import Context
from bot.services.people import PeopleService, permitted
from bot.services.setting_up.arranging import Arranging
from bot.services.setting_up.practices import LISTING, Practices
from bot.services.use_cases import WorkspaceUseCases
from bot.work import WorkHandler
from storage.people import workspace_of
from storage.setting_up import counts


class SettingUpService(WorkspaceUseCases):
    def __init__(self, context: Context, body: BodyService, refreshing: Refreshing) -> None:
        super().__init__(context)
        self.body = body
        self.refreshing = refreshing
        self.arranging = Arranging(context)
        self.practices = Practices(context, refreshing)

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {LISTING: self.practices.tell_listing}

    # ---- what is left

    async def look(self, user: str) -> Checklist:
        """Raises NotAllowed, saying who may."""
        await PeopleService(self.context).require(user, Deed.SET_UP)
        async with self.context.database.reading() as session:
            return await self._checklist(session)

    async def for_home(self, session: AsyncSession, member: Member | None) -> Checklist | None:
        """The same, for those who may; None for anybody else."""
        return await self._checklist(session) if may(member, Deed.SET_UP) else None

    async def _checklist(self, session: AsyncSession) -> Checklist:
        workspace = await workspace_of(session, self.workspace_id)
        bodies = await self.body.all(session)
        today = local_day(self.now(), workspace.time_zone)
        found = await counts(session, self.workspace_id)
        return checklist(
            Facts(
                workspace,
                in_effect(bodies, today),
                next((each for each in bodies if each.first > today), None),
                found.practices,
                found.leads,
                found.managers,
                found.administrators,
                found.figures,
                found.sources,
            )
        )

    # ---- the group and its hours

    async def group(self, user: str) -> tuple[Workspace, list[Body], date]:
        """What it is, was and will be, and to-day's date there. Raises NotAllowed."""
        async with self.context.database.reading() as session:
            await permitted(self.people(session), user, Deed.SET_UP)
            workspace = await workspace_of(session, self.workspace_id)
            bodies = await self.body.all(session)
        return workspace, bodies, local_day(self.now(), workspace.time_zone)

    async def describe(self, user: str, new: Body, zone: str, *, stood: str = "") -> None:
        await self._require(user)
        await self.body.describe(user, new, zone, stood=stood)

    async def take_back(self, user: str, first: date) -> None:
        await self._require(user)
        await self.body.take_back(user, first)

    async def set_hours(self, user: str, how: Reading) -> None:
        await self._require(user)
        await self.body.set(user, rhythm=how, under=HOURS_FORM)

    async def sources(self, user: str) -> tuple[Workspace, list[Source]]:
        """What is fetched every week, for the form on figures. Raises NotAllowed."""
        workspace = await self.arranging.now_set(user)
        return workspace, list(await self.refreshing.all())

    async def _require(self, user: str) -> None:
        async with self.context.database.reading() as session:
            await permitted(self.people(session), user, Deed.SET_UP)


def zones_like(typed: str) -> list[str]:
    """Time zones with these letters in their name; those of Europe first."""
    wanted = "_".join(typed.lower().split())
    found = [each for each in available_timezones() if wanted in each.lower()]
    return sorted(found, key=lambda each: (not each.startswith("Europe/"), each))

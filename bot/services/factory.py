"""One workspace's services: handlers, the ticker and the command line all get them from here."""

import random
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from typing import Any

from bot.clock import Clock
from bot.directory import Directory, NoDirectory
from bot.domain.people import Workspace
from bot.errors import NotFound
from bot.secrets import Secrets
from bot.services.body import BodyService
from bot.services.comparisons import ComparisonsService
from bot.services.concerns import ConcernsService
from bot.services.context import Charts, Context
from bot.services.greeting import GreetingService
from bot.services.home import HomeService
from bot.services.joining import JoiningService
from bot.services.messages import MessagesService
from bot.services.people import PeopleService
from bot.services.pulse import PulseService
from bot.services.retention import RetentionService
from bot.services.rights import RightsService
from bot.services.roles import RolesService
from bot.services.screening import Screening
from bot.services.sessions import SessionsService
from bot.services.setting_up import SettingUpService
from bot.services.status import StatusService
from bot.services.talk import TalkService
from bot.sources.fetching import Outside
from bot.tick import Timer
from bot.work import WorkHandler
from storage.database import Database
from storage.people import ensure_workspace, workspaces

FRESH = 10.0  # seconds before it is looked again whether a workspace is named and set as before


class Services:
    """The use cases of one workspace."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.screening = Screening(context)
        self.people = PeopleService(context)
        self.roles = RolesService(context)
        self.joining = JoiningService(context)
        self.body = BodyService(context)
        self.pulse = PulseService(context)
        self.sessions = SessionsService(context)
        again = self.sessions.again
        self.comparisons = ComparisonsService(context, again.figures_came, again.redrawn)
        self.concerns = ConcernsService(context)
        self.setting_up = SettingUpService(context, self.body, self.comparisons.refreshing)
        self.talk = TalkService(context)
        self.greeting = GreetingService(context)
        self.home = HomeService(
            context,
            self.comparisons.showing,
            self.sessions.notes,
            self.people,
            self.joining.asking,
            self.setting_up,
            self.concerns.talking,
        )
        self.messages = MessagesService(context)
        self.retention = RetentionService(context)
        self.rights = RightsService(
            context, self.passes_on, self.sessions.inviting.answer, self.concerns.keeping.said_of
        )
        self.status = StatusService(context)

    @property
    def workspace(self) -> Workspace:
        return self.context.workspace

    @property
    def passes_on(self) -> tuple[Callable[[str], Awaitable[object]], ...]:
        """All that somebody may look after, and that needs another owner when they are gone."""
        return (
            self.pulse.tending.pass_on,
            self.comparisons.challenging.pass_on,
            self.comparisons.monthly.pass_on,
            self.sessions.barriers.pass_on,
            self.concerns.passing_on.pass_on,
        )

    @cached_property
    def timers(self) -> dict[str, Timer]:
        return {
            **self.pulse.timers,
            **self.comparisons.timers,
            **self.sessions.timers,
            **self.roles.timers,
            **self.concerns.timers,
            **self.retention.timers,
            **self.body.timers,
        }

    @cached_property
    def work(self) -> dict[str, WorkHandler]:
        return {
            **self.pulse.work,
            **self.comparisons.work,
            **self.sessions.work,
            **self.roles.work,
            **self.retention.work,
            **self.rights.work,
            **self.setting_up.work,
        }

    async def drained(self) -> None:
        """Wait until what was taken in is written; for stopping."""
        await self.pulse.drained()


class Factory:
    """Makes and keeps the services of each workspace."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        secrets: Secrets,
        charts: Charts,
        rng: random.Random | None = None,
        *,
        slack: Directory | None = None,
        outside: Outside | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.database = database
        self.clock = clock
        self.secrets = secrets
        self.charts = charts
        self.slack = slack or NoDirectory()
        self.outside = outside
        self.rng = rng or random.SystemRandom()
        self._by_team: dict[tuple[str, str], Services] = {}
        self._by_id: dict[int, Services] = {}
        self._replaced: list[Services] = []  # few, and somebody may be answering through one still
        self._monotonic = monotonic
        self._fresh_until = 0.0

    async def for_team(self, team_id: str, enterprise_id: str = "") -> Services:
        """The services of that team's workspace, which is made on first sight."""
        services = self._by_team.get((enterprise_id, team_id))
        if services is None:
            async with self.database.transaction() as session:
                workspace = await ensure_workspace(
                    session, team_id, enterprise_id, self.clock.now()
                )
            services = self._keep(workspace)
        return services

    async def for_workspace(self, workspace_id: int) -> Services:
        """Its services as it is named and set now, or was some seconds ago."""
        if workspace_id not in self._by_id or self._monotonic() >= self._fresh_until:
            await self.everywhere()
        if workspace_id not in self._by_id:
            raise NotFound(f"There is no workspace {workspace_id}.")
        return self._by_id[workspace_id]

    async def everywhere(self) -> list[Services]:
        """The services of every workspace in the database, as they are named there now."""
        # Before it is done, so that of many who come at once one looks.
        self._fresh_until = self._monotonic() + FRESH
        async with self.database.reading() as session:
            for workspace in await workspaces(session):
                self._keep(workspace)
        return list(self._by_id.values())

    async def drained(self) -> None:
        for services in [*self._replaced, *self._by_id.values()]:
            await services.drained()

    def _keep(self, workspace: Workspace) -> Services:
        """The command line may have renamed the body meanwhile, so what is kept may be stale."""
        known = self._by_id.get(workspace.id)
        if known is None or known.workspace != workspace:
            if known is not None:
                self._replaced.append(known)
            context = Context(
                self.database,
                self.clock,
                self.secrets,
                self.rng,
                workspace,
                self.charts,
                self.slack,
                self.outside,
            )
            known = self._by_id[workspace.id] = Services(context)
            self._by_team[workspace.enterprise_id, workspace.team_id] = known
        return known


class NoCharts:
    """For the command line, which sends no pictures."""

    async def draw(self, spec: Mapping[str, Any]) -> bytes:
        raise NotImplementedError("pictures are drawn where messages are sent")

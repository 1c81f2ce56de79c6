"""How everything stands: what is sent, what waits and why, what is to come, what is stuck."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.delivery import WaveProgress
from bot.domain.schedule import Outcome
from bot.domain.sources import Source
from bot.services.context import Context
from storage.comparisons import SourceStore
from storage.delivery import LaneStore, Trouble, WaveStore
from storage.schedules import Fired, Listed, ScheduleStore, last_tick
from storage.status import LaneCounts, lane_counts, replicas
from storage.work import Listed as Work
from storage.work import WorkStore

LATELY = timedelta(days=7)
STALE = timedelta(minutes=2)  # a ticker ticks every few seconds, and writes it down every minute
NOT_FIRED = (Outcome.MISSED, Outcome.LEFT_OUT, Outcome.CALLED_OFF, Outcome.PAUSED)


@dataclass(frozen=True, slots=True)
class Status:
    now: datetime
    zone: str
    body: str
    ticked: datetime | None
    replicas: int | None  # None on SQLite
    lane: LaneCounts
    trouble: Trouble | None
    waves: Sequence[WaveProgress]
    schedules: Sequence[Listed]
    not_fired: Sequence[Fired]
    work: Sequence[Work]
    sources: Sequence[Source]

    @property
    def runs(self) -> bool:
        return self.ticked is not None and abs(self.now - self.ticked) < STALE

    @property
    def stuck(self) -> list[Work]:
        return [each for each in self.work if each.failures]

    @property
    def silent_sources(self) -> list[Source]:
        """Those that brought nothing when they were fetched last, for whatever reason."""
        return [each for each in self.sources if each.failed_since]

    @property
    def well(self) -> bool:
        did_not_arrive = self.lane.failed or self.lane.held
        lasting = any(each.needs_somebody for each in self.sources)
        return self.runs and not (self.trouble or did_not_arrive or self.stuck or lasting)


class StatusService:
    def __init__(self, context: Context) -> None:
        self.context = context

    async def look(self) -> Status:
        database, workspace = self.context.database, self.context.workspace
        now = self.context.clock.now()
        async with database.reading() as session:
            schedules = ScheduleStore(session, workspace.id)
            found = Status(
                now=now,
                zone=workspace.time_zone,
                body=workspace.body_name,
                ticked=await last_tick(session),
                replicas=None,
                lane=await lane_counts(session, workspace.id, now),
                trouble=await LaneStore(session, workspace.id).trouble(),
                waves=await WaveStore(session, workspace.id).under_way(),
                schedules=await schedules.all(),
                not_fired=await schedules.firings(NOT_FIRED, now - LATELY),
                work=await WorkStore(session, workspace.id).listed(),
                sources=await SourceStore(session, workspace.id).all(),
            )
        return replace(found, replicas=await replicas(database))

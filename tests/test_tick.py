"""What is due happens once, whoever ticks, and one failure stops nothing else."""

import asyncio
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import Workspace
from bot.domain.schedule import Lateness, Schedule, Slot, repeating, slots
from bot.errors import NotFound
from bot.tick import AT_ONCE, Firing, Ticker, Timer
from storage.database import Database
from storage.people import ensure_workspace
from storage.schedules import ScheduleStore, last_tick
from storage.schema.delivery import DeliveryRow
from storage.schema.schedules import FiringRow, ScheduleRow
from storage.work import WorkStore
from tests.domain.schedule.patterns import ZONES

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Recorder:
    """A workspace that writes down what was fired, and fails where it is told to."""

    def __init__(self) -> None:
        self.fired: list[tuple[str, datetime]] = []
        self.fails: set[str] = set()

    @property
    def timers(self) -> dict[str, Timer]:
        return {"ring": self.ring}

    async def ring(self, _session: AsyncSession, firing: Firing) -> None:
        if firing.subject in self.fails:
            raise NotFound("gone")
        self.fired.append((firing.subject, firing.slot))


def ticker(database: Database, recorder: Recorder) -> Ticker:
    async def one(_workspace_id: int) -> Recorder:
        return recorder

    return Ticker(database, one)


async def scheduled(database: Database, **times: datetime) -> Workspace:
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", NOW)
        for subject, at in times.items():
            await ScheduleStore(session, workspace.id).set("ring", subject, at)
    return workspace


async def test_what_is_due_fires_in_order_and_the_rest_waits(database: Database) -> None:
    minute = timedelta(minutes=1)
    await scheduled(database, second=NOW, first=NOW - minute, later=NOW + minute)
    recorder = Recorder()
    assert await ticker(database, recorder).tick(NOW) == 2
    assert recorder.fired == [("first", NOW - minute), ("second", NOW)]
    assert await ticker(database, recorder).tick(NOW + minute) == 1


async def test_tickers_at_the_same_time_fire_each_slot_once(database: Database) -> None:
    await scheduled(database, **{f"s{number}": NOW for number in range(12)})
    recorders = [Recorder() for _ in range(3)]
    await asyncio.gather(*(ticker(database, each).tick(NOW) for each in recorders))
    fired = [subject for each in recorders for subject, _ in each.fired]
    assert sorted(fired) == sorted(f"s{number}" for number in range(12))


async def test_a_failure_stops_nothing_else_and_is_tried_again(database: Database) -> None:
    await scheduled(database, broken=NOW - timedelta(minutes=1), fine=NOW)
    recorder = Recorder()
    recorder.fails = {"broken"}
    await ticker(database, recorder).tick(NOW)
    assert [subject for subject, _ in recorder.fired] == ["fine"]
    recorder.fails = set()
    await ticker(database, recorder).tick(NOW + timedelta(minutes=2))
    assert [subject for subject, _ in recorder.fired] == ["fine", "broken"]


async def test_a_schedule_that_is_moved_fires_at_its_new_time_only(database: Database) -> None:
    workspace = await scheduled(database, moved=NOW)
    later = NOW + timedelta(hours=1)
    async with database.transaction() as session:
        await ScheduleStore(session, workspace.id).set("ring", "moved", later)
    recorder = Recorder()
    assert await ticker(database, recorder).tick(NOW) == 0
    await ticker(database, recorder).tick(later)
    assert recorder.fired == [("moved", later)]


async def test_a_cancelled_schedule_never_fires(database: Database) -> None:
    workspace = await scheduled(database, gone=NOW)
    async with database.transaction() as session:
        await ScheduleStore(session, workspace.id).cancel("ring", "gone")
    assert await ticker(database, Recorder()).tick(NOW) == 0


async def test_the_last_tick_is_written_down_for_health(database: Database) -> None:
    recorder = Recorder()
    await ticker(database, recorder).tick(NOW)
    async with database.reading() as session:
        assert await last_tick(session) == NOW


async def test_a_failure_of_any_kind_keeps_its_slot_and_fires_once(database: Database) -> None:
    await scheduled(database, broken=NOW)

    class Broken(Recorder):
        async def ring(self, session: AsyncSession, firing: Firing) -> None:
            if "broken" in self.fails:
                raise ZeroDivisionError  # a bug, not something that was foreseen
            await super().ring(session, firing)

    recorder = Broken()
    recorder.fails = {"broken"}
    await ticker(database, recorder).tick(NOW)
    recorder.fails = set()
    assert await ticker(database, recorder).tick(NOW + timedelta(seconds=30)) == 0
    await ticker(database, recorder).tick(NOW + timedelta(minutes=1))
    await ticker(database, recorder).tick(NOW + timedelta(minutes=5))
    assert recorder.fired == [("broken", NOW)]


# ---- waking


async def woken(database: Database, now: datetime) -> list[tuple[frozenset[int], bool]]:
    wakes: list[tuple[frozenset[int], bool]] = []

    async def nobody(_workspace_id: int) -> Recorder:
        raise AssertionError("nothing is to fire")

    one = Ticker(database, nobody, lambda lanes, work: wakes.append((lanes, work)))
    await one.tick(now)
    return wakes


async def test_nobody_is_woken_when_nothing_is_due(database: Database) -> None:
    workspace = await scheduled(database)
    async with database.transaction() as session:
        await WorkStore(session, workspace.id).plan("sweep", "", NOW + timedelta(seconds=1))
    assert await woken(database, NOW) == []


async def test_work_that_is_due_wakes_who_does_it(database: Database) -> None:
    workspace = await scheduled(database)
    async with database.transaction() as session:
        await WorkStore(session, workspace.id).plan("sweep", "", NOW)
    assert await woken(database, NOW) == [(frozenset(), True)]


@pytest.mark.parametrize(
    ("state", "due", "lease", "wakes"),
    [
        ("due", timedelta(), None, True),
        ("due", timedelta(seconds=1), None, False),
        ("sending", timedelta(), timedelta(hours=-1), True),  # its sender is gone
        ("sending", timedelta(), timedelta(hours=1), False),
        ("sent", timedelta(), None, False),
    ],
)
async def test_messages_that_are_due_or_in_doubt_wake_their_lane(
    database: Database, state: str, due: timedelta, lease: timedelta | None, wakes: bool
) -> None:
    workspace = await scheduled(database)
    present = datetime.now(UTC)  # leases are by the database's own clock
    async with database.transaction() as session:
        row = {"workspace_id": workspace.id, "kind": "direct", "target": "U1", "spot": "U1"}
        state_of = {"state": state, "version": 1, "attempt": 0, "due_at": NOW + due, "body": {}}
        ends = None if lease is None else present + lease
        await session.execute(
            insert(DeliveryRow).values(**row, **state_of, key="k", lease_ends=ends)
        )
    lanes = frozenset({workspace.id})
    assert await woken(database, NOW) == ([(lanes, False)] if wakes else [])


async def test_a_broken_schedule_does_not_keep_messages_waiting(database: Database) -> None:
    workspace = await scheduled(database, broken=NOW)
    async with database.transaction() as session:
        await WorkStore(session, workspace.id).plan("sweep", "", NOW)
    wakes: list[bool] = []

    async def fails(_workspace_id: int) -> Recorder:
        raise NotFound("gone")

    await Ticker(database, fails, lambda _, work: wakes.append(work)).tick(NOW)
    assert wakes == [True]


# ---- many


async def flood(database: Database, number: int, at: datetime) -> None:
    workspace = await scheduled(database)
    once = {"starts": "2026-11-24T09:00:00", "zone": "UTC", "avoid": "nothing", "lateness": "all"}
    row = {"workspace_id": workspace.id, "kind": "ring", "next_slot": once["starts"], "next_at": at}
    async with database.transaction() as session:
        await session.execute(
            insert(ScheduleRow), [row | once | {"subject": str(each)} for each in range(number)]
        )


async def test_a_flood_is_dealt_with_in_portions_by_all_who_tick(database: Database) -> None:
    await flood(database, AT_ONCE + 300, NOW)
    recorder, helper = Recorder(), Recorder()
    first = await ticker(database, recorder).tick(NOW)
    assert first == AT_ONCE
    await asyncio.gather(ticker(database, recorder).tick(NOW), ticker(database, helper).tick(NOW))
    fired = Counter(subject for subject, _ in recorder.fired + helper.fired)
    assert len(fired) == AT_ONCE + 300
    assert set(fired.values()) == {1}
    if not database.is_sqlite:
        assert helper.fired  # they share it


async def test_a_tick_with_nothing_due_costs_next_to_nothing(database: Database) -> None:
    """Loosely, since the machine may be busy: `make bench ONLY=wave` measures."""
    await flood(database, 10_000, NOW + timedelta(days=9))
    idle = ticker(database, Recorder())
    await idle.tick(NOW)
    begun = process_time()
    for _ in range(100):
        await idle.tick(NOW)
    assert process_time() - begun < 0.5


async def test_schedules_in_every_zone_fire_each_slot_once_across_both_clock_changes(
    database: Database,
) -> None:
    """Half a year, with outages, and three who tick at once; `make chaos` kills them as well."""
    rng = random.Random(4)
    workspace = await scheduled(database)
    starts, end = datetime(2026, 9, 20), datetime(2027, 4, 20, tzinfo=UTC)
    known: dict[str, Schedule] = {}
    async with database.transaction() as session:
        store = ScheduleStore(session, workspace.id)
        for number in range(27):
            clock = timedelta(minutes=rng.choice([0, 60, 75, 90, 105, 120, 150, 165, 540, 1439]))
            rule = rng.choice(["FREQ=DAILY;INTERVAL=6", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=SU"])
            pattern = repeating(rule, starts + clock, ZONES[number % len(ZONES)])
            begin = datetime(2026, 9, 18, tzinfo=UTC)
            await store.repeat("ring", str(number), pattern, begin, lateness=Lateness.ALL)
            known[str(number)] = Schedule(pattern)
    recorders = [Recorder() for _ in range(3)]
    now = datetime(2026, 9, 19, tzinfo=UTC)
    while now < end:
        now = min(end, now + timedelta(hours=rng.choice([1, 30, 90, 400])))
        while sum(await asyncio.gather(*(ticker(database, each).tick(now) for each in recorders))):
            pass
    fired = [each for recorder in recorders for each in recorder.fired]
    expected = [
        (subject, slot.at) for subject, schedule in known.items() for slot in due_by(schedule, end)
    ]
    assert sorted(fired) == sorted(expected)
    async with database.reading() as session:
        outcomes = (await session.scalars(select(FiringRow.outcome).distinct())).all()
    assert outcomes == ["fired"]


def due_by(schedule: Schedule, end: datetime) -> list[Slot]:
    found: list[Slot] = []
    for slot, _ in slots(schedule):
        if slot.at > end:
            return found
        found.append(slot)
    return found

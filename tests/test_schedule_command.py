"""``peerbot schedule``: what it says of schedules, and how single times and whole ones are changed."""

import random
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.commands.schedule import say_all, say_deed
from bot.domain.schedule import Avoid, Repeating, parse
from bot.errors import Conflict, InvalidInput, NotFound
from bot.secrets import make_key, parse_secrets
from bot.services.context import Context
from bot.services.factory import NoCharts
from bot.services.schedules import SchedulesService
from storage.database import Database
from storage.people import ensure_workspace
from storage.schedules import Listed, ScheduleStore, take_due
from storage.schema.journal import AuditRow
from tests.domain.schedule.patterns import LONDON, utc
from tests.support.town import Town
from tests.test_cli import run_beside

NOW = utc(2026, 11, 24, 9)  # a Tuesday
IT = "command line"


class MovedClock:
    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment


class Desk:
    """The service and its clock, and one schedule in it."""

    def __init__(self, context: Context, clock: MovedClock) -> None:
        self.context = context
        self.clock = clock
        self.service = SchedulesService(context)
        self.id = 0

    async def repeat(
        self, words: str, *, subject: str = "pulse:3:open", avoid: Avoid = Avoid.MOVE
    ) -> int:
        pattern = parse(words, NOW, LONDON)
        assert isinstance(pattern, Repeating)
        async with self.context.database.transaction() as session:
            store = ScheduleStore(session, self.context.workspace.id)
            await store.repeat("pulse.open", subject, pattern, NOW, avoid=avoid)
        return max(each.id for each in await self.listed())

    async def listed(self) -> tuple[Listed, ...]:
        return (await self.service.everything()).schedules

    async def tick(self, now: datetime) -> list[datetime]:
        self.clock.moment = now
        fired: list[datetime] = []
        while True:
            async with self.context.database.transaction() as session:
                due = await take_due(session, now)
            if due is None:
                return fired
            if due.slot is not None:
                fired.append(due.slot)

    async def said(self) -> str:
        return say_all(await self.service.everything(), LONDON)

    async def audited(self) -> list[tuple[str, str]]:
        async with self.context.database.reading() as session:
            rows = await session.execute(
                select(AuditRow.actor, AuditRow.deed).order_by(AuditRow.id)
            )
            return [(actor, deed) for actor, deed in rows]


@pytest.fixture
async def desk(database: Database) -> Desk:
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", NOW)
    clock = MovedClock()
    secrets = parse_secrets(make_key())
    context = Context(database, clock, secrets, random.Random(1), workspace, NoCharts())
    made = Desk(context, clock)
    made.id = await made.repeat("every Tuesday at 13:00")
    return made


# ---- what it says


async def test_the_list_says_what_comes_when_in_words(desk: Desk) -> None:
    async with desk.context.database.transaction() as session:
        store = ScheduleStore(session, desk.context.workspace.id)
        await store.set("pulse.close", "pulse:2:close", utc(2026, 11, 24, 17))
        await store.set("something.new", "7", utc(2027, 7, 1, 12))
    lines = (await desk.said()).splitlines()
    assert [re.sub(r"^\d+: ", "", line) for line in lines] == [
        "Opens pulse 3 every Tuesday at 13:00, on the next working day after a bank holiday or "
        "protected learning time. Next: Tue 24 Nov 2026 at 13:00, then Tue 1 Dec 2026 at 13:00.",
        "Closes pulse 2 once on 24 November 2026 at 17:00.",
        "something.new 7 once on 1 July 2027 at 13:00.",
    ]


async def test_an_empty_list_says_so(desk: Desk) -> None:
    async with desk.context.database.transaction() as session:
        await ScheduleStore(session, desk.context.workspace.id).cancel("pulse.open", "pulse:3:open")
    assert await desk.said() == "Nothing is scheduled."


async def test_what_did_not_happen_is_said_with_why(desk: Desk) -> None:
    await desk.repeat(
        "every Friday at 9 from 18 December 2026", subject="pulse:4:open", avoid=Avoid.LEAVE_OUT
    )
    await desk.service.call_off(IT, desk.id, "8 December")
    for day in (utc(2026, 12, 8, 14), utc(2026, 12, 18, 9), utc(2026, 12, 25, 9)):
        await desk.tick(day)
    said = await desk.said()
    assert "Fri 25 Dec 2026 at 09:00: Opens pulse 4: left out, since it was a bank holiday." in said
    assert "Tue 8 Dec 2026 at 13:00: Opens pulse 3: called off." in said
    assert (
        "Tue 24 Nov 2026 at 13:00: Opens pulse 3: missed, since Peerbot was not running then."
        in said
    )


async def test_a_schedule_of_another_zone_names_it(desk: Desk) -> None:
    assert "every Tuesday at 13:00 in Europe/London" in say_all(
        await desk.service.everything(), "Europe/Paris"
    )


async def test_reminders_are_said_by_the_number_of_their_session(desk: Desk) -> None:
    async with desk.context.database.transaction() as session:
        store = ScheduleStore(session, desk.context.workspace.id)
        await store.set("session.remind", "12:900", NOW)
    assert "Reminds of peer session 12" in {say_deed(each) for each in await desk.listed()}


# ---- pausing


async def test_a_pause_lasts_until_it_is_resumed(desk: Desk) -> None:
    await desk.service.pause(IT, desk.id)
    assert "Paused since Tue 24 Nov 2026 at 09:00 by command line." in await desk.said()
    assert await desk.tick(utc(2026, 12, 2, 9)) == []
    _, slot = await desk.service.resume(IT, desk.id)
    assert slot is not None
    assert slot.at == utc(2026, 12, 8, 13)
    assert "passed over, since it was paused" in await desk.said()
    assert await desk.audited() == [(IT, "paused a schedule"), (IT, "resumed a schedule")]


async def test_what_makes_no_sense_is_said_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(Conflict, match="is not paused"):
        await desk.service.resume(IT, desk.id)
    await desk.service.pause(IT, desk.id)
    with pytest.raises(Conflict, match=f"peerbot schedule resume {desk.id}"):
        await desk.service.pause(IT, desk.id)
    with pytest.raises(NotFound, match="peerbot schedule list"):
        await desk.service.pause(IT, 999)
    assert await desk.audited() == [(IT, "paused a schedule")]


async def test_what_happens_once_is_changed_where_it_belongs(desk: Desk) -> None:
    async with desk.context.database.transaction() as session:
        store = ScheduleStore(session, desk.context.workspace.id)
        await store.set("pulse.close", "pulse:2:close", utc(2026, 11, 24, 17))
    (once,) = [each for each in await desk.listed() if each.kind == "pulse.close"]
    for refused in (
        desk.service.pause(IT, once.id),
        desk.service.call_off(IT, once.id, "24 November"),
        desk.service.move(IT, once.id, "24 November", "18:00"),
    ):
        with pytest.raises(Conflict, match="happens once"):
            await refused


# ---- one time


@pytest.mark.parametrize(
    ("to", "at"),
    [
        ("3 December at 14:00", utc(2026, 12, 3, 14)),
        ("3 December", utc(2026, 12, 3, 13)),
        ("14:00", utc(2026, 12, 1, 14)),
        ("at half past eight", utc(2026, 12, 1, 8, 30)),
        ("2026-11-30 9am", utc(2026, 11, 30, 9)),
    ],
)
async def test_one_time_is_moved_and_the_others_stay(desk: Desk, to: str, at: datetime) -> None:
    _, slot = await desk.service.move(IT, desk.id, "1 December", to)
    assert (slot.local, slot.at) == (datetime(2026, 12, 1, 13), at)
    for moment in (utc(2026, 11, 24, 13), at, utc(2026, 12, 8, 13)):
        assert await desk.tick(moment - timedelta(minutes=1)) == []
        assert await desk.tick(moment) == [moment]


async def test_one_time_is_called_off_and_the_others_stay(desk: Desk) -> None:
    await desk.service.call_off(IT, desk.id, "tuesday 1 december")
    assert "Next: Tue 24 Nov 2026 at 13:00, then Tue 8 Dec 2026 at 13:00." in await desk.said()
    assert await desk.tick(utc(2026, 11, 24, 13)) == [utc(2026, 11, 24, 13)]
    assert await desk.tick(utc(2026, 12, 1, 14)) == []
    assert await desk.audited() == [(IT, "called off one time of a schedule")]


async def test_what_was_called_off_can_be_moved_after_all(desk: Desk) -> None:
    await desk.service.call_off(IT, desk.id, "24/11/2026")
    await desk.service.move(IT, desk.id, "24/11/2026", "15:00")
    assert await desk.tick(utc(2026, 11, 24, 15)) == [utc(2026, 11, 24, 15)]


@pytest.mark.parametrize(
    ("day", "to", "error", "words"),
    [
        ("2 December", "14:00", NotFound, "“24 November 2026” and “1 December 2026”"),
        ("17 November", "14:00", NotFound, "Nothing is still to come"),
        ("whenever", "14:00", InvalidInput, "“3 March 2027” or “2027-03-03”"),
        ("Monday 1 December 2026", "14:00", InvalidInput, "is a Tuesday, not a Monday"),
        ("1 December", "lunch", InvalidInput, "“3 December at 14:00” or “14:00”"),
        ("1 December", "every Tuesday", InvalidInput, "“3 December at 14:00” or “14:00”"),
        ("24 November", "08:00", InvalidInput, "has passed"),
        ("1 December", "8 December at 13:00", InvalidInput, "before the next time, Tue 8 Dec"),
        ("1 December", "24 November at 12:00", InvalidInput, "after the time before it, Tue 24 Nov"),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_changes(
    desk: Desk, day: str, to: str, error: type[Exception], words: str
) -> None:
    before = await desk.listed()
    with pytest.raises(error, match=re.escape(words)):
        await desk.service.move(IT, desk.id, day, to)
    assert await desk.listed() == before
    assert await desk.audited() == []


# ---- as it is typed


async def test_it_works_beside_a_running_bot(town: Town, tmp_path: Path) -> None:
    services = town.stage.peerbot.services
    pattern = parse("every first Tuesday at 13:00 from 1 January 2090", NOW, LONDON)
    assert isinstance(pattern, Repeating)
    async with town.stage.database.transaction() as session:
        store = ScheduleStore(session, services.workspace.id)
        await store.repeat("pulse.open", "pulse:3:open", pattern, NOW)
        number = str(next(each.id for each in await store.all() if each.kind == "pulse.open"))
    for words, said in (
        (("list",), "Opens pulse 3 every first Tuesday at 13:00. Next: Tue 3 Jan 2090 at 13:00"),
        (("pause", number), "Paused: Opens pulse 3 every first Tuesday at 13:00."),
        (("resume", number), "the next time is Tue 3 Jan 2090 at 13:00."),
        (
            ("move", number, "3 January 2090", "4 January 2090 at 9"),
            "Moved: Opens pulse 3 on Wed 4 Jan 2090 at 09:00 in place of Tue 3 Jan 2090 at 13:00.",
        ),
        (("call-off", number, "7/2/2090"), "Called off: Opens pulse 3 on Tue 7 Feb 2090 at 13:00."),
    ):
        done = await run_beside(town, "schedule", *words, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert said in done.stdout
    done = await run_beside(town, "schedule", "pause", "999", cwd=tmp_path)
    assert done.returncode == 2
    assert (
        done.stderr == "There is no schedule 999. `peerbot schedule list` shows those there are.\n"
    )

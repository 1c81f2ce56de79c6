"""Reminders, and messages to people outside the channel: whom they reach, and that no name is left."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select, text

from bot.delivery.lease import Patience
from bot.delivery.pacing import Rates
from bot.delivery.sender import Sender
from bot.delivery.slack_api import SlackApi
from bot.domain.delivery import Planned
from bot.domain.people import Member, Role
from bot.domain.pulse import Circle, CircleKind, Round, State
from bot.domain.questions import TEMPERATURE, Agreement
from bot.playground.clock import PlaygroundClock
from bot.playground.faults import Kind
from bot.playground.server import serve
from bot.playground.slack import Slack
from bot.services.pulse import reminding
from storage.database import Database
from storage.delivery import DeliveryStore
from storage.preferences import PreferenceStore
from storage.schema.delivery import DeliveryRow, PromptsRow
from tests.anonymity.dumps import SEALED_TABLES, all_bytes_of, changed, rows_of
from tests.anonymity.kinds import ALL_KINDS, said_by
from tests.support.acting import act, end_leases
from tests.support.pulse import BODY, CHANNEL, LEADERS, MANAGER, MEMBERS, House, furnish

AGREE = Agreement.AGREE
ASKED = (*LEADERS, *MEMBERS)
NAMES = [each.slack_user_id for each in ASKED]
ADMINISTRATOR = Member("U901", None, frozenset({Role.ADMINISTRATOR}), None)
LUNCH_BEFORE = datetime(2026, 11, 30, 12, 30, tzinfo=UTC)  # the pulse closes on Tuesday
US = MANAGER.slack_user_id
EVERYBODY = Circle(CircleKind.ALL)


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *ASKED, ADMINISTRATOR)


async def at(house: House, moment: datetime) -> None:
    house.clock.moment = moment
    await act(house.database, house.clock, house.factory.for_workspace)


async def planned(house: House, begins: str) -> list[str]:
    return [each for each in await house.planned() if each.startswith(begins)]


async def reminded_of(house: House, round_: Round) -> list[str]:
    """Who, as often as they are."""
    keys = await planned(house, f"pulse:{round_.id}:remind:")
    return sorted(each.rpartition(":")[2] for each in keys)


async def close(house: House, round_: Round) -> None:
    await house.services.pulse.tending.close_now(US, round_.id)
    await house.tick(seconds=5)


async def named_anywhere(house: House, *without: str) -> dict[str, list[str]]:
    """The rows that name somebody who was asked, by table; ``member`` names all that are known."""
    found = {}
    for table, rows in (await rows_of(house.database)).items():
        naming = [row for row in rows if any(name in row for name in NAMES)]
        if naming and table not in ("member", *without):
            found[table] = naming
    return found


# ---- Slack, to which all this is sent


class Line:
    """The way to a local Slack."""

    def __init__(self, slack: Slack, sender: Sender) -> None:
        self.slack = slack
        self.sender = sender

    def refuse(self, user: str) -> None:
        """From now on nothing reaches this person's own messages."""
        self.slack.workspace().users[user].deleted = True


async def no_picture(_spec: Mapping[str, Any]) -> bytes:
    raise AssertionError("no picture is drawn here")


@pytest.fixture
async def line(house: House) -> AsyncIterator[Line]:
    slack = Slack(PlaygroundClock(house.clock.moment))
    slack.add_workspace("Wold", id="T0WOLD")
    for each in (*ASKED, MANAGER, ADMINISTRATOR):
        slack.add_user(each.slack_user_id, id=each.slack_user_id)
    slack.add_channel("pulse", id=CHANNEL, members=[*NAMES, US])
    installation = slack.workspace().installation
    assert installation is not None
    async with serve(slack) as server, httpx.AsyncClient(timeout=5) as http:
        api = SlackApi(http, server.api_url, installation.token)
        patience = Patience(settle=0.0, answered=0.0)
        rates = Rates(60_000, 0.0)
        workspace_id = house.services.workspace.id
        yield Line(
            slack,
            Sender(house.database, house.clock, api, workspace_id, no_picture, rates, patience),
        )


async def states(house: House, begins: str) -> dict[str, str]:
    async with house.database.reading() as session:
        rows = await session.execute(select(DeliveryRow.key, DeliveryRow.state))
        return {key: state for key, state in rows if key.startswith(begins)}


# ---- whom they reach


async def test_only_those_who_have_not_answered_are_reminded_and_once(house: House) -> None:
    """Whoever answered before, between two slices, or changed their mind is not written to."""
    round_ = await house.open(*ASKED, asks=ALL_KINDS, remind=True)
    for number, each in enumerate(ASKED[:9]):
        await house.answer(round_, each, *said_by(number))
    await house.answer(round_, ASKED[0], *said_by(1))
    with slices_of(5):
        await at(house, LUNCH_BEFORE)
        first = await reminded_of(house, round_)
        assert len(first) == 5
        later = next(each for each in ASKED[9:] if each.slack_user_id not in first)
        await house.answer(round_, later, *said_by(0))
        for _ in range(6):
            await house.tick(minutes=1)
    expected = {each.slack_user_id for each in ASKED[9:]} - {later.slack_user_id}
    assert await reminded_of(house, round_) == sorted(expected)


@contextmanager
def slices_of(number: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reminding, "AT_ONCE", number)
        yield


async def test_more_than_one_slice_reaches_everybody_once(house: House) -> None:
    round_ = await house.open(*ASKED, remind=True)
    with slices_of(4):
        await at(house, LUNCH_BEFORE)
        numbers = [len(await reminded_of(house, round_))]
        for _ in range(8):
            await house.tick(minutes=1)
            numbers.append(len(await reminded_of(house, round_)))
    assert numbers == [4, 8, 12, 16, 20, 23, 23, 23, 23]
    assert await reminded_of(house, round_) == sorted(NAMES)


async def test_extending_after_the_reminder_reminds_nobody_again(house: House) -> None:
    round_ = await house.open(*ASKED, remind=True)
    await at(house, LUNCH_BEFORE)
    before = await states(house, "pulse:1:remind:")
    await house.services.pulse.tending.extend(
        US,
        round_.id,
        (round_.closes_at + timedelta(days=7)).date(),
        round_.closes_at.time(),
    )
    for _ in range(8):
        await house.tick(days=1)
    assert await states(house, "pulse:1:remind:") in (before, {})


async def test_whoever_opted_out_gets_none_and_the_button_is_theirs_alone(house: House) -> None:
    async with house.database.transaction() as session:
        store = PreferenceStore(session, house.services.workspace.id)
        await store.set_reminders(NAMES[0], wanted=False)
    await house.services.home.set_reminders(NAMES[1], wanted=False)
    round_ = await house.open(*ASKED, remind=True)
    await at(house, LUNCH_BEFORE)
    assert await reminded_of(house, round_) == sorted(NAMES[2:])


async def test_opting_out_changes_one_preference_and_says_nothing_of_the_round(
    house: House,
) -> None:
    await house.open(*ASKED, remind=True)
    await at(house, LUNCH_BEFORE)
    before = await rows_of(house.database)
    await house.services.home.set_reminders(NAMES[1], wanted=False)
    difference = changed(before, await rows_of(house.database))
    assert set(difference) == {"preference"}
    assert "pulse" not in str(difference)


async def test_an_answer_after_a_reminder_touches_nothing_but_its_ballot(
    house: House, line: Line
) -> None:
    """Whether it waits, is on its way or has arrived: it stays as it is."""
    round_ = await house.open(*ASKED, asks=ALL_KINDS, circle=EVERYBODY, remind=True)
    house.slack.channels[CHANNEL] = NAMES[:4]
    await line.sender.drain()
    await at(house, LUNCH_BEFORE)
    for number, each in enumerate(ASKED[:4]):
        if number == 2:
            await line.sender.drain()
        before = await rows_of(house.database)
        await house.answer(round_, each, *said_by(number))
        difference = changed(before, await rows_of(house.database))
        assert {table: tuple(map(len, rows)) for table, rows in difference.items()} == {
            "pulse_ballot": (0, 1)
        }


# ---- who hears of one that fails


async def test_a_failing_reminder_is_told_to_nobody(house: House, line: Line) -> None:
    """Neither to the owner nor in the summary of a wave: it would tell who has not answered."""
    round_ = await house.open(*ASKED, remind=True)
    await line.sender.drain()
    for user in NAMES[:3]:
        line.refuse(user)
    await at(house, LUNCH_BEFORE)
    await line.sender.drain()
    found = await states(house, f"pulse:{round_.id}:remind:")
    assert list(found.values()).count("failed") == 3
    assert await planned(house, "wave:") == []
    assert not any(each.endswith(":told") for each in await house.planned())
    async with house.database.reading() as session:
        rows = await session.scalars(select(DeliveryRow).where(DeliveryRow.spot.in_([US, "U901"])))
        told = " ".join(str(each.body) for each in rows)
    assert not any(name in told for name in NAMES)


async def test_an_administrator_who_looks_at_what_did_not_arrive_does_not_see_reminders(
    house: House, line: Line
) -> None:
    await house.open(*ASKED, remind=True)
    await line.sender.drain()
    line.refuse(NAMES[0])
    await at(house, LUNCH_BEFORE)
    await line.sender.drain()
    overview = await house.services.messages.overview(ADMINISTRATOR.slack_user_id, 10)
    assert [each.spot for each in overview.letters if each.spot in NAMES] == []


# ---- what is left when it has closed


async def with_reminders_and_messages(house: House, line: Line) -> Round:
    """Some were written to since they are not in the channel, some reminded, some answered."""
    house.slack.channels[CHANNEL] = NAMES[:12]
    proposal = house.propose(asks=ALL_KINDS, circle=EVERYBODY, remind=True)
    house.slack.channels[CHANNEL] = NAMES[:12]
    opened = await house.services.pulse.opening.open_round(US, proposal)
    await house.tick(seconds=5)
    await line.sender.drain()
    for number, each in enumerate(ASKED[6:18]):
        await house.answer(opened.round, each, *said_by(number))
    await at(house, LUNCH_BEFORE)
    await line.sender.drain()
    assert len(await planned(house, "pulse:1:ask:")) == len(ASKED) - 12
    assert len(await reminded_of(house, opened.round)) == len(ASKED) - 12
    return opened.round


@pytest.mark.parametrize("ending", ["closed", "cancelled"])
async def test_afterwards_no_row_tells_who_was_asked_reminded_or_answered(
    house: House, line: Line, ending: str
) -> None:
    """What ``prompts`` keeps is a number a person and month, and nothing of any round."""
    round_ = await with_reminders_and_messages(house, line)
    if ending == "closed":
        await close(house, round_)
    else:
        await house.services.pulse.tending.cancel(US, round_.id)
        await house.tick(seconds=5)
    await line.sender.drain()
    assert await named_anywhere(house, "prompts") == {}
    async with house.database.reading() as session:
        columns = [column.name for column in PromptsRow.__table__.columns]
        kept = (await session.scalars(select(PromptsRow))).all()
    assert columns == ["workspace_id", "spot", "month", "number"]
    assert {each.month for each in kept} == {"2026-11"}


async def test_a_message_that_failed_leaves_no_name_when_it_has_closed(
    house: House, line: Line
) -> None:
    """Of those outside the channel the owner hears: their names go with the round."""
    line.refuse(NAMES[20])
    round_ = await with_reminders_and_messages(house, line)
    await close(house, round_)
    await line.sender.drain()
    assert await named_anywhere(house, "prompts") == {}


async def test_a_message_that_somebody_sent_again_leaves_no_name_when_it_has_closed(
    house: House, line: Line
) -> None:
    """Not in the audit log either, which says who sent what again."""
    line.refuse(NAMES[20])
    house.slack.channels[CHANNEL] = NAMES[:12]
    round_ = await house.open(*ASKED[:12], circle=EVERYBODY)
    await line.sender.drain()
    async with house.database.reading() as session:
        found = select(DeliveryRow.id).filter_by(key=f"pulse:{round_.id}:ask:{NAMES[20]}")
        id_ = (await session.scalars(found)).one()
    await house.services.messages.send_again(id_, ADMINISTRATOR.slack_user_id)
    await house.services.pulse.tending.close_now(US, round_.id)
    await house.tick(seconds=5)
    assert "audit" not in await named_anywhere(house)


async def test_the_word_of_whom_it_did_not_reach_that_meets_the_closing_does_not_outlive_it(
    house: House, line: Line
) -> None:
    """The owner of the wave is told at the very moment in which the round is ended."""
    line.refuse(NAMES[20])
    house.slack.channels[CHANNEL] = NAMES[:12]
    proposal = house.propose(*ASKED[:12], circle=EVERYBODY)
    round_ = (await house.services.pulse.opening.open_round(US, proposal)).round
    plan = DeliveryStore.plan
    ended: list[asyncio.Task[Round]] = []

    async def meanwhile(store: DeliveryStore, *messages: Any, **about: Any) -> Planned:
        planned = await plan(store, *messages, **about)
        if messages[0].key.startswith("wave:"):
            ended.append(asyncio.create_task(house.services.pulse.tending.cancel(US, round_.id)))
            await asyncio.wait(ended, timeout=0.2)  # it waits for us, or we are too late
        return planned

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DeliveryStore, "plan", meanwhile)
        await line.sender.drain()
        await asyncio.gather(*ended)
    assert len(ended) == 1
    await house.tick(seconds=5)
    assert await named_anywhere(house, "prompts") == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_on_sqlite_not_even_a_byte_of_a_reminder_is_left(house: House, line: Line) -> None:
    """On PostgreSQL they stay in the table's file for a while, as docs/decisions.md says."""
    round_ = await with_reminders_and_messages(house, line)
    traces = [f"pulse:1:{kind}:{name}".encode() for kind in ("ask", "remind") for name in NAMES]
    files = await all_bytes_of(house.database)
    assert sum(each in files for each in traces) == 2 * (len(ASKED) - 12)
    await close(house, round_)
    files = await all_bytes_of(house.database)
    assert [each for each in traces if each in files] == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_postgresql_keeps_no_samples_of_who_was_reminded(house: House) -> None:
    """ANALYZE, which the server does by itself, would copy the keys into what outlives the rows."""
    round_ = await house.open(*ASKED, remind=True)
    await at(house, LUNCH_BEFORE)
    async with house.database.autocommit() as connection:
        await connection.execute(text("ANALYZE"))
    await close(house, round_)
    async with house.database.autocommit() as connection:
        sampled = await connection.execute(
            text(
                "SELECT tablename || '.' || attname FROM pg_stats WHERE schemaname = 'public' AND "
                "concat(most_common_vals::text, histogram_bounds::text) LIKE '%:remind:%'"
            )
        )
        assert sampled.scalars().all() == []


@pytest.mark.parametrize("ending", ["close_now", "cancel"])
async def test_reminders_that_are_being_planned_while_it_ends_do_not_outlive_it(
    house: House, ending: str
) -> None:
    """Somebody ends the round at the very moment in which it is worked out who is silent."""
    round_ = await house.open(*ASKED, remind=True)
    pulse = house.services.pulse
    silent = pulse.reminding._silent
    ended: list[asyncio.Task[Round]] = []

    async def meanwhile(*about: Any) -> set[str]:
        found = await silent(*about)
        ended.append(asyncio.create_task(getattr(pulse.tending, ending)(US, round_.id)))
        await asyncio.wait(ended, timeout=0.2)  # or it waits for us, which is as well
        if ended[0].done():
            await pulse.closing._count_and_forget(round_.id, house.clock.now())
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pulse.reminding, "_silent", meanwhile)
        house.clock.moment = LUNCH_BEFORE
        await pulse.reminding.remind(f"pulse:{round_.id}:reminders", LUNCH_BEFORE)
    await asyncio.gather(*ended)
    await house.tick(seconds=5)
    await house.tick(minutes=2)
    rows = await rows_of(house.database)
    assert [rows[table] for table in SEALED_TABLES] == [[], [], []]
    assert await reminded_of(house, round_) == []


async def test_a_reminder_of_one_round_says_nothing_of_another(house: House) -> None:
    """Closing one leaves the reminders of the other, and deletes all of its own."""
    one = await house.open(*MEMBERS, remind=True)
    other = await house.open(
        *MEMBERS, channel="C0OTHER", asks=TEMPERATURE.worded(BODY), remind=True
    )
    await at(house, LUNCH_BEFORE)
    await close(house, one)
    assert await reminded_of(house, one) == []
    assert len(await reminded_of(house, other)) == len(MEMBERS)


async def test_reminders_that_nobody_sent_count_for_nobody(house: House) -> None:
    """What was planned and never went out does not even leave a number."""
    round_ = await house.open(*ASKED, remind=True)
    await at(house, LUNCH_BEFORE)
    await close(house, round_)
    assert (await rows_of(house.database))["prompts"] == []


async def test_one_that_slack_lost_is_forgotten_like_the_others(house: House, line: Line) -> None:
    await house.open(*ASKED, remind=True)
    await line.sender.drain()
    line.slack.faults.add(Kind.DROP, "chat.postMessage", accept=True)
    await at(house, LUNCH_BEFORE)
    await line.sender.drain()
    await end_leases(house.database)
    await line.sender.drain()
    async with house.database.reading() as session:
        found = await session.scalars(select(DeliveryRow).where(DeliveryRow.owner.is_not(None)))
        assert not any("remind" in each.key for each in found)
    await house.tick(days=2)
    assert await planned(house, "pulse:1:remind:") == []
    assert await named_anywhere(house, "prompts") == {}


def test_the_states_of_a_round_are_those_that_these_tests_know() -> None:
    """A new one would have to be attacked as well."""
    assert set(State) == {"open", "closing", "purging", "closed", "cancelling", "cancelled"}

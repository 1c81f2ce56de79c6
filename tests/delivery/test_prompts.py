"""What people did not ask for: when it is planned for, what goes out together, and what waits."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.delivery import DirectMessage, Message, Planned, State, Update
from bot.domain.rhythm import BUDGET, Waits
from storage.delivery import DeliveryStore, LaneStore
from storage.home import MineStore
from storage.preferences import PreferenceStore
from storage.schema.delivery import DeliveryRow
from tests.delivery.conftest import NOW, Lane

NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def prompt(key: str, user: str = "U1", until: datetime | None = None) -> DirectMessage:
    return DirectMessage(key, user, Message(f"note {key}"), unasked=True, until=until, about=key)


async def plan_one_a_day(lane: Lane, number: int) -> None:
    """On different days, so that none goes out with another."""
    day = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
    for each in range(number):
        await lane.plan(prompt(f"p{each}"), now=day)
        async with lane.database.transaction() as session:
            row = (await session.scalars(select(DeliveryRow).filter_by(key=f"p{each}"))).one()
            if row.state == State.DUE:
                row.state = State.SENT
        day += timedelta(days=1)


async def test_at_night_it_is_planned_for_the_morning(lane: Lane) -> None:
    planned = await lane.plan(prompt("note"), now=NIGHT)
    assert planned == Planned(new=1, later=MORNING)
    row = await lane.row("note")
    assert (row.due_at, row.month) == (MORNING, "2026-11")


async def test_what_exceeds_the_months_budget_waits_and_is_said(lane: Lane) -> None:
    await plan_one_a_day(lane, BUDGET)
    planned = await lane.plan(prompt("more"))
    assert planned.waiting == 1
    row = await lane.row("more")
    assert (row.state, row.month) == (State.WAITING, None)
    await lane.sender.drain()
    assert lane.direct() == []


async def test_what_waits_is_sent_when_it_is_asked_for_and_does_not_count(lane: Lane) -> None:
    await plan_one_a_day(lane, BUDGET)
    await lane.plan(prompt("more"))
    async with lane.database.transaction() as session:
        store = DeliveryStore(session, lane.workspace_id)
        (waiting,) = await MineStore(session, lane.workspace_id, "U1").waiting(NOW)
        assert not await store.release("U2", waiting.id, NOW)
        assert await store.release("U1", waiting.id, NOW)
        assert not await store.release("U1", waiting.id, NOW)
    await lane.sender.drain()
    assert lane.direct() == ["note more"]
    assert (await lane.row("more")).month is None


async def test_a_new_month_has_a_new_budget(lane: Lane) -> None:
    await plan_one_a_day(lane, BUDGET)
    december = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    assert (await lane.plan(prompt("more"), now=december)).waiting == 0


async def test_two_plans_at_once_keep_the_budget(lane: Lane) -> None:
    await plan_one_a_day(lane, BUDGET - 1)
    user_notes = [prompt(f"q{number}", until=None) for number in range(4)]
    # At different moments of the day, so that they cannot go out together.
    moments = [NOW + timedelta(hours=number) for number in range(4)]
    await asyncio.gather(
        *(lane.plan(note, now=moment) for note, moment in zip(user_notes, moments, strict=True))
    )
    async with lane.database.reading() as session:
        counted = await session.scalar(
            select(func.count()).where(
                DeliveryRow.month == "2026-11", DeliveryRow.merged_into.is_(None)
            )
        )
    assert counted == BUDGET


async def test_what_is_due_at_one_time_goes_out_as_one_message(lane: Lane) -> None:
    for key in ("a", "b", "c"):
        await lane.plan(prompt(key), now=NIGHT)
    lane.slack.clock.move_to(MORNING)
    await lane.sender.drain()
    assert lane.direct() == ["note a note b note c"]
    rows = [await lane.row(key) for key in ("a", "b", "c")]
    assert {row.state for row in rows} == {State.SENT}
    assert len({row.sent_ts for row in rows}) == 1
    assert sum(row.merged_into is None for row in rows) == 1


async def test_a_change_of_one_part_leaves_the_others(lane: Lane) -> None:
    for key in ("a", "b"):
        await lane.plan(prompt(key), now=NIGHT)
    lane.slack.clock.move_to(MORNING)
    await lane.sender.drain()
    await lane.plan(Update("live", "b", Message("b is off")))
    await lane.sender.drain()
    assert lane.direct() == ["note a b is off"]
    async with lane.database.transaction() as session:
        store = DeliveryStore(session, lane.workspace_id)
        shown = await store.show("a", Message("a is answered"))
    assert [each.text for each in shown] == ["a is answered", "b is off"]


async def test_when_the_first_is_taken_back_the_others_go_out(lane: Lane) -> None:
    for key in ("a", "b", "c"):
        await lane.plan(prompt(key), now=NIGHT)
    async with lane.database.transaction() as session:
        store = DeliveryStore(session, lane.workspace_id)
        assert await store.withdraw(["a", "none"]) == {"a"}
    lane.slack.clock.move_to(MORNING)
    await lane.sender.drain()
    assert lane.direct() == ["note b note c"]


async def test_when_the_first_is_forgotten_the_others_go_out(lane: Lane) -> None:
    for key in ("pulse:1:a", "b"):
        await lane.plan(prompt(key), now=NIGHT)
    async with lane.database.transaction() as session:
        await DeliveryStore(session, lane.workspace_id).forget("pulse:1:")
    lane.slack.clock.move_to(MORNING)
    await lane.sender.drain()
    assert lane.direct() == ["note b"]


async def test_those_that_go_out_together_fail_together(lane: Lane) -> None:
    for key in ("a", "b"):
        await lane.plan(prompt(key), now=NIGHT)
    lane.slack.clock.move_to(MORNING)
    lane.slack.workspace().users["U1"].deleted = True
    await lane.sender.drain()
    assert {await lane.state("a"), await lane.state("b")} == {State.FAILED}


@pytest.mark.parametrize("snooze", [True, False])
async def test_a_wish_moves_what_has_not_gone_out(lane: Lane, snooze: bool) -> None:
    for key in ("a", "b"):
        await lane.plan(prompt(key), now=NIGHT)
    async with lane.database.transaction() as session:
        wishes = PreferenceStore(session, lane.workspace_id)
        if snooze:
            await wishes.snooze("U1", MORNING + timedelta(days=1))
        else:
            await wishes.set_days_off("U1", [2])  # Wednesdays
        moved = await DeliveryStore(session, lane.workspace_id).replan("U1", NIGHT)
    assert moved == 2
    later = MORNING + timedelta(days=1)
    assert {(await lane.row(key)).due_at for key in ("a", "b")} == {later}


async def test_what_is_of_no_use_any_more_is_not_sent(lane: Lane) -> None:
    await lane.plan(prompt("note", until=NOW + timedelta(minutes=5)))
    lane.slack.clock.advance(timedelta(minutes=6))
    await lane.sender.drain()
    assert lane.direct() == []
    assert await lane.state("note") is State.LAPSED


async def test_what_would_come_too_late_waits_at_once(lane: Lane) -> None:
    planned = await lane.plan(prompt("note", until=MORNING - timedelta(hours=1)), now=NIGHT)
    assert planned.waiting == 1


async def test_forty_thousand_are_planned_once_each(lane: Lane) -> None:
    message = Message("Please come.")
    people = [
        DirectMessage(f"k{n}", f"U{n:08d}", message, unasked=True, owner="U1")
        for n in range(40_000)
    ]
    assert (await lane.plan(*people)).new == 40_000
    assert (await lane.plan(*people)).new == 0
    mixed = [DirectMessage(f"m{n}", f"U{n:08d}", Message(f"note {n}")) for n in range(500)]
    assert (await lane.plan(*mixed)).new == 500
    assert (await lane.row("m499")).body["text"] == "note 499"


async def test_a_prompt_is_short_enough_to_go_out_with_others(lane: Lane) -> None:
    blocks = tuple({"type": "divider"} for _ in range(10))
    long = DirectMessage("long", "U1", Message("long", blocks), unasked=True)
    with pytest.raises(ValueError, match="9 blocks"):
        await lane.plan(long)


async def test_what_was_to_go_out_with_one_that_lapses_goes_out_by_itself(lane: Lane) -> None:
    await lane.plan(prompt("a", until=MORNING + timedelta(minutes=30)), now=NIGHT)
    await lane.plan(prompt("b"), now=NIGHT)
    lane.slack.clock.move_to(MORNING + timedelta(hours=1))
    await lane.sender.drain()
    assert lane.direct() == ["note b"]
    assert await lane.state("a") is State.LAPSED


async def test_a_part_of_no_use_any_more_is_left_out_of_the_message(lane: Lane) -> None:
    await lane.plan(prompt("a"), now=NIGHT)
    await lane.plan(prompt("b", until=MORNING + timedelta(minutes=30)), now=NIGHT)
    await lane.plan(prompt("c", until=MORNING + timedelta(hours=2)), now=NIGHT)
    lane.slack.clock.move_to(MORNING + timedelta(hours=1))
    await lane.sender.drain()
    assert lane.direct() == ["note a note c"]
    b = await lane.row("b")
    assert (b.state, b.sent_ts) == (State.LAPSED, None)
    assert "of no use" in (b.reason or "")
    async with lane.database.transaction() as session:
        shown = await DeliveryStore(session, lane.workspace_id).show("a", Message("a is answered"))
    assert [each.text for each in shown] == ["a is answered", "note c"]


async def test_when_all_but_the_last_have_lapsed_it_goes_out_by_itself(lane: Lane) -> None:
    for key in ("a", "b"):
        await lane.plan(prompt(key, until=MORNING + timedelta(minutes=30)), now=NIGHT)
    await lane.plan(prompt("c"), now=NIGHT)
    lane.slack.clock.move_to(MORNING + timedelta(hours=1))
    await lane.sender.drain()
    assert lane.direct() == ["note c"]
    assert [await lane.state(key) for key in "abc"] == [State.LAPSED, State.LAPSED, State.SENT]


async def test_what_lapses_between_the_look_and_the_claim_is_not_sent(lane: Lane) -> None:
    soon = MORNING + timedelta(seconds=1)
    await lane.plan(prompt("a", until=soon), now=NIGHT)
    await lane.plan(prompt("b"), now=NIGHT)
    async with lane.database.transaction() as session:
        store = LaneStore(session, lane.workspace_id)
        heads = await store.heads(MORNING, [])
        assert await store.claim(heads, soon, lane.sender.patience.lease) == []
    lane.slack.clock.move_to(soon)
    await lane.sender.drain()
    assert lane.direct() == ["note b"]
    assert await lane.state("a") is State.LAPSED


@pytest.mark.parametrize("late", ["a", "b"])
async def test_a_wish_that_makes_one_too_late_leaves_those_that_go_with_it(
    lane: Lane, late: str
) -> None:
    later = MORNING + timedelta(days=1)
    for key in ("a", "b", "c"):
        until = MORNING + timedelta(hours=2) if key == late else None
        await lane.plan(prompt(key, until=until), now=NIGHT)
    async with lane.database.transaction() as session:
        await PreferenceStore(session, lane.workspace_id).snooze("U1", later)
        assert await DeliveryStore(session, lane.workspace_id).replan("U1", NIGHT) == 3
    row = await lane.row(late)
    assert (row.state, row.reason, row.month) == (State.WAITING, Waits.LATE, None)
    lane.slack.clock.move_to(later)
    await lane.sender.drain()
    assert lane.direct() == [" ".join(f"note {key}" for key in "abc" if key != late)]

"""What people write to the bot has one answer, through crashes, repeats and Slack's retries.

What the answers are is in test_talking.py.
"""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select, text

from storage.schema.delivery import DeliveryRow
from storage.schema.journal import EventRow
from tests.support.town import Town

BOT = "Peerbot"
HELLO = "Hello! You can write to me in your own words"


async def rows(town: Town) -> tuple[int, int]:
    """How many events and how many answers are kept."""
    async with town.stage.database.reading() as session:
        events = await session.scalar(select(func.count()).select_from(EventRow))
        answers = await session.scalar(
            select(func.count())
            .select_from(DeliveryRow)
            .where(DeliveryRow.key.startswith("answer:"))
        )
    return events or 0, answers or 0


async def test_an_event_that_comes_twice_is_answered_once(town: Town) -> None:
    """slack.md 1.4: the same event_id, however often."""
    town.stage.slack.faults.events.duplicate = 1
    await town.lead.say(BOT, "hello")
    await town.lead.sees(HELLO, channel=BOT)
    await town.settle()
    assert len(town.stage.slack.delivered("message")) >= 2
    assert await rows(town) == (1, 1)


async def test_an_edit_is_not_a_new_question(town: Town) -> None:
    await town.lead.say(BOT, "hello")
    await town.lead.sees(HELLO, channel=BOT)
    await town.lead.edit(BOT, "hello", "hello again")
    await town.settle()
    assert await rows(town) == (1, 1)


async def test_a_failure_between_event_and_effect_is_mended_by_slacks_retry(town: Town) -> None:
    """The event's row and the answer are one transaction: neither is kept, and the retry does both."""
    await alter(town, BREAK)
    await town.lead.say(BOT, "hello")
    await until_delivered(town, times=2)  # the first retry is almost immediate
    assert await rows(town) == (0, 0)
    await alter(town, MEND)
    town.stage.clock.advance(timedelta(seconds=61))  # the second comes after a minute
    await until_delivered(town, times=3)
    await town.settle()
    await town.lead.sees(HELLO, channel=BOT)
    assert await rows(town) == (1, 1)


# No message can be planned any more, so that the event's transaction fails half way.
BREAK = {
    "sqlite": "CREATE TRIGGER full_up BEFORE INSERT ON delivery BEGIN SELECT RAISE(ABORT, 'full'); END",
    "postgresql": "ALTER TABLE delivery ADD CONSTRAINT full_up CHECK (false) NOT VALID",
}
MEND = {
    "sqlite": "DROP TRIGGER full_up",
    "postgresql": "ALTER TABLE delivery DROP CONSTRAINT full_up",
}


async def alter(town: Town, statements: dict[str, str]) -> None:
    database = town.stage.database
    async with database.autocommit() as connection:
        await connection.execute(text(statements["sqlite" if database.is_sqlite else "postgresql"]))


async def until_delivered(town: Town, times: int) -> None:
    async with asyncio.timeout(30):
        while len(town.stage.slack.delivered("message")) < times:
            await asyncio.sleep(0.02)

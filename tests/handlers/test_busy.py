"""A form opens in time on a busy process: its trigger lives for three seconds (slack.md 1.5)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.demo.people import GPS, LEADERS, Someone
from tests.support.town import Town


async def answer_until(stopped: asyncio.Event, town: Town, who: Someone) -> None:
    """Answers the pulse, and changes the answer, as fast as Slack lets one."""
    person = town.person(who)
    while not stopped.is_set():
        await person.press("Answer", channel="all-practices")
        for label in (await person.modal()).fields:
            await person.choose(label, "Agree")
        await person.submit()
        await person.close()


def dots(number: int) -> dict[str, object]:
    """A picture that nobody has drawn before."""
    return {
        "kind": "dots",
        "values": [1.0, 2.0, 3.0 + number],
        "median": 2.0,
        "quarters": [1.0, 3.0],
        "axis": "items",
        "decimals": 0,
        "suffix": "",
    }


@asynccontextmanager
async def busy(town: Town) -> AsyncIterator[None]:
    """Everybody answers at once, pictures are drawn, and messages are sent."""
    services = town.stage.peerbot.services
    stopped = asyncio.Event()

    async def tick_and_draw() -> None:
        number = 0
        while not stopped.is_set():
            number += 1
            await services.context.charts.draw(dots(number))
            await town.stage.peerbot.tick()

    async with asyncio.TaskGroup() as group:
        for who in (*LEADERS, *GPS[:10]):
            group.create_task(answer_until(stopped, town, who))
        group.create_task(tick_and_draw())
        await asyncio.sleep(1)
        yield
        stopped.set()


async def test_a_form_opens_within_two_seconds_of_the_click_on_a_busy_process(town: Town) -> None:
    await town.manager.command("all-practices", "/pulse new")
    await town.manager.submit()
    await town.manager.submit()
    await town.manager.close()
    await town.settle()
    slack = town.stage.slack
    async with busy(town):
        before = len(slack.calls("views.open"))
        hurried = town.person(GPS[12])
        await hurried.press("Answer", channel="all-practices")
        await hurried.sees("Your answers are kept sealed")
    assert len(slack.calls("views.open", ok=True)) > before
    assert slack.calls("views.open", ok=False) == []
    (click,) = [
        each
        for each in slack.delivered("block_actions")
        if each.payload["user"]["id"] == GPS[12].id
    ]
    assert click.seconds < 2

"""Who there is, without keeping whoever waits: asked seldom, and never for long."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.roster import AGAIN, FRESH, Roster


@dataclass
class Slack:
    """Answers with what it has; None: does not answer."""

    answers: list[list[str] | None]
    moment: float = 0.0
    asked: int = 0
    answering: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.answering.set()

    async def ask(self) -> Sequence[str] | None:
        self.asked += 1
        await self.answering.wait()
        return self.answers.pop(0)

    def monotonic(self) -> float:
        return self.moment

    def roster(self, patience: float = 5.0) -> Roster[str]:
        return Roster(self.ask, self.monotonic, patience)


async def test_it_is_asked_once_in_ten_minutes() -> None:
    slack = Slack([["Ann"], ["Ann", "Ben"]])
    roster = slack.roster()
    assert await roster.all() == await roster.all() == ["Ann"]
    assert slack.asked == 1
    slack.moment += FRESH
    await roster.all()  # what is known is enough for now
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert await roster.all() == ["Ann", "Ben"]
    assert slack.asked == 2


async def test_many_who_come_at_once_ask_once() -> None:
    slack = Slack([["Ann"]])
    roster = slack.roster()
    assert await asyncio.gather(*(roster.all() for _ in range(9))) == [["Ann"]] * 9
    assert slack.asked == 1


async def test_no_answer_is_nobody_and_is_asked_again_soon() -> None:
    slack = Slack([None, ["Ann"]])
    roster = slack.roster()
    assert await roster.all() == []
    assert await roster.all() == []
    assert slack.asked == 1
    slack.moment += AGAIN
    assert await roster.all() == ["Ann"]


async def test_who_has_waited_long_enough_goes_on_and_the_answer_is_for_the_next() -> None:
    slack = Slack([["Ann"]])
    slack.answering.clear()
    roster = slack.roster(patience=0.01)
    assert await roster.all() == []
    slack.answering.set()
    await asyncio.sleep(0.01)
    assert await roster.all() == ["Ann"]
    assert slack.asked == 1

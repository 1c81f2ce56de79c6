"""What follows a form does not keep Slack waiting for its answer."""

import asyncio
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest

from bot import dispatch
from bot.dispatch import Dispatcher
from bot.router import Router

SENT = {
    "type": "view_submission",
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "view": {"callback_id": "a_form", "state": {"values": {}}},
}


async def answered(after_form: Any) -> int:
    router = Router()

    async def keep(ack: AsyncAck) -> None:
        await ack()

    router.view("a_form")(keep)

    async def nothing(_: Any) -> Any:
        return None

    dispatcher = Dispatcher(router, nothing, nothing, after_form)  # type: ignore[arg-type]
    route = router.find(SENT)
    assert route is not None
    response = await dispatcher.run(route, AsyncBoltRequest(body=SENT, mode="socket_mode"))
    return response.status


async def test_a_slow_tab_is_not_waited_for_and_comes_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dispatch, "PATIENCE", 0.01)
    slack, done = asyncio.Event(), asyncio.Event()

    async def publish(_: Any) -> None:
        await slack.wait()
        done.set()

    async with asyncio.timeout(5):
        assert await answered(publish) == 200
        assert not done.is_set()
        slack.set()
        await done.wait()


async def test_what_goes_wrong_with_the_tab_is_only_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def publish(_: Any) -> None:
        raise ValueError("with somebody's words")

    assert await answered(publish) == 200
    assert [each.getMessage() for each in caplog.records] == ["nothing_followed error=ValueError"]

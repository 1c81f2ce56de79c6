"""The page of the local Slack in a real browser, with a bot that answers as each test says."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from bot.playground.app import App
from bot.playground.clock import PlaygroundClock
from bot.playground.person import Person
from bot.playground.records import Channel, Command, Shortcut, Workspace
from bot.playground.server import serve
from bot.playground.slack import Slack
from tests.playground.conftest import Bot, Door, Json, opened
from tests.support.browser import DESK

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

COMMANDS = [
    Command("/pulse", "Ask the group how things are.", "new | summary"),
    Command("/peer", "Set up a peer session.", "new"),
]
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

Show = Callable[..., Awaitable["Page"]]


@dataclass
class Scene:
    """A workspace with Amira, Ben and Carol in #general and #plans, and the app's own hand."""

    slack: Slack
    url: str
    bot: Bot
    team: Workspace
    general: Channel
    plans: Channel
    forgiven: list[str] = field(default_factory=list)  # what the browser's console may complain of

    def person(self, name: str) -> Person:
        return Person(self.url, name, patience=3.0)

    def id(self, name: str) -> str:
        return next(each.id for each in self.team.users.values() if each.name == name)

    async def api(self, method: str, **args: Any) -> Json:
        """A call of the app's to the Web API."""
        assert self.team.installation is not None
        from slack_sdk.web.async_client import AsyncWebClient

        client = AsyncWebClient(self.team.installation.token, f"{self.url}/api/")
        answer: Json = (await client.api_call(method, json=args)).data  # type: ignore[assignment]
        return answer

    async def post(self, *blocks: Json, text: str = "words", **args: Any) -> str:
        """A message of the app's in #general; gives its time stamp."""
        said = {"channel": self.general.id, "text": text, "blocks": list(blocks), **args}
        return str((await self.api("chat.postMessage", **said))["ts"])

    def opens(self, view: Json, kind: str = "command") -> None:
        """Have the app open a modal when it hears of ``kind``."""

        async def answer(payload: Json) -> None:
            await self.api("views.open", trigger_id=payload["trigger_id"], view=view)

        self.bot.on(kind, answer)

    def entered(self) -> dict[str, Json]:
        """The state of the last submission, by block."""
        values = self.bot.of("view_submission")[-1]["view"]["state"]["values"]
        return {block: next(iter(controls.values())) for block, controls in values.items()}


@pytest.fixture(scope="session")
async def page_door() -> AsyncIterator[Door]:
    async with opened() as door:
        yield door


@pytest.fixture
async def scene(page_door: Door) -> AsyncIterator[Scene]:
    bot = Bot(url=f"{page_door.url}/slack/events")
    page_door.inside = Starlette(routes=[Route("/slack/events", bot.receive, methods=["POST"])])
    shortcuts = [Shortcut("Raise a concern", "concern"), Shortcut("Discuss", "discuss", "message")]
    app = App(name="Testbot", request_url=bot.url, commands=COMMANDS, shortcuts=shortcuts)
    slack = Slack(PlaygroundClock(TUESDAY), app)
    team = slack.add_workspace("Acme")
    titles = {"Amira": "GP", "Ben": "Clinical lead", "Carol": "Manager"}
    people = [slack.add_user(name, title=title) for name, title in titles.items()]
    general = slack.add_channel("general", members=people, topic="All of us")
    plans = slack.add_channel("plans", members=people)
    async with serve(slack) as server:
        yield Scene(slack, server.url, bot, team, general, plans)


@pytest.fixture
async def show(browser: "Browser", scene: Scene) -> AsyncIterator[Show]:
    """Opens the page as a person sees it; the test fails if the page complains in its console."""
    complaints: list[str] = []
    async with contextlib.AsyncExitStack() as stack:

        async def show(
            who: str = "", here: str = "", size: tuple[int, int] = DESK, **more: Any
        ) -> "Page":
            viewport = {"width": size[0], "height": size[1]}
            context = await browser.new_context(viewport=viewport, locale="en-GB", **more)  # type: ignore[arg-type]
            stack.push_async_callback(context.close)
            page = await context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on(
                "console",
                lambda said: complaints.append(said.text) if said.type == "error" else None,
            )
            await page.goto(address(scene, who, here))
            return page

        yield show
    assert [each for each in complaints if not any(word in each for word in scene.forgiven)] == []


def address(scene: Scene, who: str, here: str) -> str:
    """``here`` is a channel's name, "home", or nothing: whatever the page opens itself."""
    if not who:
        return scene.url
    rooms = {each.name: each.id for each in scene.team.channels.values()}
    place = f"&in={rooms.get(here, here)}" if here else ""
    return f"{scene.url}/?user={scene.id(who)}{place}"

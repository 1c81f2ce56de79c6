"""A local Slack with a few people, and a bot that answers as each test says."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.playground.app import App
from bot.playground.person import Person
from bot.playground.records import Channel, Installation, Workspace
from bot.playground.server import create_app
from bot.playground.slack import Slack
from bot.server import serving

Json = dict[str, Any]
Answer = Callable[[Json], Any]


@dataclass
class Heard:
    """A request that reached the bot."""

    kind: str
    payload: Json
    headers: dict[str, str]
    body: bytes


@dataclass
class Bot:
    """A bot that writes down what it hears, and answers what ``answers`` says for that kind.

    An answer is a callable of the payload; it gives None (200, empty), a JSON-able answer, or a
    Response; it may be a coroutine function.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    url: str = ""

    def on(self, kind: str, answer: Answer) -> None:
        self.answers[kind] = answer

    def reset(self) -> None:
        self.answers.clear()
        self.heard.clear()

    def of(self, kind: str) -> list[Json]:
        return [each.payload for each in self.heard if each.kind == kind]

    async def receive(self, request: Request) -> Response:
        body = await request.body()
        kind, payload = read(request.headers["content-type"], body)
        self.heard.append(Heard(kind, payload, dict(request.headers), body))
        answer = self.answers.get(kind)
        given = answer(payload) if answer else None
        if asyncio.iscoroutine(given):
            given = await given
        if isinstance(given, Response):
            return given
        return Response() if given is None else JSONResponse(given)


def read(content_type: str, body: bytes) -> tuple[str, Json]:
    if content_type == "application/json":
        payload = json.loads(body)
        return payload.get("event", payload)["type"], payload
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    if "payload" in form:
        payload = json.loads(form["payload"])
        return payload["type"], payload
    return "command", dict(form)


class Door:
    """One server for all tests, behind which each test puts its own application."""

    def __init__(self) -> None:
        self.inside: ASGIApp = Starlette()
        self.url = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.inside(scope, receive, send)


@contextlib.asynccontextmanager
async def opened() -> AsyncIterator[Door]:
    door = Door()
    async with serving(door) as door.url:
        yield door


@pytest.fixture(scope="session")
async def bot_door() -> AsyncIterator[Door]:
    async with opened() as door:
        yield door


@pytest.fixture(scope="session")
async def slack_door() -> AsyncIterator[Door]:
    async with opened() as door:
        yield door


@pytest.fixture(scope="session")
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=10) as client:
        yield client


@dataclass
class World:
    """A workspace with Amira, Ben and Carol; #general with all of them and the bot."""

    slack: Slack
    url: str
    bot: Bot
    team: Workspace
    general: Channel
    people: dict[str, Person]
    client: AsyncWebClient
    http: httpx.AsyncClient

    def person(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = Person(self.url, name, client=self.http, patience=1.0)
        return self.people[name]

    def id(self, name: str) -> str:
        return next(each.id for each in self.team.users.values() if each.name == name)

    @property
    def app(self) -> Installation:
        assert self.team.installation is not None
        return self.team.installation

    async def api(self, method: str, token: str | None = None, **args: Any) -> Json:
        """A call with a JSON body; with an empty token it goes without."""
        token = self.app.token if token is None else token
        headers = {"authorization": f"Bearer {token}"} if token else {}
        response = await self.http.post(f"{self.url}/api/{method}", json=args, headers=headers)
        found: Json = response.json()
        return found

    async def post(self, channel: str = "", text: str = "hi", **more: Any) -> httpx.Response:
        """The bare answer to chat.postMessage, in #general unless a channel is named."""
        headers = {"authorization": f"Bearer {self.app.token}"}
        said = {"channel": channel or self.general.id, "text": text, **more}
        return await self.http.post(f"{self.url}/api/chat.postMessage", json=said, headers=headers)


@pytest.fixture
def bot(bot_door: Door) -> Bot:
    bot = Bot(url=f"{bot_door.url}/slack/events")
    bot_door.inside = Starlette(routes=[Route("/slack/events", bot.receive, methods=["POST"])])
    return bot


@pytest.fixture
async def world(bot: Bot, slack_door: Door, http: httpx.AsyncClient) -> AsyncIterator[World]:
    slack = Slack(app=App(name="Testbot", request_url=bot.url))
    team = slack.add_workspace("Acme", domain="acme")
    people = [slack.add_user(name) for name in ("Amira", "Ben", "Carol")]
    general = slack.add_channel("general", members=people)
    assert team.installation is not None
    slack_door.inside = create_app(slack)
    slack.base_url = slack_door.url
    client = AsyncWebClient(token=team.installation.token, base_url=f"{slack_door.url}/api/")
    yield World(slack, slack_door.url, bot, team, general, {}, client, http)
    await slack.close()

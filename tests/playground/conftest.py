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
import uvicorn
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.app import App
from bot.playground.person import Person
from bot.playground.records import Channel, Installation, Workspace
from bot.playground.server import Listener, listen, serve
from bot.playground.slack import Slack

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


@contextlib.asynccontextmanager
async def listening(bot: Bot) -> AsyncIterator[None]:
    app = Starlette(routes=[Route("/slack/events", bot.receive, methods=["POST"])])
    listener = listen()
    config = uvicorn.Config(app, log_level="warning", access_log=False, ws="none", lifespan="off")
    server = Listener(config)
    bot.url = f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events"
    task = asyncio.create_task(server.serve(sockets=[listener]))
    await server.ready.wait()
    yield
    await server.stop()
    await task
    listener.close()


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
        """A call with a JSON body."""
        headers = {"authorization": f"Bearer {self.app.token if token is None else token}"}
        response = await self.http.post(f"{self.url}/api/{method}", json=args, headers=headers)
        found: Json = response.json()
        return found


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot()
    async with listening(bot):
        yield bot


@pytest.fixture
async def world(bot: Bot) -> AsyncIterator[World]:
    slack = Slack(app=App(name="Testbot", request_url=bot.url))
    team = slack.add_workspace("Acme", domain="acme")
    people = [slack.add_user(name) for name in ("Amira", "Ben", "Carol")]
    general = slack.add_channel("general", members=people)
    assert team.installation is not None
    async with serve(slack) as server, httpx.AsyncClient(timeout=10) as http:
        client = AsyncWebClient(token=team.installation.token, base_url=server.api_url)
        yield World(slack, server.url, bot, team, general, {}, client, http)

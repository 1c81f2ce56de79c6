"""What a person sees, as it reads: waits for what may still be on its way, and says what was there
instead."""

import ssl
import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from bot.playground import finding
from bot.playground.finding import NotVisible, Spot
from bot.playground.plain import Reader
from bot.playground.seen import (
    Modal,
    Seen,
    Where,
    containing_text,
    is_reply,
    read_message,
    read_modal,
)
from bot.playground.sight import MessageSight, State, ViewSight

Found = TypeVar("Found")


class DidNotWork(AssertionError):
    """Slack would not do it, or the app failed; ``error`` is the code ("operation_timeout")."""

    def __init__(self, error: str, said: str) -> None:
        super().__init__(f"{error}: {said}" if said else error)
        self.error = error


def _client() -> httpx.AsyncClient:
    """A connection a click, so that there is nothing to put away afterwards."""
    # Plain HTTP to this machine: loading the list of certificates would take longer than a click.
    bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.AsyncClient(timeout=30, verify=bare, headers={"connection": "close"})


class Eyes:
    """Somebody who looks at the local Slack over HTTP."""

    def __init__(
        self,
        url: str,
        name: str,
        *,
        team: str | None = None,
        client: httpx.AsyncClient | None = None,
        patience: float = 3.0,
    ) -> None:
        self.name = name
        self.team = team
        self.patience = patience
        self._url = url.rstrip("/")
        self._id = ""
        self._client = client or _client()

    async def look(self, **query: Any) -> State:
        """All that this person sees, as it is now."""
        asked = {"user": await self._my_id(), "team": self.team, **query}
        response = await self._client.get(
            f"{self._url}/sim/state",
            params={name: value for name, value in asked.items() if value is not None},
        )
        state: State = response.json()
        return state

    async def see(self, channel: str, *, thread: str | None = None) -> list[str]:
        """The messages of a conversation now, as they read, oldest first; or a thread's replies."""
        return [each.text for each in await self.messages(channel, thread=thread)]

    async def messages(self, channel: str, *, thread: str | None = None) -> list[Seen]:
        """The same with authors, times and buttons; ``thread`` is text in its first message."""
        state = await self.look()
        found = finding.find_channel(state, channel)
        if found is None:
            return []
        if thread is None:
            shown = [each for each in found["messages"] if not is_reply(each) or each["broadcast"]]
        else:
            parent = containing_text(Reader(state), found, thread)
            if parent is None:
                raise NotVisible(f"{self.name} sees no message with {thread!r} in {channel}.")
            shown = [
                each
                for each in found["messages"]
                if each["thread_ts"] == parent["ts"] and is_reply(each)
            ]
        return [read_message(state, found, each) for each in shown]

    async def sees(
        self,
        text: str,
        *,
        channel: str | None = None,
        home: bool = False,
        within: float | None = None,
    ) -> str:
        """Wait until some message, the modal, the Home tab or a notice has this text; gives it whole."""
        where = Where(channel, None, home)

        def find(state: State) -> str | None:
            return next((each for each in self._texts(state, where) if text in each), None)

        def instead(state: State) -> str:
            seen = "\n---\n".join(self._texts(state, where)[-8:])
            return f"no {text!r} {where}; they see:\n{seen or '(nothing)'}"

        return await self._wait(find, instead, within)

    async def does_not_see(self, text: str, *, channel: str | None = None) -> None:
        """Fails if any message (in the channel, if named), modal, Home tab or notice has this text."""
        state = await self.look()
        for each in self._texts(state, Where(channel, None, False)):
            if text in each:
                raise AssertionError(f"{self.name} sees {text!r}, in:\n{each}")

    async def modal(self) -> Modal:
        """The modal on top, as it reads; waits for one."""
        view = await self._top()
        state = await self.look()
        view = next((each for each in state["views"] if each["id"] == view["id"]), view)
        return read_modal(state, view)

    async def has_modal(self) -> bool:
        return bool((await self.look())["views"])

    async def home(self) -> str:
        """Open the Home tab and read it; waits until the app has published one."""
        await self._do("home")

        def find(state: State) -> str | None:
            return Reader(state).view(state["home"]) if state["home"] else None

        return await self._wait(find, lambda state: "no Home tab: the app published none")

    async def notices(self) -> list[str]:
        """What Slack itself told this person."""
        return [each["text"] for each in (await self.look())["notices"]]

    async def picture(self, channel: str, messagecontaining_text: str) -> bytes:
        """The first picture of a message: its bytes."""
        message = await self._message(channel, messagecontaining_text)
        urls = [each["image_url"] for each in message["blocks"] if each.get("image_url")]
        urls += [each["url"] for each in message["files"]]
        if not urls:
            raise NotVisible(f"{self.name} sees no picture in that message.")
        response = await self._client.get(f"{self._url}{urls[0]}")
        response.raise_for_status()
        return response.content

    # -- finding -----------------------------------------------------------------------------

    def _spots(self, state: State, where: "Where") -> list[Spot]:
        """Where to look for controls, the likeliest first."""
        reader = Reader(state)
        if where.home:
            return [Spot.of_view(reader, state["home"])] if state["home"] else []
        if state["views"] and not where.in_messages:
            return [Spot.of_view(reader, state["views"][-1])]
        channels = state["channels"]
        if where.channel is not None:
            found = finding.find_channel(state, where.channel)
            channels = [found] if found else []
        spots = [
            Spot.of_message(reader, channel, message)
            for channel in channels
            for message in channel["messages"]
        ]
        wanted = [each for each in spots if (where.containing or "") in each.text]
        return sorted(wanted, key=lambda spot: spot.place["ts"], reverse=True)

    def _texts(self, state: State, where: "Where") -> list[str]:
        reader = Reader(state)
        if where.home:
            return [reader.view(state["home"])] if state["home"] else []
        channels = state["channels"]
        if where.channel is not None:
            found = finding.find_channel(state, where.channel)
            channels = [found] if found else []
        texts = [reader.message(each) for channel in channels for each in channel["messages"]]
        if where.channel is None:
            texts += [reader.view(each) for each in state["views"]]
            texts += [reader.view(state["home"])] if state["home"] else []
            texts += [each["text"] for each in state["notices"]]
        return texts

    async def _top(self) -> ViewSight:
        def find(state: State) -> ViewSight | None:
            return state["views"][-1] if state["views"] else None

        def instead(state: State) -> str:
            told = [each["text"] for each in state["notices"]]
            return "no modal open" + (f"; Slack said: {'; '.join(told)}" if told else "")

        return await self._wait(find, instead)

    async def _message(self, channel: str, containing: str) -> MessageSight:
        def find(state: State) -> MessageSight | None:
            found = finding.find_channel(state, channel)
            return containing_text(Reader(state), found, containing) if found else None

        def instead(state: State) -> str:
            seen = "\n---\n".join(self._texts(state, Where(channel))[-8:])
            return f"no message with {containing!r} in {channel}; they see:\n{seen or '(nothing)'}"

        return await self._wait(find, instead)

    async def _wait(
        self,
        find: Callable[[State], Found | None],
        instead: Callable[[State], str],
        within: float | None = None,
    ) -> Found:
        """What ``find`` finds in this person's sight, as soon as it is there."""
        end = time.monotonic() + (self.patience if within is None else within)
        state = await self.look()
        while (found := find(state)) is None:
            left = end - time.monotonic()
            if left <= 0:
                raise NotVisible(f"{self.name} sees {instead(state)}")
            state = await self.look(newer_than=state["version"], wait=min(left, 1.0))
        return found

    async def _my_id(self) -> str:
        if not self._id:
            response = await self._client.get(f"{self._url}/sim/workspaces")
            for team in response.json()["workspaces"]:
                if self.team in (None, team["id"], team["name"]):
                    self.team = team["id"]
                    for each in team["users"]:
                        if self.name in (each["id"], each["name"], each["handle"]):
                            self._id, self.name = each["id"], each["name"]
                    break
            if not self._id:
                raise NotVisible(f"There is nobody called {self.name!r} in this workspace.")
        return self._id

    async def _do(self, act: str, **said: Any) -> dict[str, Any]:
        body = {"user": await self._my_id(), "team": self.team, **said}
        response = await self._client.post(f"{self._url}/sim/{act}", json=body)
        answer: dict[str, Any] = response.json()
        if not answer["ok"]:
            raise DidNotWork(answer["error"], answer.get("said", ""))
        return answer

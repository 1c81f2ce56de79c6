"""A person at the local Slack: finds things by the words on them, and does what a hand would do.

    amira = Person(server.url, "Dr Amira Patel")
    await amira.command("gp-peers", "/pulse new")
    await amira.choose("Where", "#gp-peers")
    await amira.submit()
    await amira.sees("0 of 12 have answered", channel="gp-peers")
    await amira.press("Answer", channel="gp-peers", message_containing="How do you feel")

Whatever is looked for may still be on its way: each method waits for it, ``patience`` seconds at
most, and then raises NotVisible, saying what was there instead. What Slack or the app refuses
raises DidNotWork. A conversation is called by its name ("gp-peers", "#gp-peers"), by a person's or
the app's name (the DM with them), or by its id.
"""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as time_of_day
from typing import Any, Self, TypeVar

import httpx

from bot.playground import finding
from bot.playground.finding import Control, NotVisible, Spot
from bot.playground.plain import Reader
from bot.playground.sight import ChannelSight, MessageSight, State, ViewSight

__all__ = ["DidNotWork", "FieldErrors", "Modal", "NotVisible", "Person", "Seen"]

Found = TypeVar("Found")


class DidNotWork(AssertionError):
    """Slack would not do it, or the app failed; ``error`` is the code ("operation_timeout")."""

    def __init__(self, error: str, said: str) -> None:
        super().__init__(f"{error}: {said}" if said else error)
        self.error = error


class FieldErrors(AssertionError):
    """The modal stayed open, with sentences under its fields: ``errors``, by label."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(f"{label}: {said}" for label, said in errors.items()))
        self.errors = errors


@dataclass(frozen=True)
class Seen:
    """A message as it reads."""

    author: str
    text: str
    ts: str
    ephemeral: bool
    is_reply: bool
    reply_count: int
    edited: bool
    time: datetime
    buttons: list[str]


@dataclass(frozen=True)
class Modal:
    """The modal on top, as it reads."""

    title: str
    text: str  # all of it
    fields: dict[str, str]  # by label: what is typed or chosen, several joined with ", "
    options: dict[str, list[str]]  # by label: what there is to choose
    errors: dict[str, str]  # by label
    buttons: list[str]
    submit: str | None

    def __str__(self) -> str:
        return self.text

    def __contains__(self, text: str) -> bool:
        return text in self.text


class Person:
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
        # Plain HTTP to this machine: loading the list of certificates would take longer than a click.
        bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._client = client or httpx.AsyncClient(timeout=30, verify=bare)
        self._owns_client = client is None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.leave_slack()

    async def leave_slack(self) -> None:
        if self._owns_client:
            await self._client.aclose()

    # -- doing -------------------------------------------------------------------------------

    async def say(self, channel: str, text: str, *, thread: str | None = None) -> str:
        """Write a message; with ``thread`` as a reply to the message that contains it. Gives ts."""
        said = {"channel": await self._channel_id(channel), "text": text}
        if thread is not None:
            said["thread_ts"] = (await self._message(channel, thread))["ts"]
        answer = await self._do("message", **said)
        return str(answer["ts"])

    async def command(self, channel: str, text: str) -> None:
        """Type a slash command."""
        await self._do("command", channel=await self._channel_id(channel), text=text)

    async def press(
        self,
        label: str,
        *,
        channel: str | None = None,
        message_containing: str | None = None,
        home: bool = False,
        beside: str = "",
        confirm: bool = True,
    ) -> None:
        """Press a button or an entry of a "…" menu, and say yes if it asks whether one is sure.

        Looks on the Home tab if ``home``; in messages (newest first) if a channel or some of the
        message's text is named; else in the modal if one is open; else in all messages.
        ``beside`` is text that the button stands with, where several have the same words.
        """
        where = _Where(channel, message_containing, home)

        def find(state: State) -> tuple[Control, Any] | None:
            spots = self._spots(state, where)
            return finding.find_button(Reader(state), spots, label, beside)

        def instead(state: State) -> str:
            there = finding.all_buttons(Reader(state), self._spots(state, where))
            return f"no button [{label}] {where}; there is: {' '.join(there) or 'no button at all'}"

        control, value = await self._wait(find, instead)
        if "confirm" in control.element and not confirm:
            return
        await self._do("action", **control.address, value=value)

    async def fill(
        self,
        label: str,
        value: str | int | date | time_of_day | datetime | None,
        *,
        channel: str | None = None,
        message_containing: str | None = None,
        home: bool = False,
    ) -> None:
        """Type into the field with this label (or enough of it), or pick a date or time there."""
        where = _Where(channel, message_containing, home)
        control = await self._field(label, where)
        await self._enter(control, _written(control.element["type"], value))

    async def choose(
        self,
        label: str,
        *options: str,
        channel: str | None = None,
        message_containing: str | None = None,
        home: bool = False,
    ) -> None:
        """Choose in a menu, radio buttons or checkboxes, by the options' words; none clears."""
        where = _Where(channel, message_containing, home)
        control = await self._field(label, where)
        values = [await self._option(control, each) for each in options]
        several = control.element["type"].startswith("multi_")
        many = several or control.element["type"] == "checkboxes"
        await self._enter(control, values if many else (values[0] if values else None))

    async def attach(self, label: str, *files: tuple[str, bytes]) -> None:
        """Put files (name and bytes) into a file input."""
        import base64

        control = await self._field(label, _Where())
        value = [
            {"name": name, "content": base64.b64encode(content).decode()} for name, content in files
        ]
        await self._enter(control, value)

    async def submit(self) -> None:
        """Press the modal's submit button; raises FieldErrors if it stays open with errors."""
        view = await self._top()
        answer = await self._do("submit", view_id=view["id"])
        if errors := answer.get("errors"):
            raise FieldErrors(self._by_label(await self.look(), view["blocks"], errors))

    async def submit_refused(self) -> dict[str, str]:
        """Press the submit button, expecting errors under fields: gives them by label."""
        try:
            await self.submit()
        except FieldErrors as refused:
            return refused.errors
        raise AssertionError(f"{self.name} expected the modal to be refused, but it was accepted.")

    async def close(self, *, everything: bool = False) -> None:
        """Press Cancel, or with ``everything`` the cross."""
        await self._do("close", view_id=(await self._top())["id"], all=everything)

    async def open_home(self) -> None:
        await self._do("home")

    async def shortcut(self, name: str) -> None:
        """Use a global shortcut, by its name or callback_id."""
        await self._do("shortcut", callback_id=await self._shortcut_id(name))

    async def message_shortcut(self, name: str, channel: str, message_containing: str) -> None:
        message = await self._message(channel, message_containing)
        where = {"channel": await self._channel_id(channel), "ts": message["ts"]}
        await self._do("shortcut", callback_id=await self._shortcut_id(name), **where)

    async def react(self, channel: str, message_containing: str, emoji: str) -> None:
        message = await self._message(channel, message_containing)
        where = {"channel": await self._channel_id(channel), "ts": message["ts"]}
        await self._do("react", **where, name=emoji)

    async def edit(self, channel: str, message_containing: str, text: str) -> None:
        message = await self._message(channel, message_containing)
        where = {"channel": await self._channel_id(channel), "ts": message["ts"]}
        await self._do("edit", **where, text=text)

    async def delete(self, channel: str, message_containing: str) -> None:
        message = await self._message(channel, message_containing)
        await self._do("delete", channel=await self._channel_id(channel), ts=message["ts"])

    async def join(self, channel: str) -> None:
        await self._do("join", channel=await self._channel_id(channel))

    async def leave(self, channel: str) -> None:
        await self._do("leave", channel=await self._channel_id(channel))

    async def read(self, channel: str) -> None:
        await self._do("read", channel=await self._channel_id(channel))

    # -- seeing ------------------------------------------------------------------------------

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
            shown = [each for each in found["messages"] if not _is_reply(each) or each["broadcast"]]
        else:
            parent = _containing(Reader(state), found, thread)
            if parent is None:
                raise NotVisible(f"{self.name} sees no message with {thread!r} in {channel}.")
            shown = [
                each
                for each in found["messages"]
                if each["thread_ts"] == parent["ts"] and _is_reply(each)
            ]
        return [_seen(state, found, each) for each in shown]

    async def sees(
        self,
        text: str,
        *,
        channel: str | None = None,
        home: bool = False,
        within: float | None = None,
    ) -> str:
        """Wait until some message, the modal, the Home tab or a notice has this text; gives it whole."""
        where = _Where(channel, None, home)

        def find(state: State) -> str | None:
            return next((each for each in self._texts(state, where) if text in each), None)

        def instead(state: State) -> str:
            seen = "\n---\n".join(self._texts(state, where)[-8:])
            return f"no {text!r} {where}; they see:\n{seen or '(nothing)'}"

        return await self._wait(find, instead, within)

    async def does_not_see(self, text: str, *, channel: str | None = None) -> None:
        """Fails if any message (in the channel, if named), modal, Home tab or notice has this text."""
        state = await self.look()
        for each in self._texts(state, _Where(channel, None, False)):
            if text in each:
                raise AssertionError(f"{self.name} sees {text!r}, in:\n{each}")

    async def modal(self) -> Modal:
        """The modal on top, as it reads; waits for one."""
        view = await self._top()
        state = await self.look()
        view = next((each for each in state["views"] if each["id"] == view["id"]), view)
        return self._read_modal(state, view)

    async def has_modal(self) -> bool:
        return bool((await self.look())["views"])

    async def home(self) -> str:
        """Open the Home tab and read it; waits until the app has published one."""
        await self.open_home()

        def find(state: State) -> str | None:
            return Reader(state).view(state["home"]) if state["home"] else None

        return await self._wait(find, lambda state: "no Home tab: the app published none")

    async def notices(self) -> list[str]:
        """What Slack itself told this person."""
        return [each["text"] for each in (await self.look())["notices"]]

    async def picture(self, channel: str, message_containing: str) -> bytes:
        """The first picture of a message: its bytes."""
        message = await self._message(channel, message_containing)
        urls = [each["image_url"] for each in message["blocks"] if each.get("image_url")]
        urls += [each["url"] for each in message["files"]]
        if not urls:
            raise NotVisible(f"{self.name} sees no picture in that message.")
        response = await self._client.get(f"{self._url}{urls[0]}")
        response.raise_for_status()
        return response.content

    # -- finding -----------------------------------------------------------------------------

    def _spots(self, state: State, where: "_Where") -> list[Spot]:
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

    def _texts(self, state: State, where: "_Where") -> list[str]:
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

    async def _field(self, label: str, where: "_Where") -> Control:
        def find(state: State) -> Control | None:
            return finding.find_field(Reader(state), self._spots(state, where), label)

        def instead(state: State) -> str:
            there = finding.all_fields(Reader(state), self._spots(state, where))
            return f"no field {label!r} {where}; there is: {', '.join(there) or 'no field at all'}"

        return await self._wait(find, instead)

    async def _option(self, control: Control, words: str) -> str:
        """The value of an option by its words; asks the app where the menu does."""
        state = await self.look()
        kind = control.element["type"]
        if "users_select" in kind:
            found = finding.find_user(state, words)
        elif "conversations_select" in kind or "channels_select" in kind:
            channel = finding.find_channel(state, words)
            found = channel["id"] if channel else finding.find_user(state, words)
        else:
            offered = await self._offered(control, words)
            reader = Reader(state)
            by_words = {reader.text(each["text"]): str(each["value"]) for each in offered}
            found = by_words.get(words)
            if found is None:
                there = ", ".join(map(repr, by_words)) or "none"
                raise NotVisible(f"{self.name} sees no option {words!r}; there are: {there}.")
        if found is None:
            raise NotVisible(f"{self.name} finds nobody and no conversation {words!r} to choose.")
        return found

    async def _offered(self, control: Control, words: str) -> list[dict[str, Any]]:
        groups: dict[str, Any] = control.element
        if "external" in control.element["type"]:
            groups = await self._do("options", **control.address, value=words)
        inside = [each for group in groups.get("option_groups") or [] for each in group["options"]]
        return [*(groups.get("options") or []), *inside]

    async def _enter(self, control: Control, value: Any) -> None:
        act = "input" if control.is_input else "action"
        await self._do(act, **control.address, value=value)

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
            return _containing(Reader(state), found, containing) if found else None

        def instead(state: State) -> str:
            seen = "\n---\n".join(self._texts(state, _Where(channel))[-8:])
            return f"no message with {containing!r} in {channel}; they see:\n{seen or '(nothing)'}"

        return await self._wait(find, instead)

    async def _channel_id(self, said: str) -> str:
        state = await self.look()
        found = finding.find_channel(state, said)
        if found is not None:
            return found["id"]
        user = finding.find_user(state, said)
        if user is None:
            there = ", ".join(each["name"] for each in state["channels"])
            raise NotVisible(f"{self.name} sees no conversation {said!r}; there are: {there}.")
        return user

    async def _shortcut_id(self, name: str) -> str:
        shortcuts = (await self.look())["shortcuts"]
        return next((each["callback_id"] for each in shortcuts if each["name"] == name), name)

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

    def _read_modal(self, state: State, view: ViewSight) -> Modal:
        reader = Reader(state)
        spot = Spot.of_view(reader, view)
        fields, options = {}, {}
        for control in finding.controls(reader, spot):
            for label in finding.labels(reader, control)[:1]:
                fields[label] = ", ".join(reader.chosen(control.state))
                offered = control.element.get("options") or []
                options[label] = [reader.text(each["text"]) for each in offered]
        return Modal(
            title=view["title"],
            text=spot.text,
            fields=fields,
            options=options,
            errors=self._by_label(state, view["blocks"], view["errors"]),
            buttons=finding.all_buttons(reader, [spot]),
            submit=view["submit"],
        )

    def _by_label(
        self, state: State, blocks: list[dict[str, Any]], errors: dict[str, str]
    ) -> dict[str, str]:
        reader = Reader(state)
        names = {each["block_id"]: reader.text(each.get("label")) for each in blocks}
        return {names.get(block_id) or block_id: said for block_id, said in errors.items()}


@dataclass(frozen=True)
class _Where:
    channel: str | None = None
    containing: str | None = None
    home: bool = False

    @property
    def in_messages(self) -> bool:
        return self.channel is not None or self.containing is not None

    def __str__(self) -> str:
        if self.home:
            return "on the Home tab"
        parts = [f"in {self.channel}"] if self.channel else []
        parts += [f"in a message with {self.containing!r}"] if self.containing else []
        return " ".join(parts) or "anywhere"


def _is_reply(message: MessageSight) -> bool:
    return message["thread_ts"] not in (None, message["ts"])


def _containing(reader: Reader, channel: ChannelSight, text: str) -> MessageSight | None:
    """The newest message with this text; its own thread's first message counts before replies."""
    for replies in (False, True):
        for each in reversed(channel["messages"]):
            if _is_reply(each) is replies and text in reader.message(each):
                return each
    return None


def _seen(state: State, channel: ChannelSight, message: MessageSight) -> Seen:
    reader = Reader(state)
    spot = Spot.of_message(reader, channel, message)
    return Seen(
        author=reader.users.get(message["user"], message["user"]),
        text=spot.text,
        ts=message["ts"],
        ephemeral=message["ephemeral"],
        is_reply=_is_reply(message),
        reply_count=message["reply_count"],
        edited=message["edited"],
        time=datetime.fromisoformat(message["time"]),
        buttons=finding.all_buttons(reader, [spot]),
    )


def _written(kind: str, value: Any) -> Any:
    """A value as Slack's own inputs would give it."""
    if isinstance(value, datetime):
        if kind == "datetimepicker":
            return int(value.timestamp())
        return value.strftime("%H:%M") if kind == "timepicker" else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time_of_day):
        return value.strftime("%H:%M")
    return value if value is None or kind == "datetimepicker" else str(value)

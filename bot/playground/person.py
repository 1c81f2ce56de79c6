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

import base64
from collections.abc import Sequence
from datetime import date, datetime
from datetime import time as time_of_day
from typing import Any

from bot.playground import finding
from bot.playground.eyes import DidNotWork, Eyes
from bot.playground.finding import Control, NotVisible
from bot.playground.plain import Reader
from bot.playground.seen import Modal, Seen, Where, by_label
from bot.playground.sight import State

__all__ = ["DidNotWork", "FieldErrors", "Modal", "NotVisible", "Person", "Seen"]


class FieldErrors(AssertionError):
    """The modal stayed open, with sentences under its fields: ``errors``, by label."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(f"{label}: {said}" for label, said in errors.items()))
        self.errors = errors


class Person(Eyes):
    """Somebody's hands, and the eyes to guide them."""

    async def say(self, channel: str, text: str, *, thread: str | None = None) -> str:
        """Write a message; with ``thread`` as a reply to the message that contains it. Gives ts."""
        said = {"channel": await self._channel_id(channel), "text": text}
        if thread is not None:
            said["thread_ts"] = (await self._message(channel, thread))["ts"]
        answer = await self._do("message", **said)
        return str(answer["ts"])

    async def upload(self, channel: str, *files: tuple[str, bytes], text: str = "") -> str:
        """Drop files (name and bytes) into a conversation, with words beside them. Gives ts."""
        where = await self._channel_id(channel)
        answer = await self._do("upload", channel=where, files=_encoded(files), text=text)
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
        where = Where(channel, message_containing, home)

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
        where = Where(channel, message_containing, home)
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
        where = Where(channel, message_containing, home)
        control = await self._field(label, where)
        values = [await self._option(control, each) for each in options]
        several = control.element["type"].startswith("multi_")
        many = several or control.element["type"] == "checkboxes"
        await self._enter(control, values if many else (values[0] if values else None))

    async def attach(self, label: str, *files: tuple[str, bytes]) -> None:
        """Put files (name and bytes) into a file input."""
        await self._enter(await self._field(label, Where()), _encoded(files))

    async def submit(self) -> None:
        """Press the modal's submit button; raises FieldErrors if it stays open with errors."""
        view = await self._top()
        answer = await self._do("submit", view_id=view["id"])
        if errors := answer.get("errors"):
            raise FieldErrors(by_label(await self.look(), view["blocks"], errors))

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

    async def open_messages(self) -> None:
        """Open the app's Messages tab."""
        await self._do("home", tab="messages")

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

    # -- finding -----------------------------------------------------------------------------

    async def _field(self, label: str, where: "Where") -> Control:
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


def _encoded(files: Sequence[tuple[str, bytes]]) -> list[dict[str, str]]:
    return [
        {"name": name, "content": base64.b64encode(content).decode()} for name, content in files
    ]


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

"""What Slack's payloads say, whatever their shape: who did it and where, and what a form holds."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]

_SHORT = re.compile(r"`/(pulse|peer|compare)\b")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who did it, and where."""

    user_id: str
    team_id: str
    enterprise_id: str = ""
    channel_id: str | None = None


def first_word(body: Body) -> str:
    text: str = body.get("text", "")
    return text.split(maxsplit=1)[0].lower() if text.strip() else ""


ASKED_AS = "asked_as"  # in a command's body: the long form in which it was typed, "/peerbot pulse"


def unfold(body: Body, commands: Iterable[str], hub: str) -> None:
    """Make ``/peerbot pulse new`` what ``/pulse new`` would be: another app may own the short name.

    ``hub`` is the command that takes the names of the others as its first word. Done once, in place,
    as a request comes in, so that nothing behind has to know both forms.
    """
    if body.get("command") != hub:
        return
    short = f"/{first_word(body)}"
    if short != hub and short in commands:
        word = first_word(body)
        body["command"], body["text"] = short, body["text"].strip()[len(word) :].strip()
        body[ASKED_AS] = f"{hub} {word}"


def as_typed(words: str, body: Body) -> str:
    """A sentence with its commands in the form that this person uses."""
    if ASKED_AS not in body:
        return words
    return _SHORT.sub(r"`/peerbot \1", words)


def is_event(body: Body) -> bool:
    return bool(body.get("type") == "event_callback")


def caller_of(body: Body) -> Caller:
    """Who and where, in any of Slack's payload shapes (slack.md 2)."""
    if "command" in body:
        return Caller(
            body["user_id"],
            body["team_id"],
            body.get("enterprise_id") or "",
            body.get("channel_id"),
        )
    if is_event(body):
        user = body["event"].get("user", "")
        channel = body["event"].get("channel")
        return Caller(
            user["id"] if isinstance(user, dict) else user,
            body["team_id"],
            body.get("enterprise_id") or "",
            channel if isinstance(channel, str) else None,
        )
    view = body.get("view") or {}
    team = view.get("app_installed_team_id") or (body.get("team") or {}).get("id", "")
    channel = body.get("channel") or {}
    enterprise = body.get("enterprise") or {}
    return Caller(body["user"]["id"], team, enterprise.get("id", ""), channel.get("id"))


def answer_url(body: Body) -> str:
    """Where Slack takes an answer; empty where that is a view, as on the Home tab.

    A form has that of the button that opened it with it.
    """
    return str(body.get("response_url") or _carried(body.get("view") or {}).get("url") or "")


def _carried(view: Body) -> Body:
    """What a form remembers by itself, where that is written as JSON."""
    try:
        kept = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def as_command(body: Body, line: str, slots: str) -> Body:
    """What Slack would send if whoever pressed a button had typed that line where they are.

    ``slots`` is what was understood besides, as text; no request from Slack has any.
    """
    command, _, text = line.partition(" ")
    caller = caller_of(body)
    return {
        "command": command,
        "text": text,
        "slots": slots,
        "team_id": caller.team_id,
        "enterprise_id": caller.enterprise_id,
        "channel_id": caller.channel_id,
        "thread_ts": (body.get("container") or {}).get("thread_ts", ""),
        "user_id": caller.user_id,
        "trigger_id": body["trigger_id"],
        "response_url": body["response_url"],
    }


def flat_values(view: Body) -> dict[str, Any]:
    """The state of a view as one value a block: text, chosen value or values, or None."""
    return {
        block_id: _value(next(iter(actions.values())))
        for block_id, actions in view.get("state", {}).get("values", {}).items()
        if actions
    }


_PLAIN = (
    "value",
    "selected_date",
    "selected_time",
    "selected_date_time",
    "selected_user",
    "selected_users",
    "selected_conversation",
    "selected_conversations",
    "selected_channel",
    "selected_channels",
    "rich_text_value",
    "files",
)


def _value(state: dict[str, Any]) -> Any:
    if "selected_option" in state:
        return state["selected_option"]["value"] if state["selected_option"] else None
    if "selected_options" in state:
        return [each["value"] for each in state["selected_options"] or []]
    return next((state[name] for name in _PLAIN if name in state), None)

"""A request for every handler, as somebody would send it who knows ids of the other workspace."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bot.blocks import ids
from bot.playground.slack import Slack

NUMBER = re.compile(r"\d+")
ROOT = Path(__file__).parents[2]
Body = dict[str, Any]

# What a control of each kind sends, where {id} stands for a row of the other workspace.
SENDS: dict[str, Body] = {
    "plain_text_input": {"type": "plain_text_input", "value": "Some words of ours"},
    "datepicker": {"type": "datepicker", "selected_date": "2026-12-10"},
    "timepicker": {"type": "timepicker", "selected_time": "13:00"},
    "users_select": {"type": "users_select", "selected_user": "U8103"},
    "multi_users_select": {"type": "multi_users_select", "selected_users": ["U8103", "U8104"]},
    "conversations_select": {"type": "conversations_select", "selected_conversation": "C8ALL"},
    "checkboxes": {"type": "checkboxes", "selected_options": [{"value": "{id}"}]},
    "multi_select": {"type": "multi_static_select", "selected_options": [{"value": "{id}"}]},
}
CHOOSES: Body = {"type": "static_select", "selected_option": {"value": "{id}"}}
SELECTS = ("radio", "select", "external_select")


class Forger:
    """Makes requests of somebody in our workspace, with whatever ids one likes."""

    def __init__(self, slack: Slack, user: str, carried: Mapping[str, str]) -> None:
        self.slack = slack
        self.carried = carried
        self.team = slack.workspace()
        self.channel = self.team.channels["C0ALL"]
        self.user = self.team.users[user]

    def all_requests(
        self, kind: str, name: str, targets: Sequence[str]
    ) -> Iterator[tuple[str, Body]]:
        """With each target, in the shape in which it was seen to be carried, if it was."""
        shape = self.carried.get(name, "")
        for theirs in targets:
            said = NUMBER.sub(theirs, shape) if NUMBER.search(shape) else theirs
            yield from self.requests(kind, name, said)

    def requests(self, kind: str, name: str, theirs: str) -> Iterator[tuple[str, Body]]:
        """As the courier delivers them; ``theirs`` is what buttons and forms carry."""
        match kind:
            case "command":
                command, _, word = name.partition(" ")
                yield "command", self._command(command, f"{word} {theirs}".strip())
            case "block_actions":
                yield kind, self._click(name, theirs)
            case "view_submission" | "view_closed":
                yield kind, self._form(kind, name, theirs)
            case "shortcut" | "message_action":
                yield kind, self._shortcut(kind, name, theirs)
            case "block_suggestion":
                more = {
                    "action_id": name,
                    "block_id": name,
                    "value": theirs,
                    "view": self._view("", ""),
                }
                yield kind, self._envelope(kind) | more

    def _envelope(self, kind: str) -> Body:
        return {
            "type": kind,
            "team": {"id": self.team.id, "domain": self.team.domain},
            "user": {"id": self.user.id, "name": self.user.handle, "team_id": self.team.id},
            "api_app_id": self.slack.app.id,
            "enterprise": None,
            "is_enterprise_install": False,
            "trigger_id": self.slack.triggers.issue(self.team.id, self.user.id),
        }

    def _answer_url(self) -> str:
        return self.slack.response_urls.issue(self.slack, self.team, self.channel, self.user.id)

    def _command(self, command: str, text: str) -> Body:
        return {
            "command": command,
            "text": text,
            "team_id": self.team.id,
            "channel_id": self.channel.id,
            "user_id": self.user.id,
            "trigger_id": self.slack.triggers.issue(self.team.id, self.user.id),
            "response_url": self._answer_url(),
        }

    def _click(self, action_id: str, theirs: str) -> Body:
        action: Body = {"action_id": action_id, "block_id": action_id, "value": theirs}
        for each in ({"type": "button"}, CHOOSES, *SENDS.values()):
            action |= {
                name: value for name, value in _filled(each, theirs).items() if name != "value"
            }
        return self._envelope("block_actions") | {
            "container": {
                "type": "message",
                "message_ts": "1.000001",
                "channel_id": self.channel.id,
            },
            "channel": {"id": self.channel.id, "name": self.channel.name},
            "message": {"ts": "1.000001", "text": "", "blocks": []},
            "response_url": self._answer_url(),
            "state": {"values": {}},
            "actions": [action | {"type": "button"}],
        }

    def _form(self, kind: str, callback_id: str, theirs: str) -> Body:
        return self._envelope(kind) | {"view": self._view(callback_id, theirs), "response_urls": []}

    def _view(self, callback_id: str, theirs: str) -> Body:
        values = {
            block_id: {block_id: _filled(SENDS.get(control, CHOOSES), theirs)}
            for block_id, control in controls().items()
        }
        return {
            "id": "V0FORGED",
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": theirs,
            "app_installed_team_id": self.team.id,
            "state": {"values": values},
            "hash": "1.a",
            "blocks": [],
        }

    def _shortcut(self, kind: str, callback_id: str, theirs: str) -> Body:
        message = {"ts": "1.000001", "text": theirs, "user": self.user.id, "type": "message"}
        return self._envelope(kind) | {
            "callback_id": callback_id,
            "channel": {"id": self.channel.id, "name": self.channel.name},
            "message": message,
            "message_ts": message["ts"],
            "response_url": self._answer_url(),
        }


def carried_in(payloads: Iterable[Body]) -> dict[str, str]:
    """What buttons had as values and forms with them, by id, in what was sent while somebody acted."""
    found: dict[str, str] = {}
    for each in payloads:
        for action in each.get("actions", ()):
            found[action["action_id"]] = action.get("value") or ""
        view = each.get("view") or {}
        found[view.get("callback_id", "")] = view.get("private_metadata", "")
    return found


def _filled(said: Mapping[str, Any], theirs: str) -> Body:
    def fill(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: fill(each) for name, each in value.items()}
        if isinstance(value, list):
            return [fill(each) for each in value]
        return theirs if value == "{id}" else value

    return {name: fill(value) for name, value in said.items()}


@cache
def controls() -> dict[str, str]:
    """Which kind of control each block of a form has, as the code that builds the forms says."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "bot" / "blocks").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) == "input_" and node.args:
                block_id = _constant(node.args[0])
                inside = {
                    _called(each)
                    for part in [*node.args[2:3], *(one.value for one in node.keywords)]
                    for each in ast.walk(part)
                    if isinstance(each, ast.Call)
                }
                kinds = inside & {*SENDS, *SELECTS}
                if block_id and kinds:
                    found[block_id] = kinds.pop()
    return found


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _constant(node: ast.expr) -> str:
    """The value of ``ids.SOMETHING``."""
    is_id = isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "ids"
    return str(getattr(ids, node.attr, "")) if is_id and isinstance(node, ast.Attribute) else ""

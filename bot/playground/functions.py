"""Custom functions: a workflow runs one of the app's steps (slack.md 2, 6.9, 8.13)."""

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.playground.errors import ActError
from bot.playground.records import Json, Workspace

if TYPE_CHECKING:
    from bot.playground.slack import Slack


def execute(slack: "Slack", team: Workspace, callback_id: str, inputs: Json) -> str:
    """Run a step as a workflow would; gives the id of the run, whose end is in ``executions``."""
    function = slack.app.functions.get(callback_id)
    if function is None or team.installation is None:
        raise ActError("unknown_function", f"The app has no function {callback_id!r}.")
    id = slack.new_id("Fx")
    token = f"xwfp-{secrets.token_hex(12)}"
    slack.installations[token] = replace(team.installation, token=token, execution_id=id)
    slack.executions[id] = {
        "status": "running",
        "callback_id": callback_id,
        "inputs": inputs,
        "token": token,
    }
    event: Json = {
        "type": "function_executed",
        "function": {
            "id": f"Fn{callback_id}",
            "callback_id": callback_id,
            "title": function.get("title", callback_id),
            "type": "app",
            "input_parameters": _parameters(function.get("input_parameters", {})),
            "output_parameters": _parameters(function.get("output_parameters", {})),
            "app_id": slack.app.id,
            "date_updated": slack.now_seconds(),
        },
        "inputs": inputs,
        "function_execution_id": id,
        "event_ts": slack.moment_ts(),
        "bot_access_token": token,
    }
    slack.events.emit(team, event)
    return id


def _parameters(said: Json) -> list[Json]:
    """The flat form of a manifest, or the nested one of its second version."""
    flat = said.get("properties", said)
    return [{"name": name, **each} for name, each in flat.items()]

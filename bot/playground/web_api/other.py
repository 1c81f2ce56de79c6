"""The rest of the Web API: auth, sockets, reactions, pins, validation of blocks."""

import json
import re
from typing import Any

from bot.playground.errors import ApiError
from bot.playground.reactions import react
from bot.playground.records import Channel, Json, Message
from bot.playground.validation.blocks import MESSAGE
from bot.playground.validation.view import view_problems
from bot.playground.validation.whole import problems_of
from bot.playground.web_api.call import Call, Method

LARGEST = 100_000


def auth_test(call: Call) -> Json:
    bot = call.team.users[call.app.bot_user_id]
    return {
        "url": f"https://{call.team.domain}.slack.com/",
        "team": call.team.name,
        "user": bot.handle,
        "team_id": call.team.id,
        "user_id": bot.id,
        "bot_id": call.app.bot_id,
        "enterprise_id": call.app.enterprise_id,
        "is_enterprise_install": call.app.is_enterprise_install,
    }


def auth_teams(call: Call) -> Json:
    teams = [call.slack.workspaces[each] for each in call.app.team_ids]
    return {"teams": [{"id": each.id, "name": each.name} for each in teams]}


async def open_socket(call: Call) -> Json:
    return {"url": await call.slack.sockets.open()}


def add_reaction(call: Call) -> Json:
    channel, message = _message(call)
    name = call.text("name").strip(":")
    if not re.fullmatch(r"[\w+'-]+(::[\w-]+)?", name):
        raise ApiError("invalid_name")
    if call.app.bot_user_id in message.reactions.get(name, []):
        raise ApiError("already_reacted")
    react(call.slack, call.team, channel, message, call.app.bot_user_id, name)
    return {}


def remove_reaction(call: Call) -> Json:
    channel, message = _message(call)
    name = call.text("name").strip(":")
    if call.app.bot_user_id not in message.reactions.get(name, []):
        raise ApiError("no_reaction")
    react(call.slack, call.team, channel, message, call.app.bot_user_id, name, remove=True)
    return {}


def add_pin(call: Call) -> Json:
    _, message = _message(call)
    if message.pinned:
        raise ApiError("already_pinned")
    message.pinned = True
    call.slack.touch()
    return {}


def _message(call: Call) -> tuple[Channel, Message]:
    channel = call.joined_channel()
    message = channel.messages.get(call.text("timestamp"))
    if message is None or message.only_for:
        raise ApiError("message_not_found")
    return channel, message


def validate_blocks(slack: Any, args: Json) -> Json:
    """``blocks.validate``: no token, exactly one of blocks, view, message (slack.md 3.1)."""
    given = [name for name in ("blocks", "view", "message") if args.get(name)]
    if len(given) != 1:
        raise ApiError("invalid_arguments")
    name = given[0]
    said = args[name]
    if isinstance(said, str):
        if len(said) > LARGEST:
            raise ApiError("invalid_arguments")
        try:
            said = json.loads(said)
        except ValueError as broken:
            raise ApiError("invalid_json") from broken
    if name == "view":
        problems = list(view_problems(said, at=""))
    elif name == "message":
        blocks = said.get("blocks", []) if isinstance(said, dict) else None
        problems = list(problems_of(blocks, MESSAGE, "/blocks"))
    else:
        problems = list(problems_of(said, MESSAGE, ""))
    if problems:
        raise ApiError(f"invalid_{name}", errors=[_problem(*each) for each in problems])
    return {}


def _problem(message: str, pointer: str) -> Json:
    missing = message.removeprefix("missing required field: ")
    if missing != message:
        return {"code": "missing_field", "message": message, "pointer": pointer, "field": missing}
    field = pointer.rpartition("/")[2]
    return {"code": "failed_constraint", "message": message, "pointer": pointer, "field": field}


METHODS = (
    Method("auth.test", auth_test),
    Method("auth.teams.list", auth_teams, tier=2),
    Method("apps.connections.open", open_socket, tier=3, token="app"),  # noqa: S106
    Method("reactions.add", add_reaction, ("reactions:write",), 3),
    Method("reactions.remove", remove_reaction, ("reactions:write",), 2),
    Method("pins.add", add_pin, ("pins:write",), 2),
)

"""The payloads that Slack sends to the app, in the shapes of slack.md 2."""

from typing import TYPE_CHECKING

from bot.playground.messages import message_json
from bot.playground.records import (
    Channel,
    Command,
    Json,
    Message,
    Shortcut,
    User,
    Values,
    View,
    Workspace,
)
from bot.playground.views import state_of, view_json

if TYPE_CHECKING:
    from bot.playground.slack import Slack


def envelope(slack: "Slack", team: Workspace, user: User, kind: str) -> Json:
    """What every interactive payload begins with."""
    install = team.installation
    by_organisation = install is not None and install.is_enterprise_install
    enterprise = {"id": team.enterprise_id, "name": "organisation"} if team.enterprise_id else None
    return {
        "type": kind,
        "team": {"id": team.id, "domain": team.domain},
        "user": {
            "id": user.id,
            "username": user.handle,
            "name": user.handle,
            "team_id": team.id,
        },
        "api_app_id": slack.app.id,
        "token": slack.app.verification_token,
        "enterprise": enterprise,
        "is_enterprise_install": by_organisation,
    }


def command(
    slack: "Slack", team: Workspace, user: User, channel: Channel, name: Command, text: str
) -> Json:
    install = team.installation
    said: Json = {
        "token": slack.app.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": user.id,
        "user_name": user.handle,
        "command": name.command,
        "text": text,
        "api_app_id": slack.app.id,
        "is_enterprise_install": install is not None and install.is_enterprise_install,
        "response_url": slack.response_urls.issue(slack, team, channel, user.id),
        "trigger_id": slack.triggers.issue(team.id, user.id),
    }
    if team.enterprise_id:
        said |= {"enterprise_id": team.enterprise_id, "enterprise_name": "organisation"}
    return said


def action(element: Json, block_id: str, state: Json | None, action_ts: str) -> Json:
    """One entry of ``actions``: what was used, and its value now."""
    shown = ("type", "action_id", "text", "value", "style", "placeholder")
    found = {name: element[name] for name in shown if name in element}
    return found | {"block_id": block_id, "action_ts": action_ts} | (state or {})


def from_message(
    slack: "Slack",
    team: Workspace,
    user: User,
    channel: Channel,
    message: Message,
    actions: list[Json],
) -> Json:
    """block_actions from a message; an ephemeral one is not shown to the app again."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.only_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    said = envelope(slack, team, user, "block_actions") | {
        "container": container,
        "trigger_id": slack.triggers.issue(team.id, user.id),
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "state": {"values": state_in(message, user.id)},
        "response_url": slack.response_urls.issue(slack, team, channel, user.id, message),
        "actions": actions,
    }
    if message.only_for is None:
        said["message"] = message_json(team, message)
    return said | _function(slack, message.execution_id)


def from_view(slack: "Slack", team: Workspace, user: User, view: View, actions: list[Json]) -> Json:
    """block_actions from a modal or the Home tab: no channel, message or response_url."""
    inside = view.id if view.type == "modal" else None
    said = envelope(slack, team, user, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": slack.triggers.issue(team.id, user.id, inside),
        "view": view_json(slack, view),
        "actions": actions,
    }
    return said | _function(slack, view.execution_id)


def submission(slack: "Slack", team: Workspace, user: User, view: View) -> Json:
    said = envelope(slack, team, user, "view_submission") | {
        "trigger_id": slack.triggers.issue(team.id, user.id, view.id),
        "view": view_json(slack, view),
        "response_urls": _response_urls(slack, team, user, view),
    }
    return said | _function(slack, view.execution_id)


def closed(slack: "Slack", team: Workspace, user: User, view: View, *, cleared: bool) -> Json:
    said = {"view": view_json(slack, view), "is_cleared": cleared}
    return envelope(slack, team, user, "view_closed") | said


def shortcut(slack: "Slack", team: Workspace, user: User, used: Shortcut) -> Json:
    return envelope(slack, team, user, "shortcut") | {
        "callback_id": used.callback_id,
        "trigger_id": slack.triggers.issue(team.id, user.id),
        "action_ts": slack.moment_ts(),
    }


def message_shortcut(
    slack: "Slack", team: Workspace, user: User, used: Shortcut, channel: Channel, message: Message
) -> Json:
    return envelope(slack, team, user, "message_action") | {
        "callback_id": used.callback_id,
        "trigger_id": slack.triggers.issue(team.id, user.id),
        "action_ts": slack.moment_ts(),
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "message_ts": message.ts,
        "message": message_json(team, message),
        "response_url": slack.response_urls.issue(slack, team, channel, user.id, message),
    }


def suggestion(
    slack: "Slack",
    team: Workspace,
    user: User,
    place: View | tuple[Channel, Message],
    block_id: str,
    action_id: str,
    typed: str,
) -> Json:
    said = envelope(slack, team, user, "block_suggestion") | {
        "block_id": block_id,
        "action_id": action_id,
        "value": typed,
    }
    if isinstance(place, View):
        container = {"type": "view", "view_id": place.id}
        return said | {"container": container, "view": view_json(slack, place)}
    channel, message = place
    container = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    return said | {
        "container": container,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "message": message_json(team, message),
    }


def state_in(message: Message, user: str) -> Values:
    """What one person has chosen in a message's own controls."""
    return message.state.get(user) or state_of(message.blocks)


def _channel_name(channel: Channel) -> str:
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def _function(slack: "Slack", execution_id: str) -> Json:
    """What interactivity born from a custom function carries besides (slack.md 2)."""
    execution = slack.executions.get(execution_id)
    if execution is None:
        return {}
    data = {
        "execution_id": execution_id,
        "function": {"callback_id": execution["callback_id"]},
        "inputs": execution["inputs"],
    }
    return {"bot_access_token": execution["token"], "function_data": data}


def _response_urls(slack: "Slack", team: Workspace, user: User, view: View) -> list[Json]:
    """For each conversation chosen in a select with ``response_url_enabled`` (slack.md 1.5)."""
    found = []
    for block in view.blocks:
        element = block.get("element") or {}
        if not element.get("response_url_enabled"):
            continue
        state = view.state.get(block["block_id"], {}).get(element["action_id"], {})
        chosen = state.get("selected_conversation") or state.get("selected_channel")
        channel = team.channels.get(chosen or "")
        if channel is not None:
            found.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel.id,
                    "response_url": slack.response_urls.issue(slack, team, channel, user.id),
                }
            )
    return found

"""Modals and Home tabs: the stack of three, hashes, and what stays typed across an update."""

import secrets
from typing import TYPE_CHECKING, Any

from bot.playground.errors import ApiError
from bot.playground.records import Block, Installation, Json, Values, View, Workspace
from bot.playground.validation.walk import completed, elements_of, flat
from bot.playground.values import initial

if TYPE_CHECKING:
    from bot.playground.slack import Slack

DEEPEST = 3


def make(
    slack: "Slack", team: Workspace, app: Installation, user: str, said: Json, view_id: str = ""
) -> View:
    """A view from what the app gave, not yet shown anywhere."""
    external_id = said.get("external_id") or ""
    clash = slack.find_view(team, "", external_id) if external_id else None
    if clash is not None and clash.id != view_id:
        raise ApiError("duplicate_external_id")
    view = View(
        id=view_id or slack.new_id("V"),
        team_id=team.id,
        user=user,
        type=said["type"],
        blocks=completed(said["blocks"]),
        hash=_new_hash(slack),
        bot_id=app.bot_id,
        token=app.token,
        external_id=external_id,
        execution_id=app.execution_id,
        **{name: said[name] for name in PLAIN_FIELDS if said.get(name) is not None},
    )
    view.root_view_id = view.id
    view.state = state_of(view.blocks)
    return view


PLAIN_FIELDS = (
    "callback_id",
    "private_metadata",
    "title",
    "submit",
    "close",
    "clear_on_close",
    "notify_on_close",
    "submit_disabled",
)


def open_modal(slack: "Slack", team: Workspace, view: View, *, on_top: bool) -> View:
    """Show a modal: alone, or over the one that is open."""
    stack = team.modals.get(view.user, []) if on_top else []
    if len(stack) >= DEEPEST:
        raise ApiError("push_limit_reached")
    if stack:
        view.previous_view_id = stack[-1].id
        view.root_view_id = stack[0].id
    team.modals[view.user] = [*stack, view]
    slack.touch()
    return view


def update(
    slack: "Slack", team: Workspace, app: Installation, old: View, said: Json, hash_: str = ""
) -> View:
    """Put new contents into a view that is open; what was typed stays where ids stay."""
    if hash_ and hash_ != old.hash:
        raise ApiError("hash_conflict")
    view = make(slack, team, app, old.user, said, old.id)
    view.root_view_id, view.previous_view_id = old.root_view_id, old.previous_view_id
    view.offered = old.offered
    view.state = kept(old.blocks, old.state, view.blocks)
    stack = team.modals.get(view.user, [])
    team.modals[view.user] = [view if each.id == old.id else each for each in stack]
    if team.homes.get(old.user) is old:
        team.homes[old.user] = view
    slack.touch()
    return view


def publish(
    slack: "Slack", team: Workspace, app: Installation, user: str, said: Json, hash_: str = ""
) -> View:
    old = team.homes.get(user)
    if old is not None:
        return update(slack, team, app, old, said, hash_)
    if hash_:
        raise ApiError("hash_conflict")
    team.homes[user] = make(slack, team, app, user, said)
    slack.touch()
    return team.homes[user]


def close(slack: "Slack", team: Workspace, view: View) -> None:
    """Take one modal away; the one below shows again."""
    stack = [each for each in team.modals.get(view.user, []) if each.id != view.id]
    _keep(slack, team, view.user, stack)


def clear(slack: "Slack", team: Workspace, user: str) -> None:
    _keep(slack, team, user, [])


def _keep(slack: "Slack", team: Workspace, user: str, stack: list[View]) -> None:
    if stack:
        team.modals[user] = stack
    else:
        team.modals.pop(user, None)
    slack.touch()


def state_of(blocks: list[Block]) -> Values:
    """What blocks hold before anybody touched them."""
    state: Values = {}
    for block in flat(blocks):
        for element in elements_of(block):
            value = initial(element)
            if value is not None:
                state.setdefault(block["block_id"], {})[element["action_id"]] = value
    return state


def kept(old_blocks: list[Block], old: Values, new_blocks: list[Block]) -> Values:
    """State after an update: as it was where block_id, action_id and type are the same."""
    kinds = {
        (block["block_id"], element["action_id"]): element["type"]
        for block in flat(old_blocks)
        for element in elements_of(block)
    }
    state = state_of(new_blocks)
    for block in flat(new_blocks):
        for element in elements_of(block):
            where = block["block_id"], element["action_id"]
            before = old.get(where[0], {}).get(where[1])
            if kinds.get(where) == element["type"] and before is not None:
                state.setdefault(where[0], {})[where[1]] = before
    return state


def view_json(slack: "Slack", view: View) -> Json:
    """A view as the Web API and payloads carry it."""
    found: dict[str, Any] = {
        "id": view.id,
        "team_id": view.team_id,
        "type": view.type,
        "blocks": view.blocks,
        "private_metadata": view.private_metadata,
        "callback_id": view.callback_id,
        "state": {"values": view.state},
        "hash": view.hash,
        "title": view.title or {"type": "plain_text", "text": "", "emoji": True},
        "clear_on_close": view.clear_on_close,
        "notify_on_close": view.notify_on_close,
        "close": view.close,
        "submit": view.submit,
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": slack.app.id,
        "external_id": view.external_id,
        "app_installed_team_id": view.team_id,
        "bot_id": view.bot_id,
    }
    return found


def _new_hash(slack: "Slack") -> str:
    return f"{slack.now_seconds()}.{secrets.token_hex(4)}"

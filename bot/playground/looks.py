"""Builds what one person sees (the shape is in sight.py), and nothing of anybody else's."""

import copy
from typing import TYPE_CHECKING, Any

from bot.playground import conversations, files
from bot.playground.payloads import state_in
from bot.playground.records import Block, Channel, Json, Message, Notice, User, View, Workspace
from bot.playground.sight import (
    ChannelSight,
    FileSight,
    MessageSight,
    NoticeSight,
    State,
    UserSight,
    ViewSight,
)
from bot.playground.validation.walk import flat

if TYPE_CHECKING:
    from bot.playground.slack import Slack


def state_for(slack: "Slack", team: Workspace, user: User) -> State:
    shown = [each for each in team.channels.values() if _listed(team, each, user.id)]
    home = team.homes.get(user.id)
    return {
        "version": slack.version,
        "clock": slack.clock.now().isoformat(),
        "team": {"id": team.id, "name": team.name, "domain": team.domain},
        "me": user_sight(user),
        "app": _app(slack, team, user.id),
        "users": [user_sight(each) for each in team.users.values() if not each.deleted],
        "channels": [_channel(slack, team, each, user.id) for each in shown],
        "views": [_view(team, each) for each in team.modals.get(user.id, [])],
        "home": _view(team, home) if home else None,
        "notices": [_notice(each) for each in team.notices if each.user == user.id],
        "commands": [
            {
                "command": each.command,
                "description": each.description,
                "usage_hint": each.usage_hint,
            }
            for each in slack.app.commands or []
        ],
        "shortcuts": [
            {
                "name": each.name,
                "callback_id": each.callback_id,
                "type": "message" if each.type == "message" else "global",
                "description": each.description,
            }
            for each in slack.app.shortcuts or []
        ],
    }


def user_sight(user: User) -> UserSight:
    return {
        "id": user.id,
        "name": user.name,
        "handle": user.handle,
        "title": user.title,
        "is_bot": user.is_bot,
        "tz": user.tz,
    }


def _listed(team: Workspace, channel: Channel, user: str) -> bool:
    """In the sidebar: what one is in and public channels; an empty DM only once it is opened."""
    if channel.is_im:
        opened = bool(channel.messages) or channel.creator == user
        return user in channel.members and opened
    return conversations.visible(team, channel, user)


def _app(slack: "Slack", team: Workspace, user: str) -> dict[str, str]:
    if team.installation is None:
        return {"name": slack.app.name, "user": "", "dm": "", "home": ""}
    bot = team.installation.bot_user_id
    dm = team.direct.get(frozenset((user, bot)))
    home = "home" if slack.app.home_tab else ""
    return {"name": slack.app.name, "user": bot, "dm": dm.id if dm else bot, "home": home}


def _channel(slack: "Slack", team: Workspace, channel: Channel, user: str) -> ChannelSight:
    other = conversations.other_in(channel, user) if channel.is_im else None
    seen = [
        each for each in channel.messages.values() if each.only_for is None or each.only_for == user
    ]
    member = user in channel.members
    last_read = channel.last_read.get(user, "0")
    unread = [
        each for each in seen if each.ts > last_read and each.user != user and not each.deleted
    ]
    return {
        "id": channel.id,
        "name": _name(team, channel, user),
        "is_dm": channel.is_im,
        "with": other,
        "is_private": channel.is_private or channel.is_im,
        "is_archived": channel.is_archived,
        "is_member": member,
        "unread": len(unread) if member else 0,
        "topic": channel.topic,
        "members": list(channel.members),
        "messages": [_message(slack, team, channel, each, user) for each in seen],
    }


def _name(team: Workspace, channel: Channel, user: str) -> str:
    if channel.is_im:
        return team.users[conversations.other_in(channel, user)].name
    if channel.is_mpim:
        return ", ".join(team.users[each].name for each in channel.members if each != user)
    return channel.name


def _message(
    slack: "Slack", team: Workspace, channel: Channel, message: Message, user: str
) -> MessageSight:
    replies = channel.replies(message.ts)
    return {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "blocks": _with_pictures(team, message.blocks),
        "thread_ts": message.thread_ts,
        "reply_count": len(replies),
        "reply_users": list(dict.fromkeys(each.user for each in replies)),
        "broadcast": message.broadcast,
        "ephemeral": message.only_for is not None,
        "edited": message.edited is not None,
        "deleted": message.deleted,
        "files": [_file(team, each) for each in message.files if not team.files[each].deleted],
        "reactions": [
            {"name": name, "users": list(users)} for name, users in message.reactions.items()
        ],
        "pinned": message.pinned,
        "time": message.posted.isoformat(),
        "state": state_in(message, user),
        "is_app": message.bot_id is not None,
    }


def _file(team: Workspace, file_id: str) -> FileSight:
    file = team.files[file_id]
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "alt": file.alt,
        "mimetype": file.mimetype,
        "size": file.length,
        "url": files.address(file),
    }


def _with_pictures(team: Workspace, blocks: list[Block]) -> list[Block]:
    """Blocks whose Slack files carry the address at which this person's page can show them."""
    if not any("slack_file" in str(block) for block in blocks):
        return blocks
    blocks = copy.deepcopy(blocks)
    for block in flat(blocks):
        for holder in _picture_holders(block):
            said: Json = holder["slack_file"]
            file = team.files.get(said.get("id") or "")
            if file is None:
                url = said.get("url") or "-"
                file = next((each for each in team.files.values() if f"/{each.id}/" in url), None)
            if file is not None and not file.deleted:
                holder["image_url"] = files.address(file)
    return blocks


def _picture_holders(block: Block) -> list[Block]:
    candidates: list[Any] = [block, block.get("accessory"), *(block.get("elements") or [])]
    return [each for each in candidates if isinstance(each, dict) and "slack_file" in each]


def _view(team: Workspace, view: View) -> ViewSight:
    return {
        "id": view.id,
        "type": "home" if view.type == "home" else "modal",
        "callback_id": view.callback_id,
        "title": _text(view.title) or "",
        "submit": _text(view.submit),
        "close": _text(view.close),
        "blocks": _with_pictures(team, view.blocks),
        "state": view.state,
        "errors": view.errors,
        "hash": view.hash,
        "submit_disabled": view.submit_disabled,
        "previous_view_id": view.previous_view_id,
    }


def _text(said: Json | None) -> str | None:
    return said["text"] if said else None


def _notice(notice: Notice) -> NoticeSight:
    return {
        "id": notice.id,
        "text": notice.text,
        "error": notice.error,
        "time": notice.time.isoformat(),
        "channel": notice.channel,
        "ts": notice.ts,
        "view_id": notice.view_id,
        "block_id": notice.block_id,
        "action_id": notice.action_id,
    }

"""Who may see and post where; DMs and memberships."""

from typing import TYPE_CHECKING

from bot.playground.errors import ApiError
from bot.playground.records import Channel, Installation, Json, Workspace

if TYPE_CHECKING:
    from bot.playground.slack import Slack


def visible(team: Workspace, channel: Channel, user: str) -> bool:
    """Public channels are anybody's; all else only its members'."""
    return user in channel.members or channel.kind == "channel"


def find(team: Workspace, channel_id: str, user: str) -> Channel:
    """The conversation, if this user may know of it (slack.md 8.5)."""
    channel = team.channels.get(channel_id)
    if channel is None or not visible(team, channel, user):
        raise ApiError("channel_not_found")
    return channel


def named(team: Workspace, said: str) -> Channel | None:
    """The conversation with that id, or the channel with that name (#general or general)."""
    if said in team.channels:
        return team.channels[said]
    name = said.lstrip("#")
    if not name:  # direct messages have no names, and are not to be found by theirs
        return None
    return next((each for each in team.channels.values() if each.name == name), None)


def dm(slack: "Slack", team: Workspace, one: str, other: str) -> tuple[Channel, bool]:
    """The DM of two users, and whether it was there before (slack.md 8.4)."""
    pair = frozenset((one, other))
    known = team.direct.get(pair)
    if known is not None:
        return known, True
    channel = Channel(
        slack.new_id("D"), "", slack.clock.now(), creator=one, is_im=True, members=[one]
    )
    if other != one:
        channel.members.append(other)
    team.channels[channel.id] = team.direct[pair] = channel
    slack.touch()
    return channel, False


def group_dm(slack: "Slack", team: Workspace, users: list[str]) -> tuple[Channel, bool]:
    group = frozenset(users)
    known = team.direct.get(group)
    if known is not None:
        return known, True
    handles = "--".join(team.users[each].handle for each in users)
    channel = Channel(
        slack.new_id("C"),
        f"mpdm-{handles}-1",
        slack.clock.now(),
        creator=users[0],
        is_mpim=True,
        is_private=True,
        members=users,
    )
    team.channels[channel.id] = team.direct[group] = channel
    slack.touch()
    return channel, False


def join(
    slack: "Slack", team: Workspace, channel: Channel, user: str, inviter: str | None = None
) -> None:
    """Add a member and tell the app; also of its own joining."""
    if user in channel.members:
        return
    channel.members.append(user)
    slack.touch()
    event: Json = {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": team.id,
        "event_ts": slack.moment_ts(),
    }
    if inviter:
        event["inviter"] = inviter
    if _app_sees(team, channel):
        slack.events.emit(team, event)


def leave(slack: "Slack", team: Workspace, channel: Channel, user: str) -> None:
    if user not in channel.members:
        return
    saw = _app_sees(team, channel)
    channel.members.remove(user)
    slack.touch()
    if saw:
        event = {
            "type": "member_left_channel",
            "user": user,
            "channel": channel.id,
            "channel_type": "G" if channel.is_private else "C",
            "team": team.id,
            "event_ts": slack.moment_ts(),
        }
        slack.events.emit(team, event)


def _app_sees(team: Workspace, channel: Channel) -> bool:
    return team.installation is not None and team.installation.bot_user_id in channel.members


def other_in(channel: Channel, user: str) -> str:
    """The other one in a DM (oneself in the DM with oneself)."""
    return next((each for each in channel.members if each != user), user)


def channel_json(team: Workspace, channel: Channel, app: Installation) -> Json:
    """As ``conversations.info`` gives it."""
    found: Json = {
        "id": channel.id,
        "created": int(channel.created.timestamp()),
        "creator": channel.creator,
        "is_archived": channel.is_archived,
        "is_im": channel.is_im,
        "is_mpim": channel.is_mpim,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_private": channel.is_private or channel.is_im,
        "context_team_id": team.id,
    }
    if channel.is_im:
        return found | {"user": other_in(channel, app.bot_user_id), "is_open": channel.is_open}
    return found | {
        "is_shared": bool(channel.shared_with),
        "is_ext_shared": bool(channel.shared_with),
        "is_org_shared": False,
        "is_pending_ext_shared": bool(channel.invited),
        "shared_team_ids": [team.id, *channel.shared_with],
        "connected_team_ids": list(channel.shared_with),
        "pending_connected_team_ids": list(channel.invited),
        "name": channel.name,
        "name_normalized": channel.name,
        "is_member": app.bot_user_id in channel.members,
        "is_general": False,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
    }

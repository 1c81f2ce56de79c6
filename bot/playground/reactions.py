"""Reactions to messages, by whomever."""

from typing import TYPE_CHECKING

from bot.playground.records import Channel, Message, Workspace

if TYPE_CHECKING:
    from bot.playground.slack import Slack


def react(
    slack: "Slack",
    team: Workspace,
    channel: Channel,
    message: Message,
    user: str,
    name: str,
    *,
    remove: bool = False,
) -> None:
    """Add or take away a reaction; repeating does nothing."""
    users = message.reactions.setdefault(name, [])
    if (user in users) is not remove:
        return
    users.remove(user) if remove else users.append(user)
    if not users:
        del message.reactions[name]
    slack.touch()
    app = team.installation
    if app is not None and app.bot_user_id in channel.members:
        event = {
            "type": "reaction_removed" if remove else "reaction_added",
            "user": user,
            "reaction": name,
            "item_user": message.user,
            "item": {"type": "message", "channel": channel.id, "ts": message.ts},
            "event_ts": slack.moment_ts(),
        }
        slack.events.emit(team, event)

"""The Slack app that Peerbot needs, with the reason for each permission; manifest.json is made from it."""

import json
from typing import Any

from bot.blocks import ids

# The least that the messages need; slack.md 4.3 says which method wants which.
SCOPES = {
    "chat:write": "to post pulses, snippets and invitations, and to keep them up to date",
    "commands": "to hear /pulse, /peer, /compare and /peerbot",
    "channels:read": "to see whether Peerbot is in a public channel, and who is asked in it",
    "groups:read": "the same for the private channels that it was invited to",
    "files:write": "to show a chart with a snippet or a result, and to send a file that was asked for",
    "files:read": "to read a file of figures that a manager drops on it in a direct message",
    "usergroups:read": "to ask the people of a user group, where somebody chooses one, and to give them a "
    "role, where an administrator says so",
    "users:read": "to know people by the names that others write, and who is a guest; to hear that "
    "somebody's account is switched off, so that their pulses get another owner; and to count who in a "
    "shared channel is not of this workspace",
    "app_mentions:read": "to record an action where somebody writes “@Peerbot action: ...” in a session's "
    "thread, and to answer, privately, who asks it something by its name",
    "im:write": "to write to one person, with an invitation or a reminder",
    "im:history": "to answer in plain words who writes to it, and to look in its own direct messages for "
    "one whose arrival Slack did not confirm",
}
# Peerbot works without these; whoever installs it decides.
OPTIONAL_SCOPES = {
    "channels:history": "to record what people write after “action:” in the thread of a peer session, "
    "and to look in a public channel for a post whose arrival Slack did not confirm",
    "groups:history": "the same in the private channels that it was invited to",
}
COMMANDS = {
    ids.PULSE: (
        "Anonymous pulses: start one, see a summary",
        "[new | list | summary | export | questions | help]",
    ),
    ids.PEER: (
        "Peer sessions: set one up, see what is coming",
        "[schedule | match | times | list | action | actions | barriers | learn | apart | notes | rules | "
        "summary | export | help]",
    ),
    ids.COMPARE: (
        "How practices compare, privately and fairly",
        "[what, for example antibiotics | post | peers | sharing | challenges | monthly | help]",
    ),
    ids.PEERBOT: (
        "What Peerbot does, and help; people, settings and your data",
        "[help | practice | snooze | concern | privacy | my-data | forget-me | setup | people | roles | "
        "audit]",
    ),
}
EVENTS = {
    "message.im": "to answer who writes to it",
    "message.channels": "to hear “action:” in a session's thread, where it may read along",
    "message.groups": "the same in private channels",
    "app_mention": "to hear “@Peerbot action:” in a session's thread without reading along, and to "
    "answer, privately, who asks it something by its name",
    "app_home_opened": "to show the Home tab as things are now",
    "user_change": "to count no more who is switched off or made a guest, and to pass on their work",
    "subteam_members_changed": "to give a role to whoever joins a user group that has one, and take it "
    "from whoever leaves",
    "subteam_updated": "to notice that such a group was renamed or switched off",
    "member_joined_channel": "to say one hello in a channel that it is invited to",
    "channel_shared": "to take practices' names away where another organisation reads along",
}
SHORTCUTS = {
    ids.PULSE_SHORTCUT: ("New pulse", "Ask members something, anonymously"),
    ids.SESSION_SHORTCUT: ("Peer session", "Set up a discussion between practices"),
}
MESSAGE_SHORTCUTS = {
    ids.SESSION_DISCUSS: ("Discuss with peers", "Set up a peer session about this message"),
    ids.ACTION_SHORTCUT: ("Record as action", "Keep this as an action of a peer session"),
    ids.CONCERN_SHORTCUT: ("Raise a concern", "Say privately what is not right with this"),
}


def manifest() -> dict[str, Any]:
    """As Slack's "Create an app from a manifest" takes it (Socket Mode, so no addresses)."""
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Peerbot",
            "description": "Anonymous pulses, peer sessions and fair comparisons for practices",
            "background_color": "#005EB8",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Peerbot", "always_online": True},
            "shortcuts": [
                {"name": name, "type": kind, "callback_id": id_, "description": says}
                for kind, those in (("global", SHORTCUTS), ("message", MESSAGE_SHORTCUTS))
                for id_, (name, says) in those.items()
            ],
            "slash_commands": [
                {
                    "command": command,
                    "description": says,
                    "usage_hint": hint,
                    "should_escape": False,
                }
                for command, (says, hint) in COMMANDS.items()
            ],
        },
        "oauth_config": {
            "scopes": {
                "bot": [*SCOPES, *OPTIONAL_SCOPES],
                "bot_optional": list(OPTIONAL_SCOPES),
            }
        },
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def manifest_json() -> str:
    return json.dumps(manifest(), indent=2) + "\n"

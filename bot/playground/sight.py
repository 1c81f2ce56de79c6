"""The shape of what one person sees in Slack: the JSON of ``GET /sim/state?user=U``.

Nothing in it belongs to anybody else: no ephemeral message, DM, private channel or modal of another.
Text is Slack's own mrkdwn, escaped as Slack escapes it (``&amp; &lt; &gt;``, ``<@U1>``, ``<#C1>``,
``<https://x|label>``, ``<!date^...>``): rendering is the page's business. ``Block`` is a Block Kit
block as the app sent it; every block has a ``block_id`` and every interactive element an
``action_id``. All ``time`` and ``clock`` values are ISO 8601 in UTC.
"""

from typing import Any, Literal, TypedDict

Block = dict[str, Any]
Values = dict[str, dict[str, Any]]
"""State as in Slack's payloads: block_id -> action_id -> {"type": ..., "value": ...,
"selected_option": {...}, "selected_options": [...], "selected_date": ..., ...}. An element that
has no entry, or whose entry holds None, is empty."""


class UserSight(TypedDict):
    id: str
    name: str  # as shown: "Dr Amira Patel"
    handle: str  # "amira.patel", for @-mentions
    title: str
    is_bot: bool
    tz: str  # IANA name


class FileSight(TypedDict):
    id: str
    name: str
    title: str
    alt: str
    mimetype: str
    size: int
    url: str  # path on this server, with the key that opens it; only for those who may see it


class MessageSight(TypedDict):
    ts: str  # unique in its channel, and what /sim/action wants
    user: str  # id of who wrote it; look it up in users
    text: str  # fallback when there are blocks, the message when there are none
    blocks: list[Block]  # image blocks with a slack_file carry "image_url" to show
    thread_ts: str | None  # set on replies and on the parent (there it equals ts)
    reply_count: int  # on a parent: how many replies
    reply_users: list[str]
    broadcast: bool  # a reply that is also sent to the channel
    ephemeral: bool  # "Only visible to you"
    edited: bool
    deleted: bool  # a parent that was deleted while it has replies
    files: list[FileSight]
    reactions: list["ReactionSight"]
    pinned: bool
    time: str
    state: Values  # what this person has chosen in the message's own controls
    is_app: bool  # written by an app: shows the APP badge


class ReactionSight(TypedDict):
    name: str
    users: list[str]


# Written as a call because "with" cannot be a field name in a class.
ChannelSight = TypedDict(
    "ChannelSight",
    {
        "id": str,
        "name": str,  # "gp-peers"; for a DM the other's name; for a group DM their names
        "is_dm": bool,
        "with": str | None,  # the other's user id in a DM
        "is_private": bool,
        "is_archived": bool,
        "is_member": bool,  # public channels that one is not in are listed too, with messages
        "unread": int,
        "topic": str,
        "members": list[str],
        "messages": list[MessageSight],  # channel messages and thread replies, oldest first
    },
)


class ViewSight(TypedDict):
    id: str
    type: Literal["modal", "home"]
    callback_id: str
    title: str
    submit: str | None  # None: no submit button
    close: str | None  # None: Slack's own word, "Cancel" (with submit) or "Close"
    blocks: list[Block]
    state: Values  # initial values included: draw inputs from here, never from initial_*
    errors: dict[str, str]  # block_id -> sentence to show under that input
    hash: str  # changes with each update
    submit_disabled: bool
    previous_view_id: str | None


class NoticeSight(TypedDict):
    """What Slack itself tells the person, as "/pulse failed with the error “operation_timeout”"."""

    id: str
    text: str
    error: str  # the code: "operation_timeout", "dispatch_failed", ...
    time: str
    channel: str | None  # where it shows; None: over everything
    ts: str | None  # the message whose control failed
    view_id: str | None
    block_id: str | None
    action_id: str | None


class CommandSight(TypedDict):
    command: str
    description: str
    usage_hint: str


class ShortcutSight(TypedDict):
    name: str
    callback_id: str
    type: Literal["global", "message"]
    description: str


class TeamSight(TypedDict):
    id: str
    name: str
    domain: str


class State(TypedDict):
    version: int  # grows with every change anywhere; ?newer_than=V&wait=S waits for a newer one
    clock: str
    team: TeamSight
    me: UserSight
    # {"name", "user", "dm", "home"}: the app, its bot user, one's DM with it, "home" if it has that tab
    app: dict[str, str]
    users: list[UserSight]
    channels: list[ChannelSight]
    views: list[ViewSight]  # the modal stack; the last is on top
    home: ViewSight | None
    notices: list[NoticeSight]
    commands: list[CommandSight]
    shortcuts: list[ShortcutSight]


# What the page may ask (all POST, JSON; each also takes "team", default the first workspace).
# The answer is {"ok": true, ...} or {"ok": false, "error": code}, after the app acknowledged or
# 3 seconds passed. "place" below is either {"channel", "ts"} or {"view_id"} (modal or home).
#   /sim/message   user, channel (id, or a user id for a DM), text, thread_ts?, broadcast?
#   /sim/edit      user, channel, ts, text          /sim/delete  user, channel, ts
#   /sim/command   user, channel, text
#   /sim/action    user, place, block_id, action_id, value?   presses, or chooses outside an input block
#                  value: nothing for a button; an option's value; a list of them for multi_* and
#                  checkboxes; a user, conversation or channel id (or a list); "2026-11-24";
#                  "13:00"; unix seconds; typed text; None to clear
#   /sim/input     the same, into an input block: changes the state, tells the app only if the
#                  block has dispatch_action, and not with dispatch: false (typed, but no Enter)
#   /sim/options   user, place, block_id, action_id, value: what was typed into an external
#                  select; answers {"options": [...]} or {"option_groups": [...]}
#   /sim/submit    user, view_id; "errors" in the answer when the view stays open with errors
#   /sim/close     user, view_id, all? (true: the cross, which closes the whole stack)
#   /sim/home      user: opens the app's Home tab    /sim/read  user, channel: marks as read
#   /sim/shortcut  user, callback_id, channel?, ts? (with them a message shortcut)
#   /sim/react     user, channel, ts, name, remove?
#   /sim/join, /sim/leave   user, channel            /sim/dismiss  user, id (a notice, or an
#                  ephemeral message's ts)
#   /sim/clock     {"to": iso} or {"advance": seconds}; GET reads {"now": iso}
#   GET /sim/workspaces   {"workspaces": [{"id", "name", "domain", "users": [UserSight]}]}
#   GET /sim/events?user=U   server-sent events: "changed" when that person's sight changed

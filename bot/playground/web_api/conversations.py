"""conversations.*: opening DMs, channels and their members, history (slack.md 4.3)."""

import math
import re
from collections.abc import Iterator
from decimal import Decimal

from bot.playground import conversations
from bot.playground.conversations import channel_json
from bot.playground.errors import ApiError
from bot.playground.messages import message_json
from bot.playground.records import Channel, Json, Message
from bot.playground.web_api.call import Call, Method, missing_scope, page

PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def open_(call: Call) -> Json:
    channel, there = _opened(call)
    whole = call.flag("return_im")
    found = channel_json(call.team, channel, call.app) if whole else {"id": channel.id}
    return {"channel": found} | ({"already_open": True, "no_op": True} if there else {})


def _opened(call: Call) -> tuple[Channel, bool]:
    if call.text("channel"):
        return call.channel(), True
    users = call.listed("users")
    if not users:
        raise ApiError("users_list_not_supplied")
    if len(users) > 8:
        raise ApiError("too_many_users")
    for each in users:
        if call.user(each).deleted:
            raise ApiError("user_disabled")
    if len(users) == 1:
        return conversations.dm(call.slack, call.team, call.app.bot_user_id, users[0])
    call.need_scope("mpim:write", "groups:write")
    return conversations.group_dm(call.slack, call.team, [call.app.bot_user_id, *users])


def info(call: Call) -> Json:
    channel = call.channel()
    _need(call, channel, "read")
    found = channel_json(call.team, channel, call.app)
    if call.flag("include_num_members"):
        found["num_members"] = len(channel.members)
    return {"channel": found}


def list_(call: Call) -> Json:
    wanted = call.listed("types") or ["public_channel"]
    if unknown := [each for each in wanted if each not in TYPES]:
        raise ApiError("invalid_types", needed=",".join(unknown))
    for each in wanted:
        call.need_scope(f"{PREFIX[TYPES[each]]}:read")
    kinds = {TYPES[each] for each in wanted}
    found = [
        channel_json(call.team, each, call.app)
        for each in call.team.channels.values()
        if each.kind in kinds
        and conversations.visible(call.team, each, call.app.bot_user_id)
        and not (call.flag("exclude_archived") and each.is_archived)
    ]
    items, metadata = page(found, call, most=999)
    return {"channels": items, "response_metadata": metadata}


def members(call: Call) -> Json:
    channel = call.channel()
    _need(call, channel, "read")
    items, metadata = page(channel.members, call)
    return {"members": items, "response_metadata": metadata}


def history(call: Call) -> Json:
    channel = call.joined_channel()
    _need(call, channel, "history")
    shown = (
        each
        for each in _newest_first(call, channel)
        if each.only_for is None and (each.thread_ts in (None, each.ts) or each.broadcast)
    )
    items, metadata = page(shown, call, most=999)
    with_metadata = call.flag("include_all_metadata")
    return {
        "messages": [
            message_json(call.team, each, channel, metadata=with_metadata) for each in items
        ],
        "has_more": bool(metadata["next_cursor"]),
        "response_metadata": metadata,
    }


def replies(call: Call) -> Json:
    channel = call.joined_channel()
    _need(call, channel, "history")
    ts = call.needed("ts")
    parent = channel.messages.get(ts)
    if parent is None or parent.only_for:
        raise ApiError("thread_not_found")
    thread = parent.thread_ts or ts
    shown = [channel.messages[thread], *_between(call, channel.replies(thread))]
    items, metadata = page(shown, call, default=1000)
    with_metadata = call.flag("include_all_metadata")
    return {
        "messages": [
            message_json(call.team, each, channel, metadata=with_metadata) for each in items
        ],
        "has_more": bool(metadata["next_cursor"]),
        "response_metadata": metadata,
    }


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.kind != "channel":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise ApiError("is_archived")
    conversations.join(call.slack, call.team, channel, call.app.bot_user_id)
    return {"channel": channel_json(call.team, channel, call.app)}


def invite(call: Call) -> Json:
    channel = call.joined_channel()
    private = channel.is_private
    call.need_scope(*(GROUP_INVITE if private else CHANNEL_INVITE))
    users = call.listed("users")
    if len(users) > 100:
        raise ApiError("too_many_users")
    for each in users:
        call.user(each)
        if each == call.app.bot_user_id:
            raise ApiError("cant_invite_self")
        if each in channel.members:
            raise ApiError("already_in_channel")
    for each in users:
        conversations.join(call.slack, call.team, channel, each, inviter=call.app.bot_user_id)
    return {"channel": channel_json(call.team, channel, call.app)}


def create(call: Call) -> Json:
    private = call.flag("is_private")
    call.need_scope("groups:write" if private else "channels:manage")
    name = call.text("name").lstrip("#")
    if not name:
        raise ApiError("invalid_name_required")
    if len(name) > 80:
        raise ApiError("invalid_name_maxlength")
    if not re.fullmatch(r"[^\WA-Z]([\w-]*)", name) or name != name.lower():
        raise ApiError("invalid_name_specials")
    if any(each.name == name for each in call.team.channels.values()):
        raise ApiError("name_taken")
    channel = call.slack.add_channel(name, team=call.team, private=private, with_app=True)
    channel.creator = call.app.bot_user_id
    return {"channel": channel_json(call.team, channel, call.app)}


def _need(call: Call, channel: Channel, what: str) -> None:
    scope = f"{PREFIX[channel.kind]}:{what}"
    if scope not in call.app.scopes:
        raise missing_scope(call.app, (scope,))


def _newest_first(call: Call, channel: Channel) -> Iterator[Message]:
    """Only as far back as ``oldest`` and the reader go: a channel may be long."""
    oldest, latest = _bounds(call)
    for each in reversed(channel.messages.values()):
        ts = _micros(each.ts)
        if ts < oldest:
            return
        if ts <= latest:
            yield each


def _between(call: Call, shown: list[Message]) -> list[Message]:
    oldest, latest = _bounds(call)
    return [each for each in shown if oldest <= _micros(each.ts) <= latest]


def _bounds(call: Call) -> tuple[float, float]:
    """``oldest`` and ``latest`` in microseconds, which are not within unless ``inclusive``."""
    oldest, latest = -math.inf, math.inf
    inclusive = call.flag("inclusive")
    if (said := _moment(call, "oldest")) is not None:
        oldest = math.ceil(said) if inclusive else math.floor(said) + 1
    if (said := _moment(call, "latest")) is not None:
        latest = math.floor(said) if inclusive else math.ceil(said) - 1
    return oldest, latest


def _moment(call: Call, name: str) -> Decimal | None:
    """A time that the caller gives, which need not be a message's; in microseconds."""
    said = call.text(name)
    if not said:
        return None
    try:
        found = Decimal(said) * 1_000_000
    except ArithmeticError as broken:
        raise ApiError(f"invalid_ts_{name}") from broken
    if not found.is_finite():
        raise ApiError(f"invalid_ts_{name}")
    return found


def _micros(ts: str) -> int:
    return int(ts.replace(".", ""))


CHANNEL_INVITE = ("channels:manage", "channels:write.invites")
GROUP_INVITE = ("groups:write", "groups:write.invites")
READ = tuple(f"{each}:read" for each in PREFIX.values())
HISTORY = tuple(f"{each}:history" for each in PREFIX.values())
MANAGE = ("channels:manage", "groups:write")

METHODS = (
    Method(
        "conversations.open",
        open_,
        ("im:write", "mpim:write", "channels:manage", "groups:write"),
        3,
    ),
    Method("conversations.info", info, READ, 3),
    Method("conversations.list", list_, READ, 2),
    Method("conversations.members", members, READ, 4),
    Method("conversations.history", history, HISTORY, 3),
    Method("conversations.replies", replies, HISTORY, 3),
    Method("conversations.join", join, ("channels:join",), 3),
    Method("conversations.invite", invite, (*CHANNEL_INVITE, *GROUP_INVITE), 3),
    Method("conversations.create", create, MANAGE, 2),
)

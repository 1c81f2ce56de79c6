"""chat.*: posting, updating, deleting (slack.md 4.3)."""

from bot.playground import conversations, messages
from bot.playground.errors import ApiError
from bot.playground.messages import Draft, message_json
from bot.playground.records import Channel, Json, Message
from bot.playground.validation.message import check_message, check_metadata
from bot.playground.web_api.call import Call, Method


def post_message(call: Call) -> Json:
    channel = _channel_to_post(call)
    checked = check_message(call.slack, call.team, call.args)
    metadata = check_metadata(call.args.get("metadata"))
    draft = Draft(
        checked.text,
        checked.blocks,
        thread_ts=_thread(call, channel),
        broadcast=call.flag("reply_broadcast"),
        metadata=metadata,
        attachments=checked.attachments,
    )
    message = messages.post(call.slack, call.team, channel, call.app, draft)
    said = message_json(call.team, message)
    return {"channel": channel.id, "ts": message.ts, "message": said}


def update(call: Call) -> Json:
    channel = _channel_in_sight(call)
    message = _message(call, channel)
    _own(call, message, "cant_update_message")
    checked = check_message(call.slack, call.team, call.args, update=True)
    # Text alone takes the blocks away; blocks alone leave the text (slack.md 4.3).
    text = checked.text if call.args.get("text") is not None else message.text
    new: Json = {"text": text, "blocks": checked.blocks}
    if "metadata" in call.args:
        new["metadata"] = check_metadata(call.args["metadata"])
    if not checked.blocks:
        edited_at = call.slack.moment_ts()
        new["edited"] = {"user": call.app.bot_user_id, "ts": edited_at}
    messages.change(call.slack, call.team, channel, message, **new)
    said = message_json(call.team, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": said}


def delete(call: Call) -> Json:
    channel = _channel_in_sight(call)
    message = _message(call, channel)
    _own(call, message, "cant_delete_message")
    messages.remove(call.slack, call.team, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    channel = _channel_to_post(call)
    user = call.needed("user")
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    checked = check_message(call.slack, call.team, call.args)
    draft = Draft(
        checked.text,
        checked.blocks,
        thread_ts=call.text("thread_ts") or None,
        only_for=user,
        metadata=call.data("metadata"),  # Slack passes over it; the ledger does not
        attachments=checked.attachments,
    )
    message = messages.post(call.slack, call.team, channel, call.app, draft)
    return {"message_ts": message.ts}


def permalink(call: Call) -> Json:
    channel = call.channel()
    ts = call.needed("message_ts")
    if ts not in channel.messages or channel.messages[ts].only_for:
        raise ApiError("message_not_found")
    base = call.slack.base_url
    return {
        "channel": channel.id,
        "permalink": f"{base}/archives/{channel.id}/p{ts.replace('.', '')}",
    }


def _channel_to_post(call: Call) -> Channel:
    """Where a message may go: by id, by name, or by user id, which means the DM (slack.md 4.3)."""
    said = call.text("channel")
    team, bot = call.team, call.app.bot_user_id
    if said in team.users:
        if team.users[said].deleted or said == bot:
            raise ApiError("channel_not_found")
        if not call.slack.app.messages_tab:
            raise ApiError("messages_tab_disabled")
        return conversations.dm(call.slack, team, bot, said)[0]
    channel = conversations.named(team, said)
    if channel is None or not conversations.visible(team, channel, bot):
        raise ApiError("channel_not_found")
    if channel.is_archived:
        raise ApiError("is_archived")
    if bot not in channel.members:
        public = call.method == "chat.postMessage" and call.has_scope("chat:write.public")
        if channel.is_private or not public:
            raise ApiError("not_in_channel")
    return channel


def _channel_in_sight(call: Call) -> Channel:
    """For update and delete: an id of a conversation; a user id is none (slack.md 8.4)."""
    channel = call.channel()
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def _thread(call: Call, channel: Channel) -> str | None:
    ts = call.text("thread_ts")
    parent = channel.messages.get(ts)
    if parent is None or parent.only_for:
        # Slack posts a reply to what is not there as a message in the channel.
        return None
    return parent.thread_ts or ts


def _message(call: Call, channel: Channel) -> Message:
    message = channel.messages.get(call.text("ts"))
    if message is None or message.only_for or message.deleted:
        raise ApiError("message_not_found")
    return message


def _own(call: Call, message: Message, error: str) -> None:
    if message.user != call.app.bot_user_id:
        raise ApiError(error)


WRITE = ("chat:write",)

METHODS = (
    Method("chat.postMessage", post_message, WRITE),
    Method("chat.update", update, WRITE, tier=3),
    Method("chat.delete", delete, WRITE, tier=3),
    Method("chat.postEphemeral", post_ephemeral, WRITE, tier=4),
    Method("chat.getPermalink", permalink),
)

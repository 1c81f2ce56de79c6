"""files.*: the two-step upload (slack.md 4.5)."""

from bot.playground import conversations, files, messages
from bot.playground.errors import ApiError
from bot.playground.files import file_json, is_ready
from bot.playground.messages import Draft
from bot.playground.records import File, Json
from bot.playground.validation.message import check_message
from bot.playground.web_api.call import Call, Method

LONGEST_ALT = 1000


def get_upload_url(call: Call) -> Json:
    _allowed(call)
    length = call.text("length")
    if not length.isdecimal() or int(length) < 1:
        raise ApiError("invalid_arguments")
    alt = call.text("alt_txt")
    if len(alt) > LONGEST_ALT:
        raise ApiError("alt_txt_too_large")
    owner = call.app.bot_user_id
    name = call.needed("filename")
    file = files.begin(call.slack, call.team, owner, name, int(length), alt)
    address = f"{call.slack.base_url}/upload/{file.id}?key={file.key}"
    return {"upload_url": address, "file_id": file.id}


def complete_upload(call: Call) -> Json:
    _allowed(call)
    asked = call.data("files")
    if not isinstance(asked, list) or not asked:
        raise ApiError("invalid_arguments")
    wanted = call.text("channel_id") or call.text("channel")
    channels = [_channel(call, each) for each in call.listed("channels") or [wanted] if each]
    done = [
        files.complete(call.slack, call.team, each.get("id", ""), each.get("title", ""))
        for each in asked
    ]
    for channel_id in channels:
        _share(call, channel_id, done)
    return {"files": [file_json(each, ready=is_ready(call.slack, each)) for each in done]}


def _channel(call: Call, said: str) -> str:
    if said in call.team.users:
        return conversations.dm(call.slack, call.team, call.app.bot_user_id, said)[0].id
    channel = conversations.find(call.team, said, call.app.bot_user_id)
    if call.app.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    return channel.id


def _share(call: Call, channel_id: str, done: list[File]) -> None:
    said: Json = {
        "text": call.text("initial_comment"),
        "blocks": call.data("blocks"),
        "files": True,
    }
    checked = check_message(call.slack, call.team, said)
    for file in done:
        file.channels.append(channel_id)
    channel = call.team.channels[channel_id]
    draft = Draft(
        checked.text,
        checked.blocks,
        thread_ts=call.text("thread_ts") or None,
        files=[each.id for each in done],
        subtype="file_share",
    )
    messages.post(call.slack, call.team, channel, call.app, draft)


def info(call: Call) -> Json:
    file = _file(call)
    return {"file": file_json(file, ready=is_ready(call.slack, file))}


def delete(call: Call) -> Json:
    _file(call).deleted = True
    call.slack.touch()
    return {}


def _file(call: Call) -> File:
    file = call.team.files.get(call.needed("file"))
    if file is None or file.deleted:
        raise ApiError("file_not_found")
    return file


def _allowed(call: Call) -> None:
    if call.slack.faults.files_disabled:
        raise ApiError("file_uploads_disabled")


WRITE = ("files:write",)

METHODS = (
    Method("files.getUploadURLExternal", get_upload_url, WRITE, 4),
    Method("files.completeUploadExternal", complete_upload, WRITE, 4),
    Method("files.info", info, ("files:read",), 4),
    Method("files.delete", delete, WRITE, 3),
)

"""Files: the two-step upload, when a file is ready to be shown, and how the API describes it."""

import mimetypes
import secrets
from typing import TYPE_CHECKING

from bot.playground.errors import ApiError
from bot.playground.records import File, Json, Workspace

if TYPE_CHECKING:
    from bot.playground.slack import Slack

PICTURES = {"image/png", "image/jpeg", "image/gif"}
MAGIC = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


def begin(slack: "Slack", team: Workspace, owner: str, name: str, length: int, alt: str) -> File:
    """Make room for a file that is about to be uploaded."""
    key, now = secrets.token_urlsafe(12), slack.clock.now()
    file = File(slack.new_id("F"), name, owner, length, now, key, slack.base_url, alt)
    team.files[file.id] = file
    return file


def upload(slack: "Slack", team: Workspace, owner: str, name: str, content: bytes) -> File:
    """Both steps at once, as a person's own client does them."""
    file = begin(slack, team, owner, name, len(content), "")
    receive(slack, file, content)
    return complete(slack, team, file.id, name)


def receive(slack: "Slack", file: File, content: bytes) -> None:
    """The bytes arrive; the file is ready when Slack has processed it (slack.md 4.5)."""
    file.content = content
    file.length = len(content)
    file.ready_at = slack.clock.now() + slack.file_processing


def complete(slack: "Slack", team: Workspace, file_id: str, title: str) -> File:
    """The second step, once only."""
    file = team.files.get(file_id)
    if file is None or file.content is None or file.completed or file.deleted:
        raise ApiError("file_not_found")
    file.completed = True
    file.title = title or file.name
    file.mimetype = _kind_of(file)
    slack.touch()
    return file


def is_ready(slack: "Slack", file: File) -> bool:
    done = file.completed and not file.deleted and file.ready_at is not None
    return done and file.ready_at is not None and slack.clock.now() >= file.ready_at


def find_picture(slack: "Slack", team: Workspace, said: Json) -> File | None:
    """The file that a ``slack_file`` names, by id or address, if it can be shown now."""
    url = said.get("url") or ""
    file = team.files.get(said.get("id") or "")
    if file is None and url:
        file = next((each for each in team.files.values() if f"/files/{each.id}/" in url), None)
    if file is None or not is_ready(slack, file) or file.mimetype not in PICTURES:
        return None
    return file


def file_json(file: File, *, ready: bool = True) -> Json:
    """As ``files.info`` gives it; a file not yet ready has no type, of a deleted one little is left."""
    if file.deleted:
        return {"id": file.id, "mode": "tombstone"}
    address = f"{file.host}/files/{file.id}"
    return {
        "id": file.id,
        "created": int(file.created.timestamp()),
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype if ready else "",
        "filetype": file.name.rpartition(".")[2] if ready else "",
        "user": file.owner,
        "size": file.length,
        "alt_txt": file.alt,
        "mode": "hosted",
        "is_external": False,
        "url_private": f"{address}/{file.name}",
        "url_private_download": f"{address}/download/{file.name}",
        "permalink": f"{address}/{file.name}",
        "channels": list(file.channels),
        "is_public": False,
    }


def address(file: File) -> str:
    """Where a person's page shows it: the key is for those who see the file."""
    return f"/files/{file.id}?key={file.key}"


def _kind_of(file: File) -> str:
    content = file.content or b""
    for start, kind in MAGIC.items():
        if content.startswith(start):
            return kind
    guessed = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    # A name that promises a picture over bytes that are none: Slack cannot show it.
    return "application/octet-stream" if guessed in PICTURES else guessed
